// Edge cases of amounts and quantities, in the tables of one load of the sandbox's account.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { noticeLines } from '../../connector/text/notice-text.js';
import { inventedApi, type Standard, standardAccount } from './account.js';

let account: Standard;

beforeAll(async () => {
  account = await standardAccount(['bills', 'refunds', 'corrective_invoices']);
});
afterAll(() => account.close());

const lines = (bill: string, columns: string) =>
  account.rows(`select ${columns} from bill_details where bill_id = '${bill}' order by bill_detail_id`);

test('7: priceInUcents of 9.9e15, and null', () => {
  const wanted = 'total_price_ucents, typeof(total_price_ucents) as type';
  expect(lines('FR90000011', wanted)).toEqual([
    { total_price_ucents: 9_900_000_000_000_001n, type: 'integer' },
  ]);
  expect(lines('FR90000010', 'total_price_value, total_price_ucents')).toEqual([
    { total_price_value: 5n, total_price_ucents: 500_000_000n },
    { total_price_value: 7n, total_price_ucents: 700_000_000n },
  ]);
});

test('8: amounts 0.1 three times, 0.02208 x 744.5, 1e-05, 1E+2', () => {
  expect(lines('FR90000012', 'total_price_value').map((row) => row.total_price_value)).toEqual([
    0.1, 0.1, 0.1,
  ]);
  expect(lines('FR90000013', 'total_price_value').map((row) => row.total_price_value)).toEqual([
    16.43856,
    0.00001,
    100n,
    59.9,
    10n,
  ]);
  // As numbers they compare and sort.
  const sorted = account.rows(
    `select total_price_value as price from bill_details where bill_id = 'FR90000013' and total_price_value > 9.5 order by 1`,
  );
  expect(sorted.map(({ price }) => price)).toEqual([10n, 16.43856, 59.9, 100n]);
  expect(lines('FR90000013', 'max(total_price_value) as most')).toEqual([{ most: 100n }]);
  // Exact sums are those of the whole numbers: no gap of 1e-17 to a total.
  expect(lines('FR90000012', 'sum(total_price_ucents) as sum')).toEqual([{ sum: 30_000_000n }]);
});

test('9: quantities "0.5", "744.123456", "1 234", "", "1,5"', () => {
  expect(lines('FR90000014', 'quantity, quantity_number')).toEqual([
    { quantity: '0.5', quantity_number: 0.5 },
    { quantity: '744.123456', quantity_number: 744.123456 },
    { quantity: '1 234', quantity_number: 1234n },
    { quantity: '', quantity_number: null },
    { quantity: '1,5', quantity_number: null },
    { quantity: '00010', quantity_number: 10n },
  ]);
  expect(noticeLines(account.report.warnings)).toContain(
    'bill_details: quantity_number is null in 1 row: quantity is no plain number there, such as "1,5"',
  );
});

test('10: quantity is a text on bills, a whole number on corrective invoices', () => {
  const types = account.rows(
    `select m.name as "table", c.type from sqlite_master m, pragma_table_info(m.name) c
     where m.name in ('bill_details', 'corrective_invoice_details') and c.name in ('quantity', 'quantity_number')
     order by 1, c.name`,
  );
  expect(types).toEqual([
    { table: 'bill_details', type: 'TEXT' },
    { table: 'bill_details', type: 'NUMERIC' },
    { table: 'corrective_invoice_details', type: 'INTEGER' },
    { table: 'corrective_invoice_details', type: 'NUMERIC' },
  ]);
  // One column of one type over both.
  const [both] = account.rows(
    `select count(*) as lines, count(quantity_number) as numbers, count(*) filter (where typeof(quantity_number) in ('integer', 'real')) as types
     from (select quantity_number from bill_details where bill_id <> 'FR90000014'
           union all select quantity_number from corrective_invoice_details)`,
  );
  expect(both?.numbers).toBe(both?.lines);
  expect(both?.types).toBe(both?.lines);
});

test('11: a negative line; refunds positive and negative', () => {
  // Signs stay as the API wrote them.
  expect(lines('FR90000015', 'total_price_value, total_price_ucents')).toEqual([
    { total_price_value: 20n, total_price_ucents: 2_000_000_000n },
    { total_price_value: -25n, total_price_ucents: -2_500_000_000n },
  ]);
  const signs = account.rows(
    'select distinct total_price_ucents > 0 as positive from refund_details where total_price_ucents <> 0 order by 1',
  );
  expect(signs).toEqual([{ positive: 0n }, { positive: 1n }]);
});

test('12: a bill of zero, VAT of zero, VAT null', async () => {
  const rates = account.rows(
    `select bill_id, tax_value, price_without_tax_value as net, tax_value * 100 / nullif(price_without_tax_ucents / 100000000, 0) as percent
     from bills where bill_id in ('FR90000002', 'FR90000016', 'FR90000017') order by bill_id`,
  );
  expect(rates).toMatchObject([
    { bill_id: 'FR90000002', net: 10n, percent: 20n },
    { bill_id: 'FR90000016', tax_value: 0n, net: 0n, percent: null },
    { bill_id: 'FR90000017', tax_value: 0n, net: 50n, percent: 0n },
  ]);
  const api = await inventedApi({
    '/paper': '[{"id":"P1","tax":null,"net":{"currencyCode":"EUR","value":12.00,"text":"12,00 €"}}]',
  });
  await api.load([{ name: 'paper', path: '/paper', table: { primaryKey: ['id'] } }]);
  expect(api.rows("select name from pragma_table_info('paper') where name like 'tax%'")).toEqual([]);
  expect(api.rows('select net_value, net_ucents, net_currency_code from paper')).toEqual([
    { net_value: 12n, net_ucents: 1_200_000_000n, net_currency_code: 'EUR' },
  ]);
  await api.close();
});

test('13: currencies "points" and "N/A", and two currencies in one bill', () => {
  const sums = account.rows(
    `select bill_id, total_price_currency_code as currency, sum(total_price_ucents) / 100000000 as sum from bill_details
     where bill_id in ('FR90000018', 'FR90000019', 'FR90000021') group by 1, 2 order by 1, 2`,
  );
  expect(sums).toEqual([
    { bill_id: 'FR90000018', currency: 'points', sum: 300n },
    { bill_id: 'FR90000019', currency: 'N/A', sum: 0n },
    { bill_id: 'FR90000021', currency: 'EUR', sum: 6n },
    { bill_id: 'FR90000021', currency: 'PLN', sum: 2n },
  ]);
});
