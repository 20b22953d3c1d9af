// A column of our own that later versions add: a destination without it loads on, and its earlier runs stay.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runHistory } from '../../connector/app/history/runs.js';
import { loadSource } from '../../connector/app/load.js';
import { lastRuns } from '../../connector/app/schedule/last-runs.js';
import { createDestination } from '../../connector/destinations/registry.js';
import { FORMATS, OWN_FORMAT } from '../../connector/state/format.js';
import { RUNS } from '../../connector/state/history/run-tables.js';
import { type Setting, setUp } from '../integration/sandbox-config.js';

let setting: Setting;

beforeAll(async () => {
  setting = await setUp({ bills: 3, lines: 1, edges: false }, [{ preset: 'bills' }]);
});

afterAll(() => setting.close());

const OLD = {
  ...{ runId: '20260101T000000Z-old', account: 'someone', region: 'eu', outcome: 'complete' },
  ...{ startedAt: Date.UTC(2026, 0, 1), seconds: 1, slices: 1, calls: 1, retries: 0, rows: 0 },
  ...{ budgetWaitSeconds: 0, retryWaitSeconds: 0, reasons: [], warnings: [], version: '0' },
} as const;

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

test.each([
  ['sqlite', 'old.db'],
  ['duckdb', 'old.duckdb'],
  ['parquet', 'old'],
])('%s: runs that were recorded without a batch', async (type, name) => {
  const place = { type, path: join(setting.folder, name) };
  const destination = createDestination(place);
  const { schema, rows } = RUNS.batch([{ ...OLD, kind: 'load', reasons: [], warnings: [], readToEnd: true }]);
  const last = schema.columns.findIndex(({ name: column }) => column === 'batch_id');
  expect(schema.columns.slice(last).map(({ name: column }) => column)).toEqual([
    'batch_id',
    'pipeline',
    'due_at',
  ]);
  const old = {
    schema: { ...schema, columns: schema.columns.slice(0, last) },
    rows: [...rows].map((row) => row.slice(0, last)),
  };
  const session = await destination.open();
  const format = FORMATS.batch([{ format: OWN_FORMAT, version: '0', recordedAt: 0 }]);
  await session.commit({ runId: OLD.runId, batches: each([format, old]) });
  await session.close();
  const source = setting.source({ destination: place });
  expect((await runHistory([source])).runs).toMatchObject([{ runId: OLD.runId }]);
  const due = { pipeline: 'billing', tick: '2026-11-03T05:00:00.000Z' };
  expect((await loadSource(source, { batch: 'night', due })).outcome).toBe('complete');
  const { runs } = await runHistory([source]);
  expect(runs.map(({ batchId, due: was, outcome }) => [outcome, batchId, was])).toEqual([
    ['complete', 'night', due],
    ['complete', undefined, undefined],
  ]);
  const shown = await lastRuns(destination, { limit: 5 });
  expect(shown).toMatchObject([{ ...due, outcome: 'complete', missing: 0 }]);
  expect(await lastRuns(destination, { limit: 5, since: Date.parse(due.tick) + 1 })).toEqual([]);
});
