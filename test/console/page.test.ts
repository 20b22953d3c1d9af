// The console in a real Chromium, over the sandbox: found, read, tried, added; by pointer and by keyboard.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { longTest } from '../extent.js';
import { findings, useConsole } from './browser.js';
import { configOf } from './place.js';

const shown = useConsole();

const search = (page: Page) => page.getByRole('searchbox', { name: /^Search operations/ });
const line = (page: Page, name: string) => page.locator('.line.op').filter({ hasText: name });
const answer = (page: Page) => page.getByRole('region', { name: 'Answer' });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Calls that reached the sandbox. */
async function calls(label: string): Promise<number> {
  const stats = await fetch(`${shown.place.sandbox.url}/__sandbox/stats`);
  const { calls: all } = (await stats.json()) as { calls: Record<string, Record<string, number>> };
  return Object.values(all[label] ?? {}).reduce((sum, count) => sum + count, 0);
}

describe('by pointer', () => {
  test('an operation is found, tried, and its answer read', async () => {
    const page = await shown.open('/explore');
    await page.getByText(/^200 operations$/).waitFor();
    await search(page).fill('bill detial');
    await page.getByText('“detial” occurs nowhere').waitFor();
    await search(page).fill('me bill');
    await line(page, '/me/bill').first().click();
    await page.getByRole('heading', { name: '/me/bill', exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/explore/v1/me/bill');
    expect(new URL(page.url()).searchParams.get('q')).toBe('me bill');
    await button(page, 'TRY').click();
    await answer(page).waitFor();
    expect(await answer(page).textContent()).toContain('"FR');
    expect(await findings(page)).toEqual([]);
    // The address is the state.
    await page.reload();
    await page.getByRole('heading', { name: '/me/bill', exact: true }).waitFor();
    expect(await search(page).inputValue()).toBe('me bill');
  });

  test('a list that was scrolled begins anew with other words', async () => {
    const page = await shown.open('/explore');
    await page.getByText(/^200 operations$/).waitFor();
    const list = page.getByRole('tree', { name: 'Operations' });
    for (const words of ['e', 'a']) {
      await list.hover();
      await page.mouse.wheel(0, 1500);
      await page.waitForFunction((it) => it && it.scrollTop > 200, await list.elementHandle());
      await search(page).fill(words);
      await page.waitForFunction((it) => it?.scrollTop === 0, await list.elementHandle());
      expect(await page.getByRole('treeitem', { selected: true }).getAttribute('aria-posinset')).toBe('1');
    }
  });

  test('a call with effects is shown, refused, agreed to, and sent once', async () => {
    const page = await shown.open('/explore/v1/me/document?method=POST');
    await page.locator('.cm-content').waitFor();
    await page.getByLabel('Request body, ').fill('{"name":"from the console","tags":[]}');
    await button(page, 'TRY').click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.textContent()).toContain('"from the console"');
    // Enter by habit sends nothing.
    const cancel = dialog.getByRole('button', { name: 'Cancel' });
    expect(await cancel.evaluate((it) => it === document.activeElement)).toBe(true);
    await cancel.click();
    await dialog.waitFor({ state: 'detached' });
    expect(await calls('POST /me/document')).toBe(0);
    await button(page, 'TRY').click();
    await dialog.getByRole('button', { name: 'Send POST once' }).dblclick();
    await answer(page).waitFor();
    expect(await answer(page).textContent()).toContain('"name": "from the console"');
    expect(await calls('POST /me/document')).toBe(1);
  });

  longTest('the next page of a v2 list is the same call with its cursor', async () => {
    const page = await shown.open('/explore/v2/iam/resource');
    await button(page, 'TRY').click();
    await answer(page).waitFor();
    const first = await answer(page).textContent();
    await button(page, 'NEXT PAGE').click();
    await expect(page.getByLabel('X-Pagination-Cursor').inputValue()).resolves.not.toBe('');
    await page.waitForFunction((text) => document.querySelector('.lines')?.textContent !== text, first);
  });

  longTest(
    'a link of OVHcloud’s console opens its operation, with the values of a curl line too',
    async () => {
      const page = await shown.open('/explore');
      await search(page).fill(
        'https://eu.api.ovh.com/console/?section=%2Fme&branch=v1#get-/me/bill/-billId-/details',
      );
      await search(page).press('Enter');
      await page.getByRole('heading', { name: '/me/bill/{billId}/details' }).waitFor();
      await search(page).fill("curl -H 'X-Ovh-Consumer: k' 'https://eu.api.ovh.com/v1/me/bill/FR123'");
      await search(page).press('Enter');
      await page.getByRole('heading', { name: '/me/bill/{billId}', exact: true }).waitFor();
      expect(await page.getByRole('textbox', { name: /^billId/ }).inputValue()).toBe('FR123');
      // A path with values in the address of the page does the same.
      await page.goto(`${shown.place.origin}/explore/v1/me/bill/FR456`);
      await page.waitForURL('**/explore/v1/me/bill/%7BbillId%7D?p.billId=FR456');
      expect(await page.getByRole('textbox', { name: /^billId/ }).inputValue()).toBe('FR456');
    },
  );
});

describe('by keyboard alone', () => {
  longTest('the body is edited: brackets, undone, sent, and left by Escape and Tab', async () => {
    const page = await shown.open('/explore/v1/me/document?method=POST');
    const body = page.getByRole('textbox', { name: /^Request body/ });
    await page.locator('.cm-content').waitFor();
    await body.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.type('{"name":"typed","tags":[');
    expect(await body.textContent()).toBe('{"name":"typed","tags":[]}');
    await page.keyboard.press('Control+z');
    expect(await body.textContent()).not.toContain('typed');
    await page.keyboard.press('Control+y');
    expect(await body.textContent()).toBe('{"name":"typed","tags":[]}');
    await page.keyboard.press('Control+Enter');
    expect(await page.getByRole('dialog').textContent()).toContain('"typed"');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const isIn = () => body.evaluate((it) => it === document.activeElement);
    expect(await isIn()).toBe(true);
    await page.keyboard.press('Tab');
    expect(await isIn()).toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await isIn()).toBe(false);
  });

  test('from the search to the answer, and back', async () => {
    const page = await shown.open('/explore');
    // What is announced is no second text of the page.
    await page.getByRole('status').getByText('200 operations').waitFor();
    await page.getByText(/^200 operations$/).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('me bill');
    await page.getByText(/ of 200$/).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const heading = page.getByRole('heading', { name: '/me/bill/{billId}', exact: true });
    await heading.waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('t');
    await page.keyboard.press('Enter');
    // A value is missing: its field has the focus.
    await page.getByText('Needs a value.').waitFor();
    await page.keyboard.type('FR00000000');
    await page.keyboard.press('Control+Enter');
    await page.getByText('The requested object (billId = FR00000000) does not exist').first().waitFor();
    await page.keyboard.press('Escape');
    expect(new URL(page.url()).pathname).toBe('/explore');
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await page.getByRole('heading', { name: 'Access' }).first().waitFor();
    // Typed at once, though on a slow machine the palette comes a moment later.
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 20 });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('section /me');
    await page.getByRole('option', { name: /\/me$/ }).first().waitFor();
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await page.keyboard.press('Enter');
    await page.getByText(/^79 of 200$/).waitFor();
  });

  test('an endpoint is added; the comments of the configuration stay', async () => {
    const page = await shown.open('/explore/v1/me/bill/%7BbillId%7D/details');
    await page.getByRole('heading', { name: '/me/bill/{billId}/details' }).waitFor();
    await page.keyboard.press('a');
    await page.getByText('path: /me/bill/{billId}/details').waitFor();
    const add = button(page, 'Add to source.yaml');
    for (let step = 0; step < 5 && !(await add.evaluate((it) => it === document.activeElement)); step++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('The next load reads them.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(configOf(shown.place)).toMatch(/# a comment that stays.*# all of them.*\{billId\}\/details/s);
  });
});

test('whose keys these are, and what they may', async () => {
  const page = await shown.open('/access');
  await button(page, 'Ask the API whose keys these are').click();
  await page.getByText('valid, does not expire').first().waitFor();
  const { keys } = shown.place.sandbox;
  const html = await page.content();
  for (const secret of [keys.applicationKey, keys.applicationSecret, keys.consumerKey])
    expect(html).not.toContain(secret);
});

longTest(
  'a consumer key is requested by keyboard, confirmed elsewhere, and stored after a word',
  async () => {
    const page = await shown.open('/access');
    await page.getByText('POST /v2/iam/policy').waitFor();
    expect(await button(page, 'read and change everything').isDisabled()).toBe(true);
    await button(page, 'read everything').press('Enter');
    await page.getByLabel('Rights, one a line').fill('GET /me\nDELETE /me/*');
    await page.getByText('1 rule is left out').waitFor();
    await button(page, 'GET TOKEN').press('Enter');
    const link = page.getByRole('link', { name: 'Validate at OVHcloud' });
    await page.getByText('Waiting for the validation').waitFor();
    expect(await button(page, 'Store').count()).toBe(0);
    await fetch((await link.getAttribute('href')) ?? '', { method: 'POST' });
    await button(page, 'Store').press('Enter');
    // The configuration has a consumer key itself, which comes first.
    await page.getByText('It is not used yet').waitFor();
    const stored = readFileSync(`${shown.place.folder}/ovh.conf`, 'utf8');
    const [, key = ''] = /consumer_key=(\S+)/.exec(stored) ?? [];
    expect(key).not.toBe('');
    expect(await page.content()).not.toContain(key);
  },
);

test('no page asked anything elsewhere, broke the policy, or wrote an error', () => {
  expect(shown.complaints).toEqual([]);
  expect(shown.place.faults).toEqual([]);
});

test('the policy is the strict one', async () => {
  const { headers } = await fetch(`${shown.place.origin}/explore`, {
    headers: { cookie: shown.place.cookie, 'sec-fetch-site': 'none' },
  });
  const policy = headers.get('content-security-policy');
  for (const rule of [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "trusted-types 'none'",
    "require-trusted-types-for 'script'",
  ])
    expect(policy).toContain(rule);
  expect(policy).not.toContain('unsafe');
  expect(readFileSync('dist/console/page/index.html', 'utf8')).not.toMatch(/https?:|style=|<script>/);
});
