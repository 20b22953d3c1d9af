// When roots are handed on: a slice that takes long is not waited for, and no call is made for that.
import { describe, expect, test } from '@jest/globals';
import { type Clock, systemClock } from '../../connector/model/clock.js';
import { PlanReader } from '../../connector/read/plan-reader.js';
import type { ReadOptions } from '../../connector/read/reading.js';
import { type Answer, BILLS, planOf, readOptions, ScriptedClient } from './scripted-client.js';

const LINES = 2;
const plan = () => planOf(BILLS);

interface Handed {
  /** Of the slice, in the order of their records. */
  bills: string[];
  lines: number;
  /** Calls that were made, and milliseconds that went by, until it was handed on. */
  calls: number;
  ms: number;
}

interface Case extends Partial<ReadOptions> {
  bills: number;
  /** Milliseconds that a call takes, of a clock that nothing else moves. */
  msPerCall: number;
  answer?: (path: string) => Answer | undefined;
}

async function handedOn({ bills, msPerCall, answer, ...more }: Case) {
  let now = 0;
  const clock: Clock = { ...systemClock, now: () => now };
  const client = new ScriptedClient((path) => {
    now += msPerCall;
    const own = answer?.(path);
    if (own !== undefined) return own;
    const [, , bill, part, line] = path.split('/');
    if (bill === undefined) return Array.from({ length: bills }, (_, n) => `B${n}`);
    if (path.includes(',')) return { skip: 'failed', status: 404 };
    if (part === undefined) return { id: bill };
    return line === undefined ? Array.from({ length: LINES }, (_, n) => n) : { bill, line };
  });
  const reader = new PlanReader(plan(), client, readOptions({ sliceRoots: 200, clock, ...more }));
  const slices: Handed[] = [];
  const numbers: number[] = [];
  for await (const slice of reader.slices()) {
    const [calls, ms] = [client.calls.length, now];
    const told: Handed = { bills: [], lines: 0, calls, ms };
    for await (const { records } of slice.batches()) {
      for (const { source, partition } of records) {
        if (source === 'bills') told.bills.push(String(partition.b));
        if (source === 'lines') told.lines++;
      }
    }
    expect(told.lines).toBe(told.bills.length * LINES);
    expect(slice.roots).toBe(told.bills.length);
    slices.push(told);
    numbers.push(slice.number);
  }
  expect(numbers).toEqual(slices.map((_, at) => at + 1));
  const all = slices.flatMap((slice) => slice.bills);
  expect(new Set(all).size).toBe(bills);
  expect(all).toHaveLength(bills);
  return { slices, client };
}

describe('roots that are read to their end', () => {
  test('are handed on after two seconds, then every ten', async () => {
    const { slices } = await handedOn({ bills: 100, msPerCall: 100 });
    const [first, second, third] = slices.map(({ ms }) => ms);
    expect(first).toBeGreaterThanOrEqual(2_000);
    expect(first).toBeLessThan(3_000);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(10_000);
    expect((second ?? 0) - (first ?? 0)).toBeLessThan(11_000);
    expect((third ?? 0) - (second ?? 0)).toBeLessThan(11_000);
    // 401 calls of 100 ms.
    expect(slices.length).toBeGreaterThanOrEqual(5);
  });

  test('a slice that is quick is as large as it may be', async () => {
    const { slices } = await handedOn({ bills: 100, msPerCall: 1, sliceRoots: 40 });
    expect(slices.map(({ bills }) => bills.length)).toEqual([40, 40, 20]);
  });

  test('are not more than a slice may have', async () => {
    const { slices } = await handedOn({ bills: 60, msPerCall: 1_000, sliceRoots: 7, concurrency: 20 });
    for (const { bills } of slices) expect(bills.length).toBeLessThanOrEqual(7);
  });

  test('do not wait for one that takes long', async () => {
    let slow = 0;
    const { slices } = await handedOn({
      bills: 100,
      msPerCall: 100,
      // Its lines come with the fortieth page.
      answer: (path) => {
        if (path !== '/bill/B0/line') return undefined;
        return slow++ < 40 ? { page: [], next: `${slow}` } : [0, 1];
      },
    });
    expect(slices[0]?.bills.length).toBeGreaterThan(0);
    expect(slices[0]?.bills).not.toContain('B0');
  });
});

describe('roots with nothing below', () => {
  const sizes = async (roots: number, msPerCall: number, bytes: number, sliceRecords: number) => {
    let now = 0;
    const clock: Clock = { ...systemClock, now: () => now };
    const pages = 10;
    const client = new ScriptedClient(() => []);
    client.call = async ({ headers }) => {
      now += msPerCall;
      const at = Number(headers?.['X-Pagination-Cursor'] ?? 0);
      const items = Array.from({ length: roots / pages }, (_, n) => ({ id: `${at}-${n}` }));
      const body = {
        kind: 'array' as const,
        length: items.length,
        bytes,
        value: () => items,
        items: () => items,
      };
      const next: Record<string, string> = at + 1 < pages ? { 'x-pagination-cursor-next': `${at + 1}` } : {};
      return { outcome: 'ok', status: 200, attempts: 1, headers: next, body };
    };
    const flat = planOf([{ name: 'flat', path: '/v2/flat' }]);
    const reader = new PlanReader(flat, client, readOptions({ sliceRoots: 20, sliceRecords, clock }));
    const found: number[] = [];
    for await (const slice of reader.slices()) {
      let records = 0;
      for await (const batch of slice.batches()) records += batch.records.length;
      expect(records).toBe(slice.roots);
      found.push(records);
    }
    return found;
  };

  test('are gathered to as many records as a slice may have', async () => {
    expect(await sizes(1000, 1, 1000, 300)).toEqual([300, 300, 300, 100]);
  });

  test('are not gathered beyond 8 MB, nor longer than two seconds, nor below the roots of any slice', async () => {
    const eachPage = Array.from({ length: 10 }, () => 100);
    expect(await sizes(1000, 1, 8 * 1024 * 1024, 5000)).toEqual(eachPage);
    const slow = await sizes(1000, 900, 1000, 5000);
    expect(Math.max(...slow)).toBeLessThanOrEqual(300);
    expect(slow.length).toBeGreaterThan(3);
    const few = await sizes(100, 900, 1000, 5000);
    for (const roots of few.slice(0, -1)) expect(roots).toBeGreaterThanOrEqual(20);
  });
});

describe('roots of which everything is known', () => {
  test('do not fill a slice: those that bring something do', async () => {
    const isKnown = (item: string) => !item.endsWith('7"');
    const client = new ScriptedClient((path) => {
      const [, , bill, part] = path.split('/');
      if (bill === undefined) return Array.from({ length: 400 }, (_, n) => `B${n}`);
      return part === undefined ? { id: bill } : [];
    });
    const [ids, bills, lines] = BILLS;
    if (!ids || !bills || !lines) throw new Error('three of them');
    const sync = { mode: 'known' as const };
    const known = planOf([
      { ...ids, table: false },
      { ...bills, sync },
      { ...lines, sync },
    ]);
    const options = {
      sliceRoots: 10,
      sliceRecords: 300,
      known: { has: (source: string, item: string) => source !== 'ids' && isKnown(item) },
    };
    const reader = new PlanReader(known, client, readOptions(options));
    const found: { roots: number; records: number }[] = [];
    for await (const slice of reader.slices()) {
      let records = 0;
      for await (const batch of slice.batches())
        records += batch.records.filter(({ source }) => source === 'bills').length;
      found.push({ roots: slice.roots, records });
    }
    expect(found.reduce((sum, { records }) => sum + records, 0)).toBe(40);
    expect(found.reduce((sum, { roots }) => sum + roots, 0)).toBe(400);
    // Ten that bring something are in a hundred.
    expect(found.length).toBeLessThan(12);
    for (const { records } of found) expect(records).toBeLessThanOrEqual(30);
  });
});

describe('calls', () => {
  const strategies = { strategy: 'auto', batchSize: 50 } as const;

  test.each([
    ['single', {}],
    ['auto, where nothing comes of it', { strategies }],
  ])('are the same, however long they take: %s', async (_, options) => {
    const [quick, slow] = [
      await handedOn({ bills: 120, msPerCall: 0, ...options }),
      await handedOn({ bills: 120, msPerCall: 500, ...options }),
    ];
    expect(quick.slices).toHaveLength(1);
    expect(slow.slices.length).toBeGreaterThan(5);
    expect([...slow.client.calls].sort()).toEqual([...quick.client.calls].sort());
  });

  test('batches that are refused: the first roots do not wait for all that would have been asked for together', async () => {
    const { slices, client } = await handedOn({ bills: 120, msPerCall: 50, strategies, concurrency: 20 });
    // Two seconds are 40 calls; 50 bills with their lines are 200.
    const { calls = 0, bills = [] } = slices[0] ?? {};
    expect(calls).toBeLessThan(70);
    expect(bills.length).toBeGreaterThan(0);
    // Root after root: no more bills are begun than there are calls in flight.
    const begun = client.calls.slice(0, calls).filter((path) => /^\/bill\/B\d+$/.test(path));
    expect(begun.length).toBeLessThanOrEqual(bills.length + 20);
  });
});
