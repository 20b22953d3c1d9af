// Loads one after another: what is known is not read again, what is new or open is, and a cut load is gone on with.
import { afterEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { loadSource } from '../../connector/app/load.js';
import type { RunReport } from '../../connector/model/report.js';
import type { RunProgress } from '../../connector/run/run-state.js';
import { noticeLines } from '../../connector/text/notice-text.js';
import { extent } from '../extent.js';
import { type Setting, setUp, steadyClock } from './sandbox-config.js';
import { compareTables, readTruth } from './truth.js';

let setting: Setting | undefined;

afterEach(async () => {
  await setting?.close();
  setting = undefined;
});

const endpoints = ['bills', 'bill_payments', 'orders', 'refunds'].map((preset) => ({ preset }));
const BILLS = [
  { name: 'ids', path: '/me/bill', table: false, read: { item: 'billId' } },
  {
    name: 'bills',
    path: '/me/bill/{billId}',
    parameters: { billId: { from: 'ids' } },
    sync: { mode: 'open', until: { eInvoicingStatus: ['accepted', 'ignored', 'ok', 'rejected', null] } },
  },
];
const ledgerOf = (report: RunReport, name: string) =>
  report.sources.find((source) => source.name === name)?.ledger;
const made = (report: RunReport) =>
  report.sources.reduce((sum, { calls }) => sum + calls.single + calls.expanded + calls.batch, 0);

describe('an account where nothing changed', () => {
  test('a handful of calls, the same tables, everything in the ledger', async () => {
    setting = await setUp({ seed: 'again', bills: 60, edges: false });
    const source = setting.source({ endpoints: [{ preset: 'bills' }] });
    const first = await loadSource(source);
    const second = await loadSource(source);
    expect(second.outcome).toBe('complete');
    expect(made(second)).toBeLessThan(8);
    const bills = ledgerOf(second, 'bills');
    expect(bills?.listed).toBe(ledgerOf(first, 'bills')?.listed);
    expect((bills?.known ?? 0) + (bills?.loaded ?? 0)).toBe(bills?.listed);
    expect(ledgerOf(second, 'bill_detail_ids')).toMatchObject({ loaded: 0 });
    expect(compareTables(setting.database, source, await readTruth(setting.sandbox.url, source))).toEqual([]);
  });

  test('of a long list, the few that are open come in batches, wherever they are in it', async () => {
    setting = await setUp({
      seed: 'again',
      bills: extent(3000, 9000),
      lines: 1,
      edges: false,
      timeTolerance: 3600,
    });
    const [ids, bills] = BILLS;
    const source = setting.source({ endpoints: [ids, bills] }, { clock: steadyClock() });
    const first = await loadSource(source);
    const second = await loadSource(source);
    const ledger = ledgerOf(second, 'bills');
    const open = ledger?.loaded ?? 0;
    expect([first.outcome, second.outcome]).toEqual(['complete', 'complete']);
    expect(open).toBeGreaterThan(20);
    expect(ledger).toMatchObject({
      listed: ledgerOf(first, 'bills')?.loaded,
      known: (ledger?.listed ?? 0) - open,
    });
    const callsOf = (name: string) => second.sources.find((one) => one.name === name)?.calls;
    expect(callsOf('ids')).toEqual({ single: 1, expanded: 0, batch: 0 });
    // Three bills are read by themselves, to compare.
    expect(callsOf('bills')).toEqual({ single: 3, expanded: 0, batch: Math.ceil(open / 50) });
    expect(compareTables(setting.database, source, await readTruth(setting.sandbox.url, source))).toEqual([]);
  });

  test('--full-refresh reads what it names, or all', async () => {
    setting = await setUp({ seed: 'again', bills: 20, edges: false });
    const source = setting.source({ endpoints: [{ preset: 'bills' }] });
    await loadSource(source);
    const one = await loadSource(source, { refresh: ['bills'] });
    expect(ledgerOf(one, 'bills')).toMatchObject({ known: 0 });
    expect(ledgerOf(one, 'bill_detail_ids')?.known).toBeGreaterThan(0);
    const all = await loadSource(source, { refresh: true });
    expect(ledgerOf(all, 'bill_detail_ids')).toMatchObject({ known: 0 });
  });

  test('what was refused, gone or absent is asked for again', async () => {
    setting = await setUp({ seed: 'again', bills: 20, edges: true });
    const source = setting.source({ endpoints });
    const first = await loadSource(source);
    const second = await loadSource(source);
    for (const state of ['gone', 'refused', 'expired', 'absent'] as const) {
      for (const name of ['bills', 'bill_payments', 'orders']) {
        expect({ name, state, count: ledgerOf(second, name)?.[state] }).toEqual({
          name,
          state,
          count: ledgerOf(first, name)?.[state],
        });
      }
    }
    expect(second.outcome).toBe(first.outcome);
    expect(compareTables(setting.database, source, await readTruth(setting.sandbox.url, source))).toEqual([]);
  });

  test('another configuration of a source object is not known', async () => {
    setting = await setUp({ seed: 'again', bills: 20, edges: false });
    await loadSource(setting.source({ endpoints: [{ preset: 'bills' }] }));
    const ids = { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } };
    const bills = {
      name: 'bills',
      path: '/me/bill/{billId}',
      parameters: { billId: { from: 'bill_ids' } },
      table: { include: ['pdfUrl'] },
      sync: { mode: 'known' },
    };
    const report = await loadSource(setting.source({ endpoints: [ids, bills] }));
    expect(ledgerOf(report, 'bills')).toMatchObject({ known: 0 });
  });

  test('a table that was dropped is read anew', async () => {
    setting = await setUp({ seed: 'again', bills: 20, edges: false });
    const source = setting.source({ endpoints: [{ preset: 'bills' }] });
    await loadSource(source);
    const database = new Database(setting.database);
    database.exec("drop table bills; delete from _ovh_columns where table_name = 'bills'");
    database.close();
    const report = await loadSource(source);
    expect(ledgerOf(report, 'bills')).toMatchObject({ known: 0 });
    expect(compareTables(setting.database, source, await readTruth(setting.sandbox.url, source))).toEqual([]);
  });
});

describe('an account that went on', () => {
  test('new bills come, old ones are not read again, and the tables are those of the truth', async () => {
    setting = await setUp({ seed: 'grown', bills: 60, edges: false });
    const early = { preset: 'bills', query: { 'date.to': '2023-06-01' } };
    const before = await loadSource(setting.source({ endpoints: [early] }));
    const old = ledgerOf(before, 'bills')?.loaded ?? 0;
    expect(old).toBeGreaterThan(10);
    const source = setting.source({ endpoints });
    const report = await loadSource(source);
    expect(report.outcome).toBe('complete');
    expect(ledgerOf(report, 'bill_detail_ids')?.known).toBe(old);
    expect(ledgerOf(report, 'bills')?.listed).toBeGreaterThan(old + 10);
    expect(compareTables(setting.database, source, await readTruth(setting.sandbox.url, source))).toEqual([]);
  });
});

describe('a load that was cut', () => {
  test.each(['single', 'auto'] as const)(
    'is gone on with: no committed slice is read twice (strategy %s)',
    async (strategy) => {
      setting = await setUp({ seed: 'cut', bills: 150, edges: false, timeTolerance: 3600 });
      const definitions = [
        { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } },
        { name: 'bills', path: '/me/bill/{billId}', parameters: { billId: { from: 'bill_ids' } } },
      ];
      const source = setting.source({ endpoints: definitions }, { clock: steadyClock() });
      const ending = new AbortController();
      const cut = await loadSource(source, {
        strategy,
        sliceRoots: 20,
        signal: ending.signal,
        onProgress: (progress) => {
          if (progress().slices >= 3) ending.abort();
        },
      });
      expect(cut.outcome).toBe('incomplete');
      const done = ledgerOf(cut, 'bills')?.loaded ?? 0;
      expect(done).toBeGreaterThanOrEqual(60);
      let progress: (() => RunProgress) | undefined;
      const rest = await loadSource(source, {
        strategy,
        onProgress: (present) => {
          progress = present;
        },
      });
      const [tree] = progress?.().trees ?? [];
      expect(tree?.rootsListed).toBeGreaterThanOrEqual(150);
      expect(tree?.rootsDone).toBe(tree?.rootsListed);
      expect(rest.outcome).toBe('complete');
      expect(ledgerOf(rest, 'bill_ids')?.known).toBe(done);
      expect(noticeLines(rest.warnings).join()).toMatch(/the interrupted load is resumed/);
      expect(compareTables(setting.database, source, await readTruth(setting.sandbox.url, source))).toEqual(
        [],
      );
      // A whole load ends it: the next one reads everything.
      expect(ledgerOf(await loadSource(source, { strategy }), 'bill_ids')?.known).toBe(0);
    },
  );
});
