// A process of its own for rows into one destination: no call, no shaping. The job comes as a message.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { tidyOften } from '../../dist/connector/cli/process.js';
import { createDestination } from '../../dist/connector/destinations/registry.js';
import { Decimal } from '../../dist/connector/model/json.js';

tidyOften();

const SLICE = 5000;
const COLUMNS = {
  _account: 'text',
  id: 'text',
  position: 'bigint',
  order_id: 'bigint',
  price: 'decimal',
  tax: 'decimal',
  currency: 'text',
  description: 'text',
  at: 'timestamp',
  paid: 'boolean',
  _run_id: 'text',
  _loaded_at: 'timestamp',
};
const schema = {
  table: 'lines',
  columns: Object.entries(COLUMNS).map(([name, type]) => ({ name, type, path: name })),
  primaryKey: ['_account', 'id'],
};

process.once('message', async ({ type, rows, options, isOnce }) => {
  const session = await createDestination({ type, ...options }).open();
  const first = await written(session, rows);
  const again = isOnce ? undefined : await written(session, rows);
  if ((await session.count('lines')) !== rows) throw new Error(`${type} has not all rows`);
  await session.close();
  process.send?.({
    seconds: first.seconds,
    cpuSeconds: first.cpuSeconds,
    publishCpuSeconds: first.publishCpuSeconds,
    ...(again && { againSeconds: again.seconds }),
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    ...sizes(options.path),
  });
  process.disconnect?.();
});

/** All rows, and the files for other programs. Making the rows is not counted as time. */
async function written(session, rows) {
  const before = process.cpuUsage();
  const begun = performance.now();
  let made = 0;
  for (let from = 0; from < rows; from += SLICE) {
    const start = performance.now();
    const slice = Array.from({ length: Math.min(SLICE, rows - from) }, (_, index) => row(from + index, rows));
    made += performance.now() - start;
    await session.commit({ runId: 'bench', batches: once({ schema, rows: slice }) });
  }
  const committed = process.cpuUsage();
  await session.publish?.();
  const seconds = (performance.now() - begun - made) / 1000;
  return { seconds, cpuSeconds: cpuSince(before), publishCpuSeconds: cpuSince(committed) };
}

function cpuSince(before) {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Of what lies on this machine's disk. */
function sizes(path) {
  if (path === undefined) return {};
  const isFolder = statSync(path).isDirectory();
  const own = isFolder ? sizeOf(path) : statSync(path).size;
  return {
    megabytes: (own + (isFolder ? sizeOf(join(path, '_ovh')) : 0)) / 1e6,
    publicMegabytes: own / 1e6,
  };
}

/** No key comes in order: 7919 has no divisor in common with the number of rows. */
function row(index, rows) {
  const n = (index * 7919) % rows;
  return [
    'xx1-ovh',
    `FR${10_000_000 + n}`,
    n,
    n % 7 === 0 ? null : 9_007_199_254_740_993n + BigInt(n),
    new Decimal((n / 100).toFixed(2)),
    new Decimal((n / 5000).toFixed(6)),
    'EUR',
    `description of the line number ${n % 5000}`,
    `2024-${String(1 + (n % 12)).padStart(2, '0')}-15T10:${String(n % 60).padStart(2, '0')}:00+01:00`,
    n % 3 === 0,
    '20261121T101500Z-1f3a9c',
    '2026-11-21T10:15:00.000Z',
  ];
}

async function* once(batch) {
  yield batch;
}

function sizeOf(folder) {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { name }) => sum + statSync(join(folder, name)).size, 0);
}
