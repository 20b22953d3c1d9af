// Values that are offered for a path parameter: from the list above it by one call, or from the tables without one.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadSource } from '../../connector/app/load.js';
import { openSource } from '../../connector/app/open.js';
import type { ValuesRequest } from '../../console/contract/operation.js';
import { type ConsolePlace, consolePlace } from './place.js';

let place: ConsolePlace;

beforeAll(async () => {
  place = await consolePlace({
    endpoints: `  - { name: bills, path: /me/bill }\n  - { name: lines, path: "/me/bill/{billId}/details", parameters: { billId: { from: bills } } }\n`,
  });
});

afterAll(async () => {
  expect(place.faults).toEqual([]);
  await place.close();
});

const values = (request: Partial<ValuesRequest>) =>
  place.ask('POST /api/values', {
    path: '/me/bill/{billId}',
    parameter: 'billId',
    parameters: {},
    from: 'api',
    ...request,
  });

async function callsSoFar(): Promise<number> {
  const stats = await fetch(`${place.sandbox.url}/__sandbox/stats`);
  const { calls } = (await stats.json()) as { calls: Record<string, Record<string, number>> };
  return Object.entries(calls)
    .filter(([label]) => label.includes(' /me/'))
    .flatMap(([, codes]) => Object.values(codes))
    .reduce((sum, count) => sum + count, 0);
}

test('the page of an operation says which list has the values', async () => {
  const { answer } = await place.ask('GET /api/operation', {
    method: 'GET',
    path: '/me/bill/{billId}/details/{billDetailId}',
  });
  expect(answer.parameters.map(({ name, listedBy }) => [name, listedBy])).toEqual([
    ['billId', 'GET /me/bill'],
    ['billDetailId', 'GET /me/bill/{billId}/details'],
  ]);
});

test('from the API: one call, and the values of the parameters before it count', async () => {
  const before = await callsSoFar();
  const { answer } = await values({});
  expect(await callsSoFar()).toBe(before + 1);
  expect(answer).toMatchObject({ from: 'GET /me/bill', isCut: false });
  expect(answer.values.length).toBeGreaterThan(7);
  const path = '/me/bill/{billId}/details/{billDetailId}';
  const missing = await values({ path, parameter: 'billDetailId' });
  expect([missing.status, missing.error.code]).toEqual([400, 'call-value']);
  const details = await values({
    path,
    parameter: 'billDetailId',
    parameters: { billId: 'FR10000003' },
  });
  expect(details.answer.values.length).toBeGreaterThan(0);
  const refused = await values({ path, parameter: 'billDetailId', parameters: { billId: 'FR0' } });
  expect([refused.status, refused.error.message]).toEqual([400, expect.stringContaining('does not exist')]);
});

test('from the tables: none before a load, then the ids that are loaded, without a call', async () => {
  const none = await values({ from: 'tables' });
  expect([none.status, none.error.code]).toEqual([400, 'destination-empty']);
  const reading = { env: {}, home: place.folder, cwd: place.folder };
  expect((await loadSource(openSource(place.file, reading))).outcome).toBe('complete');
  const before = await callsSoFar();
  const bills = await values({ from: 'tables' });
  expect(bills.answer).toMatchObject({ from: 'bills', isCut: false });
  expect(bills.answer.values.length).toBeGreaterThan(7);
  const path = '/me/bill/{billId}/details/{billDetailId}';
  const lines = await values({
    path,
    parameter: 'billDetailId',
    parameters: { billId: 'FR10000003' },
    from: 'tables',
  });
  expect(lines.answer.from).toBe('lines');
  const other = await values({ path: '/me/refund/{refundId}', parameter: 'refundId', from: 'tables' });
  expect([other.status, other.error.code]).toEqual([400, 'call-value']);
  expect(await callsSoFar()).toBe(before);
  const listed = await values({ path, parameter: 'billDetailId', parameters: { billId: 'FR10000003' } });
  expect(new Set(lines.answer.values)).toEqual(new Set(listed.answer.values));
});
