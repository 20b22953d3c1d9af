// SQL that a person types: it reads the destination, and nothing else on this machine or on the server; it is stopped in time.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { QuerySession } from '../../connector/model/query.js';
import { callsIn } from '../../connector/query/postgres-guard.js';
import { INSTALL_TIMEOUT } from '../postgres/fixture.js';
import { ENGINES, type Engine, type Engines, startEngines } from './engines.js';

let engines: Engines;
let secret: string;

beforeAll(async () => {
  engines = await startEngines();
  secret = join(engines.folder, 'secret.csv');
  writeFileSync(secret, 'a,b\nkey,hunter2\n');
  for (const engine of ENGINES) await engines.write(engine, [batchOf(1)]);
  await engines.server.sql(`CREATE FUNCTION ovh.quiet() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1'`);
  await engines.server.sql(`CREATE FUNCTION ovh.loud() RETURNS int LANGUAGE sql AS 'SELECT 1'`);
  await engines.server.sql('CREATE VIEW ovh.hidden AS SELECT * FROM pg_hba_file_rules');
}, INSTALL_TIMEOUT);

afterAll(() => engines.close());

const batchOf = (count: number) => ({
  schema: {
    table: 'bills',
    columns: [{ name: 'id', type: 'bigint' as const, path: 'id' }],
    primaryKey: ['id'],
  },
  rows: Array.from({ length: count }, (_, at) => [BigInt(at)]),
});

/** The rows, or why there are none. */
async function typed(engine: Engine, sql: string, timeoutMs = 10_000, open?: QuerySession): Promise<string> {
  const session = open ?? (await engines.open(engine));
  try {
    const { rows } = await session.query(sql, { isTyped: true, limit: 100, timeoutMs });
    return JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  } catch (error) {
    return (error as Error).message;
  } finally {
    if (!open) await session.close();
  }
}

const FORBIDDEN: Record<Engine, (file: string) => string[]> = {
  sqlite: (file) => [
    `ATTACH '${file}.db' AS other`,
    `VACUUM INTO '${file}.db'`,
    `SELECT load_extension('${file}')`,
    `SELECT readfile('${file}')`,
    `SELECT writefile('${file}.db', 'x')`,
    'PRAGMA locking_mode = EXCLUSIVE',
    '/* SELECT */ PRAGMA query_only = OFF',
    'BEGIN IMMEDIATE',
    'DELETE FROM bills',
    'WITH x AS (SELECT 1) DELETE FROM bills',
    'SELECT 1; DELETE FROM bills',
    'CREATE TEMP TABLE t (a)',
    'INSERT INTO bills VALUES (7) RETURNING id',
  ],
  duckdb: (file) => [
    ...[
      `'${file}'`,
      `read_csv('${file}')`,
      `read_text('${file}')`,
      `read_blob('/etc/passwd')`,
      `glob('/etc/*')`,
    ].map((from) => `SELECT * FROM ${from}`),
    `SELECT * FROM query('SELECT * FROM read_text(''${file}'')')`,
    `ATTACH '${file}.db' AS other`,
    `COPY bills TO '${file}.db'`,
    `COPY (SELECT 1) TO '${file}.db'`,
    `EXPORT DATABASE '${file}.db'`,
    'INSTALL httpfs',
    'LOAD httpfs',
    'SET enable_external_access = true',
    'PRAGMA memory_limit = 1',
    'DELETE FROM bills',
    'SELECT 1; DELETE FROM bills',
    `SELECT * FROM read_csv('https://example.invalid/x.csv')`,
  ],
  parquet: (file) => FORBIDDEN.duckdb(file).filter((sql) => !sql.includes('bills')),
  postgres: (file) => [
    `SELECT pg_read_file('${file}')`,
    `SELECT "pg_read_file"('${file}')`,
    `SELECT pg_catalog . pg_read_file /* */ ('${file}')`,
    `SELECT U&"\\0070g_read_file"('${file}')`,
    `SELECT * FROM pg_ls_dir('/etc')`,
    `SELECT pg_stat_file('${file}')`,
    `SELECT lo_import('${file}')`,
    `SELECT query_to_xml('SELECT pg_read_file(''${file}'')', true, true, '')`,
    'SELECT * FROM ovh.hidden',
    'SELECT * FROM (SELECT * FROM pg_hba_file_rules) AS x',
    'SELECT pg_advisory_lock(1)',
    'SELECT pg_terminate_backend(1)',
    'SELECT pg_sleep(60)',
    'SELECT 1 LIMIT pg_sleep(60)::text::int',
    `SELECT set_config('transaction_read_only', 'off', false)`,
    'SELECT ovh.loud()',
    `COPY (SELECT 1) TO '${file}.db'`,
    `COPY (SELECT 1) TO PROGRAM 'id'`,
    `EXPLAIN ANALYZE SELECT 1`,
    'DELETE FROM ovh.bills',
    'WITH gone AS (DELETE FROM ovh.bills RETURNING id) SELECT * FROM gone',
    'SELECT 1; DELETE FROM ovh.bills',
    'SELECT * FROM ovh.bills FOR UPDATE',
    'SELECT * INTO ovh.copy FROM ovh.bills',
    'LOCK TABLE ovh.bills',
    'SET transaction_read_only = off',
    'COMMIT',
    'DO $$ BEGIN END $$',
  ],
};

const ENDLESS: Record<Engine, string> = {
  sqlite: 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n',
  duckdb: 'SELECT count(*) FROM range(1000000000000) AS a, range(1000000) AS b WHERE a.range + b.range = -1',
  parquet: 'SELECT count(*) FROM range(1000000000000) AS a, range(1000000) AS b WHERE a.range + b.range = -1',
  postgres: 'WITH RECURSIVE n(i) AS (SELECT 1::numeric UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n',
};

/** Four hundred rows of a hundred thousand characters. */
const WIDE = {
  sqlite:
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) SELECT hex(zeroblob(50000)) AS x FROM n',
  duckdb: "SELECT repeat('x', 100000) AS x FROM range(400)",
  parquet: "SELECT repeat('x', 100000) AS x FROM range(400)",
  postgres: "SELECT repeat('x', 100000) AS x FROM generate_series(1, 400)",
};

describe.each(ENGINES)('%s', (engine) => {
  test('an answer of too many characters is not read to its end', async () => {
    const session = await engines.open(engine);
    const read = (maxCharacters?: number) =>
      session.query(WIDE[engine], {
        isTyped: true,
        limit: 30,
        ...(maxCharacters !== undefined && { maxCharacters }),
      });
    const { rows, isTooLong } = await read(250_000);
    expect(isTooLong).toBe(true);
    expect(rows.length).toBeLessThanOrEqual(2);
    for (const whole of [await read(3_200_000), await read()])
      expect([whole.rows.length, whole.isCut, whole.isTooLong]).toEqual([30, true, undefined]);
    await session.close();
  });

  test('what changes something, reads files, locks or loads code is refused', async () => {
    const files = () => readdirSync(engines.folder).filter((name) => !/-(shm|wal)$/.test(name));
    const before = files();
    const session = await engines.open(engine);
    for (const sql of FORBIDDEN[engine](secret)) {
      const answer = await typed(engine, sql, 10_000, session);
      expect([sql, answer]).toEqual([sql, expect.not.stringMatching(/^\[|hunter2|root:/)]);
    }
    await session.close();
    expect(existsSync(`${secret}.db`)).toBe(false);
    expect(files()).toEqual(before);
    expect(await typed(engine, 'SELECT count(*) FROM bills')).toBe('[["1"]]');
  });

  test('stopped at its limit, in words; the next query is answered, and a load meanwhile is not held up', async () => {
    const limited = await typed(engine, ENDLESS[engine], 400);
    expect(limited).toBe('the query was stopped after 0.4 s, which is its time limit');
    const session = await engines.open(engine);
    const ending = new AbortController();
    let answer: string | undefined;
    const options = { isTyped: true, timeoutMs: 100_000, signal: ending.signal };
    const endless = session
      .query(ENDLESS[engine], options)
      .catch((error: Error) => {
        answer = error.message;
      })
      .finally(() => session.close());
    await new Promise((resolve) => setTimeout(resolve, 200));
    await engines.write(engine, [batchOf(2)]);
    // A file of DuckDB that is open for reading cannot be written: the query gives way.
    if (engine !== 'duckdb') expect(answer).toBeUndefined();
    ending.abort();
    await endless;
    if (engine === 'duckdb') expect(answer).toContain('because a load begins');
    expect(await typed(engine, 'SELECT count(*) FROM bills')).toBe('[["2"]]');
  });

  test('stopped by whoever asked', async () => {
    const session = await engines.open(engine);
    const asked = new AbortController();
    setTimeout(() => asked.abort(), 50);
    const options = { isTyped: true, signal: asked.signal };
    await expect(session.query(ENDLESS[engine], options)).rejects.toThrow('the query was stopped');
    expect((await session.query('SELECT 1')).rows).toHaveLength(1);
    await session.close();
  });

  test('a plan is shown', async () => {
    expect(
      await typed(engine, `EXPLAIN ${engine === 'sqlite' ? 'QUERY PLAN ' : ''}SELECT * FROM bills`),
    ).toMatch(/bills|parquet/i);
  });
});

test('PostgreSQL: functions without effects, under every name, in views too', async () => {
  expect(
    await typed('postgres', `SELECT ovh.quiet(), upper('pg_read_file('), $$pg_sleep(1)$$ -- pg_sleep(`),
  ).toMatch(/^\[\["1"/);
  expect(
    await typed('postgres', 'SELECT count(*) FROM ovh.bills WHERE id IN (SELECT 0) AND random() < 2'),
  ).toBe('[["1"]]');
});

test('names before a bracket, and none that stand in texts and comments', () => {
  const sql = `SELECT a(1), "B c"(2), 'd(' || E'\\'e(' || $x$ f( $x$ -- g(
    /* h( /* i( */ j( */ , pg_catalog.k /* l */ (3), "m""n"(4)`;
  expect(callsIn(sql)).toEqual(['a', 'B c', 'k', 'm"n']);
});

test('the process that reads SQLite has none of our environment, and ends with the session', async () => {
  const session = await engines.open('sqlite', true);
  await session.query('SELECT 1');
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
    .trim()
    .split(' ');
  const readers = children.filter((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('sqlite-process'),
  );
  expect(readers).toHaveLength(1);
  expect(readFileSync(`/proc/${readers[0]}/environ`, 'utf8')).not.toMatch(/PATH=|HOME=/);
  await session.close();
});
