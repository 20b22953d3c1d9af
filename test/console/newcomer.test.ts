// A newcomer by keyboard alone, at 390 px: from a folder without a configuration to loaded tables.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openAllWithoutKeys } from '../../connector/app/accounts/open-accounts.js';
import { systemClock } from '../../connector/model/clock.js';
import { type RunningConsole, startConsole } from '../../console/server/start.js';
import { type RunningSandbox, startSandbox } from '../../sandbox/main.js';
import { useBrowser } from '../browser/use-browser.js';
import { isLong, longTest } from '../extent.js';
import { findings, isTooWide } from './browser.js';

const browser = useBrowser({ isWanted: isLong });
let folder: string;
let sandbox: RunningSandbox;
let listening: RunningConsole;

beforeAll(async () => {
  if (!isLong) return;
  folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-newcomer-'));
  sandbox = await startSandbox({ rate: 0, edges: false, bills: 4 });
  const reading = { env: {}, home: folder, cwd: folder, baseUrl: sandbox.url };
  listening = await startConsole({
    port: 0,
    readSources: (made) =>
      openAllWithoutKeys(made ?? { endpoints: [{ name: 'account', path: '/me' }] }, reading),
    reading,
    demo: false,
    clock: systemClock,
    onFault: (fault) => {
      throw fault;
    },
  });
}, 60_000);

afterAll(async () => {
  if (!isLong) return;
  await listening.close();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement: at } = document;
    return at === null || at === document.body
      ? ''
      : (at.getAttribute('aria-label') ?? at.textContent ?? '').trim();
  });

const PATIENCE_MS = 30_000;

/** Presses Tab until something of this name has the focus: it may come while the page still asks. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  const until = systemClock.now() + PATIENCE_MS;
  for (let presses = 0; presses < 80 || systemClock.now() < until; presses++) {
    await page.keyboard.press('Tab');
    const at = await focused(page);
    if (name.test(at)) return;
    passed.push(at.slice(0, 40));
  }
  throw new Error(`Tab does not lead to ${name}, but to ${passed.slice(-80).join(' | ')}`);
}

longTest(
  'home, keys, what to load, saved, planned, loaded, and the rows',
  async () => {
    const context = await browser().newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
    const page = await context.newPage();
    const enter = async (name: RegExp) => {
      await tabTo(page, name);
      await page.keyboard.press('Enter');
    };
    const go = async (key: string, heading: RegExp) => {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await page.getByRole('heading', { name: heading }).first().waitFor();
    };
    await page.goto(listening.newAddress());
    await page.getByRole('heading', { name: 'Nothing is connected yet' }).waitFor();
    for (const [key, path] of [
      ['r', 'runs'],
      ['t', 'tables'],
      ['m', 'spend'],
      ['p', 'plan'],
    ] as const) {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await page.waitForURL(`**/${path}`);
      await page.getByRole('link', { name: 'To Source' }).waitFor();
      expect(await findings(page)).toEqual([]);
    }
    await go('d', /^Nothing is connected/);
    await enter(/^Get a key$/);
    await page.getByText('First choose what to load').first().waitFor();
    expect(await findings(page)).toEqual([]);
    for (const [name, value] of [
      ['Application key', sandbox.keys.applicationKey],
      ['Application secret', sandbox.keys.applicationSecret],
      ['Consumer key', sandbox.keys.consumerKey],
    ] as const) {
      await enter(new RegExp(`^Enter ${name}$`));
      await page.keyboard.type(value);
      await page.keyboard.press('Enter');
      // The focus is where it was.
      await page.waitForFunction(
        (label) => document.activeElement?.getAttribute('aria-label') === label,
        `Replace ${name}`,
      );
    }
    await enter(/^EXAMPLES$/);
    await page.getByRole('heading', { name: 'EXAMPLES', exact: true }).waitFor();
    await enter(/^Add bills$/);
    await page.locator('.save [role=status]').getByText('1 change, valid').waitFor();
    await page.keyboard.press('Control+s');
    await page.getByRole('dialog').waitFor();
    await enter(/^Save to source.yaml$/);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(readFileSync(join(folder, 'source.yaml'), 'utf8')).toContain('preset: bills');
    await go('p', /^The next load/);
    await enter(/^Load now/);
    await page.getByRole('heading', { name: 'Start a run' }).waitFor();
    await enter(/^Start/);
    await page.locator('.rh .chip', { hasText: 'COMPLETE' }).waitFor({ timeout: 60_000 });
    expect(existsSync(join(folder, 'ovh.db'))).toBe(true);
    await go('t', /^2 tables/);
    await enter(/^bills$/);
    await enter(/^Rows of bills$/);
    await page.getByRole('complementary').waitFor();
    expect(await isTooWide(page)).toBe(false);
    expect(await findings(page)).toEqual([]);
    await context.close();
  },
  240_000,
);
