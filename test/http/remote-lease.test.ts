// Processes of many machines that share a budget by a store, in virtual time, each with a clock of its own.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Budget, type Peers } from '../../connector/http/budget/budget.js';
import { PacedQueue } from '../../connector/http/budget/paced-queue.js';
import { RemoteLease } from '../../connector/http/budget/remote-lease.js';
import type { BudgetEntry, BudgetStore } from '../../connector/model/budget.js';
import { type Clock, systemClock } from '../../connector/model/clock.js';
import { mostInAnySecond, VirtualClock } from './virtual-clock.js';
import { closeAll, connectTo, get, json, serve } from './wire.js';

const ACCOUNT = 'https://eu.api.ovh.com key-of-the-application';

/** A store with its own time, which answers after a few milliseconds, or not. */
class MadeUpStore implements BudgetStore {
  readonly where = 'the store';
  readonly entries = new Map<string, BudgetEntry & { at: number }>();
  looks = 0;
  failing = false;
  silent = false;

  constructor(private readonly clock: Clock) {}

  async renew(entry: BudgetEntry, lifeMs: number) {
    this.looks++;
    await this.clock.sleep(2 + (this.looks % 5));
    if (this.silent) await new Promise(() => undefined);
    if (this.failing) throw new Error('the store: no server answers there');
    const now = this.clock.now();
    const others = [...this.entries.values()].filter(
      ({ process, budget, at }) => process !== entry.process && budget === entry.budget && now - at <= lifeMs,
    );
    this.entries.set(entry.process, { ...entry, at: now });
    await this.clock.sleep(1 + (this.looks % 3));
    return { others, nowMs: now + 7_000_000 };
  }

  async remove({ process }: BudgetEntry) {
    if (this.failing) throw new Error('the store: no server answers there');
    this.entries.delete(process);
  }

  async close() {}
}

/** The same time, told otherwise. */
const aheadBy = (clock: Clock, ms: number): Clock => ({
  now: () => clock.now() + ms,
  sleep: (time, signal) => clock.sleep(time, signal),
  random: () => 0.5,
});

const alone: Peers = {
  exchange: () => ({ processes: 1, rank: 0, notBefore: 0, slowdowns: [] }),
  problem: undefined,
  close: () => undefined,
};

const leaseOf = (store: BudgetStore, clock: Clock, lease = () => alone) =>
  new RemoteLease({ account: ACCOUNT, store, clock, lease });

interface Group {
  clock: VirtualClock;
  store: MadeUpStore;
  gone: number[];
  leases: RemoteLease[];
}

/** So many processes call for so long. @param at when each begins */
async function together(
  count: number,
  forMs: number,
  {
    at = () => 0,
    pace = 18,
    during,
  }: { at?: (by: number) => number; pace?: number; during?: (group: Group) => Promise<void> } = {},
): Promise<Group> {
  let turn = 0;
  const clock = new VirtualClock(() => [0, 3, 20, 1, 30, 0, 2][turn++ % 7] ?? 0);
  const group: Group = { clock, store: new MadeUpStore(clock), gone: [], leases: [] };
  const end = clock.now() + forMs;
  const work = Array.from({ length: count }, async (_, by) => {
    await clock.sleep(1 + at(by));
    const own = aheadBy(clock, by * 60_000);
    const lease = leaseOf(group.store, own);
    group.leases.push(lease);
    const queue = new PacedQueue(new Budget({ callsPerSecond: pace }, lease), own);
    while (clock.now() < end) {
      await queue.enter('GET', '/1.0/me');
      group.gone.push(clock.now());
    }
    await lease.close();
  });
  await clock.until(Promise.all([...work, during?.(group)]));
  return group;
}

/** Calls a second, without the time in which the processes find each other. */
function paceOf({ gone, clock }: Group, from: number, to: number): number {
  const start = 1_000_000;
  expect(clock.now()).toBeGreaterThan(start + to);
  return gone.filter((at) => at >= start + from && at < start + to).length / ((to - from) / 1000);
}

describe('together', () => {
  test.each([1, 2, 3, 8, 11, 13, 20, 21, 30, 40])(
    '%i processes that begin at once: never over 20 in a second, and the whole pace is used',
    async (count) => {
      const group = await together(count, 20_000);
      expect(mostInAnySecond(group.gone)).toBeLessThanOrEqual(20);
      expect(paceOf(group, 5000, 20_000)).toBeGreaterThan(18 * 0.9);
      expect(group.store.entries.size).toBe(0);
    },
  );

  test.each([
    [3, 700],
    [6, 1100],
    [24, 300],
  ])('%i processes, one every %i ms', async (count, every) => {
    const group = await together(count, 20_000, { at: (by) => by * every });
    expect(mostInAnySecond(group.gone)).toBeLessThanOrEqual(20);
  });

  test('other paces', async () => {
    for (const [pace, most] of [
      [2, 4],
      [5, 7],
      [50, 52],
    ] as const) {
      const group = await together(9, 20_000, { pace });
      expect(mostInAnySecond(group.gone)).toBeLessThanOrEqual(most);
      expect(paceOf(group, 5000, 20_000)).toBeGreaterThan(pace * 0.85);
    }
  });

  test('one look a second for each process, one more at its beginning', async () => {
    const { store } = await together(4, 20_000);
    expect(store.looks).toBeLessThanOrEqual(4 * 22);
  });

  test('no key is in the store', async () => {
    const clock = new VirtualClock();
    const store = new MadeUpStore(clock);
    const lease = leaseOf(store, clock);
    lease.exchange(clock.now(), { factor: 0.5, at: clock.now(), quietFrom: clock.now() });
    await clock.until(clock.sleep(100));
    const [entry] = [...store.entries.values()];
    expect(JSON.stringify(entry)).not.toMatch(/key-of|api\.ovh/);
    expect(entry).toMatchObject({ slowdown: { factor: 0.5 } });
    await clock.until(lease.close());
  });
});

describe('one process', () => {
  const until = async (clock: VirtualClock, ms: number) => clock.until(clock.sleep(ms));

  test('the first call waits for the first look, and no longer where it is alone', async () => {
    const clock = new VirtualClock();
    const lease = leaseOf(new MadeUpStore(clock), clock);
    const begun = clock.now();
    expect(lease.exchange(begun, undefined).notBefore).toBeGreaterThan(begun);
    await until(clock, 60);
    expect(lease.exchange(clock.now(), undefined)).toMatchObject({ processes: 1, notBefore: 0 });
    await clock.until(lease.close());
  });

  test('one that joins gives notice; one that makes no calls leaves, and gives notice again', async () => {
    const clock = new VirtualClock();
    const store = new MadeUpStore(clock);
    const [one, two] = [leaseOf(store, clock), leaseOf(store, clock)];
    one.exchange(clock.now(), undefined);
    await until(clock, 100);
    two.exchange(clock.now(), undefined);
    await until(clock, 100);
    expect(two.exchange(clock.now(), undefined).notBefore).toBeGreaterThan(clock.now() + 1500);
    for (let n = 0; n < 14; n++) {
      await until(clock, 1000);
      one.exchange(clock.now(), undefined);
    }
    expect(store.entries.size).toBe(1);
    expect(one.exchange(clock.now(), undefined).processes).toBe(1);
    two.exchange(clock.now(), undefined);
    await until(clock, 100);
    expect(two.exchange(clock.now(), undefined).notBefore).toBeGreaterThan(clock.now() + 1500);
    await clock.until(Promise.all([one.close(), two.close()]));
    expect(store.entries.size).toBe(0);
  });

  test('what one has learned the other adopts, by its own clock', async () => {
    const clock = new VirtualClock();
    const store = new MadeUpStore(clock);
    const far = aheadBy(clock, 3_600_000);
    const [one, two] = [leaseOf(store, clock), leaseOf(store, far)];
    const at = clock.now();
    one.exchange(at, undefined);
    two.exchange(far.now(), undefined);
    await until(clock, 500);
    one.exchange(clock.now(), { factor: 0.25, at: clock.now(), quietFrom: clock.now() });
    const learned = clock.now();
    await until(clock, 2500);
    const [slowdown] = two.exchange(far.now(), undefined).slowdowns;
    expect(slowdown?.factor).toBe(0.25);
    expect(Math.abs((slowdown?.at ?? 0) - 3_600_000 - learned)).toBeLessThan(20);
    await clock.until(Promise.all([one.close(), two.close()]));
  });

  test.each(['failing', 'silent'] as const)(
    'a store that is %s from the beginning: calls go on as those of one of four, and it is said',
    async (what) => {
      const clock = new VirtualClock();
      const store = new MadeUpStore(clock);
      store[what] = true;
      const lease = leaseOf(store, clock);
      const queue = new PacedQueue(new Budget({ callsPerSecond: 18 }, lease), clock);
      const gone: number[] = [];
      const work = (async () => {
        for (let n = 0; n < 60; n++) {
          await queue.enter('GET', '/1.0/me');
          gone.push(clock.now());
        }
      })();
      await clock.until(work);
      expect(gone).toHaveLength(60);
      expect(mostInAnySecond(gone)).toBeLessThanOrEqual(5);
      expect(lease.problem).toMatchObject({ code: 'budget-store-lost' });
      expect(lease.problem?.message).toMatch(/the store: no server answers there|the store does not answer/);
      await clock.until(lease.close());
    },
  );

  test.each(['failing', 'silent'] as const)(
    'a store that is %s in the middle: nobody calls faster, and the pace comes back with it',
    async (what) => {
      const group = await together(3, 70_000, {
        during: async ({ clock, store }) => {
          await clock.sleep(10_000);
          store[what] = true;
          await clock.sleep(30_000);
          store[what] = false;
        },
      });
      expect(mostInAnySecond(group.gone)).toBeLessThanOrEqual(20);
      expect(paceOf(group, 5000, 10_000)).toBeGreaterThan(16);
      // Six are taken to share the pace.
      expect(paceOf(group, 30_000, 40_000)).toBeLessThan(10);
      expect(paceOf(group, 30_000, 40_000)).toBeGreaterThan(7);
      expect(paceOf(group, 55_000, 70_000)).toBeGreaterThan(16);
      for (const lease of group.leases) expect(lease.problem?.code).toBe('budget-store-lost');
    },
  );
});

test('a connection whose store does not answer says so in its warnings, and calls go on; it leaves nothing behind', async () => {
  const { origin } = await serve((_, response) => json(response, {}));
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-remote-'));
  const store = new MadeUpStore(systemClock);
  const shared = { id: 'made up', open: () => store };
  const first = connectTo(origin, { shared, leaseFolder: folder, clock: systemClock });
  expect((await first.client.call(get('/1.0/me'))).outcome).toBe('ok');
  expect([first.warnings(), store.entries.size]).toEqual([[], 1]);
  await first.close();
  expect(store.entries.size).toBe(0);
  store.failing = true;
  const second = connectTo(origin, { shared, leaseFolder: folder, clock: systemClock });
  expect((await second.client.call(get('/1.0/me'))).outcome).toBe('ok');
  expect(second.warnings().map(({ code }) => code)).toEqual(['budget-store-lost']);
  await second.close();
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
  await closeAll();
});
