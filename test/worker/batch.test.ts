// A batch without a server: its report from what a queue says, its notification, its jobs in the status.
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openAllWithoutKeys } from '../../connector/app/accounts/open-accounts.js';
import { type BatchJob, batchReport } from '../../connector/app/history/batch.js';
import { requireBatchName } from '../../connector/app/history/batch-name.js';
import type { Sources } from '../../connector/app/history/runs.js';
import { loadSource } from '../../connector/app/load.js';
import { type Clock, systemClock } from '../../connector/model/clock.js';
import type { RunReport } from '../../connector/model/report.js';
import { notificationOf } from '../../connector/observe/notifications/batch.js';
import { accountsText } from '../../connector/text/accounts/accounts-text.js';
import type { Engine, StoredJob } from '../../connector/worker/engine.js';
import { enqueue } from '../../connector/worker/enqueue.js';
import type { JobData } from '../../connector/worker/job.js';
import { Queue } from '../../connector/worker/queue.js';
import { fleetJob } from '../../connector/worker/status.js';
import { enqueuedText, statusText } from '../../connector/worker/status-text.js';
import { type Setting, setUp } from '../integration/sandbox-config.js';

const names = ['one', 'two', 'three', 'four', 'five'];
const drafts = openAllWithoutKeys(
  {
    connections: names.map((name) => ({ name, region: 'eu', account: `${name}-ovh` })),
    destination: { type: 'sqlite', path: 'not-there.db' },
    endpoints: [{ preset: 'bills' }],
  },
  { env: {}, home: tmpdir(), cwd: tmpdir() },
) as unknown as Sources;

const JOBS: BatchJob[] = [
  { connection: 'two', state: 'queued' },
  { connection: 'one', state: 'dead', code: 'credentials-missing', message: 'there are no keys' },
  { connection: 'three', state: 'waiting', again: '2026-11-29T06:00:00.000Z' },
  { connection: 'four', state: 'running' },
  { connection: 'gone', state: 'queued' },
];

test('what never began: by the jobs of the queue, in the order of the configuration', async () => {
  const report = await batchReport(drafts, 'night', JOBS);
  expect(report.outcome).toBe('failed');
  expect(
    report.connections.map(({ name, account, outcome, reasons: [first] }) => [
      name,
      account,
      outcome,
      first?.code,
      first?.message,
    ]),
  ).toEqual([
    ['one', 'one-ovh', 'failed', 'credentials-missing', 'there are no keys'],
    ['two', 'two-ovh', 'incomplete', 'batch-not-ended', 'its job waits for a worker'],
    [
      'three',
      'three-ovh',
      'incomplete',
      'batch-not-ended',
      'its job waits, and is tried again at 2026-11-29T06:00:00.000Z',
    ],
    ['four', 'four-ovh', 'incomplete', 'batch-not-ended', 'a worker runs its job'],
    ['gone', '', 'incomplete', 'batch-not-ended', 'its job waits for a worker'],
  ]);
  expect(accountsText(report)).toMatch(/^FAILED: 0 of 5 connections complete; failed: one; incomplete: two/);
});

describe('of runs that are recorded', () => {
  let setting: Setting;
  const runs: RunReport[] = [];
  let own: Sources;

  beforeAll(async () => {
    setting = await setUp({ bills: 2, edges: false });
    // The first worker's clock is two hours ahead.
    for (const ahead of [7_200_000, 0]) {
      const clock: Clock = { ...systemClock, now: () => Date.now() + ahead };
      const source = setting.source({ endpoints: [{ preset: 'bills' }] }, { clock });
      runs.push(await loadSource(source, { batch: 'night' }));
    }
    const destination = { type: 'sqlite', path: setting.database };
    own = openAllWithoutKeys(
      { region: 'eu', account: runs[0]?.account, destination, endpoints: [{ preset: 'bills' }] },
      { env: {}, home: tmpdir(), cwd: tmpdir() },
    ) as unknown as Sources;
  }, 60_000);
  afterAll(() => setting.close());

  const runIds = async (jobs: BatchJob[]) =>
    (await batchReport(own, 'night', jobs)).connections.map(({ runId, outcome, reasons: [first] }) => [
      runId,
      outcome,
      first?.code,
    ]);
  const done = (run: RunReport | undefined, since: string): BatchJob => ({
    state: 'done',
    runId: run?.runId ?? '20260101T000000Z-aaaaaa',
    since,
  });

  test('the last one is that of the queue, whatever the clocks of the workers say', async () => {
    const [first, second] = runs;
    const [early, late] = [0, 60_000].map((ms) => new Date(Date.now() + ms).toISOString()) as [
      string,
      string,
    ];
    expect(await runIds([done(first, early), done(second, late)])).toEqual([
      [second?.runId, 'complete', undefined],
    ]);
    expect(await runIds([done(second, early), done(first, late)])).toEqual([
      [first?.runId, 'complete', undefined],
    ]);
  });

  test('a job that is done by a run which is not here makes no complete batch', async () => {
    const found = await runIds([done(undefined, '2026-11-29T06:00:00.000Z')]);
    expect(found.map(([, outcome, code]) => [outcome, code])).toContainEqual([
      'incomplete',
      'batch-run-absent',
    ]);
    const [draft] = own;
    const elsewhere = {
      ...draft,
      config: { ...draft.config, destination: { type: 'sqlite', path: 'no.db' } },
    };
    const report = await batchReport([elsewhere] as unknown as Sources, 'night', [done(runs[0], '')]);
    expect([report.outcome, report.connections.map(({ reasons: [first] }) => first?.code)]).toEqual([
      'incomplete',
      ['batch-run-absent'],
    ]);
  });
});

test('nobody knows the batch', async () => {
  await expect(batchReport(drafts, 'night')).rejects.toThrow(/batch "night": no run of this batch/);
});

test('one notification names the first that are not complete', async () => {
  const sent = notificationOf('night', await batchReport(drafts, 'night', JOBS));
  expect(sent).toMatchObject({ version: 1, event: 'failed', exitCode: 1, connections: 5, complete: 0 });
  expect(sent.text).toBe(
    'source-ovhcloud FAILED: batch night, 0 of 5 connections complete; not complete: one, two, three, four, gone',
  );
  expect(sent.notComplete[0]).toMatchObject({ name: 'one', runId: '', reason: 'there are no keys' });
});

test('a job that was put back waits until its time, and is queued from then on', async () => {
  const at = Date.UTC(2026, 10, 29);
  const data: JobData = { connection: 'one', batch: 'night', tick: '', failures: 1, returns: 0 };
  const stored = (startAfter: number, more: Partial<StoredJob<JobData>> = {}) => ({
    ...{ id: 'x', retryCount: 0, data, state: 'retry', output: { outcome: 'failed', code: 'unexpected' } },
    ...{ startAfter: new Date(startAfter), startedOn: null, completedOn: null, createdOn: new Date(at) },
    ...more,
  });
  const jobs = [
    stored(at + 1000),
    stored(at - 1000),
    stored(at + 1000, { data: { ...data, failures: 0 }, state: 'created' }),
    stored(at, { state: 'active' }),
    stored(at, { state: 'completed' }),
    stored(at, { state: 'failed' }),
  ];
  const engine = { findJobs: async () => jobs } as unknown as Engine;
  const found = (await new Queue(engine, 'here').jobs()).map((each) => fleetJob(each, at));
  expect(found.map(({ state }) => state)).toEqual(['waiting', 'queued', 'queued', 'running', 'done', 'dead']);
  expect(found[0]).toMatchObject({ again: new Date(at + 1000).toISOString(), code: 'unexpected' });
});

test('a job that is not ended says what its last run failed with, unless that run is recorded', async () => {
  const failed = { code: 'key-unknown', message: 'the key is not known' };
  const report = await batchReport(drafts, 'night', [
    { connection: 'one', state: 'waiting', again: '2026-11-29T06:00:00.000Z', ...failed },
    { connection: 'two', state: 'queued', ...failed },
    { connection: 'three', state: 'running', ...failed },
  ]);
  expect(report.connections.map(({ reasons: [first] }) => first?.message).slice(0, 3)).toEqual([
    'its job waits, and is tried again at 2026-11-29T06:00:00.000Z, after key-unknown: the key is not known',
    'its job waits for a worker, after key-unknown: the key is not known',
    'a worker runs its job',
  ]);
});

test('words: jobs that wait with their reason, and a batch that was not made', () => {
  const waiting = ['one', 'two'].map((connection) => ({
    ...{ batch: 'night', connection, state: 'waiting' as const, failures: 1, since: '' },
    ...{ again: '2026-11-29T06:00:00.000Z', message: `the key of ${connection} is not known` },
  }));
  const status = { queue: 'q', workers: [], batches: [], waiting, dead: [], others: [] };
  expect(statusText(status, 120)).toMatch(
    /Tried again by themselves:\n.*again +reason\n(.*\n)*one +night +2026-11-29 06:00Z +the key of one is not known/,
  );
  expect(statusText({ ...status, waiting: [] }, 120)).not.toContain('again');
  const none = { batch: 'n2', queue: 'q', added: [], already: ['one'] };
  expect(enqueuedText({ ...none, isThere: false })).toMatch(
    /^nothing was added, and there is no batch n2\n1 job/,
  );
  expect(enqueuedText({ ...none, isThere: true })).toMatch(/^nothing was added\n1 job/);
});

test('nothing on the way of a worker loads SQLite, which is compiled for another Node', () => {
  const root = resolve(import.meta.dirname, '../..');
  const program = ['work', 'enqueue', 'fleet', 'batch']
    .map((name) => `await import(${JSON.stringify(`${root}/dist/connector/cli/actions/${name}.js`)});`)
    .join('\n');
  const without = [
    '--import',
    resolve(root, 'test/cli/without-sqlite.mjs'),
    '--input-type=module',
    '-e',
    program,
  ];
  const { status, stderr } = spawnSync(process.execPath, without, { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

test('the id of a commit is a name for a batch', () => {
  expect(() => requireBatchName('main-9e99e3d41b0c7d5e8f6a2b3c4d5e6f7a8b9c0d1e')).not.toThrow();
});

test('a key is the name of no batch in the library either, and is not shown', async () => {
  const batch = 'night-aaaabbbbccccddddeeeeffff00001111';
  const source = { config: drafts[0]?.config } as unknown as Parameters<typeof loadSource>[0];
  for (const refused of [enqueue('none.yaml', { batch }), loadSource(source, { batch })]) {
    const error = await refused.catch((problem: unknown) => problem);
    expect(String(error)).toBe(
      'ConfigError: batch: looks like a key (not shown), and is recorded: choose another name for the batch',
    );
  }
});
