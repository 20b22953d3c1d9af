// Plan: a part of the source objects, as for a schedule; calls as text; and in a browser counted and started by keyboard.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PlanNodeEntry } from '../../console/contract/draft-calls.js';
import { callsNumber, sumOf, totalText } from '../../console/page/shell/calls-text.js';
import { isLong, longTest } from '../extent.js';
import { findings, useConsole } from './browser.js';
import { type ConsolePlace, consolePlace } from './place.js';

const ENDPOINTS = `  - preset: bills
  - { name: account, path: /me }
  - { name: made, method: POST, path: /me/document, body: { name: x }, write: { allowWrite: true } }
`;

let place: ConsolePlace;
const shown = useConsole({ endpoints: '  - preset: bills\n' }, { isWanted: isLong });

beforeAll(async () => {
  place = await consolePlace({ endpoints: ENDPOINTS });
});

afterAll(async () => {
  expect(place.faults).toEqual([]);
  await place.close();
});

const namesOf = (nodes: PlanNodeEntry[] = []) => nodes.map(({ name }) => name).sort();

test('a part with the rest of its trees, alone, and what a schedule refuses', async () => {
  const plan = async (request: object) => place.ask('POST /api/draft/plan', request);
  const first = await plan({ only: ['bill_details'] });
  expect(first.error).toBeUndefined();
  const whole = first.answer.connections[0]?.nodes;
  expect(namesOf(whole)).toEqual(['bill_detail_ids', 'bill_details', 'bill_ids', 'bills']);
  const alone = (await plan({ only: ['bills'], alone: true })).answer.connections[0]?.nodes;
  expect(namesOf(alone)).toEqual(['bill_ids', 'bills']);
  const unknown = await plan({ only: ['nothing'] });
  expect(unknown.status).toBe(400);
  const scheduled = await plan({ scheduled: true });
  expect(scheduled.status).toBe(400);
  expect(scheduled.error.issues?.map(({ message }) => message).join()).toContain('allowWriteOnSchedule');
});

test('calls: certain ones, what comes on top for each of a list, and the least that all of them are', () => {
  const bills = { known: 0, unknown: [{ factor: 2, times: 'bills' }] };
  expect(callsNumber({ known: 1234, unknown: [] })).toBe('1,234');
  expect(callsNumber(bills)).toBe('bills × 2');
  expect(callsNumber({ known: 1, unknown: [{ factor: 0.02, times: 'bills' }] })).toBe('1 + bills ÷ 50');
  expect(callsNumber({ known: 0, unknown: [] })).toBe('0');
  const sum = sumOf([bills, { known: 3, unknown: [{ factor: 1, times: 'bills' }] }]);
  expect(callsNumber(sum)).toBe('3 + bills × 3');
  expect(totalText(sum)).toBe('at least 3 calls');
  expect(totalText({ known: 1, unknown: [] })).toBe('1 call');
});

longTest('counted and started by keyboard alone', async () => {
  const page = await shown.open('/explore');
  await page
    .getByText(/operations$/)
    .first()
    .waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.getByRole('heading', { name: 'The next load' }).waitFor();
  await page.getByRole('button', { name: 'Count the lists' }).press('Enter');
  await page.getByText('all granted').waitFor();
  const table = page.getByRole('table');
  expect(await table.locator('tbody tr').count()).toBe(4);
  await page.getByRole('button', { name: 'Everything again' }).press('Enter');
  await page.waitForURL('**/plan?everything=1');
  expect(await findings(page)).toEqual([]);
  await page.getByRole('link', { name: /^Load now: / }).press('Enter');
  await page.getByText('--full-refresh').waitFor();
  await page.getByRole('button', { name: /^Start/ }).press('Enter');
  await page.waitForURL(/\/runs\/(?!new)/);
  await page.waitForFunction(
    async () => (await (await fetch('/api/runs')).json()).runs.some((run: { rows: number }) => run.rows > 0),
    undefined,
    { polling: 200 },
  );
  expect(shown.complaints).toEqual([]);
});
