// Tables by the console's server: all of them, pages, records with what hangs on them, files, SQL with a limit.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { csvCell } from '../../connector/app/tables/export-rows.js';
import { createDestination } from '../../connector/destinations/registry.js';
import { Decimal } from '../../connector/model/json.js';
import { type ConsolePlace, consolePlace, loadInto } from './place.js';

let place: ConsolePlace;
const names = [null, '', '=cmd()', "it's", 'a,b', 'say "hi"', 'two\r\nlines', '-5', 'plain'];

beforeAll(async () => {
  place = await consolePlace({ sandbox: { bills: 12 }, endpoints: '  - preset: bills\n' });
  await loadInto(place);
  const session = await createDestination({ type: 'sqlite', path: `${place.folder}/out.db` }).open();
  const columns = (['id:bigint', 'name:text', 'amount:decimal'] as const).map((each) => {
    const [name = '', type = ''] = each.split(':');
    return { name, type: type as 'text', path: name };
  });
  const schema = { table: 'odd', columns, primaryKey: ['id'] };
  const rows = names.map((name, at) => [2n ** 53n + BigInt(at), name, new Decimal(`${at}.00000001`)]);
  async function* batches() {
    yield { schema, rows };
  }
  await session.commit({ runId: 'run-1', batches: batches() });
  await session.close();
}, 60_000);

afterAll(() => place.close());

const where = (...conditions: [string, string, string?][]) => JSON.stringify(conditions);
const sql = (text: string) =>
  new Database(`${place.folder}/out.db`, { readonly: true }).prepare(text).pluck().all();

async function download(address: string): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(`${place.origin}${address}`, {
    headers: { cookie: place.cookie, 'sec-fetch-site': 'same-origin' },
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

describe('all tables', () => {
  test('in the order of their parents, with rows, last change, and the words of the documents', async () => {
    // From now on the API's documents are at hand; they are not waited for long.
    await place.ask('GET /api/catalogue');
    const { answer } = await place.ask('GET /api/tables');
    const lines = answer.tables.map(({ name, depth, kind }) => `${kind} ${'  '.repeat(depth)}${name}`);
    expect(lines.filter((line) => line.startsWith('table')).slice(0, 3)).toEqual([
      'table bills',
      'table   bill_details',
      expect.any(String),
    ]);
    const bills = answer.tables.find(({ name }) => name === 'bills');
    expect(bills).toMatchObject({
      rows: sql('SELECT count(*) FROM bills')[0],
      children: expect.arrayContaining(['bill_details']),
    });
    expect(bills?.lastChange).toMatch(/^20\d\d-/);
    expect(bills?.about).toBeTruthy();
    expect(answer.tables.filter(({ kind }) => kind === 'view')).toEqual([]);
    expect(answer.tables.find(({ name }) => name === '_ovh_run')).toMatchObject({ kind: 'own', rows: 1 });
  });
});

describe('a page', () => {
  test('filter, order, columns, and where it goes on', async () => {
    const request = {
      table: 'odd',
      sort: '-amount',
      cols: 'name,id',
      limit: 4,
      where: where(['amount', '>', '0.00000001']),
    };
    const { answer: first } = await place.ask('GET /api/tables/rows', request);
    expect(first.columns.map(({ name, key }) => [name, key])).toEqual([
      ['name', false],
      ['id', true],
    ]);
    expect(first.rows).toEqual([8, 7, 6, 5].map((at) => [names[at], String(2n ** 53n + BigInt(at))]));
    const { answer: next } = await place.ask('GET /api/tables/rows', { ...request, after: first.next ?? '' });
    expect(next.rows.map(([name]) => name)).toEqual([names[4], names[3], names[2], names[1]]);
    expect(next.next).toBeUndefined();
  });

  test('count and sum of what is filtered', async () => {
    const filter = { table: 'odd', where: where(['name', 'not null']) };
    expect((await place.ask('GET /api/tables/count', filter)).answer).toEqual({ rows: 8, atLeast: false });
    expect((await place.ask('GET /api/tables/sum', { ...filter, column: 'amount' })).answer).toEqual({
      rows: '8',
      sum: '36.00000008',
    });
  });

  test.each([
    [{ table: 'od' }, 'Did you mean "odd"?'],
    [{ table: 'odd', where: '[["name"]]' }, 'operators: ='],
    [{ table: 'odd', where: where(['nam', '=', 'x']) }, 'Did you mean "name"?'],
    [{ table: 'odd', where: where(['amount', '=', "1' OR '1'='1"]) }, 'is no number'],
    [{ table: 'odd', sort: 'id"; DROP TABLE odd; --' }, 'no such column'],
    [{ table: 'odd"; DROP TABLE odd; --' }, 'there is no table'],
  ])('%j is refused in words', async (request, words) => {
    const { status, error } = await place.ask('GET /api/tables/rows', request);
    expect([status, error.message]).toEqual([400, expect.stringContaining(words)]);
  });
});

test('a record: where its columns come from, its lines, and whether they add up to it', async () => {
  const { answer: bills } = await place.ask('GET /api/tables/rows', { table: 'bills', limit: 1 });
  const { answer } = await place.ask('GET /api/tables/row', { table: 'bills', id: bills.ids[0] ?? '' });
  const value = (name: string) => answer.values[answer.columns.findIndex((column) => column.name === name)];
  const id = value('bill_id');
  expect(answer.columns.find(({ name }) => name === 'price_without_tax_value')?.path).toBe(
    'priceWithoutTax.value',
  );
  const lines = answer.children.find(({ table }) => table === 'bill_details');
  expect(lines?.where).toContainEqual(['bill_id', '=', id]);
  expect(lines?.rows).toBe(sql(`SELECT count(*) FROM bill_details WHERE bill_id = '${id}'`)[0]);
  const [sum] = sql(`SELECT sum(total_price_ucents) FROM bill_details WHERE bill_id = '${id}'`);
  expect(Math.round(Number(lines?.sum?.amount) * 1e8)).toBe(sum);
  expect(lines?.sum).toMatchObject({ says: value('price_without_tax_value'), gap: '0' });
  expect(answer.operation).toEqual({
    method: 'GET',
    path: '/me/bill/{billId}',
    parameters: [['billId', id]],
  });
  const { answer: detail } = await place.ask('GET /api/tables/rows', {
    table: 'bill_details',
    where: JSON.stringify(lines?.where),
    limit: 1,
  });
  const { answer: line } = await place.ask('GET /api/tables/row', {
    table: 'bill_details',
    id: detail.ids[0] ?? '',
  });
  expect(line.parents).toEqual([expect.objectContaining({ table: 'bills', rows: 1 })]);
});

describe('files', () => {
  test('CSV carries exactly filter, order and columns; NULL is nothing, an empty text is ""', async () => {
    const query = new URLSearchParams({ table: 'odd', sort: '-id', cols: 'id,name', format: 'csv' });
    const { text, headers } = await download(`/api/tables/export?${query}`);
    const lines = names.map((name, at) => `${2n ** 53n + BigInt(at)},${csvCell(name)}\r\n`).reverse();
    expect(text).toBe(['id,name\r\n', ...lines].join(''));
    expect(text).toContain('9007199254740993,""\r\n9007199254740992,\r\n');
    expect(headers.get('content-disposition')).toBe('attachment; filename="odd.csv"');
    const some = await download(
      `/api/tables/export?${query}&where=${encodeURIComponent(where(['name', 'contains', 'lain'], ['id', '>=', '9007199254740996']))}&formulas=escape`,
    );
    expect(some.text).toBe('id,name\r\n9007199254741000,plain\r\n');
    const safe = await download(`/api/tables/export?${query}&formulas=escape`);
    expect(safe.text).toContain(",'=cmd()\r\n");
    expect(safe.text).toContain(",'-5\r\n");
  });

  test('JSON has numbers as texts, with every digit', async () => {
    const { text } = await download('/api/tables/export?table=odd&format=json');
    expect(JSON.parse(text).slice(0, 2)).toEqual([
      { id: '9007199254740992', name: null, amount: '0.00000001' },
      { id: '9007199254740993', name: '', amount: '1.00000001' },
    ]);
  });

  test('what is wrong is said before the file begins; the file needs the session', async () => {
    expect(await download('/api/tables/export?table=odd&format=csv&cols=x')).toMatchObject({ status: 400 });
    const stranger = await fetch(`${place.origin}/api/tables/export?table=odd&format=csv`);
    expect(stranger.status).toBeGreaterThanOrEqual(401);
  });
});

describe('SQL', () => {
  const ask = (text: string, seconds = 2) => place.ask('POST /api/tables/query', { sql: text, seconds });

  test('rows with their types, digits included', async () => {
    const { answer } = await ask('SELECT id, name, amount FROM odd ORDER BY id LIMIT 2');
    expect(answer.columns.map(({ type }) => type)).toEqual(['bigint', 'text', 'decimal']);
    expect(answer.rows).toEqual([
      ['9007199254740992', null, '0.00000001'],
      ['9007199254740993', '', '1.00000001'],
    ]);
  });

  test('stopped at its limit while other pages are answered', async () => {
    const slow = ask(
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n',
      1,
    );
    expect((await place.ask('GET /api/tables/count', { table: 'odd' })).answer.rows).toBe(9);
    const { status, error } = await slow;
    expect([status, error.code]).toEqual([400, 'destination-query']);
    expect(error.message).toBe('the query was stopped after 1 s, which is its time limit');
  });

  test.each([
    'DELETE FROM odd',
    "ATTACH '/tmp/x.db' AS x",
    'PRAGMA locking_mode = EXCLUSIVE',
    'SELECT 1; SELECT 2',
    '',
  ])('%s is refused', async (text) => {
    const { status, error } = await ask(text);
    expect([status, error.code]).toEqual([400, 'destination-query']);
  });

  test('as a file', async () => {
    const query = new URLSearchParams({ sql: "SELECT 'a;b' AS x, NULL AS y, '' AS z", format: 'csv' });
    expect((await download(`/api/tables/query/export?${query}`)).text).toBe('x,y,z\r\na;b,,""\r\n');
  });
});

test('before the first load it says that nothing is loaded', async () => {
  const empty = await consolePlace();
  const { status, error } = await empty.ask('GET /api/tables');
  expect([status, error.code]).toEqual([400, 'destination-empty']);
  await empty.close();
});

test('no fault of the console', () => {
  expect(place.faults).toEqual([]);
});
