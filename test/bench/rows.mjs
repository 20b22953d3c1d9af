// What does a row cost? CPU time of whole processes, each kind of work as a ratio of the same into SQLite, and that of SQLite
// as a ratio of the least that it can be. Whole processes are measured, so that a busy machine changes little.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverPrograms, startServer } from '../postgres/server.mjs';
import { answerOf, ended, start } from './measure.mjs';
import { atMost, number } from './sections.mjs';

const FILES = {
  sqlite: 'rows.db',
  duckdb: 'rows.duckdb',
  parquet: 'parquet',
  jsonl: 'jsonl',
  csv: 'csv',
};
/** What no engine can be below. */
const BOUND = 'the bound';
/** Most of what SQLite takes, and most that SQLite takes of the bound. */
const MOST = 1.5;
const MOST_OF_BOUND = 3.5;
/** Odd, so that one of them is the median. */
const REPEATS = 7;
const LISTS = [{ preset: 'iam_resources' }];
const BILLS = [{ preset: 'bills' }];
const WIDE = [{ name: 'wide', path: '/v2/wide', table: { primaryKey: ['urn'] }, read: { unchecked: true } }];

export async function rows({ flatRows, rowBills, againBills, wideColumns, quick }) {
  const loads = [];
  /** In turn, so that what the machine does besides is shared: a ratio is the median of those within a turn. */
  const measured = async (work, kinds) => {
    const turns = [];
    for (let n = 0; n < (quick ? 1 : REPEATS); n++) {
      const turn = new Map();
      for (const [type, run] of kinds) turn.set(type, await run());
      turns.push(turn);
    }
    for (const [type] of kinds) {
      const base = type === 'sqlite' ? BOUND : 'sqlite';
      const ratios = turns.map((turn) => turn.get(type).cpuSeconds / turn.get(base)?.cpuSeconds);
      const load = median(
        turns.map((turn) => turn.get(type)),
        (one) => one.cpuSeconds,
      );
      const isCompared = type !== BOUND && turns[0].has(base);
      loads.push({ work, type, ...load, ...(isCompared && { base, ratio: median(ratios) }) });
    }
  };
  const into = (server, endpoints, types) =>
    types.map((type) => {
      const destination = { type, path: FILES[type] };
      return [type, () => inFolder((folder) => load(server, destination, endpoints, folder))];
    });
  const intoPostgres = async (server) => {
    const postgres = await startServer({ fsync: 'on' });
    try {
      return await inFolder((folder) =>
        load(server, { type: 'postgres', url: postgres.url() }, LISTS, folder),
      );
    } finally {
      await postgres.stop();
    }
  };
  const types = Object.keys(FILES);
  const flat = `${number(flatRows)} rows of a flat list`;
  await withServer({ rows: flatRows, columns: wideColumns, bills: rowBills }, async (server) => {
    await measured(flat, [
      [BOUND, () => inFolder((folder) => child('row-bound.mjs', { ...server, folder }))],
      ...into(server, LISTS, types),
      ...(serverPrograms() ? [['postgres', () => intoPostgres(server)]] : []),
    ]);
    await measured(`${number(rowBills)} bills with lines`, into(server, BILLS, ['sqlite', 'duckdb']));
    await measured(`2 rows of ${number(wideColumns)} columns`, into(server, WIDE, ['sqlite', 'duckdb']));
  });
  await withServer({ rows: 0, columns: 0, bills: againBills }, (server) =>
    inFolder(async (folder) => {
      const work = `${number(againBills)} bills`;
      const again = async () => load(server, { type: 'sqlite', path: FILES.sqlite }, BILLS, folder);
      loads.push({ work, type: 'sqlite', ...(await again()) });
      await measured(`${work}, all known`, [['sqlite', again]]);
    }),
  );
  const intoSqlite = loads.find(({ work, type }) => work === flat && type === 'sqlite');
  const flatLoads = loads.filter(({ work, type }) => work === flat && type !== BOUND && type !== 'sqlite');
  return {
    title: `What a row costs: CPU of the whole process, the median of ${quick ? 1 : REPEATS}`,
    heads: ['work', 'into', 'CPU s', 'ratio', 'to', 'calls', 'peak MB'],
    rows: loads.map((one) => [
      one.work,
      one.type,
      one.cpuSeconds.toFixed(2),
      one.ratio?.toFixed(2) ?? '',
      one.base ?? '',
      number(one.calls),
      number(Math.round(one.peakMegabytes)),
    ]),
    bars: quick
      ? []
      : [
          atMost(`sqlite: at most ${MOST_OF_BOUND} × the bound`, intoSqlite.ratio, MOST_OF_BOUND),
          ...flatLoads.map((one) => atMost(`${one.type}: at most ${MOST} × SQLite`, one.ratio, MOST)),
        ],
    loads,
  };
}

function median(values, numberOf = (value) => value) {
  return values.toSorted((a, b) => numberOf(a) - numberOf(b))[values.length >> 1];
}

/** @param options of `loadSource` */
export async function load(server, destination, endpoints, folder, options) {
  const found = await child('row-load.mjs', { ...server, destination, endpoints, folder, options });
  if (found.outcome !== 'complete')
    throw new Error(
      `the load is ${found.outcome}: ${found.reasons.map(({ message }) => message).join('; ')}`,
    );
  return found;
}

async function child(file, job) {
  const process = start(file);
  try {
    return await answerOf(process, job);
  } finally {
    await ended(process);
  }
}

export async function withServer(options, work) {
  const server = start('flat-server.mjs');
  try {
    return await work(await answerOf(server, options));
  } finally {
    server.disconnect();
    await ended(server);
  }
}

export async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
