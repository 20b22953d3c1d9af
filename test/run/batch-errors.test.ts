// Errors in batches: believed once single calls have confirmed some, and taken back where one of them is wrong.
import { describe, expect, test } from '@jest/globals';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import type { ApiRequest, SkipReason } from '../../connector/model/api.js';
import { systemClock } from '../../connector/model/clock.js';
import type { JsonObject } from '../../connector/model/json.js';
import type { RunReport } from '../../connector/model/report.js';
import { CountedClient } from '../../connector/read/strategies/counted-client.js';
import { ErrorEntries } from '../../connector/read/strategies/error-entries.js';
import { type Answer, type Definitions, planOf, ScriptedClient } from '../read/scripted-client.js';
import { runOf } from './run-plan.js';

const definitions = (payments: object = {}): Definitions => [
  { name: 'ids', path: '/bill', read: { item: 'b' } },
  { name: 'payments', path: '/bill/{b}/payment', parameters: { b: { from: 'ids' } }, ...payments },
];

const ids = (count: number) => Array.from({ length: count }, (_, at) => `B${at}`);

/** What a single call answers, and what the entry of a batch says where there is no object. */
type Truth = (id: string) => { answer: Answer; error?: JsonObject | null };

const paid = (id: string): { answer: Answer } => ({ answer: { paid: id } });
const without = (reason: SkipReason, status: number, message = 'none') => ({
  answer: { skip: reason, status },
  error: { class: `Client::${status}`, message },
});

/**
 * @param lie may give an entry another error than the truth has; it is told which batch of the load it is
 * @param single may give a single call another answer
 */
function apiOf(
  count: number,
  truth: Truth,
  lie: (id: string, batch: number) => JsonObject | undefined = () => undefined,
  single: (id: string, batches: number) => Answer | undefined = () => undefined,
) {
  let batches = 0;
  return (path: string, { headers = {} }: ApiRequest): Answer => {
    const [, , segment, tail] = path.split('/');
    if (segment === undefined) return ids(count);
    if (tail !== 'payment') throw new Error(path);
    if (headers['X-Ovh-Batch'] === undefined) return single(segment, batches) ?? truth(segment).answer;
    batches++;
    return segment.split(',').map((key) => {
      const { answer, error } = truth(key);
      const told = lie(key, batches) ?? error;
      return told === undefined
        ? { key, value: answer as JsonObject, error: null }
        : { key, value: null, error: told };
    });
  };
}

class Place {
  readonly destination = new MemoryDestination();

  constructor(private readonly random = () => 0.5) {}

  async load(
    plan: Definitions,
    answer: (path: string, request: ApiRequest) => Answer,
    strategy: 'auto' | 'single' = 'auto',
  ) {
    const client = new ScriptedClient(answer);
    const report = await runOf({
      plan: planOf(plan),
      client,
      destination: this.destination,
      clock: { ...systemClock, random: this.random },
      concurrency: 4,
      sliceRoots: 60,
      strategies: { strategy, batchSize: 20 },
    });
    return { report, client, source: sourceOf(report) };
  }

  rows(table: string, column: string): string[] {
    return this.destination
      .rows(table)
      .map((row) => String(row[column]))
      .sort();
  }

  /** `reason id` of the entries of a run. */
  entries(runId: string): string[] {
    return this.destination
      .rows('_ovh_ledger')
      .filter((row) => row.run_id === runId)
      .map((row) => `${row.reason} ${row.id}`)
      .sort();
  }
}

function sourceOf(report: RunReport) {
  const source = report.sources.find(({ name }) => name === 'payments');
  if (!source) throw new Error('no payments');
  return source;
}

/** The same by single calls, which say how it is. */
async function bySingleCalls(plan: Definitions, truth: Truth, count: number) {
  const place = new Place();
  const { report, source } = await place.load(plan, apiOf(count, truth), 'single');
  return {
    ledger: source.ledger,
    digests: source.digests,
    rows: place.rows('payments', 'b'),
    entries: place.entries(report.runId),
  };
}

const ABSENT = definitions({ read: { absent: [404] } });

describe('errors that are confirmed', () => {
  test.each<[string, Definitions, Truth]>([
    ['none is paid', ABSENT, () => without('absent', 404)],
    ['some are paid', ABSENT, (id) => (id.endsWith('7') ? paid(id) : without('absent', 404))],
    ['the message names the object', ABSENT, (id) => without('absent', 404, `There is no payment of ${id}`)],
    ['they are gone', definitions(), () => without('gone', 404)],
    ['they are refused', definitions(), () => without('refused', 403)],
    ['they are expired', definitions(), () => without('expired', 460)],
    [
      'an error is a text',
      ABSENT,
      () => ({ ...without('absent', 404), error: 'no payment' as unknown as JsonObject }),
    ],
    ['there is nothing', ABSENT, () => ({ answer: null, error: null })],
    [
      'several reasons',
      definitions(),
      (id) =>
        id.endsWith('7') ? paid(id) : id.endsWith('3') ? without('refused', 403) : without('gone', 404),
    ],
  ])('%s: a few single calls for 300 objects', async (_, plan, truth) => {
    const place = new Place();
    const { report, source } = await place.load(plan, apiOf(300, truth));
    const expected = await bySingleCalls(plan, truth, 300);
    expect(source).toMatchObject({ balanced: true, ledger: expected.ledger, digests: expected.digests });
    expect(place.rows('payments', 'b')).toEqual(expected.rows);
    expect(place.entries(report.runId)).toEqual(expected.entries);
    expect(source.calls.batch).toBe(15);
    // Three samples of values in at most three batches, three for each of two reasons, and one in 50.
    expect(source.calls.single).toBeLessThanOrEqual(9 + 6 + 6);
    expect(report.refusedStrategies).toEqual([]);
    expect(report.warnings).toEqual([]);
  });
});

describe('errors that are not believed', () => {
  test.each<[string, Truth]>([
    [
      'trouble',
      () => ({ answer: { skip: 'failed', status: 500 }, error: { class: 'Server::500', message: 'Oops' } }),
    ],
    ['objects that are there', (id) => ({ ...paid(id), error: { message: 'Oops' } })],
  ])('%s: each object is read by itself', async (_, truth) => {
    const place = new Place();
    const { source } = await place.load(ABSENT, apiOf(100, truth));
    const expected = await bySingleCalls(ABSENT, truth, 100);
    expect(source.ledger).toEqual(expected.ledger);
    expect(source.calls.single).toBe(100);
  });

  test('of the server, where by chance there is mostly no object', async () => {
    const truth: Truth = (id) => (id.endsWith('5') ? paid(id) : without('absent', 404));
    const oops = { class: 'Server::InternalServerError', message: 'Oops' };
    const lie = (id: string) => (id.endsWith('0') || id === 'B255' ? oops : undefined);
    const place = new Place();
    const { source } = await place.load(ABSENT, apiOf(300, truth, lie));
    const expected = await bySingleCalls(ABSENT, truth, 300);
    expect(source.ledger).toEqual(expected.ledger);
    expect(place.rows('payments', 'b')).toEqual(expected.rows);
  });

  test('each with words of its own', async () => {
    let told = 0;
    const truth: Truth = () => without('absent', 404, `trace ${told++}`);
    const { source } = await new Place().load(ABSENT, apiOf(300, truth));
    expect(source.ledger).toMatchObject({ listed: 300, absent: 300 });
    expect(source.calls.single).toBe(300);
  });

  test('one text for several answers', async () => {
    const truth: Truth = (id) => ({
      answer: {
        skip: Number(id.slice(1)) % 2 ? 'gone' : 'refused',
        status: Number(id.slice(1)) % 2 ? 404 : 403,
      },
      error: { message: 'no' },
    });
    const { source } = await new Place().load(definitions(), apiOf(100, truth));
    expect(source.ledger).toMatchObject({ listed: 100, gone: 50, refused: 50 });
    expect(source.calls.single).toBe(100);
  });
});

describe('an error that is wrong', () => {
  const truth: Truth = (id) => (Number(id.slice(1)) % 3 === 0 ? without('absent', 404) : paid(id));
  /** From the fourth batch on, objects that are there are said not to be. */
  const lie = (id: string, batch: number) =>
    batch > 3 && Number(id.slice(1)) % 3 !== 0 ? { class: 'Client::404', message: 'none' } : undefined;

  /** Different each time, and the same in each run of the test. */
  const scattered = () => {
    let state = 1;
    return () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
  };

  test('ends the belief, and everything that was believed is read again, also of slices that are committed', async () => {
    const place = new Place(scattered());
    const { report, source } = await place.load(ABSENT, apiOf(600, truth, lie));
    const expected = await bySingleCalls(ABSENT, truth, 600);
    expect(source).toMatchObject({ balanced: true, ledger: expected.ledger, digests: expected.digests });
    expect(source.notLoadedTotal).toBe(200);
    expect(source.notLoaded.map(({ id }) => id).sort()).toEqual(
      expected.entries.map((entry) => entry.slice(7)),
    );
    expect(place.rows('payments', 'b')).toEqual(expected.rows);
    expect(place.entries(report.runId)).toEqual(expected.entries);
    expect(report.slices).toBeGreaterThan(8);
    expect(report.warnings).toEqual([
      expect.objectContaining({ code: 'batch-errors-reread', source: 'payments', count: expect.any(Number) }),
    ]);
    expect(report.outcome).toBe('complete');
    const [run] = place.destination.rows('_ovh_run_source').filter((row) => row.source === 'payments');
    expect([run?.listed, run?.loaded, run?.absent].map(Number)).toEqual([600, 400, 200]);
  });

  test('what then fails is named, and the next load asks for it', async () => {
    const place = new Place(scattered());
    const plan: Definitions = definitions({ read: { absent: [404] }, sync: { mode: 'known' } });
    const isThere = (id: string) => Number(id.slice(1)) % 3 !== 0;
    let found = 0;
    // A check of what is believed finds an object; the others fail when they are read again.
    const single = (id: string, batches: number): Answer | undefined =>
      batches > 3 && isThere(id) && found++ > 0 ? { skip: 'failed', status: 500 } : undefined;
    const first = apiOf(600, truth, lie, single);
    const { report, source } = await place.load(plan, first);
    expect(source.balanced).toBe(true);
    expect(report.outcome).toBe('incomplete');
    const { failed, loaded, absent } = source.ledger;
    expect(failed).toBeGreaterThan(100);
    expect({ sum: failed + loaded + absent, absent }).toEqual({ sum: 600, absent: 200 });

    const next = await place.load(plan, apiOf(600, truth));
    expect(next.report.outcome).toBe('complete');
    expect(next.source.ledger).toMatchObject({ known: 600 - failed, loaded: failed });
    expect(place.rows('payments', 'b')).toHaveLength(400);
  });
});

describe('lists in batches', () => {
  test('lists of parents that are gone cost no call each', async () => {
    const plan: Definitions = [
      { name: 'ids', path: '/bill', read: { item: 'b' } },
      { name: 'line_ids', path: '/bill/{b}/line', parameters: { b: { from: 'ids' } }, read: { item: 'l' } },
      {
        name: 'payments',
        path: '/bill/{b}/line/{l}',
        parameters: { b: { from: 'line_ids', parameter: 'b' }, l: { from: 'line_ids' } },
      },
    ];
    const isGone = (bill: string) => Number(bill.slice(1)) % 2 === 1;
    const answer = (path: string, { headers = {} }: ApiRequest): Answer => {
      const [, , segment, , line] = path.split('/');
      if (segment === undefined) return ids(200);
      if (line !== undefined) return { b: segment ?? '', l: Number(line) };
      if (headers['X-Ovh-Batch'] === undefined)
        return isGone(segment) ? { skip: 'gone', status: 404 } : [1, 2];
      return segment.split(',').map((key): JsonObject => {
        if (!isGone(key)) return { key, value: [1, 2] };
        return { key, value: null, error: { class: 'x', message: 'gone' } };
      });
    };
    const { report } = await new Place().load(plan, answer);
    const lists = report.sources.find(({ name }) => name === 'line_ids');
    expect(lists?.ledger).toMatchObject({ listed: 300, gone: 100, loaded: 200 });
    expect(lists?.calls.single).toBeLessThan(9 + 3 + 4);
    expect(sourceOf(report).ledger).toMatchObject({ listed: 200, loaded: 200 });
  });
});

test('more is believed than is stored: the run says that it may be wrong', async () => {
  const [, node] = planOf(ABSENT).nodes;
  if (!node) throw new Error('no node');
  let isThere = false;
  const client = new ScriptedClient(() => (isThere ? [] : { skip: 'absent', status: 404 }));
  const requests = {
    of: () => ({ method: 'GET' as const, path: '/bill/B/payment', route: '/bill/{b}/payment' }),
  };
  const errors = new ErrorEntries(new CountedClient(client, systemClock), requests as never, () => 0.5);
  const context = { source: 'ids', partition: {}, ordinal: 1, item: 'B' };
  const answer = () =>
    errors.outcome(node, { context, partition: { b: 'B' } }, { reason: 'none', codes: [], message: 'none' });
  while (client.calls.length < 420) await answer();
  isThere = true;
  while (client.calls.length < 421) await answer();
  const doubted = errors.takeDoubted();
  expect(doubted).toHaveLength(20_000);
  for (const one of doubted) errors.settled(one);
  const [{ open = 0 } = {}] = errors.doubts();
  expect(open).toBe(418 * 49 - 20_000);
});
