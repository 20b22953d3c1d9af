// Does the page of a load keep what it is told? Ten minutes of a real load, its heap after each, garbage collected.

import { withSandbox } from './measure.mjs';
import { withConsole } from './page.mjs';
import { atMost, number } from './sections.mjs';

/** Enough single calls for the time, and every tenth of them fails once: what is told to the page is progress and events. */
const SANDBOX = { bills: 20_000, lines: 8, faults: ['503'], faultRate: 0.1 };
const LINES = [
  'budget: { callsPerSecond: 40 }',
  'destination: { type: sqlite, path: heap.db }',
  'endpoints: [{ preset: bills }]',
];
const MEGABYTE = 1_000_000;

export function heap({ heapMinutes, quick }) {
  return withSandbox(SANDBOX, ({ url, keys }) =>
    withConsole({ url, keys, lines: LINES }, (shown) => measured(shown, heapMinutes, quick)),
  );
}

async function measured({ page, origin }, minutes, quick) {
  const load = await page.evaluate(start);
  await page.goto(`${origin}/runs/${load}?level=debug`);
  await page.locator('.evt li').first().waitFor();
  const session = await page.context().newCDPSession(page);
  await page.evaluate(count, load);
  const samples = [];
  for (let minute = 1; minute <= minutes; minute++) {
    await page.waitForTimeout(quick ? 2_000 : 60_000);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const { nodes } = await session.send('Memory.getDOMCounters');
    const { updates, events, state } = await page.evaluate(() => ({ ...window.told }));
    if (state === 'ended') throw new Error(`the load ended after ${minute} minutes`);
    samples.push({ minute, megabytes: usedSize / MEGABYTE, nodes, updates, events });
  }
  const [first, last] = [samples.at(0), samples.at(-1)];
  return {
    title: `Heap of the page of a load, ${number(minutes)} ${quick ? 'times two seconds' : 'minutes'}`,
    heads: ['minute', 'updates', 'events', 'heap MB', 'DOM nodes'],
    rows: samples.map((each) => [
      String(each.minute),
      number(each.updates),
      number(each.events),
      each.megabytes.toFixed(2),
      number(each.nodes),
    ]),
    bars: [
      atMost('heap in MB: at most 3 more than after the first minute', last.megabytes, first.megabytes + 3),
    ],
    loads: samples,
  };
}

/** Runs in the page: a load as its button starts it. */
async function start() {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ kind: 'load', strategy: 'single' });
  const answer = await fetch('/api/run/start', { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()).load;
}

/** Runs in the page: what the server tells it, which it hands on to other tabs. */
function count(load) {
  window.told = { updates: 0, events: 0, state: 'running' };
  const channel = new BroadcastChannel(`source-ovhcloud ${load}`);
  channel.onmessage = ({ data }) => {
    if (data.type !== 'update') return;
    window.told.updates++;
    window.told.events += data.update.events?.length ?? 0;
    window.told.state = data.update.load?.state ?? window.told.state;
  };
}
