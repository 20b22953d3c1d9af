// How fast do the views answer over many bills? The same rows in each engine, and every row and column of a view. Processor
// time is that of the engine; that of a PostgreSQL server is known on Linux alone.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import Database from 'better-sqlite3';
import { installViews } from '../../dist/connector/app/mart/views.js';
import { systemClock } from '../../dist/connector/model/clock.js';
import { openQueries } from '../../dist/connector/query/open.js';
import { quote } from '../../dist/reports/sql/dialect.js';
import { VIEWS } from '../../dist/reports/sql/mart.js';
import { serverPrograms, startServer } from '../postgres/server.mjs';
import { copyInputs, loadBase, multiplied } from './many-bills.mjs';
import { atMost, number } from './sections.mjs';

/** Bills of the account that is copied: 965 and its named cases. */
const BASE = 965;
const MAIN = [
  'charges',
  'reconciliation',
  'monthly_spend',
  'anomalies',
  'forecast',
  'aging',
  'vat',
  'services_dim',
];
/** Seconds of one core for a view over a hundred thousand bills. */
const MOST_SECONDS = 30;
/** Ticks of the processor time in /proc, a second. */
const TICKS = 100;

export async function views({ viewBills, quick }) {
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-bench-'));
  try {
    const base = { type: 'sqlite', path: join(folder, 'base.db') };
    const copies = Math.max(1, Math.round(viewBills / (BASE + 35)) - 1);
    await loadBase(base.path, { bills: quick ? 65 : BASE });
    const engines = [await inSqlite(base, copies, folder), await inDuckdb(base, copies, folder)];
    const hasServer = serverPrograms() !== undefined;
    if (hasServer) engines.push(await inPostgres(base, copies));
    const [{ bills, lines }] = engines;
    const missing = hasServer ? '' : ' (no PostgreSQL server here)';
    return {
      title: `Views: ${number(bills)} bills, ${number(lines)} lines, every row and column${missing}`,
      heads: ['view', 'rows', ...engines.flatMap(({ engine }) => [`${engine}: s`, 'CPU s'])],
      rows: MAIN.map((name) => [
        name,
        number(engines[0].views[name].rows),
        ...engines.flatMap(({ views: of }) =>
          [of[name].seconds, of[name].cpuSeconds].map((value) => value?.toFixed(1) ?? ''),
        ),
      ]),
      bars: quick
        ? []
        : engines.map(({ engine, views: of }) =>
            atMost(
              `${engine}: CPU seconds of the view that takes the most`,
              Math.max(...Object.values(of).map(({ seconds, cpuSeconds = seconds }) => cpuSeconds)),
              MOST_SECONDS,
            ),
          ),
      loads: engines,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inSqlite(base, copies, folder) {
  const place = { type: 'sqlite', path: join(folder, 'many.db') };
  const schemas = await copyInputs(base, place);
  const database = new Database(place.path);
  database.transaction(() => {
    for (const statement of multiplied('sqlite', schemas, copies)) database.exec(statement);
  })();
  database.close();
  return measured('sqlite', place);
}

async function inDuckdb(base, copies, folder) {
  const place = { type: 'duckdb', path: join(folder, 'many.duckdb') };
  const schemas = await copyInputs(base, place);
  const instance = await DuckDBInstance.create(place.path);
  const connection = await instance.connect();
  for (const statement of multiplied('duckdb', schemas, copies)) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
  return measured('duckdb', place);
}

async function inPostgres(base, copies) {
  const server = await startServer();
  try {
    const place = { type: 'postgres', url: server.url(), schema: 'many' };
    const schemas = await copyInputs(base, place);
    const nameOf = (table) => `many.${quote(table)}`;
    for (const statement of multiplied('postgres', schemas, copies, nameOf)) await server.sql(statement);
    // As autovacuum does within a minute.
    await server.sql('ANALYZE');
    return await measured('postgres', place, () => serverCpu(server.folder));
  } finally {
    await server.stop();
  }
}

function ownCpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Of the server and of all its processes that have ended. */
function serverCpu(folder) {
  const pid = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0];
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS;
}

async function measured(engine, destination, cpu = ownCpu) {
  await installViews({ clock: systemClock, config: { destination, services: [] } });
  const of = {};
  for (const name of MAIN) of[name] = await answered(name, destination, cpu);
  const session = await openQueries(destination);
  try {
    const count = async (table) => Number((await session.query(`SELECT count(*) FROM ${table}`)).rows[0][0]);
    return { engine, bills: await count('bills'), lines: await count('bill_details'), views: of };
  } finally {
    await session.close();
  }
}

/** With a session of its own: the processor time of a process of PostgreSQL is known when it has ended. */
async function answered(name, destination, cpu) {
  const { columns } = VIEWS.find((view) => view.name === name);
  const all = columns.map((column) => `max(${quote(column.name)})`).join(', ');
  const before = cpu();
  const session = await openQueries(destination);
  const begun = performance.now();
  let rows;
  let seconds;
  try {
    ({ rows } = await session.query(`SELECT count(*), ${all} FROM ${name}`));
    seconds = (performance.now() - begun) / 1000;
  } finally {
    await session.close();
  }
  await new Promise((done) => setTimeout(done, 300));
  const after = cpu();
  return { rows: Number(rows[0][0]), seconds, ...(after !== undefined && { cpuSeconds: after - before }) };
}
