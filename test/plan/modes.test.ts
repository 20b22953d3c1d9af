// Where `mode` may stand.
import { describe, expect, test } from '@jest/globals';
import { openWithoutKeys } from '../../connector/app/open.js';
import type { Plan } from '../../connector/model/plan.js';
import { windowBegin, windowQuery } from '../../connector/model/window.js';
import { estimate } from '../../connector/plan/estimate.js';
import { planText } from '../../connector/text/plan-text.js';

const open = (endpoints: object[]) =>
  openWithoutKeys({ region: 'eu', endpoints }, { env: {}, home: '/nowhere', cwd: '/nowhere' });
const ids = { name: 'ids', path: '/me/bill', read: { item: 'billId' } };
const bills = (sync: object) => ({
  name: 'bills',
  path: '/me/bill/{billId}',
  parameters: { billId: { from: 'ids' } },
  sync,
});

const details = (sync: object) => ({
  name: 'details',
  path: '/me/bill/{billId}/details/{l}',
  parameters: { billId: { from: 'lines', parameter: 'billId' }, l: { from: 'lines' } },
  sync,
});
const planned = (plan: Plan) => ({
  ...{ plan, callsPerSecond: 18, concurrency: 1, takesMany: false },
  ...{ region: 'eu', origin: 'https://eu.api.ovh.com', destination: 'ovh.db' },
  costs: { estimated: estimate(plan, new Map(), 18), few: [], refused: [], counted: false },
  commonSecrets: [],
});

describe('modes', () => {
  test('of what is read for each id of a list at the root', () => {
    const { plan } = open([ids, bills({ mode: 'open', until: { status: ['done', null] } })]);
    expect(plan.nodes[1]?.definition.sync.mode).toBe('open');
  });

  test('and of a list below another', () => {
    const lines = {
      name: 'lines',
      path: '/me/bill/{billId}/details',
      parameters: { billId: { from: 'ids' } },
      read: { item: 'l' },
    };
    expect(open([ids, lines, details({ mode: 'known' })]).plan.nodes[2]?.definition.sync.mode).toBe('known');
  });

  test.each<[string, object[], RegExp]>([
    [
      'on the list itself',
      [{ ...ids, read: { item: 'billId' }, sync: { mode: 'known' } }],
      /"known" is for what is read for each id/,
    ],
    [
      'below what is known',
      [
        ids,
        {
          name: 'lines',
          path: '/me/bill/{billId}/details',
          parameters: { billId: { from: 'ids' } },
          read: { item: 'l' },
          sync: { mode: 'known' },
        },
        details({ mode: 'known' }),
      ],
      /has no meaning below "lines"/,
    ],
    [
      'of a field of objects',
      [
        ids,
        bills({}),
        {
          name: 'orders',
          path: '/me/order/{o}',
          parameters: { o: { from: 'bills', field: 'orderId' } },
          sync: { mode: 'known' },
        },
      ],
      /use full here/,
    ],
    ['final values of a mode that has none', [ids, bills({ until: { status: ['x'] } })], /`mode: open` only/],
    [
      'rows without a key',
      [ids, { ...bills({ mode: 'known' }), write: { disposition: 'append' } }],
      /needs rows that stay and have a key/,
    ],
    [
      'items that combinations need',
      [
        ids,
        bills({ mode: 'known' }),
        { name: 'zones', path: '/domain/zone', read: { item: 'zone' } },
        {
          name: 'pairs',
          path: '/x/{a}/{b}',
          parameters: { a: { from: 'bills', field: 'orderId' }, b: { from: 'zones' } },
          read: { combine: true },
        },
      ],
      /combinations need/,
    ],
  ])('refused: %s', (_, endpoints, words) => {
    expect(() => open(endpoints)).toThrow(words);
  });
});

const dated = { mode: 'window', window: { from: 'date.from' } };
const list = (sync: object, more: object = {}) => ({ ...ids, sync, ...more });

describe('window', () => {
  test('of a list, with what is known below it; a window alone is for a backfill', () => {
    const { plan } = open([
      list({ ...dated, window: { from: 'date.from', lookBack: 7 } }),
      bills({ mode: 'known' }),
    ]);
    expect(planText(planned(plan))).toMatch(/from the last load on and 7 days before it, by date.from/);
    expect(plan.nodes.every(({ table }) => !table.deletions)).toBe(true);
    const whole = open([list({ window: { from: 'date.from' } }), bills({})]).plan;
    expect(whole.nodes.every(({ table }) => table.deletions)).toBe(true);
  });

  test.each<[string, object[], RegExp]>([
    ['without a filter', [list({ mode: 'window' })], /needs `sync.window: { from: ... }`/],
    [
      'on one object',
      [ids, bills({ mode: 'window', window: { from: 'date.from' } })],
      /date filter of a list: this is one object/,
    ],
    ['with deletions', [list({ ...dated, deletions: true })], /never proves that an object is gone/],
    ['with replace', [list(dated, { write: { disposition: 'replace' } })], /not write.disposition replace/],
    [
      'above rows that append',
      [list(dated), { ...bills({}), write: { disposition: 'append' } }],
      /append \("bills"\)/,
    ],
    [
      'with the same in its query',
      [list(dated, { query: { 'date.from': '2024-01-01' } })],
      /leave one of them out/,
    ],
    ['above what is open', [list(dated), bills({ mode: 'open' })], /however old it is, but "ids" lists only/],
    [
      'above a snapshot',
      [list(dated), bills({ mode: 'snapshot' })],
      /"snapshot" would hold only what "ids" lists/,
    ],
    [
      'below what is known',
      [
        ids,
        {
          name: 'lines',
          path: '/me/bill/{billId}/details',
          parameters: { billId: { from: 'bills', parameter: 'billId' } },
          read: { item: 'l' },
          sync: { mode: 'window', window: { from: 'x' } },
        },
        bills({ mode: 'known' }),
      ],
      /"bills" above it is not read wholly each time/,
    ],
    [
      'with one parameter for both ends',
      [list({ ...dated, window: { from: 'a', to: 'a' } })],
      /is another parameter than "from"/,
    ],
    [
      'with a parameter of its pages',
      [
        list(
          { ...dated, window: { from: 'page' } },
          { read: { pagination: { by: 'page', parameter: 'page', size: 'size' } } },
        ),
      ],
      /"page" is a parameter of its pages/,
    ],
    [
      'from a start that is no date',
      [list({ ...dated, window: { from: 'a', start: 'soon' } })],
      /a date such as 2024-01-01/,
    ],
    [
      'with an unknown key',
      [list({ ...dated, window: { from: 'a', back: 3 } })],
      /from, to, lookBack, start, format/,
    ],
  ])('not %s', (_name, endpoints, words) => {
    expect(() => open(endpoints)).toThrow(words);
  });

  test('the dates that are asked for', () => {
    const now = Date.parse('2026-07-31T10:00:00.123Z');
    const spec = { from: 'a', to: 'b' };
    expect(windowQuery(spec, windowBegin(spec, undefined, now))).toEqual({});
    expect(windowQuery(spec, windowBegin(spec, now, now))).toEqual({ a: '2026-06-16T10:00:00Z' });
    const start = { ...spec, start: { monthsAgo: 1 }, lookBack: 90, format: 'date' as const };
    expect(windowQuery(start, windowBegin(start, now, now))).toEqual({ a: '2026-06-01' });
    expect(windowQuery(start, windowBegin(start, undefined, now), now)).toEqual({
      a: '2026-06-01',
      b: '2026-07-31',
    });
  });
});

describe('snapshot', () => {
  test.each<[string, object[], RegExp]>([
    [
      'with replace',
      [list({ mode: 'snapshot' }, { write: { disposition: 'replace' } })],
      /would drop the snapshots before/,
    ],
    [
      'with append',
      [list({ mode: 'snapshot' }, { write: { disposition: 'append' } })],
      /"append" is not needed/,
    ],
    ['with deletions', [list({ mode: 'snapshot', deletions: true })], /none is marked as deleted/],
  ])('not %s', (_name, endpoints, words) => {
    expect(() => open(endpoints)).toThrow(words);
  });

  test('its rows are not marked, those below it may be', () => {
    const { plan } = open([list({ mode: 'snapshot' }), bills({})]);
    expect(plan.nodes.map(({ table }) => [table.snapshot, table.deletions])).toEqual([
      [true, undefined],
      [undefined, true],
    ]);
  });
});
