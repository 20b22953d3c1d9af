// Edge cases of forms: what is null, empty or missing, lists in lists, amounts of two forms, replies that are no object.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type Invented, inventedApi, type Script, type Standard, standardAccount } from './account.js';

let account: Standard;
let api: Invented | undefined;

beforeAll(async () => {
  const pdf = { name: 'bill_pdfs', path: '/me/bill/{billId}', parameters: { billId: { from: 'bill_ids' } } };
  const presets = [
    'bills',
    'cloud_usage_current',
    'consumption_history',
    'vps',
    'ips',
    'orders',
    'services',
    'domains',
  ];
  account = await standardAccount(presets, {}, [{ ...pdf, table: { include: ['pdfUrl'] } }]);
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

test('1: pdfUrl null, and missing', () => {
  const sql = `select bill_id, pdf_url is null as none from bill_pdfs where bill_id in ('FR90000002', 'FR90000003', 'FR90000004') order by 1`;
  expect(account.rows(sql)).toEqual([
    { bill_id: 'FR90000002', none: 1n },
    { bill_id: 'FR90000003', none: 1n },
    { bill_id: 'FR90000004', none: 0n },
  ]);
});

test('2: a bill without lines', () => {
  const sql = `select b.bill_id, b.price_without_tax_value as net, count(l.bill_id) as lines from bills b
    left join bill_details l using (_account, bill_id) where b.bill_id in ('FR90000001', 'FR90000002') group by 1 order by 1`;
  expect(account.rows(sql)).toEqual([
    { bill_id: 'FR90000001', net: 12n, lines: 0n },
    { bill_id: 'FR90000002', net: 10n, lines: 1n },
  ]);
  // Its list was read and is empty: nothing of it is missing.
  expect(account.rows("select * from _ovh_ledger where id like '%FR90000001%'")).toEqual([]);
});

test('20: lists three deep; an empty list, a null one, one that is missing', async () => {
  const deep = account.rows(
    `select count(*) as n from consumption_history h
     join consumption_history_elements e on e._parent_row_hash = h._row_hash
     join consumption_history_elements_details d on d._parent_row_hash = h._row_hash and d._position = e._position`,
  );
  const all = account.rows('select count(*) as n from consumption_history_elements_details');
  expect(deep).toEqual(all);
  expect(all[0]?.n).toBeGreaterThan(1n);
  const counts = account.rows(
    'select distinct name_servers_count as n, name_servers_count is null as none from domains order by 1',
  );
  expect(counts).toEqual([
    { n: 0n, none: 0n },
    { n: 2n, none: 0n },
  ]);
  const own = await invented({ '/thing': '[{"id":1,"parts":[]},{"id":2,"parts":null},{"id":3}]' });
  await own.load([{ name: 'thing', path: '/thing', table: { primaryKey: ['id'] } }]);
  expect(own.rows('select id, parts from thing order by id')).toEqual([
    { id: 1n, parts: '[]' },
    { id: 2n, parts: null },
    { id: 3n, parts: null },
  ]);
});

test('21: lists of bare values (addresses)', () => {
  // A list with a route of its own is a table, one inside an object is JSON that SQL reads with its positions.
  const listed = account.rows('select service_name, count(*) as n from vps_ips group by 1');
  expect(listed.length).toBeGreaterThan(1);
  const inside = account.rows(
    "select ip, json_each.key as position, json_each.value as region from ips, json_each(regions) where ip like '%/28'",
  );
  expect(inside).toEqual([{ ip: '192.0.2.0/28', position: 0n, region: 'eu-west-gra' }]);
});

test('22: totalPrice a number here, an object there', () => {
  const sql = `select family, count(*) as n, count(total_price_value) as amounts, count(total_price_currency_code) as currencies
    from cloud_usage_current_lines where family in ('instance', 'managedKubernetesService') group by 1 order by 1`;
  const families = account.rows(sql);
  expect(families.map(({ family }) => family)).toEqual(['instance', 'managedKubernetesService']);
  for (const { n, amounts, currencies } of families) expect([amounts, currencies]).toEqual([n, n]);
});

test('23: hourlyUsage is there, and null', () => {
  const sql = `select count(*) as projects, sum(lines_count is null or lines_count = 0) as without,
    sum(total_price_value is not null) as told from cloud_usage_current`;
  const [row] = account.rows(sql);
  expect(row?.without).toBeGreaterThan(0n);
  expect(row?.told).toBe(row?.projects);
});

test('35: an empty text, and null', () => {
  const sql = `select description, domain, resource from bill_details where bill_id = 'FR90000031'`;
  expect(account.rows(sql)).toEqual([{ description: '', domain: '', resource: null }]);
  const invoices = `select bill_id, e_invoicing_id, e_invoicing_status from bills where bill_id in ('FR90000031', 'FR90000032') order by 1`;
  expect(account.rows(invoices)).toEqual([
    { bill_id: 'FR90000031', e_invoicing_id: '', e_invoicing_status: null },
    { bill_id: 'FR90000032', e_invoicing_id: null, e_invoicing_status: 'readyToSubmit' },
  ]);
});

test('38: "true" as a text; free maps whose keys have dots', async () => {
  const tags = account.rows("select iam_tags from domains where service_name = 'example-1.example'");
  expect(JSON.parse(String(tags[0]?.iam_tags))).toMatchObject({ 'cost.center': expect.any(String) });
  const own = await invented({ '/thing': '[{"id":1,"flag":"true"},{"id":2,"flag":true}]' });
  await own.load([{ name: 'thing', path: '/thing', table: { primaryKey: ['id'] } }]);
  expect(own.rows('select id, flag from thing order by id')).toEqual([
    { id: 1n, flag: 'true' },
    { id: 2n, flag: 'true' },
  ]);
});

test('39: a bare value ("delivered"), 200 with null, 204', async () => {
  expect(account.rows("select count(*) > 0 as some from order_status where value = 'delivered'")).toEqual([
    { some: 1n },
  ]);
  const own = await invented({
    '/thing': '["a","b","c"]',
    '/thing/a/status': '"delivered"',
    '/thing/b/status': 'null',
    '/thing/c/status': { status: 204 },
  });
  const report = await own.load([
    { name: 'thing_ids', path: '/thing' },
    { name: 'status', path: '/thing/{id}/status', parameters: { id: { from: 'thing_ids' } } },
  ]);
  expect(report.outcome).toBe('complete');
  expect(own.rows('select id, value from status')).toEqual([{ id: 'a', value: 'delivered' }]);
  expect(report.sources.find(({ name }) => name === 'status')?.ledger).toMatchObject({
    listed: 3,
    loaded: 1,
    absent: 2,
  });
});
