// State can come from outside: the run then neither reads nor writes the destination's tables for it, and loads the same.
import { describe, expect, test } from '@jest/globals';
import { loadSource } from '../../connector/app/load.js';
import { rowSink } from '../../connector/destinations/kit/row-sink.js';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { type Clock, systemClock } from '../../connector/model/clock.js';
import type { Destination, DestinationSession } from '../../connector/model/destination.js';
import { DestinationError } from '../../connector/model/errors.js';
import type { Plan } from '../../connector/model/plan.js';
import type { RunReport } from '../../connector/model/report.js';
import { Slice } from '../../connector/read/slice.js';
import type { RunOptions } from '../../connector/run/run-state.js';
import { type Recorder, Recorders } from '../../connector/state/recorder.js';
import { setUp } from '../integration/sandbox-config.js';
import { type Answer, type Definitions, planOf, ScriptedClient } from '../read/scripted-client.js';
import { MemoryStore } from './memory-store.js';
import { runOf } from './run-plan.js';

const BILLS: Definitions = [
  { name: 'ids', path: '/bill', read: { item: 'b' } },
  { name: 'bills', path: '/bill/{b}', parameters: { b: { from: 'ids' } }, sync: { mode: 'known' } },
  { name: 'lines', path: '/bill/{b}/line', parameters: { b: { from: 'ids' } }, sync: { mode: 'known' } },
  {
    name: 'payments',
    path: '/bill/{b}/payment',
    parameters: { b: { from: 'ids' } },
    sync: { mode: 'open', until: { status: ['PAID'] } },
  },
  {
    name: 'movements',
    path: '/account/{a}/movement',
    parameters: { a: { value: ['x', 'y'] } },
    sync: { mode: 'window', window: { from: 'date.from', lookBack: 1 } },
  },
  { name: 'debts', path: '/debt', sync: { mode: 'snapshot' } },
];

const DAY = 86_400_000;
const clockAt = (ms: number): Clock => ({ ...systemClock, now: () => ms, random: () => 0.5 });
const NOW = Date.UTC(2026, 10, 21);

function answer(path: string): Answer {
  const [, first, id, part] = path.split('/');
  if (first === 'debt') return [{ id: 1, amount: 2 }];
  if (first === 'account') return [{ id: `${id}1` }, { id: `${id}2` }];
  if (id === undefined) return ['B1', 'B2', 'B3'];
  if (part === 'line') return id === 'B2' ? { skip: 'refused', status: 403 } : [`${id}-1`, `${id}-2`];
  if (part === 'payment') return { status: id === 'B1' ? 'PAID' : 'OPEN' };
  return { number: id };
}

async function load(plan: Plan, more: Partial<RunOptions> & { destination: Destination }) {
  const client = new ScriptedClient(answer);
  const report = await runOf({
    plan,
    client,
    clock: clockAt(NOW),
    ...more,
  });
  return { report, calls: client.calls };
}

const STATE_TABLES = ['_ovh_known', '_ovh_load', '_ovh_cursor', '_ovh_definition'];

async function contentsOf(destination: MemoryDestination) {
  const session = await destination.open();
  const tables = (await session.tables()).map(({ table }) => table);
  await session.close();
  return {
    state: tables.filter((table) => STATE_TABLES.includes(table)),
    data: Object.fromEntries(
      tables
        .filter((table) => !table.startsWith('_ovh_'))
        .sort()
        .map((table) => [
          table,
          destination
            .rows(table)
            .map(({ _run_id, ...row }) => JSON.stringify(row, texts))
            .sort(),
        ]),
    ),
  };
}

const ledgerOf = ({ sources }: RunReport) => sources.find(({ name }) => name === 'bills')?.ledger;

const texts = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

/** The commit with this number fails, as a full disk would. */
function failingAt(number: number, inner: MemoryDestination): Destination {
  let commits = 0;
  const failing = (session: DestinationSession): DestinationSession =>
    new Proxy(session, {
      get(target, key) {
        if (key === 'commit' && ++commits === number) {
          return () => Promise.reject(new DestinationError('destination-full', 'the disk is full'));
        }
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  return {
    name: 'failing',
    location: 'failing',
    check: () => inner.check(),
    lock: (holder) => inner.lock(holder),
    open: async () => failing(await inner.open()),
  };
}

describe('state from outside', () => {
  test('is read and written in the place of the tables: the same calls, rows and ledgers', async () => {
    const plan = planOf(BILLS);
    const [inside, outside] = [new MemoryDestination(), new MemoryDestination()];
    let stored = new MemoryStore();
    for (const days of [0, 1, 2]) {
      const clock = clockAt(NOW + days * DAY);
      const one = await load(plan, { destination: inside, clock });
      stored = new MemoryStore(String(stored));
      const other = await load(plan, { destination: outside, clock, state: stored });
      expect(other.calls).toEqual(one.calls);
      expect(other.report.sources.map(({ name, ledger }) => [name, ledger])).toEqual(
        one.report.sources.map(({ name, ledger }) => [name, ledger]),
      );
      expect(other.report.outcome).toBe(one.report.outcome);
    }
    const [told, found] = [await contentsOf(outside), await contentsOf(inside)];
    expect(told.data).toEqual(found.data);
    expect(found.state.sort()).toEqual([...STATE_TABLES].sort());
    expect(told.state).toEqual([]);
    // What the destination would have stored is what was stored outside.
    for (const [table, rows] of [
      ['_ovh_known', stored.stored.known],
      ['_ovh_load', stored.stored.loads],
      ['_ovh_cursor', stored.stored.cursors],
      ['_ovh_definition', stored.stored.definitions],
    ] as const) {
      expect(inside.rows(table)).toHaveLength(rows.length);
    }
    expect(stored.stored.known.map(({ source, item }) => `${source} ${item}`)).not.toContain('lines "B2"');
  });

  test('goes with the rows: a table that is gone is read again', async () => {
    const plan = planOf(BILLS);
    const state = new MemoryStore();
    await load(plan, { destination: new MemoryDestination(), state });
    const known = await load(plan, {
      destination: new MemoryDestination(),
      state: new MemoryStore(String(state)),
    });
    expect(known.calls).not.toContain('/bill/B1');
    const gone = new MemoryStore(String(state), ['ids', 'lines']);
    const again = await load(plan, { destination: new MemoryDestination(), state: gone });
    expect(again.calls).toContain('/bill/B1');
    expect(again.calls).not.toContain('/bill/B1/line');
  });

  test('is confirmed slice by slice: after a failed commit it has only what is committed', async () => {
    const inner = new MemoryDestination();
    const destination = failingAt(3, inner);
    const state = new MemoryStore();
    const plan = planOf(BILLS.slice(0, 2));
    const failed = await load(plan, { destination, state, sliceRoots: 1 });
    expect(failed.report.outcome).toBe('failed');
    const items = state.stored.known.map(({ source, item }) => `${source} ${item}`).sort();
    expect(items).toEqual(['bills "B1"', 'ids "B1"']);
    expect(state.stored.loads.map((row) => row.state)).toEqual(['started']);
    const resumed = await load(plan, { destination: inner, state: new MemoryStore(String(state)) });
    expect(resumed.report.outcome).toBe('complete');
    expect(resumed.report.warnings.map(({ code }) => code)).toContain('resumed');
    expect(resumed.calls).toEqual(['/bill', '/bill/B2', '/bill/B3']);
  });

  test('serves a destination that stores none: rows go to standard output, and known items are not read again', async () => {
    const setting = await setUp({ seed: 'outside', bills: 12, edges: false }, [
      { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } },
      {
        name: 'bills',
        path: '/me/bill/{billId}',
        parameters: { billId: { from: 'bill_ids' } },
        sync: { mode: 'known' },
      },
    ]);
    try {
      const source = setting.source({ account: 'acc' });
      const batches: string[] = [];
      const destination = () =>
        rowSink('lines', async (rows) => {
          batches.push(...rows.map(({ schema }) => schema.table));
        });
      await expect(loadSource(source, { destination: destination() })).rejects.toThrow(
        /"known" needs to know/,
      );
      let state = new MemoryStore();
      const accounts: string[] = [];
      const load = () => {
        state = new MemoryStore(String(state), ['bill_ids', 'bills']);
        return loadSource(source, {
          destination: destination(),
          state: (account) => {
            accounts.push(account);
            return state;
          },
        });
      };
      const first = await load();
      expect(ledgerOf(first)).toMatchObject({ known: 0 });
      expect(ledgerOf(first)?.loaded).toBeGreaterThan(10);
      const second = await load();
      expect(ledgerOf(second)).toMatchObject({ loaded: 0, known: ledgerOf(first)?.loaded });
      expect(accounts).toEqual(['acc', 'acc']);
      expect(new Set(batches)).toContain('bills');
    } finally {
      await setting.close();
    }
  });

  test('a changed definition outdates it, and is told', async () => {
    const state = new MemoryStore();
    await load(planOf(BILLS), { destination: new MemoryDestination(), state });
    const changed = BILLS.map((each) =>
      each.name === 'bills' ? { ...each, table: { include: ['secret'] } } : each,
    );
    const before = state.stored.known.filter(({ source }) => source === 'bills').length;
    const { report } = await load(planOf(changed), { destination: new MemoryDestination(), state });
    const changes = report.warnings.filter(({ code }) => code === 'definition-changed');
    expect(changes).toMatchObject([{ source: 'bills', count: before }]);
    const fingerprints = new Set(
      state.stored.known.filter(({ source }) => source === 'bills').map(({ fingerprint }) => fingerprint),
    );
    expect(fingerprints.size).toBe(1);
  });
});

describe('recorders', () => {
  test('open once, then each slice before it is confirmed, then the end: one after another', async () => {
    const heard: string[] = [];
    const recorder = (name: string): Recorder => {
      const hear = (what: string) => {
        heard.push(`${name} ${what}`);
        return [];
      };
      return {
        open: async () => void hear('open'),
        batch: () => hear('batch'),
        slice: () => hear('slice'),
        committed: async () => void hear('committed'),
        end: async () => hear('end'),
      };
    };
    const silent: Recorder = {};
    const all = new Recorders([recorder('a'), silent, recorder('b')]);
    const session = await new MemoryDestination().open();
    const report = () => Promise.reject(new Error('nobody asks')) as never;
    await all.open(session);
    all.batch();
    all.slice({ slice: new Slice(), notLoaded: [], report });
    await all.committed();
    await all.end({ isReadToEnd: true, report });
    expect(heard).toEqual(
      ['open', 'batch', 'slice', 'committed', 'end'].flatMap((each) => [`a ${each}`, `b ${each}`]),
    );
  });

  test('report nothing of a slice that was not committed', async () => {
    const inner = new MemoryDestination();
    const plan = planOf([{ name: 'things', path: '/thing' }]);
    const client = new ScriptedClient(() => [{ id: 1 }]);
    await load(plan, { destination: inner, client });
    const wider = new ScriptedClient(() => [{ id: 1, added: 'x' }]);
    const failed = await load(plan, { destination: failingAt(1, inner), client: wider });
    expect(failed.report.outcome).toBe('failed');
    expect(failed.report.drift).toEqual([]);
    expect(failed.report.sources[0]?.ledger.listed).toBe(0);
    expect(inner.rows('_ovh_drift')).toEqual([]);
    const done = await load(plan, { destination: inner, client: wider });
    expect(done.report.drift).toMatchObject([{ column: 'added', kind: 'added' }]);
    expect(inner.rows('_ovh_drift')).toHaveLength(1);
  });
});
