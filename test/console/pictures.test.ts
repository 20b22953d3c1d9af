// Pictures of the console for the docs: `npm run pictures` makes them anew, from the sandbox.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { type ConsoleInBrowser, consoleIn, useConsole } from './browser.js';
import { configOf, loadInto, type PlaceOptions } from './place.js';

const FOLDER = resolve(import.meta.dirname, '../../docs/pictures');

interface Picture {
  path: string;
  width: number;
  height: number;
  look?: BrowserContextOptions;
  /** Endpoints of the configuration, in place of those that a test has. */
  endpoints?: string;
  /** A console of its own. */
  place?: PlaceOptions;
  steps: (page: Page, shown: ConsoleInBrowser) => Promise<void>;
}

const bill = '/explore/v1/me/bill/%7BbillId%7D';

const tryIt = async (page: Page, name = 'TRY') => {
  await page.getByRole('button', { name, exact: true }).click();
  await page.locator('.lines').waitFor();
};

/** A company's billing, read with one call for each object, so that there is something to see. */
const LOADING: PlaceOptions = {
  sandbox: { bills: 60, seed: 'demo', edges: true },
  config: 'budget: { callsPerSecond: 18 }\nstrategy: single\n',
  endpoints: `  - { name: bill_ids, path: /me/bill, table: false, read: { item: billId } }
  - { name: bills, path: '/me/bill/{billId}', parameters: { billId: { from: bill_ids } } }
  - { name: bill_detail_ids, path: '/me/bill/{billId}/details', table: false, read: { item: billDetailId },
      parameters: { billId: { from: bill_ids } } }
  - { name: bill_details, path: '/me/bill/{billId}/details/{billDetailId}', parameters: {
      billId: { from: bill_detail_ids, parameter: billId }, billDetailId: { from: bill_detail_ids } } }
  - { name: bill_payments, path: '/me/bill/{billId}/payment', parameters: { billId: { from: bill_ids } },
      read: { absent: [404] } }
  - { name: refund_ids, path: /me/refund, table: false, read: { item: refundId } }
  - { name: refunds, path: '/me/refund/{refundId}', parameters: { refundId: { from: refund_ids } } }
`,
};

/** Bills, usage and services of a made-up company, as `demo` loads them. */
const COMPANY: PlaceOptions = {
  sandbox: { seed: 'demo', account: 'company', accountDay: '2026-11-03', accountMonths: 14 },
  endpoints: readFileSync(resolve(import.meta.dirname, '../../examples/spend/source.yaml'), 'utf8').replace(
    /^[\s\S]*\nendpoints:\n/,
    '',
  ),
};

/** Loads, and then shows the address. */
const loaded = async (page: Page, { place }: ConsoleInBrowser) => {
  await loadInto(place);
  await page.reload();
};

const PICTURES: Record<string, Picture> = {
  'console-home': {
    path: '/help',
    width: 1440,
    height: 900,
    place: { ...COMPANY, config: 'schedule: { cron: "0 6 * * *", timeZone: Europe/Paris }\n' },
    steps: async (page, shown) => {
      await loadInto(shown.place);
      await page.goto(`${shown.place.origin}/`);
      await page.getByText('proven').first().waitFor();
    },
  },
  'console-plan': {
    path: '/help',
    width: 1440,
    height: 900,
    look: { colorScheme: 'dark' },
    place: COMPANY,
    steps: async (page, shown) => {
      await loadInto(shown.place);
      await page.goto(`${shown.place.origin}/plan`);
      await page.getByRole('button', { name: 'Count the lists' }).click();
      await page.getByText('all granted').waitFor();
    },
  },
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
  'console-run': {
    path: '/runs',
    width: 1440,
    height: 700,
    place: LOADING,
    steps: async (page, { place }) => {
      const { answer } = await place.ask('POST /api/run/start', { kind: 'load', refresh: 'all' });
      await page.goto(`${place.origin}/runs/${answer.load}`);
      await page.waitForTimeout(14_000);
    },
  },
  'console-ledger': {
    path: '/runs',
    width: 1440,
    height: 600,
    look: { colorScheme: 'dark' },
    place: { ...LOADING, config: 'budget: { callsPerSecond: 1000 }\n' },
    steps: async (page, { place }) => {
      const { answer } = await place.ask('POST /api/run/start', { kind: 'load' });
      await page.goto(`${place.origin}/runs/${answer.load}`);
      await page.getByText('INCOMPLETE').first().waitFor();
      await page.goto(`${place.origin}/ledger`);
      await page.locator('.entries [role=option]').first().click();
      await page.locator('.say').waitFor();
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
  'console-tables': {
    path: '/tables/bills?sort=-date&cols=bill_id,date_day,price_without_tax_value,tax_value,category&where=%5B%5B%22date_day%22%2C%22%3E%3D%22%2C%222026-09-01%22%5D%5D&sum=price_without_tax_value',
    width: 1440,
    height: 860,
    place: COMPANY,
    steps: async (page, shown) => {
      await loaded(page, shown);
      await page.locator('.grid tbody tr').nth(4).click();
      await page.getByText(/^Σ /).waitFor();
    },
  },
  'console-spend': {
    path: '/spend?month=2026-10',
    width: 1440,
    height: 1000,
    place: COMPANY,
    steps: async (page, shown) => {
      await loaded(page, shown);
      await page.locator('.matrix').waitFor();
    },
  },
  'console-reconcile-phone': {
    path: '/spend/reconcile?month=2026-10',
    width: 390,
    height: 844,
    look: { colorScheme: 'dark', locale: 'fr-FR' },
    place: COMPANY,
    steps: async (page, shown) => {
      await loaded(page, shown);
      await page.locator('.gapbar').waitFor();
    },
  },
};

/** Where the files of a test are says nothing to readers. */
function withoutFolder(folder: string): void {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    if (node.nodeValue?.includes(folder)) node.nodeValue = node.nodeValue.replaceAll(folder, '');
}

/** Names of some, separated by commas. */
const ONLY = process.env.PICTURES;

const isWriting = process.env.WRITE_PICTURES === '1';
const writing = isWriting ? test : test.skip;
const shown = useConsole({ sandbox: { bills: 40, seed: 'demo' } }, { isWanted: isWriting });

writing(
  'pictures are made',
  async () => {
    mkdirSync(FOLDER, { recursive: true });
    const file = configOf(shown.place);
    for (const [name, picture] of Object.entries(PICTURES)) {
      const { path, width, height, look, endpoints, place, steps } = picture;
      if (ONLY && !ONLY.split(',').includes(name)) continue;
      const text = endpoints === undefined ? file : file.slice(0, file.indexOf('endpoints:')) + endpoints;
      writeFileSync(shown.place.file, text);
      const own = place ? await consoleIn(shown.browser(), place) : shown;
      try {
        const page = await own.open(path, { viewport: { width, height }, ...look });
        await steps(page, own);
        await page.waitForTimeout(500);
        await page.evaluate(withoutFolder, `${own.place.folder}/`);
        await page.screenshot({ path: join(FOLDER, `${name}.png`) });
      } finally {
        if (own !== shown) await own.close();
      }
    }
  },
  120_000,
);

test.each(Object.entries(PICTURES))('%s is there, in its size', (name, { width, height }) => {
  const png = readFileSync(join(FOLDER, `${name}.png`));
  expect(png.toString('latin1', 1, 4)).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([width, height]);
});
