// Bytes that are not UTF-8, in values, keys and ids: counted, named, never merged into another record, never lost.
import { afterEach, describe, expect, test } from '@jest/globals';
import { noticeLines } from '../../connector/text/notice-text.js';
import { type Invented, inventedApi } from '../edge-cases/account.js';

let api: Invented;
afterEach(() => api.close());

/** Text in Latin-1: each accent is a byte that is not UTF-8. */
const latin = (text: string) => ({ body: Buffer.from(text, 'latin1') });
const NAMES = [
  { name: 'name_ids', path: '/names', read: { item: 'name' } },
  { name: 'names', path: '/names/{name}', parameters: { name: { from: 'name_ids' } } },
];
const OBJECTS = [{ name: 'objects', path: '/objects', table: { primaryKey: ['id'] } }];

const notLoaded = (report: Awaited<ReturnType<Invented['load']>>, name: string) =>
  report.sources
    .find((source) => source.name === name)
    ?.notLoaded.map(({ id, reason }) => `${reason} ${id}`)
    .sort();

test('in a value: replaced, counted and reported; the row is there', async () => {
  api = await inventedApi({
    '/objects': latin('[{"id":1,"city":"Orléans"},{"id":2,"city":"Nîmes à pied"}]'),
  });
  const report = await api.load(OBJECTS);
  expect(report.outcome).toBe('complete');
  expect(api.rows('select city from objects order by id')).toEqual([
    { city: 'Orl\ufffdans' },
    { city: 'N\ufffdmes \ufffd pied' },
  ]);
  expect(noticeLines(report.warnings).join('\n')).toMatch(
    /3 invalid characters \(lone surrogates, or bytes that are not UTF-8\)/,
  );
});

describe('in a key', () => {
  test.each([
    [
      'a field',
      [{ name: 'objects', path: '/objects', table: { primaryKey: ['id'] } }],
      '"id":"é"',
      '"id":"è"',
      '"id":"e"',
    ],
    [
      'a field inside a field',
      [{ name: 'objects', path: '/objects', table: { primaryKey: ['a.b'] } }],
      '"a":{"b":"é"}',
      '"a":{"b":"è"}',
      '"a":{"b":"e"}',
    ],
    [
      'one field of two',
      [{ name: 'objects', path: '/objects', table: { primaryKey: ['n', 'id'] } }],
      '"n":1,"id":"é"',
      '"n":1,"id":"è"',
      '"n":1,"id":"e"',
    ],
  ])('(%s) the record is rejected by name, the others are loaded', async (_, endpoints, one, two, good) => {
    api = await inventedApi({ '/objects': latin(`[{${one},"v":1},{${two},"v":2},{${good},"v":3}]`) });
    const report = await api.load(endpoints);
    expect(report.outcome).toBe('incomplete');
    expect(report.sources[0]?.ledger).toMatchObject({ loaded: 1, rejected: 2 });
    expect(new Set(notLoaded(report, 'objects')).size).toBe(2);
    expect(JSON.stringify(report.sources[0]?.notLoaded)).toMatch(/not UTF-8/);
    expect(api.rows('select v from objects')).toEqual([{ v: 3n }]);
  });

  test('a lone surrogate, written as an escape, is rejected in the same way', async () => {
    api = await inventedApi({ '/objects': '[{"id":"\\ud800"},{"id":"\\udc00x"},{"id":"good"}]' });
    const report = await api.load(OBJECTS);
    expect(report.sources[0]?.ledger).toMatchObject({ loaded: 1, rejected: 2 });
    expect(api.rows('select id from objects')).toEqual([{ id: 'good' }]);
  });

  test('U+FFFD itself is a character like any other', async () => {
    api = await inventedApi({ '/objects': '[{"id":"\ufffd"},{"id":"a\ufffd"}]' });
    const report = await api.load(OBJECTS);
    expect(report.outcome).toBe('complete');
    expect(api.rows('select id from objects')).toHaveLength(2);
  });
});

test('in ids: each is rejected by its own name, in the list and below it; later loads say so again', async () => {
  api = await inventedApi({
    '/names': latin('["caf\xe9","caf\xe8","tea"]'),
    '/names/tea': '{"name":"tea"}',
  });
  for (let load = 1; load <= 2; load++) {
    const report = await api.load(NAMES);
    expect(report.outcome).toBe('incomplete');
    expect(notLoaded(report, 'names')).toEqual(['rejected name=caf\\xe8', 'rejected name=caf\\xe9']);
    expect(notLoaded(report, 'name_ids')).toHaveLength(2);
    expect(api.rows('select name from name_ids')).toEqual([{ name: 'tea' }]);
    expect(api.rows('select name from names')).toEqual([{ name: 'tea' }]);
    const ledger = api.rows(
      `select id from _ovh_ledger where run_id = '${report.runId}' and source = 'names'`,
    );
    expect(ledger.map(({ id }) => id).sort()).toEqual(['name=caf\\xe8', 'name=caf\\xe9']);
  }
  expect(api.calls.filter((call) => call.includes('caf'))).toEqual([]);
});

test('in the name of a field: the value is there, beside one whose name differs in that byte alone', async () => {
  api = await inventedApi({ '/objects': latin('[{"id":1,"n\xe9":"a","n\xe8":"b"}]') });
  const report = await api.load(OBJECTS);
  expect(report.outcome).toBe('complete');
  const [row = {}] = api.rows('select * from objects');
  expect(Object.values(row)).toEqual(expect.arrayContaining(['a', 'b']));
});
