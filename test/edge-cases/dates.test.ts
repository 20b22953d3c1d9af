// Edge cases of dates: the instant in UTC, the day as it was printed, and late documents are found.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inventedApi, type Standard, standardAccount } from './account.js';

let account: Standard;

beforeAll(async () => {
  account = await standardAccount(['bills', 'domains']);
});
afterAll(() => account.close());

const row = (id: string, date: string, day: string) => ({
  bill_id: id,
  date,
  utc: date.slice(0, 19).replace('T', ' '),
  date_day: day,
});

test('14: dates with +02:00, Z, milliseconds, without a time; the hour of summer time; 31 December 23:30Z', () => {
  const sql = `select bill_id, date, datetime(date) as utc, date_day from bills
    where bill_id between 'FR90000022' and 'FR90000026' order by 1`;
  expect(account.rows(sql)).toEqual([
    row('FR90000022', '2026-05-31T21:59:59.000000Z', '2026-05-31'),
    row('FR90000023', '2026-05-31T22:30:00.000000Z', '2026-05-31'),
    // Printed as the first of June, in UTC.
    row('FR90000024', '2026-06-01T00:00:00.123000Z', '2026-06-01'),
    row('FR90000025', '2026-03-29T01:30:00.000000Z', '2026-03-29'),
    row('FR90000026', '2025-12-31T23:30:00.000000Z', '2025-12-31'),
  ]);
  const types = account.rows(
    `select m.name || '.' || c.name as "column", c.type from sqlite_master m, pragma_table_info(m.name) c
     where (m.name = 'bills' and c.name = 'date') or (m.name = 'domain_service_infos' and c.name = 'expiration') order by 1`,
  );
  expect(types).toEqual([
    { column: 'bills.date', type: 'TIMESTAMP' },
    { column: 'domain_service_infos.expiration', type: 'DATE' },
  ]);
  const days = account.rows('select distinct expiration from domain_service_infos');
  expect(days).toEqual([{ expiration: '2027-02-28' }]);
});

test('15: periodStart null, and a period of twelve months', () => {
  const sql = `select period_start, period_end from bill_details where bill_id = 'FR90000027' order by bill_detail_id`;
  expect(account.rows(sql)).toEqual([
    { period_start: null, period_end: null },
    { period_start: '2025-07-01', period_end: '2026-06-30' },
  ]);
});

test('42: a document that comes late, with a date of last month', async () => {
  const bill = (id: string, date: string) => JSON.stringify({ billId: id, date });
  const api = await inventedApi({
    '/me/bill': '["FR2"]',
    '/me/bill/FR2': bill('FR2', '2026-06-02T10:00:00+02:00'),
    '/me/bill/FR1': bill('FR1', '2026-05-30T10:00:00+02:00'),
  });
  const ids = { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } };
  const parameters = { billId: { from: 'bill_ids' } };
  const bills = {
    name: 'bills',
    path: '/me/bill/{billId}',
    parameters,
    sync: { mode: 'known' as const },
  };
  await api.load([ids, bills]);
  api.routes['/me/bill'] = '["FR2","FR1"]';
  api.calls.length = 0;
  const second = await api.load([ids, bills], {}, { strategy: 'single' });
  expect(second.outcome).toBe('complete');
  expect(api.calls).toEqual(['/me/bill', '/me/bill/FR1']);
  expect(api.rows('select bill_id, date from bills order by date')).toEqual([
    { bill_id: 'FR1', date: '2026-05-30T10:00:00+02:00' },
    { bill_id: 'FR2', date: '2026-06-02T10:00:00+02:00' },
  ]);
  await api.close();
});
