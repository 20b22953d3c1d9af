// Objects that always fail, side by side: each is failed by name, and the run goes on to the end.
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Answer, type Invented, inventedApi } from '../edge-cases/account.js';

let api: Invented;
afterEach(() => api.close());

const IDS = Array.from({ length: 11 }, (_, n) => `FR${n + 1}`);
const endpoints = [
  { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } },
  { name: 'bills', path: '/me/bill/{billId}', parameters: { billId: { from: 'bill_ids' } } },
];
const QUICK = { strategy: 'single', http: { attempts: 1, timeout: 1, deadline: 10 } };

const failures: [string, Answer][] = [
  ['500', { status: 500, body: '{"class":"Server::InternalServerError","message":"broken"}' }],
  ['HTML with 200', '<html>Please wait</html>'],
  ['half a body', '{"billId": "FR'],
];

describe('neighbours that always fail are not an outage', () => {
  test.each(
    failures.flatMap(([name, answer]) => [
      [name, [4, 5, 6], answer] as const,
      [name, [0, 1, 2, 3], answer] as const,
      [name, [7, 8, 9, 10], answer] as const,
    ]),
  )('%s at %j', async (_, positions, answer) => {
    const bad = positions.map((position) => IDS[position] ?? '');
    const objects = IDS.map((id) => [`/me/bill/${id}`, bad.includes(id) ? answer : `{"billId":"${id}"}`]);
    api = await inventedApi({ '/me/bill': JSON.stringify(IDS), ...Object.fromEntries(objects) });
    for (let load = 1; load <= 2; load++) {
      const report = await api.load(endpoints, QUICK);
      expect(report.outcome).toBe('incomplete');
      const bills = report.sources.find(({ name }) => name === 'bills');
      expect(bills?.ledger).toMatchObject({ listed: 11, failed: bad.length });
      expect(bills?.notLoaded.map(({ id, reason }) => `${reason} ${id}`)).toEqual(
        expect.arrayContaining(bad.map((id) => `failed billId=${id}`)),
      );
      expect(api.rows('select bill_id from bills')).toHaveLength(11 - bad.length);
    }
    // Once they answer, nothing is missing any more.
    for (const id of bad) api.routes[`/me/bill/${id}`] = `{"billId":"${id}"}`;
    expect((await api.load(endpoints, QUICK)).outcome).toBe('complete');
    expect(api.rows('select bill_id from bills')).toHaveLength(11);
  });
});
