// Spend in a real Chromium: the sums of the report, from a column to its charges, from a line to its document, and views on consent.
import { beforeAll, expect, test } from '@jest/globals';
import { formats } from '../../console/ui/formats.js';
import { isAbsent } from '../../reports/report/report-data.js';
import { longTest } from '../extent.js';
import { findings, isTooWide, useConsole } from './browser.js';
import { loadInto } from './place.js';

const shown = useConsole({
  sandbox: { bills: 24, seed: 'demo' },
  endpoints: '  - preset: bills\n  - preset: refunds\n',
});

beforeAll(() => loadInto(shown.place));

test('the sums of the page are those of the report; a month leads to its charges, a line to its document', async () => {
  const { answer } = await shown.place.ask('GET /api/spend');
  const [report] = answer.data.currencies;
  if (!report || isAbsent(report.spend)) throw new Error('nothing is spent');
  const f = formats('en');
  const { months, total } = report.spend;
  const page = await shown.open('/spend');
  await page
    .getByText(f.money(total.at(-1) ?? '', report.currency))
    .first()
    .waitFor();
  const feet = await page.locator('.matrix tfoot td').allTextContents();
  for (const amount of total.slice(-2)) expect(feet).toContain(f.amount(amount));
  expect(await findings(page)).toEqual([]);
  // Another month, by its name below the column.
  const at = total.findLastIndex((amount, index) => index < total.length - 1 && Number(amount) > 0);
  const month = months[at] ?? '';
  await page.locator('.chart .x a').nth(at).click();
  await page.waitForURL(`**/spend?month=${month}#lines`);
  await page
    .getByText(f.money(total[at] ?? '', report.currency))
    .first()
    .waitFor();
  const service = page.locator('.lines .service').first();
  await service.locator('summary').first().click();
  await service.locator('.resource summary').first().click();
  const line = service.locator('tbody th a').first();
  const document = await line.evaluate((link) => link.closest('th')?.title ?? '');
  await line.click();
  await page.waitForURL('**/tables/**');
  await page.getByText(document).first().waitFor();
  // The address is the state: another month, and back.
  await page.goBack();
  await page
    .getByText(f.money(total[at] ?? '', report.currency))
    .first()
    .waitFor();
});

test('by keyboard to Reconcile; views are made after consent alone', async () => {
  const page = await shown.open('/explore');
  await page
    .getByText(/ operations$/)
    .first()
    .waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.getByRole('heading', { name: /tables$/ }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await page.getByRole('link', { name: /^Reconcile/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Sum of the documents').waitFor();
  // Of the sheets that came late, that of the screen alone counts.
  const counting = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLLinkElement>('link[data-late]')].map(({ dataset, disabled }) => [
      dataset.late,
      !disabled,
    ]),
  );
  expect(counting).toEqual([
    ['tables', false],
    ['spend', true],
  ]);
  await page.getByRole('button', { name: 'Make the views' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect((await shown.place.ask('GET /api/spend')).answer.views).toBe('missing');
  await page.getByRole('button', { name: 'Make the views' }).click();
  await dialog.getByRole('button', { name: 'Make the views' }).click();
  await page.getByText('The views of spend are beside the tables.').waitFor();
  await page.getByText('Report of the month').click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Excel workbook' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^report-\d{4}-\d\d\.xlsx$/);
});

longTest(
  'every view, both widths and themes: axe finds nothing, nothing scrolls sideways',
  async () => {
    const looks = [
      { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
      { viewport: { width: 390, height: 844 }, locale: 'fr-FR' },
      { viewport: { width: 320, height: 640 } },
    ] as const;
    const found: string[] = [];
    for (const look of looks)
      for (const path of [
        '/spend',
        '/spend?group=all',
        '/spend/reconcile',
        '/spend/expiring',
        '/spend?month=2001-01',
      ]) {
        const page = await shown.open(path, look);
        await page.locator('.spendpage .health').first().waitFor();
        found.push(...(await findings(page)).map((each) => `${path}: ${each}`));
        if (await isTooWide(page)) found.push(`${path}: scrolls sideways at ${look.viewport.width}`);
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
