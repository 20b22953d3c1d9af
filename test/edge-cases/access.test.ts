// Edge cases of what the API does not give: gone, expired, refused, absent, ended; the wrong region; secrets.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { loadSource } from '../../connector/app/load.js';
import { EXIT_CODES } from '../../connector/model/report.js';
import { noticeLines } from '../../connector/text/notice-text.js';
import { INDEX, SHOP } from '../schemas/own-documents.js';
import { type Invented, inventedApi, type Script, type Standard, standardAccount } from './account.js';

let account: Standard;
let api: Invented | undefined;

beforeAll(async () => {
  account = await standardAccount(['account', 'bills', 'bill_payments', 'domains', 'cloud_instances']);
});
afterAll(() => account.close());
afterEach(async () => {
  await api?.close();
  api = undefined;
});

async function invented(routes: Record<string, Script>): Promise<Invented> {
  api = await inventedApi(routes);
  return api;
}

const IDS = { name: 'thing_ids', path: '/thing' };
const THINGS = { name: 'things', path: '/thing/{id}', parameters: { id: { from: 'thing_ids' } } };
const NONE = { status: 404, body: '{"class":"Client::NotFound","message":"The object does not exist"}' };

test('16: an object is deleted between the list and its reading (404)', async () => {
  const own = await invented({
    '/thing': '["a","b","c"]',
    '/thing/a': '{"n":1}',
    '/thing/b': '{"n":2}',
    '/thing/c': NONE,
  });
  const first = await own.load([IDS, THINGS]);
  expect(first.outcome).toBe('complete');
  expect(first.sources[1]?.ledger).toMatchObject({ listed: 3, loaded: 2, gone: 1 });
  own.routes['/thing/b'] = NONE;
  const second = await own.load([IDS, THINGS]);
  expect(second.sources[1]).toMatchObject({ deleted: 1, ledger: { listed: 3, loaded: 1, gone: 2 } });
  expect(own.rows('select id, n, _deleted_at is not null as deleted from things order by id')).toEqual([
    { id: 'a', n: 1n, deleted: 0n },
    { id: 'b', n: 2n, deleted: 1n },
  ]);
  expect(own.rows('select distinct id, reason, status from _ovh_ledger order by id')).toEqual([
    { id: 'id=b', reason: 'gone', status: 404n },
    { id: 'id=c', reason: 'gone', status: 404n },
  ]);
});

test('17: an expired service (460)', () => {
  expect(account.ledger('domains')).toMatchObject({ expired: 1 });
  // It is listed and, by name, in the ledger; no row is made up for it.
  expect(account.ledger('domain_ids').listed).toBe(account.ledger('domains').listed);
  const sql =
    "select id, reason, status from _ovh_ledger where source = 'domains' and reason = 'expired' order by 1";
  expect(account.rows(sql)).toEqual([{ id: 'serviceName=expired.example', reason: 'expired', status: 460n }]);
  expect(account.rows("select * from domains where service_name = 'expired.example'")).toEqual([]);
});

test('18: 403 on one table, or on one object', async () => {
  expect(account.ledger('bills')).toMatchObject({ refused: 1 });
  expect(account.ledger('bills').loaded).toBeGreaterThan(30);
  expect(noticeLines(account.report.reasons)).toContain(
    `bills: 1 refused of ${account.ledger('bills').listed} listed`,
  );
  expect(EXIT_CODES[account.report.outcome]).toBe(3);
  const refused = { status: 403, body: '{"errorCode":"NOT_GRANTED_CALL","message":"no"}' };
  const own = await invented({ '/thing': '["a"]', '/thing/a': '{"n":1}', '/other': refused });
  const report = await own.load([IDS, THINGS, { name: 'others', path: '/other' }]);
  expect(EXIT_CODES[report.outcome]).toBe(3);
  expect(noticeLines(report.reasons)).toEqual(['others: 1 refused of 1 listed']);
  expect(report.sources.find(({ name }) => name === 'others')?.notLoaded[0]?.message).toContain('GET /other');
  expect(own.rows('select n from things')).toEqual([{ n: 1n }]);
});

test('19: the payment of an unpaid bill (404)', () => {
  expect(account.rows("select * from bill_payments where bill_id = 'FR90000034'")).toEqual([]);
  const sql = "select reason from _ovh_ledger where source = 'bill_payments' and id = 'billId=FR90000034'";
  expect(account.rows(sql)).toEqual([{ reason: 'absent' }]);
  expect(noticeLines(account.report.reasons).join('\n')).not.toMatch(/bill_payments: .*absent/);
});

test('43: a deprecated route, before and after its end (410, 404)', async () => {
  const apiStatus = {
    value: 'DEPRECATED',
    deletionDate: '2024-01-01T00:00:00Z',
    replacement: '/shop/all',
  };
  const apis = SHOP.apis.map((each) => ({
    ...each,
    operations: each.operations.map((operation) =>
      each.path === '/shop/item' ? { ...operation, apiStatus } : operation,
    ),
  }));
  const own = await invented({
    '/': JSON.stringify({ ...INDEX, apis: [{ path: '/shop' }] }),
    '/shop.json': JSON.stringify({ ...SHOP, apis }),
    '/shop/item': '[1]',
    '/shop/item/1': '{"itemId":1}',
  });
  const items = { name: 'item_ids', path: '/shop/item' };
  const words = 'item_ids: GET /shop/item is deprecated, to be deleted on 2024-01-01: use GET /shop/all';
  const schemas = { schemas: { use: 'auto' } };
  const before = await own.load([items], schemas);
  expect(before.outcome).toBe('complete');
  expect(noticeLines(before.warnings)).toContain(words);
  for (const status of [410, 404]) {
    own.routes['/shop/item'] = { status, body: '{"message":"This call does not exist any more"}' };
    const after = await own.load([items], schemas);
    expect(noticeLines(after.warnings)).toContain(words);
    expect([after.outcome, after.sources[0]?.ledger.gone]).toEqual(['incomplete', 1]);
    expect(noticeLines(after.reasons).join()).toContain(`GET /shop/item does not exist here (${status})`);
  }
  expect(own.rows('select id, _deleted_at from item_ids')).toEqual([{ id: 1n, _deleted_at: null }]);
});

test('44: keys of another region', async () => {
  const auth = { ...account.sandbox.keys, applicationKey: 'keyOfAnother' };
  const source = account.source({ auth, endpoints: [{ preset: 'bills' }] });
  await expect(loadSource(source)).rejects.toThrow(/Keys belong to one region.*`region`/s);
});

test('45: columns that hold secrets', () => {
  const columns = account.rows(
    "select m.name as t, c.name as c from sqlite_master m, pragma_table_info(m.name) c where m.name not like '\\_%' escape '\\'",
  );
  const names = columns.map(({ c }) => String(c));
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name) => /password|^url$|pdf_url/.test(name))).toEqual([]);
  const left = account.report.sources.find(({ name }) => name === 'bills')?.omitted;
  expect(left).toEqual(['password', 'pdfUrl', 'url']);
});
