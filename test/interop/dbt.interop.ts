// The dbt package, built by dbt in SQLite, PostgreSQL and DuckDB: its tests pass, and its models have the rows of the views.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { installViews } from '../../connector/app/mart/views.js';
import type { DestinationConfig } from '../../connector/destinations/kit/kind.js';
import { systemClock } from '../../connector/model/clock.js';
import { openQueries } from '../../connector/query/open.js';
import { VIEWS } from '../../reports/sql/mart.js';
import { copyTables, type MartAccount, martAccount } from '../mart/account.js';
import { type Server, startServer } from '../postgres/server.mjs';

const PACKAGE = resolve(import.meta.dirname, '../../dbt');
const PUBLIC = VIEWS.filter(({ internal }) => !internal);
/** Nothing listens there: dbt is to call nobody. */
const NOWHERE = 'http://127.0.0.1:9';
const TABLES = 'loaded';

interface Engine {
  destination: DestinationConfig;
  output: Record<string, unknown>;
  vars: Record<string, string>;
  /** Schema of the models, as a query names it. */
  schema: string;
}

let account: MartAccount;
let server: Server;
let engines: Record<string, Engine>;

beforeAll(async () => {
  server = await startServer();
  account = await martAccount({ bills: 60, lines: 4 });
  const at = (name: string) => join(account.folder, name);
  engines = {
    sqlite: {
      destination: { type: 'sqlite', path: at('ovh.db') },
      output: {
        type: 'sqlite',
        database: 'database',
        schema: 'main',
        schemas_and_paths: { main: at('ovh.db') },
        schema_directory: account.folder,
      },
      vars: {},
      schema: 'main',
    },
    postgres: {
      destination: { type: 'postgres', url: server.url(), schema: TABLES },
      output: {
        type: 'postgres',
        host: '127.0.0.1',
        port: server.port,
        user: 'admin',
        password: '-',
        dbname: 'postgres',
        schema: 'marts',
      },
      vars: { ovh_schema: TABLES },
      schema: 'marts',
    },
    duckdb: {
      destination: { type: 'duckdb', path: at('ovh.duckdb') },
      output: { type: 'duckdb', path: at('ovh.duckdb'), schema: 'marts' },
      vars: { ovh_schema: 'main' },
      schema: 'marts',
    },
  };
  const { sqlite, ...others } = engines as Record<'sqlite', Engine>;
  await account.load(sqlite.destination);
  for (const { destination } of Object.values<Engine>(others))
    await copyTables(sqlite.destination, destination);
  for (const { destination } of Object.values(engines))
    await installViews({ clock: systemClock, config: { destination, services: [] } });
}, 300_000);
afterAll(async () => {
  await account.close();
  await server.stop();
});

/** A project of a user's that has the package. */
function project(name: string, { output, vars }: Engine): string {
  const folder = join(account.folder, `project-${name}`);
  mkdirSync(folder, { recursive: true });
  const files = {
    'dbt_project.yml': { name: 'mine', version: '1.0.0', 'config-version': 2, profile: 'mine', vars },
    'packages.yml': { packages: [{ local: PACKAGE }] },
    'profiles.yml': { mine: { target: 'only', outputs: { only: { threads: 2, ...output } } } },
  };
  for (const [file, content] of Object.entries(files))
    writeFileSync(join(folder, file), JSON.stringify(content));
  return folder;
}

function dbt(folder: string, ...args: string[]): { status: number | null; output: string } {
  const python = process.env.INTEROP_DBT_PYTHON;
  if (python === undefined) throw new Error('run it by `npm run test:interop`');
  const env = {
    PATH: process.env.PATH,
    HOME: account.folder,
    DBT_PROFILES_DIR: folder,
    HTTP_PROXY: NOWHERE,
    HTTPS_PROXY: NOWHERE,
  };
  const all = ['--no-send-anonymous-usage-stats', '--no-use-colors', ...args];
  const { status, stdout, stderr } = spawnSync(
    join(dirname(python), 'python'),
    ['-m', 'dbt.cli.main', ...all],
    { cwd: folder, env, encoding: 'utf8' },
  );
  return { status, output: `${stdout}${stderr}` };
}

describe.each(['sqlite', 'postgres', 'duckdb'])('%s', (name) => {
  let folder: string;
  let built: { status: number | null; output: string };
  beforeAll(() => {
    folder = project(name, engines[name] as Engine);
    const { status, output } = dbt(folder, 'deps');
    if (status !== 0) throw new Error(output);
    built = dbt(folder, 'build');
  }, 300_000);

  test('dbt build passes, and warns of the documents that do not add up', () => {
    const done = /Done\. PASS=(\d+) WARN=(\d+) ERROR=(\d+) SKIP=(\d+)/.exec(built.output);
    if (built.status !== 0 || !done) throw new Error(built.output);
    expect(done.slice(2)).toEqual(['1', '0', '0']);
    expect(Number(done[1])).toBeGreaterThan(140);
    expect(built.output).toMatch(/WARN 8 ovh_documents_add_up/);
  });

  test('every mart has the rows of its view', async () => {
    const { destination, schema } = engines[name] as Engine;
    const session = await openQueries(destination);
    try {
      const rowsOf = async (table: string) => {
        const { columns, rows } = await session.query(`SELECT * FROM ${table}`);
        const texts = rows.map((row) =>
          JSON.stringify(row.map((value) => (typeof value === 'bigint' ? String(value) : value))),
        );
        return { columns: columns.map((column) => column.name), rows: texts.sort() };
      };
      for (const view of PUBLIC) {
        const expected = await rowsOf(view.name);
        expect([view.name, await rowsOf(`${schema}.ovh__${view.name}`)]).toEqual([view.name, expected]);
      }
    } finally {
      await session.close();
    }
  });

  const inOne = name === 'sqlite' ? test : test.skip;
  inOne('documents that do not add up are an error where one asks for it', () => {
    const { status, output } = dbt(
      folder,
      'test',
      '--select',
      'ovh_documents_add_up',
      '--vars',
      JSON.stringify({ ...engines[name]?.vars, ovh_gap_severity: 'error' }),
    );
    expect(output).toMatch(/FAIL 8 ovh_documents_add_up/);
    expect(status).toBe(1);
  });

  test('dbt tells how old the data is; of SQLite its adapter cannot', () => {
    const { output } = dbt(folder, 'source', 'freshness');
    const isStale = /ERROR STALE freshness of ovhcloud\._ovh_run/;
    expect(output).toMatch(name === 'sqlite' ? /Expected a timestamp value/ : isStale);
  });
});
