// The ledger beside the data: what the tables say is what the report says, and what the truth knows.
import { afterEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { loadSource } from '../../connector/app/load.js';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { sqliteDestination } from '../../connector/destinations/sqlite/sqlite.js';
import type { Destination, SliceCommit } from '../../connector/model/destination.js';
import { DestinationError } from '../../connector/model/errors.js';
import { compareRuns } from '../../connector/state/history/compare-runs.js';
import { findRun, ledgerOf, listRuns, type StoredEntry } from '../../connector/state/history/stored-runs.js';
import { noticeLines } from '../../connector/text/notice-text.js';
import { changedDestination } from './changed-destination.js';
import { type Setting, setUp } from './sandbox-config.js';
import { readTruth } from './truth.js';

let setting: Setting | undefined;

afterEach(async () => {
  await setting?.close();
  setting = undefined;
});

const BILLS = { endpoints: [{ preset: 'bills' }] };

async function entriesOf(destination: Destination, wanted = 'last'): Promise<StoredEntry[]> {
  const entries: StoredEntry[] = [];
  for await (const entry of ledgerOf(destination, wanted)) entries.push(entry);
  return entries;
}

describe('the record of a run', () => {
  test('names all that is not loaded, with reasons and query ids, and no secret', async () => {
    setting = await setUp({ seed: 'record', bills: 20 });
    const report = await loadSource(setting.source(BILLS), { sliceRoots: 7 });
    const destination = sqliteDestination(setting.database);
    const run = await findRun(destination, 'last');
    expect(run).toMatchObject({
      runId: report.runId,
      outcome: 'incomplete',
      startedAt: report.startedAt,
      endedAt: report.endedAt,
      slices: report.slices,
      calls: report.calls.calls,
      reasons: report.reasons,
      warnings: report.warnings,
    });
    for (const source of report.sources) {
      const stored = run.sources.find(({ name }) => name === source.name);
      const { ledger, rows, reads, calls, digests } = source;
      expect(stored).toMatchObject({ ledger, rows, reads, calls });
      expect(stored?.digests).toEqual(digests);
    }
    const entries = await entriesOf(destination);
    const reported = report.sources.flatMap(({ name, notLoaded }) =>
      notLoaded.map((entry) => JSON.stringify([name, entry.id, entry.reason, entry.queryId])),
    );
    const written = entries.map((entry) =>
      JSON.stringify([entry.source, entry.id, entry.reason, entry.queryId]),
    );
    expect(written.sort()).toEqual(reported.sort());
    const truth = await readTruth(setting.sandbox.url, setting.source(BILLS));
    const gone = (truth.sources['/me/bill/{billId}']?.entries ?? []).filter(({ status }) => status === 404);
    expect(gone.length).toBeGreaterThan(0);
    for (const { params } of gone) {
      expect(entries).toContainEqual(
        expect.objectContaining({
          source: 'bills',
          id: `billId=${params.billId}`,
          reason: 'gone',
          status: 404,
        }),
      );
    }
    expect(entries.filter(({ reason }) => reason === 'refused').every(({ queryId }) => queryId)).toBe(true);
    const database = new Database(setting.database, { readonly: true });
    const own = ['_ovh_run', '_ovh_run_source', '_ovh_ledger'].map((table) =>
      database.prepare(`select * from ${table}`).all(),
    );
    database.close();
    const text = JSON.stringify(own);
    for (const secret of Object.values(setting.sandbox.keys)) expect(text).not.toContain(secret);
  });

  test('two loads are the same; one of another account is not', async () => {
    setting = await setUp({ seed: 'same', bills: 15 });
    const destination = new MemoryDestination();
    const first = await loadSource(setting.source(BILLS), { destination, sliceRoots: 4 });
    const second = await loadSource(setting.source(BILLS), {
      destination,
      strategy: 'single',
      refresh: true,
    });
    const [after, before] = await listRuns(destination);
    if (!before || !after) throw new Error('two runs were expected');
    expect([before.runId, after.runId]).toEqual([first.runId, second.runId]);
    expect(compareRuns(before, after).sources.filter(({ same }) => !same)).toEqual([]);
    const sandbox = setting;
    setting = await setUp({ seed: 'other', bills: 15 });
    await sandbox.close();
    await loadSource(setting.source(BILLS), { destination });
    const compared = compareRuns(after, await findRun(destination, 'last'));
    expect(compared.same).toBe(false);
    expect(compared.sources.find(({ name }) => name === 'bills')?.differences).toContain('other ids loaded');
  });

  test('a slice that is left out whole leaves no trace in the record either', async () => {
    setting = await setUp({ seed: 'cut', bills: 60, edges: false, revokeAfter: 150 });
    const destination = new MemoryDestination();
    const report = await loadSource(setting.source(BILLS), {
      destination,
      sliceRoots: 10,
      strategy: 'single',
    });
    expect(report.outcome).toBe('failed');
    const run = await findRun(destination, 'last');
    expect(run).toMatchObject({ outcome: 'failed', reasons: report.reasons, slices: report.slices });
    for (const { name, table, ledger } of run.sources.filter(({ loaded }) => loaded)) {
      expect({ name, rows: destination.rows(table).length }).toEqual({ name, rows: ledger.loaded });
    }
  });

  test('a run without any slice has its row', async () => {
    setting = await setUp({ seed: 'none', bills: 5, edges: false, revokeAfter: 3 });
    const destination = new MemoryDestination();
    const report = await loadSource(setting.source({ ...BILLS, schemas: { use: 'never' } }), {
      destination,
      strategy: 'single',
    });
    expect(report).toMatchObject({ outcome: 'failed', slices: 0 });
    expect(await findRun(destination, report.runId)).toMatchObject({ outcome: 'failed', rows: 0 });
  });

  test('a destination that loses rows is told, with table and numbers', async () => {
    setting = await setUp({ seed: 'lost', bills: 5, edges: false });
    const memory = new MemoryDestination();
    const lossy = changedDestination(memory, (session) => ({
      count: async (table) => {
        const count = await session.count(table);
        return count !== undefined && table === 'bills' ? count - 1 : count;
      },
    }));
    const report = await loadSource(setting.source(BILLS), { destination: lossy });
    const rows = memory.rows('bills').length;
    expect(report.outcome).toBe('incomplete');
    expect(noticeLines(report.reasons)).toEqual([
      `bills: ${rows} objects are loaded, but the table "bills", which had none of this account, has ${rows - 1} rows of it and not ${rows}`,
    ]);
    expect((await findRun(memory, 'last')).reasons).toEqual(report.reasons);
  });

  test('an end that cannot be written does not hide the report', async () => {
    setting = await setUp({ seed: 'full', bills: 5, edges: false });
    /** The run's own row says how it ended. */
    async function* withoutEnd(batches: SliceCommit['batches']) {
      for await (const batch of batches) {
        const isEnd = batch.schema.table === '_ovh_run' && batch.rows.some((row) => !row.includes('running'));
        if (isEnd) throw new DestinationError('destination-full', 'the disk is full');
        yield batch;
      }
    }
    const full = changedDestination(new MemoryDestination(), (session) => ({
      commit: ({ batches, ...slice }) => session.commit({ ...slice, batches: withoutEnd(batches) }),
    }));
    const report = await loadSource(setting.source(BILLS), { destination: full });
    expect(report.outcome).toBe('incomplete');
    expect(noticeLines(report.reasons).at(-1)).toMatch(
      /end of the run could not be written.*the disk is full/,
    );
    expect(report.sources.every(({ ledger }) => ledger.loaded > 0)).toBe(true);
  });

  test('objects with one key are one row, and no contradiction', async () => {
    setting = await setUp({ seed: 'keys', bills: 5, edges: false });
    const endpoints = [{ preset: 'bills' }].map((each) => ({ ...each }));
    const source = setting.source({
      endpoints: [
        ...endpoints,
        {
          name: 'again',
          path: '/me/bill/{billId}',
          parameters: { billId: { from: 'bill_ids' } },
          table: { primaryKey: ['category'] },
        },
      ],
    });
    const report = await loadSource(source, { destination: new MemoryDestination() });
    expect(report.outcome).toBe('complete');
    expect(noticeLines(report.warnings).join('\n')).toMatch(
      /again: \d+ objects have the primary key of another/,
    );
  });
});
