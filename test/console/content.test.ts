// What the API may answer, in a real browser: text that would be markup stays text, and 20 MB are read, folded and searched.
import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { isLong, longTest } from '../extent.js';
import { isTooWide, useConsole } from './browser.js';

const HOSTILE = [
  '<img src=x onerror="window.struck=1">',
  '</script><script>window.struck=1</script>',
  '<svg onload=window.struck=1>',
  'javascript:window.struck=1',
  '"><iframe srcdoc="<script>parent.struck=1</script>">',
  '{{constructor.constructor("window.struck=1")()}}',
  '\u202eright to left\u202c \u200bzero width',
].join(' ');

/** A document with hostile text in everything that is shown. */
const DOCUMENT = {
  resourcePath: '/hostile',
  models: {
    [`m${HOSTILE}`]: {
      id: `m${HOSTILE}`,
      namespace: 'm',
      description: HOSTILE,
      properties: {
        [HOSTILE]: { type: 'string', description: HOSTILE, canBeNull: true },
        kind: { type: 'kindEnum', description: HOSTILE },
      },
    },
    kindEnum: { id: 'kindEnum', namespace: 'm', enum: [HOSTILE], enumType: 'string' },
  },
  apis: [
    {
      path: '/hostile/{id}',
      description: HOSTILE,
      operations: ['GET', 'POST'].map((httpMethod) => ({
        httpMethod,
        description: HOSTILE,
        longDescription: HOSTILE,
        responseType: `m${HOSTILE}`,
        errors: [HOSTILE],
        iamActions: [{ name: HOSTILE, required: true }],
        apiStatus: { value: 'DEPRECATED', description: HOSTILE, replacement: HOSTILE },
        parameters: [
          {
            name: 'id',
            paramType: 'path',
            dataType: 'string',
            required: true,
            description: HOSTILE,
          },
          { name: HOSTILE, paramType: 'query', dataType: 'string', required: false, description: HOSTILE },
        ],
      })),
    },
  ],
};

describe('hostile text', () => {
  const shown = useConsole({ documents: [DOCUMENT] }, { isWanted: isLong });

  longTest('stays text in the list, on the page of an operation, in its answer and its refusal', async () => {
    const page = await shown.open(`/explore?q=${encodeURIComponent(HOSTILE)}`);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.locator('.line.op').first().click();
    await page.getByRole('heading', { name: 'Response' }).waitFor();
    expect(await page.locator('.doc').textContent()).toContain('<img src=x onerror=');
    await page.getByRole('tab', { name: 'EXAMPLE' }).click();
    await answering(page, {
      status: 200,
      text: JSON.stringify({ [HOSTILE]: HOSTILE, line: 'x'.repeat(1_000_000) }, null, 2),
    });
    await page.getByRole('textbox', { name: /^id/ }).fill(HOSTILE);
    await page.getByRole('button', { name: 'TRY', exact: true }).click();
    await page.locator('.lines').getByText('onerror').first().waitFor();
    await page.unroute('**/api/call');
    // The sandbox has no such route: its refusal names the path.
    await page.getByRole('button', { name: 'TRY', exact: true }).click();
    await page.locator('.say').waitFor();
    expect(await page.evaluate(() => 'struck' in window)).toBe(false);
    expect(await page.locator('main img, main iframe, main script').count()).toBe(0);
    expect(await isTooWide(page)).toBe(false);
    expect(shown.complaints).toEqual([]);
  });
});

describe('an answer of 20 MB', () => {
  const shown = useConsole({}, { isWanted: isLong });

  longTest('is painted, scrolled to its end, searched and folded, in a page that stays small', async () => {
    const items = Array.from({ length: 180_000 }, (_, at) => ({
      orderId: `9007199254${String(at).padStart(6, '0')}`,
      text: 'x'.repeat(60),
    }));
    const text = JSON.stringify(items, null, 2).replace(/"(90\d+)"/g, '$1');
    const page = await shown.open('/explore/v1/me/bill');
    await answering(page, { status: 200, text });
    const lines = page.locator('.lines');
    await page.getByRole('button', { name: 'TRY', exact: true }).click();
    await lines.getByText('9007199254000000').waitFor();
    await lines.evaluate((it) => it.scrollTo(0, it.scrollHeight));
    await lines.getByText('9007199254179999').waitFor();
    await page.getByLabel('Find in the answer').fill('9007199254091234');
    await page.getByText('1 of 1').waitFor();
    await lines.getByText('9007199254091234').waitFor();
    await lines.evaluate((it) => it.scrollTo(0, 0));
    await lines.getByRole('button', { name: 'Line 1, its content' }).click();
    await lines.getByText('… ]').waitFor();
    expect(text.length).toBeGreaterThan(19_000_000);
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(4_000);
    expect(shown.complaints).toEqual([]);
  });
});

/** The server's answers to a call, made up: the page alone is tested. */
async function answering(page: Page, { status, text }: { status: number; text: string }): Promise<void> {
  const lines = text.split('\n');
  const isWhole = text.length < 262_144;
  await page.route('**/api/call', (route) =>
    route.fulfill({
      json: {
        id: 'made-up',
        outcome: 'ok',
        milliseconds: 1,
        pace: 18,
        code: { curl: '', node: '', python: '', php: '' },
        notes: [],
        status,
        headers: [['x-test', text.slice(0, 200)]],
        bytes: text.length,
        lines: lines.length,
        text: isWhole ? text : lines.slice(0, 1000).join('\n'),
        isWhole,
        hidden: false,
      },
    }),
  );
  await page.route('**/api/answer/lines?*', (route) => {
    const asked = new URL(route.request().url()).searchParams;
    const [from, count] = [Number(asked.get('from')), Number(asked.get('count'))];
    return route.fulfill({ json: { from, lines: lines.slice(from, from + count), total: lines.length } });
  });
  await page.route('**/api/answer/text?*', (route) =>
    route.fulfill({ contentType: 'text/plain', body: text }),
  );
}
