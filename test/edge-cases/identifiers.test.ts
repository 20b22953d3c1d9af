// Edge cases of ids: texts that look like numbers, numbers that no float holds, signs that mean something in a URL.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { noticeLines } from '../../connector/text/notice-text.js';
import { inventedApi, type Standard, standardAccount } from './account.js';

let account: Standard;

beforeAll(async () => {
  account = await standardAccount(['bills', 'orders', 'ips', 'domains', 'telephony', 'audit_logs']);
});
afterAll(() => account.close());

const column = (sql: string, name: string) => account.rows(sql).map((row) => row[name]);

test('3: the same id twice in one list', () => {
  const [ids, bills] = ['bill_ids', 'bills'].map((wanted) =>
    account.report.sources.find(({ name }) => name === wanted),
  );
  expect(ids?.duplicates).toBe(1);
  expect(ids?.ledger.listed).toBeGreaterThan(30);
  expect(ids?.ledger.listed).toBe(bills?.ledger.listed);
  expect(account.rows("select count(*) as n from bills where bill_id = 'FR90000004'")).toEqual([{ n: 1n }]);
  expect(noticeLines(account.report.warnings)).toContain(
    'bill_ids: 1 id is twice in a list: each id is one row',
  );
});

test('5: ids that look like numbers ("00123"), and ids FR..., PP_..., AFR...', () => {
  const sql = `select bill_id, typeof(bill_id) as type from bills
    where bill_id in ('00123', 'FR90000002', 'PP_90000005', 'AFR90000007') order by 1`;
  expect(account.rows(sql)).toEqual(
    ['00123', 'AFR90000007', 'FR90000002', 'PP_90000005'].map((bill_id) => ({ bill_id, type: 'text' })),
  );
});

test('6: a whole number above 2^31, and one above 2^53', () => {
  const sql = 'select order_id, typeof(order_id) as type from orders where order_id >= 2147483648 order by 1';
  const orders = account.rows(sql);
  expect(orders).toContainEqual({ order_id: 2_147_483_648n, type: 'integer' });
  expect(orders).toContainEqual({ order_id: 9_007_199_254_740_993n, type: 'integer' });
  // The line of the order has an id of its own, beyond every float.
  expect(
    column('select order_detail_id from order_details where order_id = 9007199254740993', 'order_detail_id'),
  ).toEqual([9_007_199_254_740_993_000n]);
});

test('29: ids with a slash: 192.0.2.0/28, 2001:db8::/56', async () => {
  expect(column('select ip from ips order by 1', 'ip')).toEqual([
    '192.0.2.0/28',
    '198.51.100.7/32',
    '2001:db8::/56',
    '203.0.113.64/26',
  ]);
  expect(column("select ip_reverse from ip_reverses where ip = '2001:db8::/56'", 'ip_reverse')).toEqual([
    '2001:db8::1',
  ]);
  const stats = (await (await fetch(`${account.sandbox.url}/__sandbox/stats`)).json()) as object;
  expect(stats).toMatchObject({ badSignatures: 0 });
});

test('30: phone numbers +33123456789 and 0033123456789', () => {
  const sql = 'select service_name, typeof(service_name) as type from telephony_services order by 1';
  expect(account.rows(sql)).toEqual([
    { service_name: '+33123456789', type: 'text' },
    { service_name: '0033123456789', type: 'text' },
  ]);
});

test('31: names with accents, xn--, a dot at the end, *, spaces, #, %, ?, +, a comma', () => {
  const names = column('select service_name from domains', 'service_name');
  expect(names).toEqual(
    expect.arrayContaining([
      'münchen.example',
      'xn--mnchen-3ya.example',
      'trailing-dot.example.',
      '*',
      'space name.example',
      'hash#name.example',
      'percent%name.example',
      'percent%2Fname.example',
      'question?name.example',
      'plus+name.example',
      'comma,name.example',
      'slash/name.example',
      'amp&equals=name.example',
    ]),
  );
  expect(account.ledger('domains')).toMatchObject({ failed: 0, refused: 0 });
});

test('32: names of parts: pcc-.../host/12, ns1....-disk1', () => {
  const sql = `select domain, resource from bill_details where bill_id = 'FR90000033' and domain <> resource order by 1`;
  expect(account.rows(sql)).toEqual([
    { domain: 'ns1.ip-192-0-2.example-disk1', resource: 'ns1.ip-192-0-2.example' },
    { domain: 'pcc-1-2-3-4/host/12', resource: 'pcc-1-2-3-4' },
  ]);
  // Blocks of addresses and names with a slash are whole resources.
  const whole = `select domain from bill_details where bill_id = 'FR90000033' and domain = resource and domain like '%/%' order by 1`;
  expect(column(whole, 'domain')).toEqual(['192.0.2.0/28', '2001:db8::/56', 'slash/name.example']);
});

test('36: the same bill in two accounts', async () => {
  const api = await inventedApi({ '/me/bill': '["FR1"]', '/me/bill/FR1': '{"billId":"FR1","orderId":7}' });
  const ids = { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } };
  const bills = { name: 'bills', path: '/me/bill/{billId}', parameters: { billId: { from: 'bill_ids' } } };
  await api.load([ids, bills], { account: 'aa1-ovh' });
  await api.load([ids, bills], { account: 'bb2-ovh' });
  expect(api.rows('select _account, bill_id, order_id from bills order by 1')).toEqual([
    { _account: 'aa1-ovh', bill_id: 'FR1', order_id: 7n },
    { _account: 'bb2-ovh', bill_id: 'FR1', order_id: 7n },
  ]);
  await api.close();
});

test('37: objects whose id is null (running consumption), or that have none (audit log)', async () => {
  const api = await inventedApi({
    '/usage': '[{"id":null,"price":1.50},{"id":null,"price":2},{"id":7,"price":1.50}]',
  });
  const usage = [{ name: 'usage', path: '/usage' }];
  await api.load(usage);
  const again = await api.load(usage);
  expect(again.outcome).toBe('complete');
  expect(api.rows('select id, price, length(_row_hash) as hash from usage order by id, price')).toEqual([
    { id: null, price: 1.5, hash: 32n },
    { id: null, price: 2n, hash: 32n },
    { id: 7n, price: 1.5, hash: 32n },
  ]);
  await api.close();
  const logs = account.rows('select count(*) as n, count(distinct _row_hash) as names from audit_logs');
  expect(logs[0]?.n).toBeGreaterThan(5n);
  expect(logs[0]?.names).toBe(logs[0]?.n);
});
