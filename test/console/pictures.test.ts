// Pictures of the console for the docs: `npm run pictures` makes them anew, from the sandbox.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { consoleInBrowser } from './browser.js';
import { configOf } from './place.js';

const FOLDER = resolve(import.meta.dirname, '../../docs/pictures');

interface Picture {
  path: string;
  width: number;
  height: number;
  look?: BrowserContextOptions;
  /** Endpoints of the configuration, in place of those that a test has. */
  endpoints?: string;
  steps: (page: Page) => Promise<void>;
}

const bill = '/explore/v1/me/bill/%7BbillId%7D';

const tryIt = async (page: Page, name = 'TRY') => {
  await page.getByRole('button', { name, exact: true }).click();
  await page.locator('.lines').waitFor();
};

const PICTURES: Record<string, Picture> = {
  'console-explore': {
    path: `${bill}?q=bill`,
    width: 1440,
    height: 860,
    steps: async (page) => {
      await page.goto(`${new URL(page.url()).origin}/explore/v1/me/bill?q=bill`);
      await tryIt(page);
      const id = /FR\d+/.exec((await page.locator('.lines').textContent()) ?? '')?.[0] ?? '';
      await page.goto(`${new URL(page.url()).origin}${bill}?q=bill&p.billId=${id}`);
      await tryIt(page);
      await page.getByRole('button', { name: 'priceWithTax' }).click();
    },
  },
  'console-source': {
    path: '/source',
    width: 1440,
    height: 900,
    endpoints: `endpoints:
  - preset: account
  - preset: bills
    query: { date.from: 2024-01-01 }
  - preset: services

  # which order brought which bill
  - name: order_status
    path: /me/order/{orderId}/status
    parameters: { orderId: { from: bills, field: orderId } }

schedule: { cron: "0 6 * * *", timeZone: Europe/Paris }
`,
    steps: async (page) => {
      await page.getByRole('button', { name: 'Endpoint', exact: true }).click();
      await page.getByRole('textbox', { name: 'Technical name' }).fill('bill_payment');
      await page.getByRole('textbox', { name: /^Path/ }).fill('/me/bill/{billId}/payment');
      await page.getByText('mapped by its name').waitFor();
      await page.getByRole('button', { name: 'Show sample values' }).click();
      await page.locator('.smp .address').first().waitFor();
      await page.getByRole('button', { name: 'Test with sample values' }).click();
      await page.locator('.rows').waitFor();
      await page.locator('.frm').evaluate((it) => it.scrollTo(0, 0));
      await page.locator('.sd').evaluate((it) => it.scrollTo(0, 0));
    },
  },
  'console-consent': {
    path: '/explore/v1/me/document?method=POST&q=document',
    width: 1440,
    height: 860,
    look: { colorScheme: 'dark' },
    steps: async (page) => {
      await page.getByLabel('Request body, ').fill('{\n  "name": "invoices-2026.zip",\n  "tags": []\n}');
      await page.getByRole('button', { name: 'TRY', exact: true }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  'console-phone': {
    path: '/explore?q=bill',
    width: 390,
    height: 844,
    steps: (page) => page.locator('.line.op').first().waitFor(),
  },
  'console-phone-fr': {
    path: '/explore/v2/iam/resource',
    width: 390,
    height: 844,
    look: { colorScheme: 'dark', locale: 'fr-FR' },
    steps: (page) => tryIt(page, 'ESSAYER'),
  },
};

const writing = process.env.WRITE_PICTURES === '1' ? test : test.skip;

writing(
  'pictures are made',
  async () => {
    mkdirSync(FOLDER, { recursive: true });
    const shown = await consoleInBrowser({ sandbox: { bills: 40, seed: 'demo' } });
    const file = configOf(shown.place);
    for (const [name, { path, width, height, look, endpoints, steps }] of Object.entries(PICTURES)) {
      const own = endpoints === undefined ? file : file.slice(0, file.indexOf('endpoints:')) + endpoints;
      writeFileSync(shown.place.file, own);
      const page = await shown.open(path, { viewport: { width, height }, ...look });
      await steps(page);
      await page.waitForTimeout(500);
      await page.screenshot({ path: join(FOLDER, `${name}.png`) });
    }
    await shown.close();
  },
  120_000,
);

test.each(Object.entries(PICTURES))('%s is there, in its size', (name, { width, height }) => {
  const png = readFileSync(join(FOLDER, `${name}.png`));
  expect(png.toString('latin1', 1, 4)).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([width, height]);
});
