// Reset: shown first, asked by typing the name, and never more than the command removes.
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { openAllWithoutKeys } from '../../connector/app/accounts/open-accounts.js';
import { loadSource } from '../../connector/app/load.js';
import { openSource } from '../../connector/app/open.js';
import { resetSources } from '../../connector/app/repair/reset.js';
import type { ResetRequest } from '../../console/contract/reset.js';
import { extent } from '../extent.js';
import { findings, isTooWide, useConsole } from './browser.js';
import { BILLS_WITH_LINES } from './place.js';

const shown = useConsole({
  config: 'budget: { callsPerSecond: 1000 }\n',
  endpoints: BILLS_WITH_LINES.replace(
    "{ name: bills, path: '/me/bill/{billId}',",
    "{ name: bills, path: '/me/bill/{billId}', sync: { mode: known },",
  ),
});

const reading = () => ({ env: {}, home: shown.place.folder, cwd: shown.place.folder });
const file = () => join(shown.place.folder, 'out.db');

/** Both tables are there again with all rows, and bills are known. */
beforeEach(async () => {
  await loadSource(openSource(shown.place.file, reading()), { refresh: true });
});

function rows(): Record<'bills' | 'lines' | 'known', number> {
  const db = new Database(file(), { readonly: true });
  const of = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  const counts = { bills: of('bills'), lines: of('lines'), known: of('_ovh_known') };
  db.close();
  return counts;
}

const ask = (request: ResetRequest) => shown.place.ask('POST /api/reset/draft', request);

describe('by the agreement', () => {
  test('what is shown is what the command shows, and nothing is removed by looking', async () => {
    const before = rows();
    const { answer } = await ask({ sources: ['bills'], data: true });
    let told: unknown;
    const drafts = openAllWithoutKeys(shown.place.file, reading());
    await resetSources([drafts[0] as (typeof drafts)[number]], {
      names: ['bills'],
      data: true,
      confirm: async (parts) => {
        told = parts.map(({ account, scopes }) => ({
          account,
          objects: scopes.map(({ tables, ...scope }) => ({
            ...scope,
            tables: tables.map(({ schema, rows: there }) => ({ table: schema.table, rows: there })),
          })),
        }));
        return false;
      },
    });
    expect(answer.accounts).toEqual(told);
    expect(answer.accounts[0]?.objects.map(({ name, belongsTo = '' }) => `${name} ${belongsTo}`)).toEqual([
      'bills ',
      'lines bills',
    ]);
    expect(answer.command).toBe(`source-ovhcloud reset bills --config ${shown.place.file} --data`);
    expect(rows()).toEqual(before);
  });

  test('the rows of what is shown go, once, and only with its name', async () => {
    const before = rows();
    const wrong = await ask({ sources: ['bills'], data: true, alone: true });
    expect(wrong.answer.word).toBe('bills');
    const refused = await shown.place.ask('POST /api/reset', { id: wrong.answer.id, word: 'bill' });
    expect([refused.status, refused.error.code]).toEqual([409, 'consent-missing']);
    const { answer } = await ask({ sources: ['bills'], data: true, alone: true });
    const done = await shown.place.ask('POST /api/reset', { id: answer.id, word: 'bills' });
    expect(done.answer.accounts).toEqual(answer.accounts);
    expect(before.known).toBeGreaterThan(0);
    expect(rows()).toEqual({ ...before, bills: 0, known: 0 });
    const twice = await shown.place.ask('POST /api/reset', { id: answer.id, word: 'bills' });
    expect([twice.status, twice.error.code]).toEqual([409, 'draft-used']);
  });

  test('where it would be more than was shown, nothing goes', async () => {
    const { answer } = await ask({ data: true });
    expect(answer.word).toBe('out.db');
    const db = new Database(file());
    db.exec("UPDATE bills SET _account = 'other' WHERE rowid = (SELECT min(rowid) FROM bills)");
    db.close();
    const before = rows();
    const refused = await shown.place.ask('POST /api/reset', { id: answer.id, word: 'out.db' });
    expect([refused.status, refused.error.code]).toEqual([409, 'reset-changed']);
    expect(rows()).toEqual(before);
    const after = new Database(file());
    after.exec("DELETE FROM bills WHERE _account = 'other'");
    after.close();
  });

  test('an unknown name, and an option without meaning, are refused', async () => {
    expect((await ask({ sources: ['bils'] })).error.code).toBe('config-name-unknown');
    expect((await ask({ sources: ['bills'], alone: true })).error.code).toBe('option-conflict');
  });

  test('not while this console loads', async () => {
    const change = (options: object) =>
      fetch(`${shown.place.sandbox.url}/__sandbox/options`, {
        method: 'POST',
        body: JSON.stringify(options),
      });
    await change({ latencyMs: 50 });
    const { answer } = await shown.place.ask('POST /api/run/start', { kind: 'load', refresh: 'all' });
    expect((await ask({})).error.code).toBe('run-busy');
    await change({ latencyMs: 0 });
    await shown.place.ask('POST /api/run/stop', { load: answer.load, how: 'now' });
    for (let isRunning = true; isRunning; )
      isRunning = (await shown.place.ask('GET /api/run/now')).answer.loads.length > 0;
  });
});

describe('in the page', () => {
  const LOOKS = [
    { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
    { viewport: { width: 390, height: 844 }, colorScheme: 'dark', locale: 'fr-FR' },
  ] as const;

  test.each(LOOKS.slice(0, extent(1, LOOKS.length)))(
    'shown, and axe finds nothing: $viewport.width px, $colorScheme',
    async (look) => {
      const page = await shown.open('/runs/reset?only=bills&data=yes', look);
      await page.locator('button[type="submit"]').click();
      await page.locator('.consent').waitFor();
      expect(await findings(page)).toEqual([]);
      expect(await isTooWide(page)).toBe(false);
      const left = async (part: string) => (await page.locator(`.start ${part}`).boundingBox())?.x ?? 0;
      const isBelow = (await left('.aside')) === (await left('.fields'));
      expect(isBelow).toBe(look.viewport.width < 500);
    },
  );

  test('by keyboard: shown, typed, removed; another choice has to be shown again', async () => {
    const page = await shown.open('/runs');
    await page.getByRole('link', { name: 'Reset…' }).press('Enter');
    await page.getByText('Source objects: all').press('Enter');
    await page.getByRole('checkbox', { name: 'bills', exact: true }).press('Space');
    await page.getByRole('checkbox', { name: 'Also remove the rows of this account' }).press('Space');
    await page.getByRole('checkbox', { name: 'Without the rows' }).press('Space');
    await page.getByRole('button', { name: 'Show what goes' }).press('Enter');
    const field = page.getByRole('textbox', { name: 'Type bills to confirm' });
    await field.fill('bill');
    expect(await page.getByRole('button', { name: 'Remove' }).getAttribute('aria-disabled')).toBe('true');
    await field.press('Enter');
    expect(rows().bills).toBeGreaterThan(0);
    await page.getByRole('checkbox', { name: 'Without the rows' }).press('Space');
    await field.waitFor({ state: 'detached' });
    await page.getByRole('checkbox', { name: 'Without the rows' }).press('Space');
    await field.fill('bills');
    await field.press('Enter');
    await page.getByText('Done. The next load reads it again.').first().waitFor();
    expect(rows()).toMatchObject({ bills: 0, lines: expect.any(Number) });
    expect(rows().lines).toBeGreaterThan(0);
    expect(await page.getByRole('link', { name: 'Load it now' }).getAttribute('href')).toBe(
      '/runs/new?only=bills',
    );
  });
});

test('no page asked anything elsewhere, broke the policy, or wrote an error', () => {
  expect(shown.complaints).toEqual([]);
});
