// State that goes through messages: the next read has it, from the end or the middle of a run, whatever streams kept of it.
import { describe, expect, test } from '@jest/globals';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { decodeState, encodeState, type StreamState } from '../../connector/interop/state/stream-state.js';
import { type StatedStream, StreamStore } from '../../connector/interop/state/stream-store.js';
import { type Clock, systemClock } from '../../connector/model/clock.js';
import { ConfigError } from '../../connector/model/errors.js';
import type { Plan } from '../../connector/model/plan.js';
import { PlanGraph } from '../../connector/plan/plan-graph.js';
import type { RunOptions } from '../../connector/run/run-state.js';
import { type Answer, type Definitions, planOf, ScriptedClient } from '../read/scripted-client.js';
import { MemoryStore } from '../run/memory-store.js';
import { runOf } from '../run/run-plan.js';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 21);
const clockAt = (ms: number): Clock => ({ ...systemClock, now: () => ms, random: () => 0.5 });

const BILLS: Definitions = [
  { name: 'ids', path: '/bill', read: { item: 'b' }, table: false },
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

const plan = planOf(BILLS);
const STREAMS: StatedStream[] = plan.nodes
  .filter(({ load }) => load)
  .map(({ name, table }) => ({ name: table.table, source: name }));

function answer(path: string): Answer {
  const [, first, id, part] = path.split('/');
  if (first === 'debt') return [{ id: 1, amount: 2 }];
  if (first === 'account') return [{ id: `${id}1` }, { id: `${id}2` }];
  if (id === undefined) return ['B1', 'B2', 'B3', 'B4'];
  if (part === 'line') return id === 'B2' ? { skip: 'refused', status: 403 } : [`${id}-1`, `${id}-2`];
  if (part === 'payment') return { status: id === 'B1' ? 'PAID' : 'OPEN' };
  return { number: id };
}

const BELOW_BILLS = new Set(['bills', 'lines', 'payments']);
/** It has the definitions of all streams. */
const FIRST_SLICE = STREAMS.length;

/** The texts of the last message of each stream, as a receiver stores them. */
type Messages = Map<string, string>;

/** A read whose states go through messages. `sent`: every message, in its order. */
class Outside {
  readonly sent: [string, string][] = [];
  readonly store: StreamStore;

  constructor(
    ofPlan: Plan = plan,
    messages: Messages = new Map(),
    readonly streams = STREAMS,
  ) {
    const given = new Map<string, StreamState>();
    for (const [name, text] of messages) given.set(name, decodeState(JSON.parse(text), name));
    this.store = new StreamStore(new PlanGraph(ofPlan), streams, given, () => this.#send(this.store.due()));
  }

  #send(streams: readonly string[]): void {
    for (const stream of streams) {
      const state = encodeState({ account: 'acc', objects: this.store.take(stream) });
      this.sent.push([stream, JSON.stringify(state)]);
    }
  }

  /** After the run: one for each stream. */
  messages(): Messages {
    this.#send(this.streams.map(({ name }) => name));
    return this.messagesUntil(this.sent.length);
  }

  messagesUntil(count: number): Messages {
    return new Map(this.sent.slice(0, count));
  }
}

async function load(options: Partial<RunOptions>, ofPlan = plan, days = 0) {
  const client = new ScriptedClient(answer);
  const clock = clockAt(NOW + days * DAY);
  const report = await runOf({
    plan: ofPlan,
    client,
    clock,
    destination: new MemoryDestination(),
    ...options,
  });
  return { report, calls: client.calls };
}

describe('through messages', () => {
  test('later reads make the calls and have the ledgers of a store that forgets nothing', async () => {
    let [messages, memory]: [Messages, MemoryStore] = [new Map(), new MemoryStore()];
    for (const days of [0, 1, 2]) {
      memory = new MemoryStore(String(memory));
      const one = await load({ state: memory }, plan, days);
      const outside = new Outside(plan, messages);
      const other = await load({ state: outside.store }, plan, days);
      messages = outside.messages();
      expect(other.calls).toEqual(one.calls);
      const ledgers = ({ report }: typeof one) => report.sources.map(({ name, ledger }) => [name, ledger]);
      expect(ledgers(other)).toEqual(ledgers(one));
    }
    expect([...messages.keys()].sort()).toEqual(STREAMS.map(({ name }) => name).sort());
    // Open ids can be read.
    expect(messages.get('payments')).toContain(String.raw`"open":["\"B2\"","\"B3\"","\"B4\""]`);
  });

  test('each slice sends one for each stream that it touched, and any of them resumes', async () => {
    const outside = new Outside();
    await load({ state: outside.store, sliceRoots: 1 });
    const inTree = outside.sent.map(([stream]) => stream).filter((stream) => BELOW_BILLS.has(stream));
    // Four slices; the end of the load.
    expect(inTree).toEqual(Array.from({ length: 5 }, () => [...BELOW_BILLS]).flat());
    const calls = new Map<number, number>();
    for (let count = 0; count <= outside.sent.length; count++) {
      const resumed = new Outside(plan, outside.messagesUntil(count));
      const { report, calls: made } = await load({ state: resumed.store });
      calls.set(count, made.length);
      // What was refused is asked for each time.
      expect(made).toContain('/bill/B2/line');
      expect(report.reasons).toMatchObject([{ source: 'lines' }]);
    }
    // The lists alone, what is open, and what was refused.
    expect(calls.get(0)).toBe(16);
    expect(calls.get(FIRST_SLICE)).toBe(13);
    expect(calls.get(outside.sent.length)).toBe(8);
  });

  test('what one receiver has and another lacks is read again for both', async () => {
    const outside = new Outside();
    await load({ state: outside.store, sliceRoots: 1 });
    // The state of the bills of the second slice was stored, and the one of the lines was not.
    const torn = outside.messagesUntil(FIRST_SLICE + 1);
    expect(outside.sent[FIRST_SLICE]?.[0]).toBe('bills');
    const { calls } = await load({ state: new Outside(plan, torn).store });
    expect(calls).toContain('/bill/B2/line');
    expect(calls).not.toContain('/bill/B2');
    expect(calls).not.toContain('/bill/B1/line');
  });

  test('a stream without state is read whole, the others are not', async () => {
    const outside = new Outside();
    await load({ state: outside.store });
    const messages = outside.messages();
    messages.delete('lines');
    messages.delete('movements');
    const { calls } = await load({ state: new Outside(plan, messages).store }, plan, 1);
    expect(calls.filter((path) => path.endsWith('/line'))).toHaveLength(4);
    expect(calls.filter((path) => /^\/bill\/B\d$/.test(path))).toEqual([]);
  });

  test('a changed definition is told, and its state counts no more', async () => {
    const outside = new Outside();
    await load({ state: outside.store });
    const changed = planOf(
      BILLS.map((each) => (each.name === 'bills' ? { ...each, table: { include: ['secret'] } } : each)),
    );
    const next = new Outside(changed, outside.messages());
    const { report, calls } = await load({ state: next.store }, changed, 1);
    expect(report.warnings.filter(({ code }) => code === 'definition-changed')).toMatchObject([
      { source: 'bills', count: 4 },
    ]);
    expect(calls.filter((path) => /^\/bill\/B\d$/.test(path))).toHaveLength(4);
    const after = decodeState(JSON.parse(next.messages().get('bills') ?? ''), 'bills');
    expect(after.objects.get('bills')?.final.size).toBe(4);
  });
});

describe('a message', () => {
  const COUNT = 100_000;
  const ids = Array.from({ length: COUNT }, (_, id) => JSON.stringify(`FR${60_000_000 + id * 7 + (id % 5)}`));

  /** The bills of one account in the middle of their first load: their root has them as well. */
  function largeState(): StreamState {
    const of = (texts: readonly string[], loadId: string) => new Map(texts.map((text) => [text, loadId]));
    const load = { loadId: 'run', startedAt: NOW, state: 'started' } as const;
    const objects = new Map([
      ['bill_ids', { fingerprint: 'a', final: of(ids.slice(3), 'run'), open: new Map(), load }],
      ['bills', { fingerprint: 'b', final: of(ids, '-'), open: of(['"FR1"'], '-') }],
    ]);
    return { account: 'acc', objects };
  }

  test('has 100,000 bills in at most 100 kB, also where a load is under way', () => {
    const text = JSON.stringify(encodeState(largeState()));
    expect(text.length).toBeLessThan(100_000);
    const read = decodeState(JSON.parse(text), 'bills');
    expect(read.objects.get('bills')?.final.size).toBe(COUNT);
    expect(read.objects.get('bill_ids')?.final.size).toBe(COUNT - 3);
    expect(read.objects.get('bill_ids')?.final.get(ids[5] ?? '')).toBe('run');
    expect(read.objects.get('bill_ids')?.final.has(ids[2] ?? '')).toBe(false);
  });

  test.each([
    [
      'of another version',
      { version: 7, account: 'a', objects: [] },
      /has version 7, and this version .* reads version 1/,
    ],
    ['without a version', { account: 'a' }, /has no version/],
    ['that is none', 'x', /has no version/],
    [
      'with a part that is missing',
      { version: 1, account: 'a', objects: [{}] },
      /damaged at objects\.0\.source/,
    ],
    [
      'with damaged items',
      { version: 1, account: 'a', objects: [{ source: 's', fingerprint: 'f', items: 'AAAA' }] },
      /items are damaged/,
    ],
    [
      'that is like nothing',
      { version: 1, account: 'a', objects: [{ source: 's', fingerprint: 'f', like: { source: 'x' } }] },
      /items are damaged \(there are none of "x"\)/,
    ],
  ])('%s is refused in a sentence', (_, state, words) => {
    expect(() => decodeState(state, 'bills')).toThrow(words);
    expect(() => decodeState(state, 'bills')).toThrow(/^state of stream "bills": .*Reset the stream/);
    expect(() => decodeState(state, 'bills')).toThrow(ConfigError);
  });
});

test('a large set is sent when a part of it is new, and at the end', async () => {
  const many = planOf([
    { name: 'ids', path: '/thing', read: { item: 't' }, table: false },
    { name: 'things', path: '/thing/{t}', parameters: { t: { from: 'ids' } }, sync: { mode: 'known' } },
  ]);
  const streams = [{ name: 'things', source: 'things' }];
  const outside = new Outside(many, new Map(), streams);
  const client = new ScriptedClient((path) =>
    path === '/thing' ? Array.from({ length: 3000 }, (_, id) => `T${id}`) : { id: path },
  );
  const options = { client, state: outside.store, sliceRoots: 10, concurrency: 8 };
  const { report } = await load(options, many);
  expect(report.slices).toBe(300);
  expect(outside.sent.length).toBeGreaterThan(60);
  expect(outside.sent.length).toBeLessThan(200);
  const last = decodeState(JSON.parse(outside.messages().get('things') ?? ''), 'things');
  expect(last.objects.get('things')?.final.size).toBe(3000);
});
