// How soon does the console's page show the list, and a key press its result? In a real Chromium, from the server to the painting.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAllWithoutKeys } from '../../dist/connector/app/accounts/open-accounts.js';
import { systemClock } from '../../dist/connector/model/clock.js';
import { startConsole } from '../../dist/console/server/start.js';
import { startBrowser } from '../browser/chromium.mjs';
import { withSandbox } from './measure.mjs';
import { atMost, number } from './sections.mjs';

const TYPED = ['zone record', 'me bill', 'dedicated server', 'iam policy', 'bil detial'];

/** Fields of the advanced search that are filled, beside the state, before a response field is typed. */
const CRITERIA = { Path: 'e', Description: 'e', Parameter: 'i', 'Request body': 'a' };

export async function page({ schemas, quick }) {
  return withSandbox({ bills: 0 }, ({ url }) =>
    withConsole(
      { url, schemas, lines: ['destination: { type: memory }', 'endpoints: [{ name: me, path: /me }]'] },
      (shown) => measured(shown, quick),
    ),
  );
}

/** A console over a sandbox, and a browser with a session at it. */
export async function withConsole({ url, keys, schemas, lines }, work) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-page-'));
  const file = join(folder, 'source.yaml');
  const auth = keys ? [`auth: ${JSON.stringify(keys)}`] : [];
  writeFileSync(file, ['region: eu', `baseUrl: ${url}`, ...auth, ...lines, ''].join('\n'));
  const reading = { env: {}, home: folder, cwd: folder };
  const listening = await startConsole({
    port: 0,
    file,
    readSources: () => openAllWithoutKeys(file, reading),
    reading,
    demo: false,
    clock: systemClock,
    schemas,
    onFault: console.error,
  });
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    await page.goto(listening.newAddress());
    return await work({ page, origin: `http://127.0.0.1:${listening.port}`, folder });
  } finally {
    await browser.close();
    await listening.close();
    rmSync(folder, { recursive: true });
  }
}

async function measured({ page: shown, origin }, quick) {
  const lists = [];
  for (let round = 0; round < (quick ? 1 : 5); round++) {
    await shown.goto(`${origin}/explore`);
    await shown.locator('.line.op').first().waitFor();
    lists.push(await shown.evaluate(() => performance.now()));
  }
  await shown.waitForTimeout(1000);
  await shown.evaluate(watch);
  const list = sorted(lists)[lists.length >> 1];
  const words = await strokes(shown, '[type=search]', quick);
  await shown.getByRole('button', { name: 'Advanced search' }).click();
  for (const [label, value] of Object.entries(CRITERIA))
    await shown.getByLabel(label, { exact: true }).fill(value);
  await shown.locator('#criteria select').first().selectOption('PRODUCTION');
  const six = await strokes(shown, 'label:nth-child(5) input', quick);
  const shift = await shown.evaluate(() => window.shift);
  const rows = await shown.locator('.count').textContent();
  const loads = [
    { name: 'words', ...words },
    { name: 'all six', ...six },
  ];
  return {
    title: `Page: list painted in ${number(Math.round(list))} ms (${/of ([\d,]+)/.exec(rows ?? '')?.[1] ?? rows}), layout shift ${shift.toFixed(4)}`,
    heads: ['criteria', 'key strokes', 'p50 ms', 'p99 ms'],
    rows: loads.map(({ name, strokes, p50, p99 }) => [name, number(strokes), p50.toFixed(1), p99.toFixed(1)]),
    bars: quick
      ? []
      : [
          atMost('list in ms', list, 500),
          ...loads.flatMap(({ name, p50, p99 }) => [
            atMost(`${name}: p50 in ms`, p50, 16),
            atMost(`${name}: p99 in ms`, p99, 50),
          ]),
        ],
    loads,
  };
}

/** Types and takes back, and measures from each key to the end of the frame that shows its result. */
async function strokes(shown, field, quick) {
  await shown.locator(field).click();
  await shown.evaluate(() => {
    window.times = [];
  });
  for (const text of quick ? TYPED.slice(0, 1) : TYPED) {
    await shown.keyboard.type(text, { delay: 60 });
    for (const _ of text) await shown.keyboard.press('Backspace', { delay: 30 });
  }
  await shown.waitForTimeout(100);
  const times = sorted(await shown.evaluate(() => window.times));
  const at = (share) => times[Math.ceil(times.length * share) - 1];
  return { strokes: times.length, p50: at(0.5), p99: at(0.99) };
}

const sorted = (values) => [...values].sort((a, b) => a - b);

/** Runs in the page. */
function watch() {
  window.times = [];
  window.shift = 0;
  new PerformanceObserver((entries) => {
    for (const entry of entries.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  addEventListener(
    'keydown',
    ({ timeStamp }) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.times.push(performance.now() - timeStamp);
        port2.postMessage(0);
      }),
    true,
  );
}
