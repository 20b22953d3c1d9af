// A part of a tree that is loaded, read back in time, or reset: no row stays without those that belong to it.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { loadSource } from '../../connector/app/load.js';
import { resetSource } from '../../connector/app/repair/reset.js';
import type { RunReport } from '../../connector/model/report.js';
import { backfillPlan } from '../../connector/plan/modes/backfill.js';
import { type Setting, setUp } from './sandbox-config.js';
import { compareTables, readTruth } from './truth.js';

let setting: Setting;

beforeEach(async () => {
  setting = await setUp({ seed: 'trees', bills: 25, lines: 3, edges: false }, []);
});

afterEach(() => setting.close());

interface Options {
  only?: string[];
  alone?: boolean;
}

const ALL = ['bills', 'bill_payments', 'bill_debts', 'refunds'].map((preset) => ({ preset }));
const EMPTY = 1;
const BILLS = [{ preset: 'bills' }];

const sourceOf = (endpoints: object[], options: Options = {}) => setting.source({ endpoints }, options);

function number(sql: string): number {
  const database = new Database(setting.database, { readonly: true });
  try {
    return (database.prepare(sql).get() as { n: number }).n;
  } finally {
    database.close();
  }
}

const count = (table: string) => number(`select count(*) n from ${table}`);
/** Bills of which no line is there. The account has one such bill, `EMPTY`. */
const bare = () =>
  number(
    'select count(*) n from bills b where not exists (select 1 from bill_details d where d.bill_id = b.bill_id)',
  );

async function differences(endpoints: object[], options: Options = {}) {
  const source = sourceOf(endpoints, options);
  const routes = source.plan.nodes.map(({ definition }) => definition.path);
  return compareTables(setting.database, source, await readTruth(setting.sandbox.url, routes));
}

const made = (report: RunReport) =>
  report.sources.reduce((sum, { calls }) => sum + calls.single + calls.expanded + calls.batch, 0);
/** Lists of lines that no load has read before. */
const newLists = ({ sources }: RunReport) =>
  sources.find(({ name }) => name === 'bill_detail_ids')?.ledger.loaded;
/** The warnings that say which part of a tree is read. */
const codesOf = ({ warnings }: RunReport) =>
  warnings.map(({ code }) => code).filter((code) => code === 'backfill' || code.startsWith('tree-'));

describe('load --only', () => {
  test.each([
    ['an object', ['bills']],
    ['what hangs on a list below', ['bill_details']],
    ['what is mapped from an object', ['bill_debts_operations']],
    ['parts of two trees', ['bill_payments', 'refund_details']],
  ])('%s: its tree is whole, and known to the next load', async (_name, only) => {
    const report = await loadSource(sourceOf(ALL, { only }));
    expect(report.outcome).toBe('complete');
    expect(codesOf(report)).toContain('tree-completed');
    expect(await differences(ALL, { only })).toEqual([]);
    expect(bare()).toBe(EMPTY);
    const again = await loadSource(sourceOf(ALL, { only }));
    expect(newLists(again)).toBe(0);
    const whole = await loadSource(sourceOf(ALL));
    expect(whole.outcome).toBe('complete');
    expect(newLists(whole)).toBe(0);
    expect(await differences(ALL)).toEqual([]);
  });

  test.each([
    ['an object', ['bills'], ['bill_details', 'bill_payments']],
    ['what hangs on a list below', ['bill_details'], ['bills', 'bill_payments']],
    ['what is mapped from an object', ['bill_debts_operations'], ['bill_debts', 'bills']],
  ])(
    '%s alone: the report says what is missing, and the next load brings it',
    async (_name, only, missing) => {
      const report = await loadSource(sourceOf(ALL, { only, alone: true }));
      expect(report.outcome).toBe('complete');
      const { message } = report.warnings.find(({ code }) => code === 'tree-partial') ?? { message: '' };
      for (const name of missing) expect(message).toMatch(new RegExp(`\\b${name}\\b`));
      expect(report.sources.filter(({ loaded }) => loaded).map(({ name }) => name)).toEqual(only);
      expect((await loadSource(sourceOf(ALL))).outcome).toBe('complete');
      expect(await differences(ALL)).toEqual([]);
      expect(bare()).toBe(EMPTY);
    },
  );
});

describe('backfill', () => {
  const recent = [{ preset: 'bills', query: { 'date.from': '2026-06-01' } }];
  const back = (endpoints: object[], name: string, more: object = {}) => {
    const source = sourceOf(endpoints);
    const backfill = { name, from: '2000-01-01', to: '2026-05-31', ...more };
    return loadSource({ ...source, plan: backfillPlan(source.plan, backfill) });
  };

  test.each([['bill_ids'], ['bills'], ['bill_detail_ids'], ['bill_details']])(
    '%s before the first date of the configuration: bills with their lines',
    async (name) => {
      await loadSource(sourceOf(recent));
      const before = { bills: count('bills'), lines: count('bill_details') };
      const report = await back(recent, name);
      expect(report.outcome).toBe('complete');
      expect(codesOf(report)).toEqual(name === 'bill_ids' ? ['backfill'] : ['backfill', 'tree-completed']);
      expect(count('bills')).toBeGreaterThan(before.bills);
      expect(count('bill_details')).toBeGreaterThan(before.lines);
      expect(bare()).toBe(EMPTY);
      expect(await differences(BILLS)).toEqual([]);
      // Nothing of it counts as loaded by the loads.
      const next = await loadSource(sourceOf(recent));
      expect(next.outcome).toBe('complete');
      expect(made(next)).toBeLessThan(10);
      expect(await differences(BILLS)).toEqual([]);
    },
  );

  test('alone: the report says what is missing', async () => {
    await loadSource(sourceOf(recent));
    const lines = count('bill_details');
    const report = await back(recent, 'bills', { alone: true });
    expect(codesOf(report)).toEqual(['backfill', 'tree-partial']);
    expect(report.warnings[1]?.message).toMatch(/: bill_details\./);
    expect(count('bill_details')).toBe(lines);
    expect(bare()).toBeGreaterThan(EMPTY);
  });

  test('what has no past is left out, and said, with what hangs on it', async () => {
    const endpoints = [
      ...BILLS,
      {
        name: 'bill_payments',
        path: '/me/bill/{billId}/payment',
        parameters: { billId: { from: 'bill_ids' } },
        read: { absent: [404] },
        sync: { mode: 'snapshot' },
      },
    ];
    const report = await back(endpoints, 'bills');
    expect(report.outcome).toBe('complete');
    expect(codesOf(report)).toEqual(['backfill', 'tree-completed', 'tree-partial']);
    expect(report.warnings[2]?.message).toMatch(/is not loaded, because.*: bill_payments\./);
    expect(bare()).toBe(EMPTY);
  });
});

describe('reset --data', () => {
  const reset = (names: string[], alone?: boolean) =>
    resetSource(sourceOf(ALL), { names, data: true, alone, confirm: async () => true });

  test.each([['bills'], ['bill_details'], ['bill_debts']])(
    '%s: the rows of its tree go together, and come back together',
    async (name) => {
      await loadSource(sourceOf(ALL));
      const refunds = count('refunds');
      expect(await reset([name])).toBe(true);
      for (const table of ['bills', 'bill_details', 'bill_debts']) {
        expect({ table, rows: count(table) }).toEqual({ table, rows: 0 });
      }
      expect(count('refunds')).toBe(refunds);
      expect((await loadSource(sourceOf(ALL))).outcome).toBe('complete');
      expect(await differences(ALL)).toEqual([]);
    },
  );

  test('alone: only its rows go, and the next load brings them', async () => {
    await loadSource(sourceOf(ALL));
    expect(await reset(['bill_details'], true)).toBe(true);
    expect(count('bill_details')).toBe(0);
    expect(count('bills')).toBeGreaterThan(0);
    expect((await loadSource(sourceOf(ALL))).outcome).toBe('complete');
    expect(await differences(ALL)).toEqual([]);
  });

  test('snapshots and appended rows of the tree stay: no load brings them back', async () => {
    const balance = { name: 'balances', path: '/me/bill/{billId}/payment', read: { absent: [404] } };
    const parameters = { billId: { from: 'bill_ids' } };
    const endpoints = [...BILLS, { ...balance, parameters, sync: { mode: 'snapshot' } }];
    await loadSource(sourceOf(endpoints));
    const there = count('balances');
    const asked: [string, string | undefined][] = [];
    await resetSource(sourceOf(endpoints), {
      names: ['bills'],
      data: true,
      confirm: async (_account, scopes) => {
        asked.push(...scopes.map(({ name, belongsTo }): [string, string | undefined] => [name, belongsTo]));
        return true;
      },
    });
    expect(there).toBeGreaterThan(0);
    expect(count('balances')).toBe(there);
    expect(asked).toEqual([
      ['bills', undefined],
      ['bill_details', 'bills'],
    ]);
  });
});
