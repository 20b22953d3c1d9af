// What the configuration accepts as not loaded: it is listed as accepted, and makes no run incomplete.
import { describe, expect, test } from '@jest/globals';
import { retryOf } from '../../connector/app/repair/retry.js';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import type { Accept } from '../../connector/model/accept.js';
import { Acceptance, mergedAccept } from '../../connector/model/accept.js';
import type { RunLimits } from '../../connector/model/definition.js';
import type { LoadEvent } from '../../connector/model/events/events.js';
import { NothingToRetry } from '../../connector/run/choose-retry.js';
import { findRun, ledgerOf } from '../../connector/state/history/stored-runs.js';
import { nextSteps } from '../../connector/text/next-steps.js';
import { reportText } from '../../connector/text/report-text.js';
import { runText } from '../../connector/text/runs-text.js';
import { type Answer, type Definitions, planOf, ScriptedClient } from '../read/scripted-client.js';
import { runOf } from './run-plan.js';

const FORBIDDEN: Answer = { skip: 'refused', status: 403 };

/** Five bills with two lines each; each definition may accept something. */
const bills = (
  accept: { ids?: Accept; bills?: Accept; lines?: Accept } = {},
  more: object = {},
): Definitions => [
  { name: 'ids', path: '/bill', read: { item: 'b' }, ...(accept.ids && { accept: accept.ids }) },
  {
    name: 'bills',
    path: '/bill/{b}',
    parameters: { b: { from: 'ids' } },
    ...(accept.bills && { accept: accept.bills }),
    ...more,
  },
  {
    name: 'lines',
    path: '/bill/{b}/line',
    parameters: { b: { from: 'ids' } },
    table: { primaryKey: ['b', 'id'] },
    ...(accept.lines && { accept: accept.lines }),
  },
];

const answers =
  (ill: Record<string, Answer>) =>
  (path: string): Answer => {
    if (ill[path] !== undefined) return ill[path];
    const [, , bill, line] = path.split('/');
    if (bill === undefined) return ['B1', 'B2', 'B3', 'B4', 'B5'];
    return line === undefined ? { amount: Number(bill.slice(1)) } : [{ id: 1 }, { id: 2 }];
  };

class Place {
  readonly destination = new MemoryDestination();
  events: LoadEvent[] = [];

  async load(definitions: Definitions, ill: Record<string, Answer> = {}, limits: RunLimits = {}) {
    this.events = [];
    return runOf({
      plan: planOf(definitions),
      client: new ScriptedClient(answers(ill)),
      destination: this.destination,
      concurrency: 2,
      onEvent: (event) => this.events.push(event as LoadEvent),
      limits,
    });
  }

  async entries(): Promise<string[]> {
    const found: string[] = [];
    for await (const entry of ledgerOf(this.destination, 'last'))
      found.push(`${entry.source} ${entry.id} ${entry.reason}${entry.accepted ? ' accepted' : ''}`);
    return found;
  }
}

describe('what is accepted', () => {
  const ill = { '/bill/B2': FORBIDDEN, '/bill/B4': FORBIDDEN };
  test.each<[string, Accept]>([
    ['by its state', { refused: true }],
    ['by ids as the ledger has them', { refused: ['b=B2', 'b=B4'] }],
    ['by ids alone', { refused: ['B4', 'B2', 'B9'] }],
    ['among other states', { failed: ['B1'], refused: ['b=B2', 'B4'] }],
  ])('%s: the run is complete, and lists it', async (_, accept) => {
    const place = new Place();
    const report = await place.load(bills({ bills: accept }), ill);
    expect({ outcome: report.outcome, reasons: report.reasons }).toEqual({
      outcome: 'complete',
      reasons: [],
    });
    const [, source] = report.sources;
    expect(source).toMatchObject({ ledger: { listed: 5, loaded: 3, refused: 2 }, accepted: { refused: 2 } });
    expect(source?.notLoaded.map(({ id, accepted }) => ({ id, accepted }))).toEqual([
      { id: 'b=B2', accepted: true },
      { id: 'b=B4', accepted: true },
    ]);
    expect(await place.entries()).toEqual(['bills b=B2 refused accepted', 'bills b=B4 refused accepted']);
    const text = reportText(report);
    expect(text).toMatch(/^Complete/);
    expect(text).toMatch(
      /Not loaded, and accepted:\n {2}refused: bills b=B2: 403: scripted\n {2}refused: bills b=B4/,
    );
    expect(text).not.toMatch(/Not loaded:|Next:/);
    expect(runText(await findRun(place.destination, 'last'), 100)).toMatch(
      /Not loaded, and accepted:\n {2}bills: 2 refused\n/,
    );
    const missing = place.events.filter(({ event }) => event === 'object.missing');
    expect(missing.map((event) => ('isFirst' in event ? [event.isFirst, event.accepted] : []))).toEqual([
      [false, true],
      [false, true],
    ]);
  });

  test.each<[string, Accept, number]>([
    ['one of two', { refused: ['B2'] }, 1],
    ['another state', { failed: true, rejected: true, gone: true }, 2],
    ['other objects', { refused: ['B1', 'b=B22'] }, 2],
  ])('%s: the rest makes the run incomplete', async (_, accept, count) => {
    const place = new Place();
    const report = await place.load(bills({ bills: accept }), ill);
    expect(report.outcome).toBe('incomplete');
    const missing = report.reasons.filter(({ code }) => code === 'objects-missing');
    expect(missing).toEqual([
      { code: 'objects-missing', source: 'bills', count, message: `${count} refused of 5 listed` },
    ]);
  });

  test('lists of parents, failed objects, rejected ones, and a route that is not there', async () => {
    const place = new Place();
    const definitions = [
      ...bills(
        { lines: { refused: ['B3'], failed: ['b=B4'] } },
        { table: { primaryKey: ['amount'] }, accept: { rejected: ['B5'] } },
      ),
      { name: 'other', path: '/other', accept: { gone: true as const } },
    ];
    const report = await place.load(definitions, {
      '/bill/B3/line': FORBIDDEN,
      '/bill/B4/line': { skip: 'failed', status: 500 },
      '/bill/B5': { text: 'no key' },
      '/other': { skip: 'gone', status: 404 },
    });
    expect({ outcome: report.outcome, reasons: report.reasons }).toEqual({
      outcome: 'complete',
      reasons: [],
    });
    expect(report.sources.map(({ name, accepted }) => [name, accepted])).toEqual([
      ['ids', undefined],
      ['bills', { rejected: 1 }],
      ['lines', { refused: 1, failed: 1 }],
      ['other', { gone: 1 }],
    ]);
  });

  test('a rejected object that is accepted does not count for maxRejected', async () => {
    const keyed = (accept?: Accept) =>
      bills({}, { table: { primaryKey: ['amount'] }, sync: { maxRejected: 0 }, ...(accept && { accept }) });
    const ill = { '/bill/B5': { text: 'no key' } };
    expect((await new Place().load(keyed(), ill)).outcome).toBe('failed');
    expect((await new Place().load(keyed({ rejected: ['B5'] }), ill)).outcome).toBe('complete');
  });
});

describe('later', () => {
  test('what is accepted by its id and loaded is mentioned, until then not', async () => {
    const place = new Place();
    const definitions = bills({ bills: { refused: ['B2', 'b=B4', 'B9'] }, lines: { refused: ['B2'] } });
    const first = await place.load(definitions, {
      '/bill/B2': FORBIDDEN,
      '/bill/B2/line': FORBIDDEN,
      '/bill/B4': FORBIDDEN,
    });
    expect(first.warnings).toEqual([]);
    // Of B2 the lines are still refused: it stays accepted.
    const second = await place.load(definitions, { '/bill/B2/line': FORBIDDEN });
    expect(second.warnings).toEqual([
      expect.objectContaining({
        code: 'accept-unneeded',
        source: 'bills',
        message: expect.stringMatching(/b=B4/),
      }),
    ]);
    const third = await place.load(definitions);
    expect(
      third.warnings.map(({ source, message }) => [source, /has (\S+) as refused/.exec(message)?.[1]]),
    ).toEqual([
      ['bills', 'B2'],
      ['bills', 'b=B4'],
      ['lines', 'B2'],
    ]);
    expect(third.outcome).toBe('complete');
  });

  test('an empty list of a parent that was refused has come, too', async () => {
    const place = new Place();
    const { warnings } = await place.load(bills({ lines: { refused: ['B2'] } }), { '/bill/B2/line': [] });
    expect(warnings.map(({ code }) => code)).toEqual(['accept-unneeded']);
  });

  test('a retry does not ask for it', async () => {
    const place = new Place();
    const definitions = bills({ bills: { refused: ['B2'] } });
    await place.load(definitions, { '/bill/B2': FORBIDDEN });
    expect(await retryOf(planOf(definitions), place.destination, 'acc', {})).toBeInstanceOf(NothingToRetry);
    await place.load(definitions, { '/bill/B2': FORBIDDEN, '/bill/B3': FORBIDDEN });
    const retry = await retryOf(planOf(definitions), place.destination, 'acc', {});
    expect(
      retry instanceof NothingToRetry ? [] : retry.plan.trees[0]?.selected?.map(({ item }) => item),
    ).toEqual(['B3']);
  });

  test('a known item that is accepted is asked for again, as it might have come', async () => {
    const place = new Place();
    const definitions = bills(
      { bills: { refused: true } },
      { sync: { mode: 'known' }, accept: { refused: true } },
    );
    await place.load(definitions, { '/bill/B2': FORBIDDEN });
    const { sources, outcome } = await place.load(definitions);
    expect(outcome).toBe('complete');
    expect(sources[1]?.ledger).toMatchObject({ known: 4, loaded: 1 });
  });
});

describe('tables that are replaced', () => {
  const replaced = (accept: { ids?: Accept; bills?: Accept }) =>
    bills(
      { ids: accept.ids },
      { write: { disposition: 'replace' }, ...(accept.bills && { accept: accept.bills }) },
    );
  const rows = (place: Place) =>
    place.destination
      .rows('bills')
      .map(({ b }) => b)
      .sort();

  test('take the place of the rows before without what is accepted', async () => {
    const place = new Place();
    await place.load(replaced({}));
    const { outcome } = await place.load(replaced({ bills: { refused: ['B2'] } }), { '/bill/B2': FORBIDDEN });
    expect([outcome, rows(place)]).toEqual(['complete', ['B1', 'B3', 'B4', 'B5']]);
  });

  test('keep their rows where the list itself is refused, with a warning', async () => {
    const place = new Place();
    await place.load(replaced({}));
    const { outcome, warnings } = await place.load(replaced({ ids: { refused: true } }), {
      '/bill': FORBIDDEN,
    });
    expect([outcome, rows(place)]).toEqual(['complete', ['B1', 'B2', 'B3', 'B4', 'B5']]);
    expect(warnings.map(({ code }) => code)).toEqual(['table-not-replaced']);
  });
});

describe('the advice after a run', () => {
  const advice = async (ill: Record<string, Answer>, accept?: Accept) =>
    nextSteps(await new Place().load(bills({ bills: accept }), ill)).join('\n');
  const every = (answer: Answer) =>
    Object.fromEntries([1, 2, 3, 4, 5].map((bill) => [`/bill/B${bill}`, answer]));

  test('names the right where nothing was answered', async () => {
    expect(await advice(every(FORBIDDEN))).toMatch(/^grant `GET \/bill\/\*`/);
  });

  test.each<[string, Record<string, Answer>]>([
    ['others were loaded', { '/bill/B2': FORBIDDEN }],
    ['others are gone', { ...every({ skip: 'gone', status: 404 }), '/bill/B2': FORBIDDEN }],
    ['others have expired', { ...every({ skip: 'expired', status: 460 }), '/bill/B2': FORBIDDEN }],
  ])('%s: the key has the right, and the object can be accepted', async (_, ill) => {
    const text = await advice(ill);
    expect(text).not.toMatch(/grant/);
    expect(text).toMatch(/the key has the general right/);
    expect(text).toContain('`accept: { refused: [b=B2] }`');
  });

  test('says nothing of what is accepted', async () => {
    expect(await advice({ '/bill/B2': FORBIDDEN }, { refused: ['B2'] })).toBe('');
    expect(await advice({ '/bill/B2': FORBIDDEN, '/bill/B3': FORBIDDEN }, { refused: ['B2'] })).toContain(
      '[b=B3]',
    );
  });
});

describe('ids', () => {
  const accepts = (accept: Accept, id: string, partition: Record<string, string | number | bigint>) =>
    new Acceptance(accept).accepts({ reason: 'refused', id, partition });

  test('name an object by all of its parameters, or by the last one', () => {
    const line = { billId: 'FR1', lineId: 7 };
    expect(accepts({ refused: ['billId=FR1, lineId=7'] }, 'billId=FR1, lineId=7', line)).toEqual({
      reason: 'refused',
      id: 'billId=FR1, lineId=7',
    });
    expect(accepts({ refused: ['7'] }, 'billId=FR1, lineId=7', line)).toEqual({ reason: 'refused', id: '7' });
    expect(accepts({ refused: ['FR1', 'billId=FR1', '07'] }, 'billId=FR1, lineId=7', line)).toBeUndefined();
    expect(accepts({ refused: ['(list)'] }, '(list)', {})).toEqual({ reason: 'refused', id: '(list)' });
    expect(accepts({ failed: true }, '(list)', {})).toBeUndefined();
  });

  test('of several uses add up', () => {
    expect(mergedAccept({ refused: ['a'], failed: ['x'] }, { refused: ['b', 'a'], failed: true })).toEqual({
      refused: ['a', 'b'],
      failed: true,
    });
    expect(mergedAccept(undefined, undefined)).toEqual({});
  });
});
