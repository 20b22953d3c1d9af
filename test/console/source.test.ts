// Source in a real browser, over the sandbox: an example to a saved file, the mapper, form and text, the draft and its file.
import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { longTest } from '../extent.js';
import { findings, useConsole } from './browser.js';
import { configOf } from './place.js';

let page: Page;
/** The file as it was before a test. */
let before: string;

// Before the page is closed.
afterEach(async () => {
  if (page.isClosed()) return;
  const html = await page.content();
  for (const key of Object.values(shown.place.sandbox.keys)) expect(html).not.toContain(key);
});

const shown = useConsole();

beforeAll(() => {
  before = configOf(shown.place);
});

beforeEach(() => {
  writeFileSync(shown.place.file, before);
});

const open = async (path: string) => {
  page = await shown.open(path);
  await status('no changes, valid').waitFor();
};
const status = (text: string): Locator =>
  page.locator('.save [role=status]').getByText(text, { exact: true });
const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
const settled = (text: string) =>
  page.waitForFunction(
    (wanted) => document.querySelector('.save [role=status]')?.textContent === wanted,
    text,
  );
const field = (name: string | RegExp): Locator => page.getByRole('textbox', { name });
const code = (): Locator => page.locator('.cm-content');
const save = async () => {
  await button('Save').click();
  await button('Save to source.yaml').click();
  await settled('no changes, valid');
};

function cookieOf(session: string): { name: string; value: string } {
  const [name = '', value = ''] = session.split('=');
  return { name, value };
}

test('an example, added, compared and saved: the file has its lines, and every other byte is as before', async () => {
  await open('/source');
  await page.getByRole('link', { name: 'EXAMPLES' }).first().click();
  await page.getByRole('textbox', { name: 'Filter examples' }).fill('services');
  await button('Add services').click();
  await page.getByRole('heading', { name: /^services/ }).waitFor();
  await settled('1 change, valid');
  await page
    .getByText(/^\d+ calls?/)
    .first()
    .waitFor();
  await button('Save').click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.locator('.add').allTextContents()).toEqual([
    expect.stringContaining('  - preset: services'),
  ]);
  expect(configOf(shown.place)).toBe(before);
  await button('Save to source.yaml').click();
  await dialog.waitFor({ state: 'detached' });
  expect(configOf(shown.place)).toBe(`${before}  - preset: services\n`);
  await settled('no changes, valid');
  expect(await findings(page)).toEqual([]);
});

describe('the mapper', () => {
  const PARTS = '{ billId: { from: bills } }';

  longTest(
    'by keyboard: the parameter appears as it is typed, its best candidate is chosen, rows come',
    async () => {
      await open('/source');
      await button('Endpoint').press('Enter');
      await field('Technical name').waitFor();
      await field('Technical name').fill('debts');
      await page.waitForURL('**/source/endpoints/debts');
      await field(/^Path/).fill('/me/bill/{billId}');
      const candidates = page.getByRole('radiogroup', { name: /^Candidates for billId/ });
      await candidates.getByRole('radio').first().focus();
      await page.keyboard.press('Space');
      await page.getByText('mapped', { exact: true }).waitFor();
      await settled('1 change, valid');
      expect(await candidates.getByRole('radio').first().isChecked()).toBe(true);
      await button('Show sample values').press('Enter');
      await page.locator('.smp .address').first().waitFor();
      expect(await page.locator('.smp .address b').first().textContent()).toMatch(/^FR\d+$/);
      expect(await page.locator('.smp .address').count()).toBe(6);
      await button('Test with sample values').press('Enter');
      await page.locator('.rows tbody tr').first().waitFor();
      expect(await page.locator('.rows thead').textContent()).toContain('price_with_tax_value');
      expect(await findings(page)).toEqual([]);
      await page.keyboard.press('Control+s');
      await button('Save to source.yaml').press('Enter');
      await settled('no changes, valid');
      expect(configOf(shown.place)).toContain('# all of them');
      expect(configOf(shown.place).slice(before.length)).toContain('path: /me/bill/{billId}\n');
    },
  );

  longTest('by list and by drag: a source object, or one of its candidates', async () => {
    writeFileSync(
      shown.place.file,
      `${before}  - name: debts\n    path: /me/bill/{billId}/debt\n    parameters: ${PARTS} # mine\n`,
    );
    await open('/source/endpoints/debts');
    await page.getByText('mapped', { exact: true }).waitFor();
    // A field of another object is dropped, then the object itself from the list.
    await button('Clear').click();
    await page.getByText('not mapped', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'bills' }).dragTo(page.locator('[data-parameter=billId] .hd'));
    await page.getByText('mapped', { exact: true }).waitFor();
    expect(await code().textContent()).toContain('from: bills');
    await page.getByLabel('Source object for billId').selectOption('bills');
    await settled('1 change, valid');
    await page.locator('.cand label').first().dragTo(page.locator('[data-parameter=billId] .hd'));
    await page.getByText('mapped', { exact: true }).waitFor();
  });
});

test('a list that is missing is added by a button, and the parameter is mapped to it', async () => {
  writeFileSync(
    shown.place.file,
    before.replace(/endpoints:.*/s, "endpoints:\n  - { name: each, path: '/me/bill/{billId}' }\n"),
  );
  page = await shown.open('/source/endpoints/each');
  await button('Add the list that has them').press('Enter');
  await page.getByText('mapped', { exact: true }).waitFor();
  await page.locator('.save [role=status]').getByText(', valid').waitFor();
  await button('Undo').click();
  await page.getByText('not mapped', { exact: true }).waitFor();
});

describe('form and text', () => {
  longTest('what is typed into one is in the other; no YAML for a moment takes nothing away', async () => {
    await open('/source/endpoints/bills');
    await code().waitFor();
    await field('Technical name').fill('all_bills');
    await page.locator('.cm-line', { hasText: 'name: all_bills   # all of them' }).waitFor();
    await page.waitForURL('**/source/endpoints/all_bills');
    await code().getByText('/me/bill').click();
    await page.keyboard.press('End');
    await page.keyboard.type('\nread: { item: billId }');
    await page.locator('[data-key="read.item"] input').waitFor();
    expect(await page.locator('[data-key="read.item"] input').inputValue()).toBe('billId');
    await page.keyboard.type('\nfoo');
    await page.getByText('the form shows how it was before').waitFor();
    expect(await field('Technical name').inputValue()).toBe('all_bills');
    expect(await field('Technical name').isDisabled()).toBe(true);
    // How many letters are one step depends on how fast they were typed.
    for (let text = await code().innerText(); text.includes('read:'); text = await code().innerText()) {
      await page.keyboard.press('Control+z');
      while ((await code().innerText()) === text) await page.waitForTimeout(20);
    }
    await page.getByText('the form shows how it was before').waitFor({ state: 'detached' });
    await settled('1 change, valid');
    // Each edit is a step, in the form as in the text; letters of one word are one.
    await field('Technical name').focus();
    for (let step = 0; step < 8 && (await code().textContent())?.includes('all_bills'); step++)
      await page.keyboard.press('Control+z');
    await settled('no changes, valid');
    expect(await field('Technical name').inputValue()).toBe('bills');
    await page.keyboard.press('Control+Shift+z');
    await page.locator('.cm-line', { hasText: 'all_bills' }).waitFor();
    await button('Discard').click();
    await settled('no changes, valid');
    await button('Undo').click();
    await page.locator('.cm-line', { hasText: 'all_bills' }).waitFor();
    expect(configOf(shown.place)).toBe(before);
  });

  longTest(
    'a value that is wrong is said at its field and at its line; completion knows the keys',
    async () => {
      await open('/source/yaml');
      await code().waitFor();
      await code().getByText('/me/bill').click();
      await page.keyboard.press('End');
      await page.keyboard.type('\nqu');
      await page.getByRole('option', { name: /^query/ }).click();
      await page.keyboard.type('{ date.form: 2024-01-01 }');
      await page.getByText('did you mean "date.from"?').first().waitFor();
      await page.locator('.cm-lintRange-error').waitFor();
      await page.getByRole('link', { name: /^Endpoints/ }).click();
      await page.getByRole('link', { name: 'bills' }).click();
      await page.locator('.fld', { hasText: 'date.form' }).getByText('did you mean').waitFor();
      await button('Remove date.form').click();
      await settled('no changes, valid');
    },
  );
});

test('Plan and a start say that a draft is not saved; Plan shows the draft when it is asked to', async () => {
  await open('/source/endpoints/bills');
  await field('Technical name').fill('all_bills');
  await settled('1 change, valid');
  await page.getByRole('link', { name: 'Plan', exact: true }).click();
  await page.getByText('this is the plan of the file').waitFor();
  const row = page.locator('.tree tbody tr', { hasText: 'all_bills' });
  expect(await row.count()).toBe(0);
  expect(await findings(page)).toEqual([]);
  await button('Plan the draft').press('Enter');
  await row.waitFor();
  expect(await page.getByRole('link', { name: /^Load now/ }).count()).toBe(0);
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await page.getByRole('link', { name: 'Load now' }).first().click();
  await page.getByText('this loads what the file says').waitFor();
  await button('Save…').press('Enter');
  await button('Save to source.yaml').press('Enter');
  await settled('no changes, valid');
  expect(configOf(shown.place)).toContain('name: all_bills');
});

describe('the file', () => {
  test('a console that was started again knows the secrets of a draft that was begun before', async () => {
    await open('/source/yaml');
    await code().waitFor();
    await code().getByText('# a comment that stays').click();
    await page.keyboard.press('End');
    await page.keyboard.type(' here');
    await settled('1 change, valid');
    const hidden = /<hidden-[0-9a-f]{12}>/;
    const [placeholder = ''] = hidden.exec((await code().textContent()) ?? '') ?? [];
    const session = await shown.place.restart();
    await page.context().addCookies([{ ...cookieOf(session), url: shown.place.origin }]);
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.waitForFunction(
      (old) => !document.querySelector('.cm-content')?.textContent?.includes(old),
      placeholder,
    );
    expect(await code().textContent()).toMatch(hidden);
    await save();
    expect(configOf(shown.place)).toBe(
      before.replace('# a comment that stays', '# a comment that stays here'),
    );
  });

  longTest('changed by another program: a draft without changes follows, one with changes asks', async () => {
    await open('/source/endpoints/bills');
    const theirs = before.replace('# a comment that stays', '# another comment');
    writeFileSync(shown.place.file, theirs);
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.locator('.cm-line', { hasText: '# another comment' }).waitFor();
    await field('Technical name').fill('mine');
    await settled('1 change, valid');
    writeFileSync(shown.place.file, before);
    await button('Save').click();
    await button('Save to source.yaml').click();
    await page.getByText('was changed by another program').waitFor();
    expect(configOf(shown.place)).toBe(before);
    await button('Look at both').click();
    await page.getByRole('dialog').locator('.del', { hasText: '# a comment that stays' }).waitFor();
    await page.keyboard.press('Escape');
    await button('Keep my draft, and save it over the file').click();
    await save();
    expect(configOf(shown.place)).toBe(theirs.replace('name: bills', 'name: mine'));
    // Theirs: the draft is a step behind it.
    await field('Technical name').fill('again');
    await settled('1 change, valid');
    writeFileSync(shown.place.file, before);
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await button('Take the file; undo brings my draft back').click();
    await settled('no changes, valid');
    expect(await field('Technical name').inputValue()).toBe('bills');
    await button('Undo').click();
    await page.locator('.cm-line', { hasText: 'again' }).waitFor();
  });

  longTest('a key that is typed is in the file after saving, and in the page at no time', async () => {
    await open('/source/connection');
    await button('Replace Consumer key').click();
    await page.getByLabel('Consumer key').fill('zebraCrossing0123456789');
    await button('Set').click();
    await settled('1 change, valid');
    await page.getByRole('link', { name: 'YAML' }).click();
    await code().waitFor();
    expect(await page.content()).not.toContain('zebra');
    await save();
    expect(await page.content()).not.toContain('zebra');
    expect(readFileSync(shown.place.file, 'utf8')).toContain('consumerKey: "zebraCrossing0123456789"');
  });

  longTest('Connect says a line for each check; leaving with changes asks', async () => {
    await open('/source/connection');
    await button('Connect').click();
    await page.locator('.chk li').nth(3).waitFor();
    expect(await page.locator('.chk .bad').count()).toBe(0);
    await page.getByRole('link', { name: 'Schedule' }).click();
    await button('Load every day at 6').click();
    await page.getByText('Every day at 06:00').waitFor();
    await settled('1 change, valid');
    expect(await page.locator('.next tbody tr').count()).toBe(5);
    expect(await page.getByRole('img', { name: /^all: to come: / }).count()).toBe(1);
    expect(await page.getByText('None is recorded').count()).toBe(1);
    expect(await findings(page)).toEqual([]);
    const asked = page.waitForEvent('dialog');
    const leaving = page.evaluate(() => location.reload()).catch(() => undefined);
    await (await asked).dismiss();
    await leaving;
    await page.getByText('Every day at 06:00').waitFor();
  });
});

test('no page asked anything elsewhere, broke the policy, or wrote an error', () => {
  expect(shown.complaints).toEqual([]);
  expect(shown.place.faults).toEqual([]);
});
