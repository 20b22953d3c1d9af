// Whose a job is: the fingerprint of a destination, and what becomes of the jobs of another.
import { tmpdir } from 'node:os';
import { expect, test } from '@jest/globals';
import { sentenceOf } from '../../connector/model/events/events.js';
import { AccountJobs } from '../../connector/worker/account-job.js';
import {
  Belongings,
  belongingOf,
  otherBatches,
  requireNoOthers,
  requireOwnBatch,
} from '../../connector/worker/belonging.js';
import { decide } from '../../connector/worker/decision.js';
import type { Engine, StoredJob } from '../../connector/worker/engine.js';
import type { JobData } from '../../connector/worker/job.js';
import { Queue } from '../../connector/worker/queue.js';
import { statusText } from '../../connector/worker/status-text.js';

const at = (options: object, env = {}, host = 'one') =>
  belongingOf({ type: 'postgres', ...options } as never, env, host);
const URL = 'postgresql://me:hidden-word@db.example/books';

test('a fingerprint: the place, not who writes there; no secret is in it', () => {
  const { place, destination } = at({ url: URL });
  expect(place).toMatch(/^[0-9a-f]{16}$/);
  expect(destination).toBe('postgresql://me@db.example:5432/books schema ovh');
  expect(at({ url: 'postgresql://other:x@db.example/books' }, {}, 'two').place).toBe(place);
  expect(at({ database: 'books' }, { PGHOST: 'db.example' }).place).toBe(place);
  for (const other of [{ schema: 'fin' }, { url: 'postgresql://db.example/b' }])
    expect(at({ url: URL, ...other }).place).not.toBe(place);
});

test('a file is of its host, a bucket is not', () => {
  const file = { type: 'sqlite', path: '/data/ovh.db' };
  expect(at(file, {}, 'one').destination).toBe('/data/ovh.db on one');
  expect(at(file, {}, 'one').place).not.toBe(at(file, {}, 'two').place);
  const bucket = { type: 'parquet', path: 's3://ours/tables', endpoint: 'https://s3.example' };
  expect(at(bucket, {}, 'one')).toEqual(at(bucket, {}, 'two'));
  expect(at({ ...bucket, endpoint: 'https://s3.other' }).place).not.toBe(at(bucket).place);
});

const KEYS = { applicationKey: 'a', applicationSecret: 'b', consumerKey: 'c' };
const config = (file: string, names: string[], auth: object = KEYS) => ({
  connections: names.map((name) => ({ name, region: 'eu', auth: name === 'keyless' ? {} : auth })),
  destination: { type: 'sqlite', path: file },
  endpoints: [{ preset: 'bills' }],
});
const OPTIONS = { env: {}, home: tmpdir(), cwd: tmpdir() };
const own = Belongings.read(config('own.db', ['acme']), OPTIONS);
const other = Belongings.read(config('other.db', ['acme']), OPTIONS);
const job = (connection: string, of = own): JobData => ({
  ...{ connection, batch: 'night', tick: '2026-11-29T00:00:00.000Z', failures: 0, returns: 0 },
  ...of.of(),
});

test('a worker refuses the job of another, also where it does not know its names or keys', () => {
  const jobs = new AccountJobs(config('own.db', ['acme', 'keyless']), OPTIONS);
  const codeOf = (data: JobData) => {
    try {
      jobs.open(data);
      return 'opened';
    } catch (error) {
      return (error as { issues: { code: string }[] }).issues.map(({ code }) => code).join();
    }
  };
  expect(codeOf(job('acme'))).toBe('opened');
  expect(codeOf({ ...job('acme', other), place: undefined })).toBe('opened');
  for (const name of ['acme', 'keyless', 'stranger'])
    expect(codeOf(job(name, other))).toBe('job-other-destination');
  expect(codeOf(job('stranger'))).toBe('config-name-unknown');
  expect(codeOf(job('keyless'))).toBe('credentials-missing');
});

test('it is put back, later each time, and no failure', () => {
  const jobs = new AccountJobs(config('own.db', ['acme']), OPTIONS);
  const ended = (() => {
    try {
      return { error: jobs.open(job('acme', other)) };
    } catch (error) {
      return { error };
    }
  })();
  expect(String(ended.error)).toMatch(/is for .*other\.db on .*loads into .*own\.db on /);
  const first = decide(job('acme', other), ended);
  expect(first).toMatchObject({ end: 'retry', seconds: 5, data: { failures: 0, returns: 1 } });
  const often = { ...job('acme', other), returns: 500 };
  expect(decide(often, ended)).toMatchObject({ seconds: 60, data: { failures: 0, returns: 501 } });
});

const queueOf = (...jobs: [JobData, StoredJob<JobData>['state']][]) =>
  new Queue(
    { findJobs: async () => jobs.map(([data, state]) => ({ data, state })) } as unknown as Engine,
    'the queue',
  );

test('nothing is enqueued beside unfinished jobs of another; its batch is not reported', async () => {
  for (const state of ['created', 'retry', 'active'] as const)
    await expect(requireNoOthers(queueOf([job('acme', other), state]), own)).rejects.toMatchObject({
      issues: [
        { code: 'job-other-destination', message: expect.stringMatching(/1 for .*other\.db.*own\.db/) },
      ],
    });
  const old = { ...job('acme', other), place: undefined };
  const ended = queueOf([job('acme', other), 'completed'], [old, 'created'], [job('acme'), 'active']);
  await requireNoOthers(ended, own);
  const stored = await ended.jobs();
  expect(() => requireOwnBatch(stored, own, 'night')).toThrow(/batch "night".*other\.db/);
  requireOwnBatch(await ended.jobs('another'), own, 'another');
  expect([...otherBatches(stored, other).keys()]).toEqual(['night']);
  requireOwnBatch(await queueOf([job('acme'), 'completed']).jobs(), own, 'night');
});

test('a connection that was removed is of this configuration, also with a destination of its own', async () => {
  const apart = (path: string, names: string[]) => Belongings.read(config(path, names, {}), OPTIONS);
  const before = apart('{connection}.db', ['acme', 'gone']);
  const now = apart('{connection}.db', ['acme']);
  const left = job('gone', before);
  await requireNoOthers(queueOf([left, 'created']), now);
  requireOwnBatch(await queueOf([left, 'completed']).jobs(), now, 'night');
  expect([...otherBatches(await queueOf([left, 'failed']).jobs(), now)]).toEqual([]);
  // Its worker says that it does not know it: the job is dead, and not left for others.
  const jobs = new AccountJobs(config('{connection}.db', ['acme']), OPTIONS);
  expect(() => jobs.open(left)).toThrow(/no connection "gone"/);
  for (const [path, names] of [
    ['other/{connection}.db', ['acme', 'gone']],
    ['own.db', ['acme', 'gone']],
  ] as const)
    await expect(
      requireNoOthers(queueOf([job('gone', apart(path, [...names])), 'created']), now),
    ).rejects.toThrow(/another destination/);
});

test('one server under two names: a refusal says that this may be the reason', async () => {
  const server = (host: string) => ({
    ...config('', ['acme']),
    destination: { type: 'postgres', url: `postgresql://me@${host}/books` },
  });
  const [local, named] = ['localhost', 'db.example'].map((host) =>
    Belongings.read(server(host), OPTIONS),
  ) as [Belongings, Belongings];
  const hint = /If both are the same server under two names, write one host name/;
  const waiting = queueOf([job('acme', named), 'created']);
  await expect(requireNoOthers(waiting, local)).rejects.toThrow(hint);
  expect(() => new AccountJobs(server('localhost'), OPTIONS).open(job('acme', named))).toThrow(hint);
  const stored = await waiting.jobs();
  expect(() => requireOwnBatch(stored, local, 'night')).toThrow(hint);
  // A file is no server.
  await expect(requireNoOthers(waiting, own)).rejects.not.toThrow(hint);
});

test('the status names batches of another destination apart', () => {
  const none = { queue: 'q', workers: [], batches: [], waiting: [], dead: [] };
  const text = statusText({ ...none, others: [{ batch: 'night', destination: '/other.db on one' }] }, 100);
  expect(text).toMatch(/Batches of another destination.*\n(.*\n)+night +\/other\.db on one/);
  expect(statusText({ ...none, others: [] }, 100)).not.toMatch(/another/);
});

const ends = { batch: 'night', job: 'acme', end: 'retry', outcome: 'failed', again: 5 } as const;
const said = (event: object) => sentenceOf(event as never, { at: String, until: String } as never).join('\n');

test('words: what is only in use, what is of another, one worker that died', () => {
  const ended = { event: 'job.ended', ...ends, rows: 0, calls: 0, seconds: 0, message: 'why' };
  expect(said({ ...ended, code: 'destination-in-use' })).toBe(
    'acme: the account is in use; again in 5 s\nwhy',
  );
  expect(said({ ...ended, code: 'job-other-destination' })).toMatch(/^acme: left for a worker of its/);
  expect(said({ ...ended, code: 'unexpected' })).toMatch(/^acme: FAILED/);
  const started = { event: 'job.started', batch: 'night', job: 'acme' };
  expect(said({ ...started, deaths: 1 })).toBe('acme: started, after 1 worker died with it');
  expect(said({ ...started, deaths: 2 })).toMatch(/2 workers died/);
});
