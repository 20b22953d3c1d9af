// Edge cases of change: new values, new fields, other types, names that collide.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type Invented, inventedApi, type Script, type Standard, standardAccount } from './account.js';

let account: Standard;
let api: Invented | undefined;

beforeAll(async () => {
  account = await standardAccount(['bills', 'cloud_instances'], { bills: 10 });
});
afterAll(() => account.close());
afterEach(async () => {
  await api?.close();
  api = undefined;
});

const THING = [{ name: 'thing', path: '/thing', table: { primaryKey: ['id'] } }];

async function invented(routes: Record<string, Script>): Promise<Invented> {
  api = await inventedApi(routes);
  return api;
}

test('24: a new value of an enum', () => {
  expect(account.rows("select category from bills where bill_id = 'FR90000028'")).toEqual([
    { category: 'purchase-quantum' },
  ]);
  const told = account.report.drift?.filter(({ to }) => to === 'purchase-quantum');
  expect(told).toMatchObject([{ source: 'bills', column: 'category', kind: 'new-enum-value' }]);
});

test('25: a field that comes on page 2 or in month 7, and one that goes', async () => {
  // Late bills have a field that no document names.
  const late = account.rows('select count(purchase_order_reference) as n from bills');
  expect(late[0]?.n).toBeGreaterThan(0n);
  const pages = ['[{"id":1,"old":"a"}]', '[{"id":2,"new":5}]'];
  const own = await invented({
    '/v2/thing': () => {
      const body = pages.shift() ?? '[]';
      return pages.length > 0 ? { body, headers: { 'X-Pagination-Cursor-Next': 'page-2' } } : body;
    },
  });
  const things = [{ ...THING[0], name: 'thing', path: '/v2/thing' }];
  const first = await own.load(things);
  expect(first.sources[0]?.columnsAdded).toEqual(expect.arrayContaining(['old', 'new']));
  own.routes['/v2/thing'] = '[{"id":2,"newest":true}]';
  const second = await own.load(things);
  expect(second.sources[0]?.columnsAdded).toEqual(['newest']);
  expect(own.rows('select id, old, "new", newest from thing order by id')).toEqual([
    { id: 1n, old: 'a', new: null, newest: null },
    { id: 2n, old: null, new: null, newest: 1n },
  ]);
});

test('26: a field changes its type (a whole number, then a decimal, then a text)', async () => {
  const own = await invented({ '/thing': '[{"id":1,"size":9007199254740993}]' });
  await own.load(THING);
  own.routes['/thing'] = '[{"id":1,"size":9007199254740993},{"id":2,"size":0.10}]';
  const second = await own.load(THING);
  expect(second.sources[0]?.columnsWidened).toEqual(['size (bigint -> decimal)']);
  own.routes['/thing'] =
    '[{"id":1,"size":9007199254740993},{"id":2,"size":0.10},{"id":3,"size":"some"},{"id":4,"size":{"unit":"GB","value":7}}]';
  const third = await own.load(THING);
  expect(third.outcome).toBe('complete');
  expect(third.sources[0]?.columnsWidened).toEqual(['size (decimal -> text)']);
  expect(own.rows('select id, size, size_unit, size_value from thing order by id')).toEqual([
    { id: 1n, size: '9007199254740993', size_unit: null, size_value: null },
    { id: 2n, size: '0.10', size_unit: null, size_value: null },
    { id: 3n, size: 'some', size_unit: null, size_value: null },
    { id: 4n, size: null, size_unit: 'GB', size_value: 7n },
  ]);
});

test('27: names that differ in case alone, unique_id beside uniqueId, project_id', async () => {
  const names = account.rows("select * from bills where bill_id = 'FR90000035'");
  const suffix = Object.keys(names[0] ?? {}).filter((name) => name.startsWith('unique_id'));
  expect(suffix.map((name) => names[0]?.[name]).sort()).toEqual(['camel', 'snake']);
  const told = account.rows(
    "select path, column_name from _ovh_columns where table_name = 'bills' and path in ('uniqueId', 'unique_id') order by 1",
  );
  expect(told.map(({ path }) => path)).toEqual(['uniqueId', 'unique_id']);
  expect(new Set(told.map(({ column_name }) => column_name)).size).toBe(2);
  const field = { name: 'thing', path: '/thing/{project_id}', parameters: { project_id: 'p1' } };
  const own = await invented({ '/thing/p1': '{"project_id":"another","Name":"A","name":"a","NAME":"x"}' });
  await own.load([field]);
  const [row] = own.rows('select * from thing');
  const values = Object.entries(row ?? {}).filter(([name]) => !name.startsWith('_'));
  expect(values.map(([, value]) => value).sort()).toEqual(['A', 'a', 'another', 'p1', 'x']);
  const folded = values.map(([name]) => name.toLowerCase());
  expect(new Set(folded).size).toBe(folded.length);
  const names1 = own.rows('select column_name from _ovh_columns order by 1');
  await own.load([field]);
  expect(own.rows('select column_name from _ovh_columns order by 1')).toEqual(names1);
});

test('28: reserved words: order, default, from, to, group', () => {
  const sql = `select "default", "from", "to", "order" from bills where bill_id = 'FR90000035'`;
  expect(account.rows(sql)).toEqual([{ default: 1n, from: 'a', to: 'b', order: 7n }]);
});
