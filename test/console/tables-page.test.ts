// Tables in a real Chromium: found, filtered, sorted, read to a record and its lines, saved; by pointer and by keyboard.
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { createDestination } from '../../connector/destinations/registry.js';
import { Decimal } from '../../connector/model/json.js';
import type { CellType, WhereEntry } from '../../console/contract/tables.js';
import { filterTyped, typedFilter } from '../../console/page/tables/typed-filter.js';
import { extent, longTest } from '../extent.js';
import { findings, isTooWide, useConsole } from './browser.js';
import { loadInto } from './place.js';

const shown = useConsole({ sandbox: { bills: 30 }, endpoints: '  - preset: bills\n' });
const MANY = extent(3_000, 1_000_000);

beforeAll(async () => {
  await loadInto(shown.place);
  const session = await createDestination({ type: 'sqlite', path: `${shown.place.folder}/out.db` }).open();
  const columns = [
    { name: 'id', type: 'bigint' as const, path: 'id' },
    { name: 'amount', type: 'decimal' as const, path: 'amount' },
    { name: 'note', type: 'text' as const, path: 'note' },
  ];
  const schema = { table: 'many', columns, primaryKey: ['id'] };
  async function* batches() {
    for (let first = 0; first < MANY; first += 1_000)
      yield {
        schema,
        rows: Array.from({ length: 1_000 }, (_, at) => {
          const id = first + at;
          const note = ['<img src=x onerror=alert(1)>', '', null, "it's"][id % 4] ?? null;
          return [9_007_199_254_740_993n + BigInt(id), new Decimal(`${id}.00000001`), note];
        }),
      };
  }
  await session.commit({ runId: 'run-1', batches: batches() });
  await session.close();
}, 180_000);

const row = (page: Page, text: string) => page.locator('.grid tbody tr').filter({ hasText: text });
const param = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

test('by pointer: from all tables to a bill, its lines with their sum, and a file of exactly these', async () => {
  const page = await shown.open('/tables');
  await page.getByRole('heading', { name: /tables$/ }).waitFor();
  expect(await findings(page)).toEqual([]);
  await page.getByRole('link', { name: 'bills', exact: true }).click();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Column').selectOption('price_without_tax_value');
  await dialog.getByLabel('Value').fill('0.01');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('price_without_tax_value is at least 0.01').waitFor();
  await page.getByRole('button', { name: /^bill_id:/ }).click();
  await page.waitForFunction(() => location.search.includes('sort=-bill_id'));
  await page.locator('.grid tbody tr').first().click();
  const record = page.getByRole('complementary');
  await record.getByText('priceWithoutTax.value').waitFor();
  await record.getByText(/^Σ .* = /).waitFor();
  expect(await findings(page)).toEqual([]);
  // The address is the state.
  await page.waitForFunction(() => location.search.includes('row='));
  const address = page.url();
  await page.goto(address);
  await record.getByText('priceWithoutTax.value').waitFor();
  const lines = await record
    .getByText(/^\d+ rows?$/)
    .first()
    .textContent();
  await record.getByRole('link', { name: 'bill_details' }).click();
  await page.getByText('its document says (price_without_tax_value)').waitFor();
  await page.locator('.datafoot').getByText(`${lines}`).waitFor();
  await page.getByText('Save as').click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV', exact: true }).click(),
  ]);
  const text = readFileSync(await file.path(), 'utf8');
  expect(text.trimEnd().split('\r\n')).toHaveLength(1 + Number.parseInt(lines ?? '', 10));
});

test('by keyboard: through rows to a record, and back; digits and hostile texts are what they are', async () => {
  const page = await shown.open('/explore');
  await page
    .getByText(/ operations$/)
    .first()
    .waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.getByRole('link', { name: 'many', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('grid').waitFor();
  await row(page, '9007199254740993').waitFor();
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '9007199254740995' }).waitFor();
  await page.getByRole('complementary').getByText('2.00000001').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('complementary').waitFor({ state: 'detached' });
  await page.waitForFunction(() => !location.search.includes('row='));
  expect(param(page, 'row')).toBeNull();
  // The last row, wherever it is.
  await page.keyboard.press('End');
  await row(page, String(9_007_199_254_740_992n + BigInt(MANY))).waitFor();
  expect(await page.locator('.grid tbody tr').count()).toBeLessThan(120);
  expect(await page.locator('.grid').textContent()).toContain('<img src=x onerror=alert(1)>');
});

test('the last row is asked for before the rows are counted, and comes when they are', async () => {
  const page = await shown.open('/tables');
  let counted = () => {};
  const isWanted = new Promise<void>((done) => {
    counted = done;
  });
  await page.route('**/api/tables/count*', async (route) => {
    await isWanted;
    await route.continue();
  });
  await page.getByRole('link', { name: 'many', exact: true }).click();
  await row(page, '9007199254740993').waitFor();
  await page.getByRole('grid').focus();
  await page.keyboard.press('End');
  await row(page, '9007199254741193').waitFor();
  counted();
  await row(page, String(9_007_199_254_740_992n + BigInt(MANY))).waitFor();
});

test('under the heads: typed, applied, changed and taken away by keyboard; what is refused stays to be mended', async () => {
  const page = await shown.open('/tables/many');
  await row(page, '9007199254740993').waitFor();
  await page.keyboard.press('/');
  const of = (name: string) => page.getByRole('textbox', { name: `Filter ${name}`, exact: true });
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Filter id');
  await page.keyboard.type('<= 9007199254740996');
  await page.keyboard.press('Enter');
  await page.locator('.datafoot').getByText('4 rows').waitFor();
  await of('note').press('n');
  await of('note').fill("it's");
  await of('note').press('Enter');
  await page.locator('.datafoot').getByText('1 row', { exact: true }).waitFor();
  expect(JSON.parse(param(page, 'where') ?? '')).toEqual([
    ['id', '<=', '9007199254740996'],
    ['note', 'contains', "it's"],
  ]);
  await of('amount').fill('> x');
  await of('amount').press('Enter');
  await page.locator('.band.bad').waitFor();
  expect(await findings(page)).toEqual([]);
  await of('amount').fill('> 1000');
  await of('amount').press('Enter');
  await page.getByText('No row meets these filters').waitFor();
  await of('amount').fill('');
  await of('amount').press('Enter');
  await page.locator('.datafoot').getByText('1 row', { exact: true }).waitFor();
  expect(await of('id').inputValue()).toBe('<= 9007199254740996');
  await page.close();
});

test('what is typed under a head is read as it is shown', () => {
  const cases: [CellType, string, WhereEntry | undefined][] = [
    ['text', 'abc', ['c', 'contains', 'abc']],
    ['text', '^FR', ['c', 'starts', 'FR']],
    ['text', '= ', ['c', '=', '']],
    ['text', '~ <b>', ['c', 'contains', '<b>']],
    ['bigint', '9007199254740993', ['c', '=', '9007199254740993']],
    ['decimal', '>=0.10', ['c', '>=', '0.10']],
    ['timestamp', '2026-10', ['c', '>=', '2026-10']],
    ['date', 'NULL', ['c', 'null']],
    ['json', '!null', ['c', 'not null']],
    ['text', '  ', undefined],
  ];
  for (const [type, typed, entry] of cases) {
    expect(typedFilter('c', type, typed)).toEqual(entry);
    if (entry) expect(typedFilter('c', type, filterTyped(entry, type))).toEqual(entry);
  }
});

test('SQL runs when it is asked to, and says what is wrong', async () => {
  const page = await shown.open(`/tables/sql?q=${encodeURIComponent('SELECT max(id) AS top FROM many')}`);
  const field = page.getByRole('textbox', { name: 'SQL' });
  await field.waitFor();
  expect(await page.locator('.grid').count()).toBe(0);
  await field.press('Control+Enter');
  await page.getByText(String(9_007_199_254_740_992n + BigInt(MANY))).waitFor();
  await field.fill('DELETE FROM many');
  await field.press('Control+Enter');
  await page.getByText('only one query that reads can be run').waitFor();
  expect(await findings(page)).toEqual([]);
});

longTest(
  'every state, both widths and themes: axe finds nothing, nothing scrolls sideways',
  async () => {
    const states = [
      '/tables',
      '/tables/bills?sort=-date',
      '/tables/many?where=%5B%5B%22note%22%2C%22%3D%22%2C%22nowhere%22%5D%5D',
      '/tables/many?where=%5B%5B%22amount%22%2C%22%3D%22%2C%22x%22%5D%5D',
      '/tables/nowhere',
      '/tables/sql',
    ];
    const looks = [
      { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
      { viewport: { width: 390, height: 844 }, colorScheme: 'light', locale: 'fr-FR' },
      { viewport: { width: 320, height: 640 } },
    ] as const;
    const found: string[] = [];
    for (const look of looks)
      for (const state of states) {
        const page = await shown.open(state, look);
        await page.waitForTimeout(700);
        found.push(...(await findings(page)).map((each) => `${state}: ${each}`));
        if (await isTooWide(page)) found.push(`${state}: scrolls sideways at ${look.viewport.width}`);
        await page.close();
      }
    expect(found).toEqual([]);
  },
  600_000,
);

test('no page asked anything elsewhere, broke the policy, or wrote an error', () => {
  expect(shown.complaints).toEqual([]);
  expect(shown.place.faults).toEqual([]);
});
