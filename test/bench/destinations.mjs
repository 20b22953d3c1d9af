// How fast does each destination take rows? No API and no shaping: batches of ready rows, in slices as a load makes them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDestination } from '../../dist/connector/destinations/registry.js';
import { Decimal } from '../../dist/connector/model/json.js';
import { JsonText } from '../../dist/connector/model/table.js';
import { serverPrograms, startServer } from '../postgres/server.mjs';

const SLICE = 5000;
const BATCH = 500;

const TYPES = {
  id: 'text',
  number: 'bigint',
  price: 'decimal',
  price_ucents: 'bigint',
  currency: 'text',
  domain: 'text',
  description: 'text',
  period_start: 'date',
  date: 'timestamp',
  is_paid: 'boolean',
  details: 'json',
  _run_id: 'text',
};

const SCHEMA = {
  table: 'bench',
  columns: Object.entries(TYPES).map(([name, type]) => ({ name, type, path: name })),
  primaryKey: ['id'],
};

/** Rows a second into an empty table, and again into the same rows. */
export async function destinations({ destinationRows }) {
  const loads = [];
  for (const { name, open } of await places()) {
    const { session, end } = await open();
    try {
      const times = [];
      for (const run of ['run-1', 'run-2']) times.push(await written(session, destinationRows, run));
      if ((await session.count('bench')) !== destinationRows) throw new Error(`${name} has not all rows`);
      const [insert, update] = times;
      loads.push({ name, rows: destinationRows, insert, update });
    } finally {
      await session.close();
      await end();
    }
  }
  const missing = loads.some(({ name }) => name === 'postgres')
    ? ''
    : ' (PostgreSQL: there is no server here)';
  return {
    title: `Rows into destinations: ${destinationRows.toLocaleString('en-US')} rows of ${SCHEMA.columns.length} columns, slices of ${SLICE.toLocaleString('en-US')}${missing}`,
    heads: ['destination', 'new rows/s', 'CPU s', 'same rows again/s', 'CPU s '],
    rows: loads.map(({ name, rows, insert, update }) => [
      name,
      perSecond(rows, insert),
      insert.cpuSeconds.toFixed(1),
      perSecond(rows, update),
      update.cpuSeconds.toFixed(1),
    ]),
    bars: [],
    loads,
  };
}

async function written(session, rows, run) {
  const before = process.cpuUsage();
  const begun = performance.now();
  for (let first = 0; first < rows; first += SLICE) {
    await session.commit({ runId: run, batches: batches(first, Math.min(first + SLICE, rows), run) });
  }
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - begun) / 1000, cpuSeconds: (user + system) / 1e6 };
}

async function* batches(first, end, run) {
  for (let from = first; from < end; from += BATCH) {
    const count = Math.min(BATCH, end - from);
    yield { schema: SCHEMA, rows: Array.from({ length: count }, (_, index) => row(from + index, run)) };
  }
}

function row(n, run) {
  return [
    `FR${10_000_000 + n}`,
    BigInt(n),
    new Decimal(`${n}.90`),
    n * 100_000_000,
    'EUR',
    `example-${n % 97}.example`,
    `Rental of a server, month ${n % 12}`,
    '2026-01-01',
    '2026-01-02T03:04:05+01:00',
    n % 2 === 0,
    new JsonText(`{"quantity":${n % 7},"unit":"1.10"}`),
    run,
  ];
}

async function places() {
  const folder = () => mkdtempSync(join(tmpdir(), 'source-ovhcloud-bench-'));
  const inFolder = (type, path) => async () => {
    const own = folder();
    const session = await createDestination({ type, path: join(own, path) }).open();
    return { session, end: async () => rmSync(own, { recursive: true, force: true }) };
  };
  const list = [{ name: 'sqlite', open: inFolder('sqlite', 'bench.db') }];
  if (serverPrograms()) list.push({ name: 'postgres', open: openPostgres });
  return list;
}

/** As a server is: what is committed is on the disk. */
async function openPostgres() {
  const server = await startServer({ fsync: 'on' });
  const session = await createDestination({ type: 'postgres', url: server.url() }).open();
  return { session, end: () => server.stop() };
}

function perSecond(rows, { seconds }) {
  return Math.round(rows / seconds).toLocaleString('en-US');
}
