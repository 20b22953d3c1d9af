// Runs and Ledger in a real browser: started, watched from two tabs, stopped by keyboard, and looked through.
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { openAllWithoutKeys } from '../../connector/app/accounts/open-accounts.js';
import { systemClock } from '../../connector/model/clock.js';
import type { Listening } from '../../console/server/listen.js';
import { startConsole } from '../../console/server/start.js';
import { longTest } from '../extent.js';
import { consoleIn, findings, isTooWide, useConsole } from './browser.js';
import { BILLS_WITH_LINES } from './place.js';

const shown = useConsole({
  endpoints: BILLS_WITH_LINES,
  config: 'budget: { callsPerSecond: 1000 }\nhttp: { concurrency: 2 }\nstrategy: single\n',
  sandbox: { bills: 4, edges: true },
});

const change = (options: object) =>
  fetch(`${shown.place.sandbox.url}/__sandbox/options`, { method: 'POST', body: JSON.stringify(options) });

/** A load that is not started by a page, to its end; its run. */
async function loaded(): Promise<string> {
  const { answer } = await shown.place.ask('POST /api/run/start', { kind: 'load', refresh: 'all' });
  for (;;) {
    const { answer: live } = await shown.place.ask('GET /api/run/live', { load: answer.load });
    if (live.load?.state === 'ended') return live.parts?.[0]?.view.runId ?? '';
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The numbers of the equation and of every row. */
const numbers = (page: Page): Promise<string[]> => page.locator('.eq dd, .obj td.n').allTextContents();

async function pressTab(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    if (await isThere()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('not reached by Tab');
}

const isFocused = (page: Page, name: RegExp) => async (): Promise<boolean> =>
  name.test(
    await page.evaluate(() => {
      const { activeElement } = document;
      return activeElement?.matches('a, button') ? (activeElement.textContent ?? '') : '';
    }),
  );

describe('a load', () => {
  test('by keyboard alone: started with its price, seen the same in two tabs and after a reload, stopped', async () => {
    await change({ latencyMs: 25 });
    const page = await shown.open('/runs');
    const streams = new Map<Page, number>();
    const count = (each: Page) =>
      each.on('request', (request) => {
        if (request.url().includes('/api/run/events')) streams.set(each, (streams.get(each) ?? 0) + 1);
      });
    count(page);
    await pressTab(page, isFocused(page, /Load now/));
    await page.keyboard.press('Enter');
    await page.getByText('at least 1 call').first().waitFor();
    await pressTab(page, isFocused(page, /^Start · at least 1 call/));
    await page.keyboard.press('Enter');
    await page.locator('.eq').waitFor();
    await page.waitForURL(/\/runs\/2\d{7}T/);
    expect(await page.locator('.topbar .chip').textContent()).toMatch(/run/);
    const second = await shown.open(new URL(page.url()).pathname);
    count(second);
    await second.locator('.obj tbody tr').first().waitFor();
    // One of the two tabs has the stream, the other waits for it, and both show the same.
    await second.waitForFunction(async () => (await navigator.locks.query()).pending?.length === 1);
    expect(streams.size).toBe(1);
    await page.reload();
    await page.locator('.obj tbody tr').first().waitFor();
    await pressTab(page, isFocused(page, /^Stop now/));
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await pressTab(page, isFocused(page, /^Stop now$/));
    await page.keyboard.press('Enter');
    for (const each of [page, second]) await expectText(each, 'INCOMPLETE');
    await page.getByText('interrupted: the run was asked to end').first().waitFor();
    await second.getByText('interrupted: the run was asked to end').first().waitFor();
    expect(await numbers(page)).toEqual(await numbers(second));
    await page.locator('.topbar .chip').waitFor({ state: 'detached' });
    await change({ latencyMs: 0 });
  });

  test('without locks and channels each tab asks every two seconds, and shows the same end', async () => {
    await change({ latencyMs: 10 });
    const page = await shown.open('/help', { reducedMotion: 'reduce' });
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'locks', { value: undefined });
    });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const { answer } = await shown.place.ask('POST /api/run/start', { kind: 'load', refresh: 'all' });
    await page.goto(`${shown.place.origin}/runs/${answer.load}`);
    await page.locator('.obj tbody tr').first().waitFor();
    await shown.place.ask('POST /api/run/stop', { load: answer.load, how: 'slice' });
    await expectText(page, 'INCOMPLETE');
    expect(asked).toContain('/api/run/live');
    expect(asked).not.toContain('/api/run/events');
    await page.close();
    await change({ latencyMs: 0 });
  });
});

async function expectText(page: Page, text: string): Promise<void> {
  await page.locator('.rh .chip', { hasText: text }).waitFor();
}

describe('what is left out', () => {
  test('from the run to the object, its words, TRY with its values, and a retry of it alone', async () => {
    const run = await loaded();
    const page = await shown.open(`/runs/${run}`);
    await page.getByRole('link', { name: '1 refused' }).first().click();
    await page.waitForURL(/\/runs\/\w+-\w+\/bills\?reason=refused/);
    // The place of a line is there before the line is.
    await page.locator('.entries .reason').first().waitFor();
    await page.keyboard.press('j');
    await page.locator('.entries').focus();
    await page.keyboard.press('Enter');
    await page.getByText('This call has not been granted').waitFor();
    const id = (await page.locator('.rec1 h2').textContent())?.replace('billId=', '');
    await page.getByRole('link', { name: 'Try it' }).click();
    await page.waitForURL(new RegExp(`p.billId=${id}`));
    expect(await page.locator('#parameter-path-billId').inputValue()).toBe(id);
    await page.goBack();
    await page.getByRole('link', { name: 'Retry this' }).click();
    await page.getByText('Asked for again: 1 object').waitFor();
    await page.getByRole('button', { name: /^Start/ }).click();
    await page.waitForURL(/\/runs\/2\d{7}T/);
    await expectText(page, 'INCOMPLETE');
    expect(await page.locator('.facts').first().textContent()).toContain(`--id billId=${id}`);
    await page.close();
  });

  test('a file has the filter of the list', async () => {
    const run = await loaded();
    const page = await shown.open(`/ledger?run=${run}&reason=gone`);
    await page.locator('.entries [role=option]').first().waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV', exact: true }).click(),
    ]);
    const file = join(shown.place.folder, 'ledger.csv');
    await download.saveAs(file);
    const db = new Database(join(shown.place.folder, 'out.db'), { readonly: true });
    const gone = db
      .prepare("SELECT count(*) FROM _ovh_ledger WHERE run_id = ? AND reason = 'gone'")
      .pluck()
      .get(run);
    db.close();
    const lines = (await import('node:fs')).readFileSync(file, 'utf8').trim().split('\r\n');
    expect(lines).toHaveLength(Number(gone) + 1);
    expect(await page.locator('.entries [role=option]').count()).toBe(Number(gone));
    await page.close();
  });
});

test('a console that is gone, and another one in its place', async () => {
  const own = await consoleIn(shown.browser(), {
    endpoints: BILLS_WITH_LINES,
    config: 'budget: { callsPerSecond: 1000 }\nstrategy: single\n',
    sandbox: { bills: 4, latencyMs: 30 },
  });
  const { place } = own;
  let next: Listening | undefined;
  try {
    const { answer } = await place.ask('POST /api/run/start', { kind: 'load' });
    const page = await own.open(`/runs/${answer.load}`);
    await page.locator('.obj tbody tr').first().waitFor();
    // Closing tells the page how the load has ended; then it asks nothing more until it is opened again.
    await page.locator('.rail a[href="/help"]').click();
    await page.waitForURL('**/help');
    await place.listening.close();
    await page.goBack();
    await page.getByText('The console does not answer').waitFor();
    const reading = { env: {}, home: place.folder, cwd: place.folder };
    next = await startConsole({
      port: place.listening.port,
      file: place.file,
      readSources: () => openAllWithoutKeys(place.file, reading),
      reading,
      demo: false,
      clock: systemClock,
      onFault: () => undefined,
    });
    await page.getByText('This session has ended').waitFor();
  } finally {
    await next?.close();
    await own.close();
  }
});

describe('long', () => {
  /** What an API may say. */
  const HOSTILE = `<img src=x onerror="document.title='hit'"></script><script>document.title='hit'</script>\u202egnp.exe\u200b javascript:alert(1)`;

  longTest('hostile text is text, wherever it stands', async () => {
    const run = await loaded();
    const file = join(shown.place.folder, 'out.db');
    const db = new Database(file);
    const text = JSON.stringify([{ code: HOSTILE, source: HOSTILE, message: HOSTILE }]);
    db.prepare('UPDATE _ovh_run SET reasons = ?, warnings = ? WHERE run_id = ?').run(text, text, run);
    db.prepare(
      'UPDATE _ovh_ledger SET id = ?, message = ?, code = ?, query_id = ? WHERE rowid = (SELECT max(rowid) FROM _ovh_ledger WHERE run_id = ?)',
    ).run(HOSTILE, HOSTILE, HOSTILE, HOSTILE, run);
    db.prepare('UPDATE _ovh_run_source SET path = ? WHERE run_id = ? AND position = 1').run(
      `/me/${HOSTILE}`,
      run,
    );
    const [entry] = db
      .prepare<[string], { source: string; reason: string; id: string }>(
        'SELECT source, reason, id FROM _ovh_ledger WHERE id = ?',
      )
      .all(HOSTILE);
    db.close();
    const key = encodeURIComponent([run, entry?.reason, entry?.source, entry?.id].join('~'));
    for (const path of [`/runs/${run}`, '/runs', `/ledger?run=${run}&entry=${key}`, `/runs/${run}/bills`]) {
      const page = await shown.open(path);
      await page.waitForTimeout(800);
      expect(await page.title()).not.toContain('hit');
      expect(await page.locator('main img, main script').count()).toBe(0);
      await page.close();
    }
    const page = await shown.open(`/ledger?run=${run}&entry=${key}`);
    await page.locator('.say', { hasText: '<img src=x' }).waitFor();
    await page.close();
  });

  longTest(
    'the heap of the page is flat over 200,000 events',
    async () => {
      await change({ latencyMs: 100 });
      const { answer } = await shown.place.ask('POST /api/run/start', { kind: 'load', refresh: 'all' });
      const page = await shown.open(`/runs/${answer.load}?level=debug`);
      await page.locator('.evt li').first().waitFor();
      const session = await page.context().newCDPSession(page);
      const heap = async (): Promise<number> => {
        await session.send('HeapProfiler.collectGarbage');
        const { usedSize } = await session.send('Runtime.getHeapUsage');
        return usedSize;
      };
      /** As another tab hands them on. */
      const flood = (from: number) =>
        page.evaluate(
          async ([load, start]) => {
            const channel = new BroadcastChannel(`source-ovhcloud ${load}`);
            for (let round = 0; round < 20; round++) {
              const seq = 1_000_000 + start + round * 1_000;
              const events = Array.from({ length: 1_000 }, (_, at) => ({
                ...{
                  seq: seq + at,
                  at: new Date().toISOString(),
                  level: 'debug',
                  event: 'call.retried',
                  part: 0,
                },
                text: `event ${seq + at} ${'x'.repeat(200)}`,
                values: {},
              }));
              channel.postMessage({
                type: 'update',
                update: { since: 1, seq: seq + 1_000, at: new Date().toISOString(), events },
              });
              await new Promise((resolve) => setTimeout(resolve, 20));
            }
            channel.close();
          },
          [answer.load, from] as const,
        );
      await flood(0);
      const before = await heap();
      for (let round = 1; round <= 9; round++) await flood(round * 20_000);
      expect((await heap()) - before).toBeLessThan(3_000_000);
      expect(await page.locator('.evt li').first().textContent()).toContain('event 1199999');
      expect(await page.locator('.evt li').count()).toBeLessThanOrEqual(200);
      await page.close();
      await shown.place.ask('POST /api/run/stop', { load: answer.load, how: 'now' });
      await change({ latencyMs: 0 });
    },
    120_000,
  );

  const LOOKS: BrowserContextOptions[] = [
    { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
    { viewport: { width: 390, height: 844 }, colorScheme: 'dark', hasTouch: true, locale: 'fr-FR' },
    { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
    { viewport: { width: 1440, height: 900 }, colorScheme: 'dark', locale: 'fr-FR' },
    { viewport: { width: 320, height: 640 }, forcedColors: 'active' },
  ];

  longTest.each(LOOKS)(
    'axe finds nothing, and nothing scrolls sideways: %j',
    async (look) => {
      const run = await loaded();
      const { answer } = await shown.place.ask('GET /api/ledger', { run, from: 0, count: 1 });
      const { reason, source, id } = answer.entries[0] ?? {};
      const other = (await shown.place.ask('GET /api/run', { run })).answer.stored?.others[0]?.runId ?? '';
      const key = encodeURIComponent([run, reason, source, id].join('~'));
      const paths = {
        list: '/runs',
        'list, filtered to nothing': '/runs?outcome=failed&kind=replay',
        run: `/runs/${run}`,
        object: `/runs/${run}/bills`,
        compare: `/runs/${run}/compare/${other}`,
        'no such run': '/runs/20200101T000000Z-000000',
        ledger: '/ledger',
        'ledger, filtered to nothing': '/ledger?text=xyzzy',
        entry: `/ledger?run=${run}&entry=${key}`,
        ...Object.fromEntries(
          ['load', 'retry', 'replay', 'backfill'].map((kind) => [kind, `/runs/new?kind=${kind}`]),
        ),
        'a part of it': '/runs/new?only=bills,lines',
      };
      const found: string[] = [];
      for (const [name, path] of Object.entries(paths)) {
        const page = await shown.open(path, look);
        await page.waitForTimeout(700);
        found.push(...(await findings(page)).map((each) => `${name}: ${each}`));
        if (await isTooWide(page)) found.push(`${name}: scrolls sideways`);
        await page.close();
      }
      expect(found).toEqual([]);
    },
    240_000,
  );
});

test('no page asked anything elsewhere, broke the policy, or wrote an error', () => {
  expect(shown.complaints).toEqual([]);
  expect(shown.place.faults).toEqual([]);
});
