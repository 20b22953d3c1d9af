// A batch without a server: its report from what a queue says, its notification, its jobs in the status.
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { openAllWithoutKeys } from '../../connector/app/accounts/open-accounts.js';
import { type BatchJob, batchReport } from '../../connector/app/history/batch.js';
import type { Sources } from '../../connector/app/history/runs.js';
import { notificationOf } from '../../connector/observe/notifications/batch.js';
import { accountsText } from '../../connector/text/accounts/accounts-text.js';
import type { Engine, StoredJob } from '../../connector/worker/engine.js';
import type { JobData } from '../../connector/worker/job.js';
import { Queue } from '../../connector/worker/queue.js';
import { jobsOf } from '../../connector/worker/status.js';

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
  const found = await jobsOf(new Queue(engine, 'here'), at);
  expect(found.map(({ state }) => state)).toEqual(['waiting', 'queued', 'queued', 'running', 'done', 'dead']);
  expect(found[0]).toMatchObject({ again: new Date(at + 1000).toISOString(), code: 'unexpected' });
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
