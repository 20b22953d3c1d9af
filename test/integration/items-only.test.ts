// Lists that are read for their items alone: everything else is as if they had tables.
import { afterEach, describe, expect, test } from '@jest/globals';
import { type LoadOptions, loadSource } from '../../connector/app/load.js';
import type { ConfiguredSource } from '../../connector/app/open.js';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { type Clock, systemClock } from '../../connector/model/clock.js';
import type { RunReport } from '../../connector/model/report.js';
import { backfillPlan } from '../../connector/plan/modes/backfill.js';
import type { SandboxOptions } from '../../sandbox/main.js';
import { extent, longTest } from '../extent.js';
import { type Setting, setUp } from './sandbox-config.js';

let setting: Setting | undefined;

afterEach(async () => {
  await setting?.close();
  setting = undefined;
});

interface Definition {
  name: string;
  path: string;
  parameters?: object;
  read?: { item?: string };
  sync?: object;
}

const BILLS: Definition[] = [
  {
    name: 'bill_ids',
    path: '/me/bill',
    read: { item: 'billId' },
    sync: { window: { from: 'date.from', to: 'date.to' } },
  },
  {
    name: 'bills',
    path: '/me/bill/{billId}',
    parameters: { billId: { from: 'bill_ids' } },
    sync: { mode: 'open', until: { eInvoicingStatus: ['accepted', 'ignored', 'ok', 'rejected', null] } },
  },
  {
    name: 'line_ids',
    path: '/me/bill/{billId}/details',
    parameters: { billId: { from: 'bill_ids' } },
    read: { item: 'billDetailId' },
    sync: { mode: 'known' },
  },
  {
    name: 'lines',
    path: '/me/bill/{billId}/details/{billDetailId}',
    parameters: { billId: { from: 'line_ids', parameter: 'billId' }, billDetailId: { from: 'line_ids' } },
  },
];
const MOVEMENTS: Definition[] = [
  { name: 'account_ids', path: '/me/ovhAccount', read: { item: 'ovhAccountId' } },
  {
    name: 'movement_ids',
    path: '/me/ovhAccount/{ovhAccountId}/movements',
    parameters: { ovhAccountId: { from: 'account_ids' } },
    read: { item: 'movementId' },
    sync: { mode: 'window', window: { from: 'date.from', to: 'date.to', lookBack: 30 } },
  },
  {
    name: 'movements',
    path: '/me/ovhAccount/{ovhAccountId}/movements/{movementId}',
    parameters: {
      ovhAccountId: { from: 'movement_ids', parameter: 'ovhAccountId' },
      movementId: { from: 'movement_ids' },
    },
    sync: { mode: 'known' },
  },
];
const full = (definitions: Definition[]) => definitions.map(({ sync: _, ...rest }) => rest);
const withoutTables = (definitions: Definition[]) =>
  definitions.map((each) => (each.read?.item === undefined ? each : { ...each, table: false }));

/** Two destinations: of the definitions as they are, and of the same with lists that have no table. */
class Pair {
  readonly destinations = [new MemoryDestination(), new MemoryDestination()];

  constructor(
    private readonly definitions: Definition[],
    private readonly config: object = {},
  ) {}

  /** Loads both; what the reports and the tables of the objects say must be the same. */
  async load(
    options: (side: number) => LoadOptions = () => ({}),
    change: (source: ConfiguredSource) => ConfiguredSource = (source) => source,
    clock: Clock = systemClock,
  ): Promise<RunReport> {
    const reports: RunReport[] = [];
    const sides = [this.definitions, withoutTables(this.definitions)];
    for (const [side, endpoints] of sides.entries()) {
      const source = change(one().source({ endpoints, ...this.config }, { clock }));
      reports.push(await loadSource(source, { destination: this.destinations[side], ...options(side) }));
    }
    const [with_, without] = reports.map((report) => this.#said(report));
    expect(without).toEqual(with_);
    const [tables, fewer] = this.destinations.map((_, side) => this.rows(side));
    expect(fewer).toEqual(tables);
    const names = this.#lists().flatMap((name) => this.destinations[1]?.rows(name) ?? []);
    expect(names).toEqual([]);
    return reports[1] as RunReport;
  }

  /** The tables of the objects, without what names the run. */
  rows(side: number): Record<string, unknown[]> {
    const tables = this.definitions.map(({ name }) => name).filter((name) => !this.#lists().includes(name));
    return Object.fromEntries(
      tables.map((table) => {
        const rows = this.destinations[side]?.rows(table) ?? [];
        const texts = rows.map(({ _run_id, _loaded_at, _deleted_at, ...row }) =>
          // Columns stand in the order in which they came.
          [...Object.entries(row), ['isGone', _deleted_at != null]].map((member) => member.join('=')).sort(),
        );
        return [table, texts.map((text) => text.join(' ')).sort()];
      }),
    );
  }

  #lists(): string[] {
    return this.definitions.filter(({ read }) => read?.item !== undefined).map(({ name }) => name);
  }

  #said({ outcome, readToEnd, sources, calls, reasons }: RunReport): unknown {
    const lists = this.#lists();
    const parts = sources.map(({ name, ledger, balanced, duplicates, reads, deleted }) => ({
      ...{ name, ledger, balanced, duplicates, reads },
      ...(lists.includes(name) ? {} : { deleted }),
    }));
    return { outcome, readToEnd, parts, calls: calls.calls, reasons: reasons.map(({ code }) => code) };
  }
}

function one(): Setting {
  if (!setting) throw new Error('no sandbox yet');
  return setting;
}

const start = async (options: Partial<SandboxOptions>) => {
  setting = await setUp({ edges: false, ...options });
};

async function change(options: object): Promise<void> {
  const body = JSON.stringify(options);
  expect((await fetch(`${one().sandbox.url}/__sandbox/options`, { method: 'POST', body })).status).toBe(200);
}

const ledgerOf = (report: RunReport, name: string) =>
  report.sources.find((each) => each.name === name)?.ledger;

describe('the same with and without tables for lists', () => {
  test('known and open: a second load reads what is not final, a third too', async () => {
    await start({ seed: 'items', bills: 12 });
    const pair = new Pair(BILLS);
    expect((await pair.load()).outcome).toBe('complete');
    expect(ledgerOf(await pair.load(), 'line_ids')?.known).toBe(
      ledgerOf(await pair.load(), 'bill_ids')?.listed,
    );
  });

  test('objects that are refused, gone and expired, each by name', async () => {
    await start({ seed: 'items-edges', bills: 12, edges: true });
    const pair = new Pair(BILLS);
    const first = await pair.load();
    expect(first.outcome).toBe('incomplete');
    expect(first.sources.find(({ name }) => name === 'bills')?.notLoadedTotal).toBeGreaterThan(0);
    await pair.load();
  });

  test.each((['auto', 'single'] as const).slice(0, extent(1, 2)))(
    'deletions, and what comes back (strategy %s)',
    async (strategy) => {
      await start({ seed: 'items-gone', bills: 12 });
      const pair = new Pair(full(BILLS));
      await pair.load(() => ({ strategy }));
      await change({ removedBills: 3 });
      const second = await pair.load(() => ({ strategy }));
      expect(second.sources.find(({ name }) => name === 'bills')?.deleted).toBe(3);
      await change({ removedBills: 0 });
      await pair.load(() => ({ strategy }));
      expect(pair.rows(1).bills?.join()).not.toMatch(/isGone=true/);
    },
  );

  longTest(
    'deletions in the modes known and open: also of what is not final; what comes back is read',
    async () => {
      await start({ seed: 'items-known', bills: 12 });
      // Of a status that nothing has, every bill stays open.
      const never = BILLS.map((each) =>
        each.name === 'bills' ? { ...each, sync: { mode: 'open', until: { category: ['none'] } } } : each,
      );
      for (const definitions of [BILLS, never]) {
        await change({ removedBills: 0 });
        const pair = new Pair(definitions);
        await pair.load();
        const before = pair.rows(1);
        await change({ removedBills: 3 });
        const second = await pair.load();
        const gone = (table: string) =>
          pair.rows(1)[table]?.filter((row) => /isGone=true/.test(String(row))).length;
        expect(gone('bills')).toBe(3);
        expect(gone('lines')).toBeGreaterThanOrEqual(3);
        expect(second.sources.find(({ name }) => name === 'lines')?.deleted).toBe(gone('lines'));
        expect((await pair.load()).sources.map(({ deleted }) => deleted)).toEqual([0, 0, 0, 0]);
        await change({ removedBills: 0 });
        await pair.load();
        expect(pair.rows(1)).toEqual(before);
      }
    },
  );

  test('a list that was refused proves nothing gone of what is known', async () => {
    await start({ seed: 'items-refused', bills: 8 });
    const { clientId, clientSecret } = one().sandbox.oauth2;
    const token = { auth: { clientId, clientSecret }, tokenUrl: `${one().sandbox.url}/auth/oauth2/token` };
    const pair = new Pair(BILLS, token);
    await pair.load();
    await change({ removedBills: 2, iamDenied: ['GET /me/bill'] });
    expect((await pair.load()).outcome).toBe('incomplete');
    expect(pair.rows(1).bills?.join()).not.toMatch(/isGone=true/);
    await change({ iamDenied: [] });
    await pair.load();
    expect(pair.rows(1).bills?.filter((row) => /isGone=true/.test(String(row)))).toHaveLength(2);
  });

  test('deletions are forgotten of what is known', async () => {
    await start({ seed: 'items-back', bills: 6 });
    const pair = new Pair(BILLS);
    await pair.load();
    await change({ removedBills: 2 });
    await pair.load(() => ({ refresh: true }));
    await change({ removedBills: 0 });
    await pair.load();
    expect(pair.rows(1).bills?.join()).not.toMatch(/isGone=true/);
  });

  test('window: its cursor moves on, and a late entry is found', async () => {
    await start({ seed: 'items-window', bills: 0 });
    const pair = new Pair(MOVEMENTS);
    const first = await pair.load();
    const listed = ledgerOf(first, 'movement_ids')?.listed ?? 0;
    expect(listed).toBeGreaterThan(0);
    expect(ledgerOf(await pair.load(), 'movement_ids')?.listed).toBeLessThan(listed);
  });

  test('an interrupted load is resumed', async () => {
    await start({ seed: 'items-cut', bills: 60 });
    const pair = new Pair(full(BILLS));
    for (const side of [0, 1]) {
      const ending = new AbortController();
      const endpoints = side === 0 ? full(BILLS) : withoutTables(full(BILLS));
      await loadSource(one().source({ endpoints }), {
        ...{
          destination: pair.destinations[side],
          sliceRoots: 10,
          strategy: 'single',
          signal: ending.signal,
        },
        onProgress: (progress) => {
          if (progress().slices >= 2) ending.abort();
        },
      });
      const rest = await loadSource(one().source({ endpoints }), { destination: pair.destinations[side] });
      expect(rest.outcome).toBe('complete');
      expect(rest.warnings.map(({ code }) => code)).toContain('resumed');
    }
    expect(pair.rows(1)).toEqual(pair.rows(0));
    await pair.load();
  });

  test('--only, a backfill and --full-refresh', async () => {
    await start({ seed: 'items-only', bills: 12 });
    const pair = new Pair(BILLS);
    const period = (source: ConfiguredSource) => ({
      ...source,
      plan: backfillPlan(source.plan, { name: 'lines', from: '2020-01-01' }),
    });
    await pair.load(undefined, period);
    expect(pair.rows(1).lines?.length).toBeGreaterThan(0);
    await pair.load();
    await pair.load(() => ({ refresh: ['bill_ids'] }));
    await pair.load(() => ({ refresh: ['line_ids'] }));
  });

  longTest('combinations', async () => {
    await start({ seed: 'items-pairs', bills: 3 });
    const pair = new Pair([
      { name: 'zone_ids', path: '/domain/zone', read: { item: 'zoneName' } },
      { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } },
      {
        name: 'pairs',
        path: '/domain/zone/{zoneName}/record/{id}',
        parameters: { zoneName: { from: 'zone_ids' }, id: { from: 'bill_ids' } },
        ...({ read: { combine: true, absent: [400, 404] } } as object),
      },
    ]);
    await pair.load(() => ({ strategy: 'single' }));
  });
});

test('a retry asks again for what was left out, also below lists without tables', async () => {
  await start({ seed: 'items-retry', bills: 8 });
  const { clientId, clientSecret } = one().sandbox.oauth2;
  const config = { auth: { clientId, clientSecret }, tokenUrl: `${one().sandbox.url}/auth/oauth2/token` };
  const pair = new Pair(BILLS, config);
  await change({ iamDenied: ['GET /me/bill/{billId}/details/{billDetailId}'] });
  const first = await pair.load(() => ({ strategy: 'single' }));
  expect(first.outcome).toBe('incomplete');
  await change({ iamDenied: [] });
  const retry = await pair.load(() => ({ strategy: 'single', retry: {} }));
  expect(retry.outcome).toBe('complete');
  expect(pair.rows(1).lines?.length).toBe(ledgerOf(first, 'line_ids')?.listed);
  await pair.load();
});
