// The console's screens in their states: accessible in both themes and widths, whole at 200 % zoom and in forced colours.
import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { isLong, longTest } from '../extent.js';
import { type ConsoleInBrowser, findings, isTooWide, useConsole } from './browser.js';

type Step = (page: Page) => Promise<void>;

const click =
  (name: string): Step =>
  (page) =>
    page.getByRole('button', { name, exact: true }).click();
const text =
  (wanted: string): Step =>
  (page) =>
    page.getByText(wanted).first().waitFor();
const tab =
  (name: string): Step =>
  (page) =>
    page.getByRole('tab', { name, exact: true }).first().click();

/** At 390 px it is behind a tab. */
const code: Step = (page) => page.locator('.cm-content').waitFor({ state: 'attached' });

/** Each state: its address, and what leads to it. */
const STATES: Record<string, [path: string, ...steps: Step[]]> = {
  'home, nothing loaded': ['/', text('Nothing is loaded yet')],
  'the price of a load': ['/runs/new', text('The same on the terminal')],
  'reset, nothing loaded': ['/runs/reset', click('Show what goes'), text('destination-empty')],
  plan: ['/plan', text('without shortcuts')],
  'plan, counted': ['/plan', click('Count the lists'), text('all granted')],
  'plan, of a part': ['/plan?only=bills&alone=1', text('1 chosen')],
  list: ['/explore', text('200 operations')],
  'list, folded': ['/explore', text('200 operations'), click('Fold all')],
  'list, searched': ['/explore?q=bill', text(' of 200')],
  'list, nothing found': ['/explore?q=xyzzy', text('No operation meets')],
  'list, criteria': ['/explore?response=currencyCode&verb=GET', text(' of 200')],
  sections: ['/explore', (page) => page.getByRole('button', { name: /^Section/ }).click()],
  operation: ['/explore/v1/me/bill/%7BbillId%7D', text('Related operations')],
  'operation, example': ['/explore/v1/me/bill/%7BbillId%7D', tab('EXAMPLE')],
  'operation, fields': [
    '/explore/v1/me/bill/%7BbillId%7D',
    (page) => page.getByRole('button', { name: 'priceWithTax' }).click(),
  ],
  'operation, unknown': ['/explore/v1/no/such', text('there is no such route')],
  'a value is missing': ['/explore/v1/me/bill/%7BbillId%7D', click('TRY'), text('Needs a value.')],
  'values are offered': [
    '/explore/v1/me/bill/%7BbillId%7D',
    click('Values from GET /me/bill: 1 call'),
    text('FR9'),
  ],
  answer: ['/explore/v1/me/bill', click('TRY'), text('Digits are those of the API.')],
  'answer, headers': ['/explore/v1/me/bill', click('TRY'), text('Digits are'), tab('RESPONSE HEADERS')],
  refused: ['/explore/v1/me/bill/%7BbillId%7D?p.billId=FR0', click('TRY'), text('does not exist')],
  code: ['/explore/v1/me/bill', tab('CODE'), text('import')],
  curl: ['/explore/v1/me/bill', tab('CURL'), text('curl')],
  consent: ['/explore/v1/me/document?method=POST', click('TRY'), text('Send this POST once?')],
  'add as endpoint': ['/explore/v1/me/bill', click('ADD AS ENDPOINT'), text('endpoints:')],
  'cannot be added': [
    '/explore/v1/me/document?method=POST',
    click('ADD AS ENDPOINT'),
    text('It cannot be added.'),
  ],
  'source, nothing open': ['/source', text('An example fills the form')],
  'source, examples': ['/source/examples', text('Every bill with its totals')],
  'source, an endpoint': ['/source/endpoints/bills', code, tab('SINGLE ENDPOINT')],
  'source, a test': [
    '/source/endpoints/bills',
    click('Test with sample values'),
    text('No column is left out.'),
  ],
  'source, mapped': [
    '/source/endpoints/bills',
    (page) => page.getByRole('textbox', { name: /^Path/ }).fill('/me/bill/{billId}/debt'),
    text('not mapped'),
  ],
  'source, connection': ['/source/connection', text('/me/bill'), click('Replace Consumer key')],
  'source, destination': ['/source/destination', text('Tables in a PostgreSQL database.')],
  'source, schedule': ['/source/schedule', click('Load every day at 6'), text('Every day at 06:00')],
  'source, text': ['/source/yaml', code, text('Nothing is wrong.')],
  'source, save': [
    '/source/schedule',
    click('Load every day at 6'),
    text('1 change, valid'),
    click('Save'),
    text('Lines: 1 added'),
  ],
  access: ['/access', click('Ask the API whose keys these are'), text('valid, does not expire')],
  'access, a key waits': ['/access', click('GET TOKEN'), text('Waiting for the validation')],
  changes: ['/explore/changes', click('Compare now'), text('Nothing changed')],
  help: ['/help', text('Single letters')],
  palette: ['/explore', text('200 operations'), (page) => page.keyboard.press('Control+k'), text('GET')],
  keys: ['/explore', text('200 operations'), (page) => page.keyboard.press('?'), text('These keys')],
  'no such page': ['/nowhere', text('There is no such page.')],
};

/** For a machine that does much else. */
const EVERY_STATE_MS = 400_000;

describe('states', () => {
  const shown = useConsole({}, { isWanted: isLong });

  async function reach(state: string, options: Parameters<ConsoleInBrowser['open']>[1]): Promise<Page> {
    const [path, ...steps] = STATES[state] ?? [''];
    const page = await shown.open(path, options);
    for (const step of steps) await step(page);
    return page;
  }

  const LOOKS = [
    { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
    { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
    { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
    { viewport: { width: 390, height: 844 }, colorScheme: 'dark', hasTouch: true },
  ] as const;

  longTest.each(LOOKS)(
    'axe finds nothing: $viewport.width px, $colorScheme',
    async (look) => {
      const found: string[] = [];
      for (const state of Object.keys(STATES)) {
        const page = await reach(state, look);
        found.push(...(await findings(page)).map((each) => `${state}: ${each}`));
        if (await isTooWide(page)) found.push(`${state}: scrolls sideways`);
        await page.close();
      }
      expect(found).toEqual([]);
    },
    EVERY_STATE_MS,
  );

  longTest(
    'forced colours, no motion, 200 % zoom and 320 px: whole, and nothing scrolls sideways',
    async () => {
      const found: string[] = [];
      const looks = [
        { forcedColors: 'active', reducedMotion: 'reduce' },
        { viewport: { width: 720, height: 450 } },
        { viewport: { width: 320, height: 640 } },
      ] as const;
      for (const look of looks)
        for (const state of Object.keys(STATES)) {
          const page = await reach(state, look);
          if (await isTooWide(page)) found.push(`${state}: scrolls sideways at ${JSON.stringify(look)}`);
          await page.close();
        }
      expect(found).toEqual([]);
    },
    3 * EVERY_STATE_MS,
  );

  longTest('no complaint of the browser', () => {
    expect(shown.complaints).toEqual([]);
  });
});
