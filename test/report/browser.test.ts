// The report in a real Chromium: accessible, without requests, whole without scripts, and its sums equal to its rows.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { renderReport } from '../../reports/page/render-report.js';
import { amountOf } from '../../reports/read/rows.js';
import type { ReportData } from '../../reports/report/report-data.js';
import { useBrowser } from '../browser/use-browser.js';
import { isLong } from '../extent.js';
import { reportData } from './fixture.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const browser = useBrowser();
let folder: string;
const address = (name: string) => pathToFileURL(join(folder, name)).href;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-page-'));
  writeFileSync(join(folder, 'en.html'), renderReport(reportData()));
  writeFileSync(
    join(folder, 'fr.html'),
    renderReport(reportData(), { language: 'fr', alternates: { en: 'en.html' } }),
  );
  writeFileSync(join(folder, 'long.html'), renderReport(longReport()));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Seen {
  page: Page;
  /** Errors, warnings, refusals of the policy. */
  console: string[];
  requests: string[];
}

async function opened(name: string, options: BrowserContextOptions = {}): Promise<Seen> {
  const page = await browser().newPage({ viewport: { width: 1440, height: 900 }, ...options });
  const seen: Seen = { page, console: [], requests: [] };
  page.on('console', (message) => seen.console.push(message.text()));
  page.on('pageerror', (error) => seen.console.push(error.message));
  page.on('request', (request) => seen.requests.push(request.url()));
  await page.goto(address(name));
  return seen;
}

const openAll = (page: Page) =>
  page.evaluate(() => {
    for (const each of document.querySelectorAll('details')) each.open = true;
    for (const each of document.querySelectorAll<HTMLInputElement>('.fold input')) each.checked = true;
  });

describe('accessible', () => {
  test.each([
    ...(isLong
      ? ([
          ['en.html', 1440, 'light'],
          ['fr.html', 1440, 'dark'],
        ] as const)
      : []),
    ['en.html', 390, 'dark'],
    ['fr.html', 390, 'light'],
  ] as const)('%s at %i px, %s: axe finds nothing', async (name, width, colorScheme) => {
    const { page, console, requests } = await opened(name, { viewport: { width, height: 900 }, colorScheme });
    await openAll(page);
    await page.evaluate(AXE);
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } };
      const results = await axe.run();
      return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3)}`);
    });
    expect(violations).toEqual([]);
    expect(console).toEqual([]);
    expect(requests).toEqual([address(name)]);
  });

  test.each(['en.html', ...(isLong ? ['fr.html'] : []), 'long.html'])(
    '%s: at every width only tables scroll sideways, and the keyboard reaches those that do',
    async (name) => {
      const { page } = await opened(name);
      await openAll(page);
      const widths: Record<number, number> = {};
      for (const width of [1440, 1000, 760, 390, 320]) {
        await page.setViewportSize({ width, height: 900 });
        widths[width] = await page.evaluate(() => document.documentElement.scrollWidth);
      }
      expect(widths).toEqual({ 1440: 1440, 1000: 1000, 760: 760, 390: 390, 320: 320 });
      const scrollersOf = () =>
        page.evaluate(() =>
          [...document.querySelectorAll<HTMLElement>('.tw')]
            .filter((each) => each.clientWidth > 0)
            .map((each) => ({
              label: each.getAttribute('aria-label'),
              isOne: each.scrollWidth > each.clientWidth,
              isReached: each.tabIndex === 0,
            })),
        );
      const wrongOf = (scrollers: Awaited<ReturnType<typeof scrollersOf>>) =>
        scrollers.filter(({ label, isOne, isReached }) => !label || isOne !== isReached);
      // The page looks at its tables when they have been laid out: on a busy machine a little later.
      let scrollers = await scrollersOf();
      for (let attempt = 0; attempt < 100 && wrongOf(scrollers).length > 0; attempt++) {
        await page.waitForTimeout(50);
        scrollers = await scrollersOf();
      }
      expect(wrongOf(scrollers)).toEqual([]);
      if (name === 'long.html') expect(scrollers.filter(({ isOne }) => isOne).length).toBeGreaterThan(5);
    },
  );
});

/** Every amount × 98,701: as long as amounts get, and sums stay sums. */
function longReport(): ReportData {
  return JSON.parse(
    JSON.stringify(reportData(), (name, value) => {
      const [, digits = '', places = ''] =
        (name === 'amount' ? /^(-?\d+)\.?(\d{0,8})$/ : /^(-?\d+)\.(\d{1,8})$/).exec(value) ?? [];
      return digits === '' ? value : amountOf(BigInt(digits + places.padEnd(8, '0')) * 98_701n);
    }),
  ) as ReportData;
}

interface AxeResults {
  violations: { id: string; nodes: { html: string }[] }[];
}

interface TableSums {
  title: string;
  /** Column heads whose rows do not add up to the foot. */
  wrong: string[];
  columns: number;
}

test.each(['en.html', 'fr.html'])(
  '%s: the rows of every table add up to its foot, to the last digit',
  async (name) => {
    const { page } = await opened(name);
    const tables = await page.evaluate((): TableSums[] => {
      /** In units of 10⁻⁸; undefined: no amount. */
      const units = (text: string): bigint | undefined => {
        const plain = text.replace(/[\s\u202f\u00a0]/g, '').replace('−', '-');
        const french = document.documentElement.lang === 'fr';
        const dotted = french ? plain.replace(',', '.') : plain.replace(/,/g, '');
        const [, sign = '', whole = '', fraction = ''] = /^([-+]?)(\d+)(?:\.(\d+))?$/.exec(dotted) ?? [];
        if (whole === '') return text.trim() === '–' || text.trim() === '' ? 0n : undefined;
        const size = BigInt(whole + fraction.padEnd(8, '0'));
        return sign === '-' ? -size : size;
      };
      return [...document.querySelectorAll('table')].flatMap((table) => {
        const foot = table.tFoot?.rows[0];
        const head = table.tHead?.rows[0];
        if (!foot || !head) return [];
        const rows = [...table.tBodies]
          .filter((body) => !body.classList.contains('inner'))
          .flatMap((body) =>
            [...body.rows].filter(
              (row) => !table.classList.contains('matrix') || !row.classList.contains('sub'),
            ),
          );
        const wrong: string[] = [];
        let columns = 0;
        [...foot.cells].forEach((cell, column) => {
          const total = units(cell.textContent ?? '');
          const values = rows.map((row) => units(row.cells[column]?.textContent ?? ''));
          if (column === 0 || total === undefined || cell.textContent === '') return;
          if (values.some((value) => value === undefined)) return;
          columns += 1;
          const added = values.reduce((sum: bigint, value) => sum + (value ?? 0n), 0n);
          if (added !== total) wrong.push(`${head.cells[column]?.textContent}: ${added} for ${total}`);
        });
        return [{ title: table.closest('section')?.id ?? 'load', wrong, columns }];
      });
    });
    expect(tables.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
    expect(tables.reduce((count, { columns }) => count + columns, 0)).toBeGreaterThan(70);
  },
);

describe('without scripts', () => {
  test('every figure is there, rows and lines open, and nothing offers what needs one', async () => {
    const { page, console } = await opened('en.html', { javaScriptEnabled: false });
    const row = page.getByText('PostgreSQL business-db1-15 · web-prod').first();
    expect(await row.isVisible()).toBe(false);
    await page.locator('label.fold', { hasText: 'Managed databases' }).click();
    expect(await row.isVisible()).toBe(true);
    const lines = page.locator('.lines');
    await lines.getByText('Dedicated servers').click();
    await lines.getByText('ns3241876.ip-57-129-80.eu').first().click();
    expect(await lines.getByText('ns3241876.ip-57-129-80.eu, monthly').isVisible()).toBe(true);
    expect(await page.locator('.sort, .filter').count()).toBe(0);
    expect(await page.locator('.print').isVisible()).toBe(false);
    expect(console).toEqual([]);
  });
});

describe('with scripts', () => {
  test('a table is sorted by a column, by numbers as numbers', async () => {
    const { page } = await opened('fr.html');
    const table = page.locator('#projects table').first();
    const amounts = () => table.locator('tbody tr td:nth-child(3)').allTextContents();
    const sort = table.getByRole('button', { name: 'Octobre' });
    await sort.click();
    expect((await amounts())[0]).toBe('4\u202f258,23');
    expect(await table.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
    await sort.press('Enter');
    expect((await amounts())[0]).toBe('290,82');
    expect(await table.locator('tfoot').textContent()).toContain('11\u202f127,58');
  });

  test('lines are filtered by resource', async () => {
    const { page } = await opened('en.html');
    await page.locator('.filter').fill('POSTGRES');
    expect(await page.locator('.lines .resource:visible').count()).toBe(2);
    expect(await page.locator('.lines .service:visible').count()).toBe(1);
    await page.locator('.filter').fill('');
    expect(await page.locator('.lines .service:visible').count()).toBe(11);
  });

  test('a row opens by keyboard alone', async () => {
    const { page } = await opened('en.html');
    await page.getByLabel('Resources of Managed databases').focus();
    await page.keyboard.press('Space');
    expect(await page.getByText('Valkey essential-db1-7 · web-prod').first().isVisible()).toBe(true);
  });
});

test('what is inserted into the page later cannot run', async () => {
  const { page, console } = await opened('en.html');
  await page.evaluate(() => {
    const script = document.createElement('script');
    try {
      script.text = 'window.ran = true';
      document.body.append(script);
    } catch {
      // Trusted types refuse the text.
    }
    const image = document.createElement('img');
    image.src = 'http://127.0.0.1:9/x.png';
    document.body.append(image);
  });
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  expect(console.some((line) => line.includes('Content Security Policy'))).toBe(true);
});

test('prints: proof on the first page, all parts in light colours, nothing that only screens use', async () => {
  const { page } = await opened('en.html', { colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print' });
  const shown = await page.evaluate(() => ({
    toc: getComputedStyle(document.querySelector('.toc') as Element).display,
    lines: getComputedStyle(document.querySelector('.lines') as Element).display,
    ground: getComputedStyle(document.body).backgroundColor,
  }));
  expect(shown).toEqual({ toc: 'none', lines: 'none', ground: 'rgb(255, 255, 255)' });
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeLessThanOrEqual(8);
});
