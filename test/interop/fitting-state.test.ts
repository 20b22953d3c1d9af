// States that are too large for those who store them: what fits counts, the rest is read again, and it is said.
import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { protocolConfig } from '../../connector/interop/configuration.js';
import { fittingState } from '../../connector/interop/state/fitting-state.js';
import { StateWarnings } from '../../connector/interop/state/state-warnings.js';
import {
  decodeState,
  type ObjectState,
  type StreamState,
} from '../../connector/interop/state/stream-state.js';
import { StreamStore } from '../../connector/interop/state/stream-store.js';
import { PlanGraph } from '../../connector/plan/plan-graph.js';
import { extent } from '../extent.js';
import { planOf, ScriptedClient } from '../read/scripted-client.js';
import { runOf } from '../run/run-plan.js';

/** Ids of chance, the same in each run of the tests. */
const chance = (number: number) => createHash('sha256').update(String(number)).digest('hex').slice(0, 32);
const items = (ids: readonly string[]) => new Map(ids.map((id) => [JSON.stringify(id), '-']));
const object = (final: readonly string[], open: readonly string[] = []): ObjectState => ({
  fingerprint: 'f',
  final: items(final),
  open: items(open),
});
const stateOf = (objects: Record<string, ObjectState>, more: Partial<StreamState> = {}): StreamState => ({
  account: 'acc',
  objects: new Map(Object.entries(objects)),
  ...more,
});
const range = (count: number, idOf: (number: number) => string) =>
  Array.from({ length: count }, (_, n) => idOf(n));

describe('a state', () => {
  test('of a million ids of chance has as many as fit, those that are there longest, and says how many do not', () => {
    const count = extent(100_000, 1_000_000);
    const ids = range(count, chance);
    const { wire, left } = fittingState(stateOf({ things: object(ids) }), 1e6);
    const text = JSON.stringify(wire);
    expect(text.length).toBeLessThanOrEqual(1e6);
    expect(text.length).toBeGreaterThan(5e5);
    const known = decodeState(JSON.parse(text), 'things').objects.get('things')?.final ?? new Map();
    expect(known.size + (left.get('things') ?? 0)).toBe(count);
    expect([...known.keys()].sort()).toEqual([...items(ids.slice(0, known.size)).keys()].sort());
  });

  test('leaves out ids of chance before those that count upwards, and has those of many bills', () => {
    const bills = range(extent(200_000, 1_000_000), (n) => `FR${60_000_000 + n}`);
    const { wire, left } = fittingState(
      stateOf({ bills: object([...range(60_000, chance), ...bills]) }),
      1e6,
    );
    expect(JSON.stringify(wire).length).toBeLessThanOrEqual(1e6);
    expect(left.get('bills')).toBeLessThan(60_000);
    const known = decodeState(wire, 'bills').objects.get('bills')?.final;
    expect(bills.every((id) => known?.has(JSON.stringify(id)))).toBe(true);
  });

  test('of several source objects has the same ids of all: another stream agrees', () => {
    const ids = range(40_000, chance);
    const objects = { bills: object(ids), lines: object(ids.slice(10)) };
    const kept = (state: StreamState, name: string) =>
      decodeState(fittingState(state, 5e5).wire, 'x').objects.get(name)?.final ?? new Map();
    const [bills, lines] = [kept(stateOf(objects), 'bills'), kept(stateOf(objects), 'lines')];
    expect(bills.size).toBeGreaterThan(10_000);
    expect([...lines.keys()].filter((item) => !bills.has(item)).length).toBeLessThanOrEqual(10);
    expect(kept(stateOf({ bills: objects.bills }), 'bills').size).toBeGreaterThanOrEqual(bills.size);
  });

  test('leaves out ids that are open, and keys of rows, which are said as well', () => {
    const open = fittingState(stateOf({ things: object(['1'], range(20_000, chance)) }), 5e5);
    expect(JSON.stringify(open.wire).length).toBeLessThanOrEqual(5e5);
    expect(open.left.get('things')).toBe(20_000);
    const rows = new Set(range(40_000, (n) => JSON.stringify({ id: chance(n) })));
    const told = fittingState(stateOf({ things: object(['1']) }, { rows }), 5e5);
    expect([told.isWithoutRows, told.wire.rows, told.left.size]).toEqual([true, undefined, 0]);
    const few = fittingState(stateOf({}, { rows: new Set(['{"id":"1"}']) }), 5e5);
    expect(decodeState(few.wire, 'x').rows).toEqual(new Set(['{"id":"1"}']));
    const warnings = new StateWarnings(5e5);
    warnings.sent('things', open);
    warnings.sent('others', told);
    expect(warnings.notices()).toEqual([
      expect.objectContaining({ code: 'state-too-large', source: 'things', count: 20_000 }),
      expect.objectContaining({ code: 'state-too-large', source: 'others' }),
    ]);
  });
});

test('a read from such a state reads again what it lacks, and nothing else', async () => {
  const ids = range(300, chance);
  const plan = planOf([
    { name: 'ids', path: '/thing', read: { item: 't' }, table: false },
    { name: 'things', path: '/thing/{t}', parameters: { t: { from: 'ids' } }, sync: { mode: 'known' } },
  ]);
  const read = async (given: Map<string, StreamState>) => {
    const streams = [{ name: 'things', source: 'things' }];
    const store = new StreamStore(new PlanGraph(plan), streams, given);
    const client = new ScriptedClient((path) => (path === '/thing' ? ids : { id: path }));
    const report = await runOf({ plan, client, destination: new MemoryDestination(), state: store });
    const sent = fittingState({ account: 'acc', objects: store.take('things') }, 5000);
    return { report, calls: client.calls.length, ...sent };
  };
  let given = new Map<string, StreamState>();
  let left = ids.length;
  for (let time = 0; time < 3; time++) {
    const { report, calls, wire, left: next } = await read(given);
    expect([report.outcome, calls]).toEqual(['complete', 1 + left]);
    left = next.get('things') ?? 0;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(ids.length);
    given = new Map([['things', decodeState(JSON.parse(JSON.stringify(wire)), 'things')]]);
  }
});

test.each([0, 401, 1.5, '2', null])('a limit of %p is refused', (stateMegabytes) => {
  expect(() => protocolConfig({ stateMegabytes })).toThrow(
    /stateMegabytes: must be a whole number from 1 to 400/,
  );
});
