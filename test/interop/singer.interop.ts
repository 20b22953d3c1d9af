// Programs of Singer, as their users have them, take what our tap prints: the check of taps, Meltano, two targets, dlt.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadSource } from '../../connector/app/load.js';
import { pluginDefinition } from '../../connector/interop/singer/about.js';
import { type Setting, setUp } from '../integration/sandbox-config.js';
import { type Server, startServer } from '../postgres/server.mjs';
import type { Row } from './airbyte-receiver.js';
import { callsOf, comparable, keysOf, ownTables } from './own-tables.js';
import { executable, programOf, pythonOf, runPython } from './python.js';
import { SingerTarget } from './singer-target.js';

const ENDPOINTS = [{ preset: 'bills' }];
const COLUMNS = {
  bills: new Set([
    '_account',
    'bill_id',
    'order_id',
    'price_with_tax_value',
    'price_with_tax_ucents',
    'category',
  ]),
  bill_details: new Set(['_account', 'bill_id', 'bill_detail_id', 'total_price_value', 'total_price_ucents']),
};

let setting: Setting;
let server: Server;
let config: Record<string, unknown>;
let rowsOf: (table: string) => Row[];
let tap: string;
const at = (name: string) => join(setting.folder, name);

beforeAll(async () => {
  server = await startServer();
  setting = await setUp({ account: 'company', accountMonths: 3, seed: 'meltano' }, ENDPOINTS);
  config = {
    region: 'eu',
    baseUrl: setting.sandbox.url,
    auth: keysOf(setting),
    budget: { callsPerSecond: 1000 },
    endpoints: ENDPOINTS,
  };
  writeFileSync(at('config.json'), JSON.stringify(config));
  tap = executable(setting.folder, 'tap-ovhcloud', 'tap');
  rowsOf = (await ownTables(setting, config)).rowsOf;
}, 120_000);
afterAll(async () => {
  await setting.close();
  await server.stop();
});

function expectTable(table: keyof typeof COLUMNS, rows: readonly Row[]): void {
  expect([table, rows.length]).toEqual([table, rowsOf(table).length]);
  expect(comparable(rows, COLUMNS[table])).toEqual(
    comparable(rowsOf(table).map(withoutZeros), COLUMNS[table]),
  );
}

/** Programs print decimals with as many places as they like. */
function withoutZeros(row: Row): Row {
  const plain = (text: string | null) =>
    text && /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text;
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]));
}

const texts = (row: Record<string, unknown>): Row =>
  withoutZeros(
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]),
    ),
  );

test("Singer's check of taps passes, without a state and with one", async () => {
  const check = programOf(setting.folder, 'singer', 'singer-check-tap');
  const cwd = setting.folder;
  const first = await runPython(tap, ['--config', 'config.json'], { cwd });
  const checked = await runPython(check, [], { cwd, input: first.stdout });
  expect([checked.status, checked.stdout]).toEqual([0, expect.stringMatching(/The output is valid/)]);
  writeFileSync(at('state.json'), JSON.stringify(new SingerTarget().take(linesOf(first.stdout)).state));
  const second = await runPython(tap, ['--config', 'config.json', '--state', 'state.json'], { cwd });
  const again = await runPython(check, [], { cwd, input: second.stdout });
  expect([again.status, again.stdout]).toEqual([0, expect.stringMatching(/The output is valid/)]);
  expect(linesOf(second.stdout).length).toBeLessThan(linesOf(first.stdout).length / 2);
  const bad = await runPython(check, [], {
    cwd,
    input: first.stdout.replace(/"order_id":\d+/, '"order_id":"x"'),
  });
  expect(bad.status).not.toBe(0);
}, 300_000);

const linesOf = (text: string) => text.split('\n').filter(Boolean);

/** A project of Meltano with our plugin as the tap defines it, and two targets. */
function meltanoProject(): void {
  const { pip_url: _, ...plugin } = pluginDefinition() as Record<string, unknown>;
  const { auth, budget: __, ...rest } = config as { auth: Record<string, string>; budget: object };
  const keys = Object.fromEntries(Object.entries(auth).map(([name, key]) => [`auth.${name}`, key]));
  const extractor = {
    ...plugin,
    executable: tap,
    config: { ...rest, ...keys, 'budget.callsPerSecond': 1000 },
  };
  const loaders = [
    {
      name: 'target-jsonl',
      namespace: 'target_jsonl',
      executable: programOf(setting.folder, 'target-jsonl', 'target-jsonl'),
      settings: [{ name: 'destination_path' }, { name: 'do_timestamp_file', kind: 'boolean' }],
      config: { destination_path: setting.folder, do_timestamp_file: false },
    },
    {
      name: 'target-postgres',
      namespace: 'target_postgres',
      executable: programOf(setting.folder, 'target-postgres', 'target-postgres'),
      settings: [{ name: 'sqlalchemy_url' }, { name: 'default_target_schema' }],
      config: {
        sqlalchemy_url: server.url().replace(/^postgres(ql)?:/, 'postgresql:'),
        default_target_schema: 'ovh',
      },
    },
  ];
  const project = {
    version: 1,
    default_environment: 'dev',
    send_anonymous_usage_stats: false,
    environments: [{ name: 'dev' }],
    plugins: { extractors: [extractor], loaders },
  };
  writeFileSync(at('meltano.yml'), JSON.stringify(project));
}

async function meltanoRun(loader: string): Promise<number> {
  const meltano = programOf(setting.folder, 'meltano', 'meltano');
  const args = ['run', 'tap-ovhcloud', loader];
  const [calls, ended] = await callsOf(setting, () => runPython(meltano, args, { cwd: setting.folder }));
  if (ended.status !== 0) throw new Error((ended.stdout + ended.stderr).slice(-4000));
  return calls;
}

test('Meltano runs twice into files: each row once, the second run reads what is new alone', async () => {
  meltanoProject();
  const first = await meltanoRun('target-jsonl');
  const rows = (table: string) =>
    linesOf(readFileSync(at(`${table}.jsonl`), 'utf8')).map((line) => texts(JSON.parse(line)));
  expectTable('bills', rows('bills'));
  expectTable('bill_details', rows('bill_details'));
  const second = await meltanoRun('target-jsonl');
  expect(second).toBeLessThan(first);
  // The target appends: what came again are bills that may still change.
  expect(rows('bill_details').length).toBe(rowsOf('bill_details').length);
}, 600_000);

test('Meltano runs twice into PostgreSQL: its tables equal ours', async () => {
  meltanoProject();
  for (const _ of [1, 2]) {
    await meltanoRun('target-postgres');
    for (const table of ['bills', 'bill_details'] as const) {
      const json = await server.sql(`select to_jsonb(t)::text from ovh.${table} t`);
      expectTable(
        table,
        (json as [string][]).map(([text]) => texts(digits(text))),
      );
    }
  }
}, 600_000);

/** The digits of PostgreSQL, which a number of JavaScript would not have. */
function digits(text: string): Record<string, unknown> {
  return JSON.parse(text.replace(/("\w+_(?:value|ucents)": )(-?[\d.]+)/g, '$1"$2"'));
}

test('digits without end, NUL and what is gone reach targets: no sync ends, no row is harmed', async () => {
  const odd = await setUp({ bills: 12, seed: 'targets' }, [{ preset: 'bills' }, { preset: 'orders' }]);
  const cwd = odd.folder;
  const write = (name: string, content: object) => writeFileSync(join(cwd, name), JSON.stringify(content));
  write('config.json', {
    ...config,
    baseUrl: odd.sandbox.url,
    auth: keysOf(odd),
    endpoints: [{ preset: 'bills' }, { preset: 'orders' }],
  });
  write('jsonl.json', { destination_path: cwd, do_timestamp_file: false });
  write('postgres.json', {
    sqlalchemy_url: server.url().replace(/^postgres(ql)?:/, 'postgresql:'),
    default_target_schema: 'odd',
  });
  const targets = { jsonl: 'target-jsonl', postgres: 'target-postgres' };
  const sent = async (target: keyof typeof targets, input: string) => {
    const program = programOf(cwd, targets[target], targets[target]);
    const ended = await runPython(program, ['--config', `${target}.json`], { cwd, input });
    if (ended.status !== 0) throw new Error((ended.stdout + ended.stderr).slice(-4000));
  };
  const digits = '12345678901234567890123.12345678';
  const first = await runPython(tap, ['--config', 'config.json'], { cwd });
  const changed = first.stdout.replace(/("price_with_tax_value":)[\d.]+/, `$1${digits}`);
  await sent('jsonl', changed);
  expect(readFileSync(join(cwd, 'bills.jsonl'), 'utf8')).toContain(digits);
  await sent('postgres', changed);
  const one = async (sql: string) => (await server.sql(sql)).flat();
  expect(await one(`SELECT count(*) FROM odd.bills WHERE price_with_tax_value = ${digits}`)).toEqual(['1']);
  const replaced = await one("SELECT count(*) FROM odd.order_details WHERE description LIKE '%\ufffd%'");
  expect(Number(replaced[0])).toBeGreaterThan(0);

  write('state.json', new SingerTarget().take(linesOf(first.stdout)).state);
  const [before] = await one('SELECT count(*) FROM odd.bills');
  await fetch(`${odd.sandbox.url}/__sandbox/options`, {
    method: 'POST',
    body: JSON.stringify({ removedBills: 3 }),
  });
  const second = await runPython(tap, ['--config', 'config.json', '--state', 'state.json'], { cwd });
  await sent('postgres', second.stdout);
  const page = readFileSync(resolve(import.meta.dirname, '../../docs/airbyte.md'), 'utf8');
  const [, sql = ''] = /```sql\n([^`]+)```/.exec(page) ?? [];
  const there = await server.sql(sql.replace(/FROM (\w+ [bd])/g, 'FROM odd.$1'));
  expect(there).toHaveLength(Number(before) - 3);
  expect(await one('SELECT count(*) FROM odd.bills WHERE date IS NOT NULL')).toEqual([before]);
  await odd.close();
}, 300_000);

/** Its tables equal ours. */
async function expectDuckdb(file: string): Promise<void> {
  const read = `import duckdb, json
con = duckdb.connect("${file}", read_only=True)
for table in ("bills", "bill_details"):
    found = con.execute(f"select * from tables.{table}")
    names = [column[0] for column in found.description]
    print(json.dumps([dict(zip(names, row)) for row in found.fetchall()], default=str))`;
  const { stdout } = await runPython(pythonOf('dlt'), ['-c', read], { cwd: setting.folder });
  const [bills = '[]', details = '[]'] = linesOf(stdout);
  expectTable('bills', JSON.parse(bills).map(texts));
  expectTable('bill_details', JSON.parse(details).map(texts));
}

test('dlt merges twice into DuckDB', async () => {
  const example = resolve(import.meta.dirname, '../../examples/dlt/load.py');
  expect(linesOf(readFileSync(example, 'utf8')).length).toBeLessThanOrEqual(60);
  const env = { TAP: tap, DLT_DATA_DIR: at('dlt') };
  const counts: number[] = [];
  for (const _ of [1, 2]) {
    const [calls, ended] = await callsOf(setting, () =>
      runPython(pythonOf('dlt'), [example, 'config.json'], { cwd: setting.folder, env }),
    );
    if (ended.status !== 0) throw new Error((ended.stdout + ended.stderr).slice(-4000));
    counts.push(calls);
    await expectDuckdb('ovhcloud.duckdb');
  }
  expect(counts[1]).toBeLessThan(counts[0] ?? 0);
}, 600_000);

test('dlt merges a folder of Parquet by its manifest, twice', async () => {
  const example = resolve(import.meta.dirname, '../../examples/dlt/folder.py');
  expect(linesOf(readFileSync(example, 'utf8')).length).toBeLessThanOrEqual(60);
  const source = setting.source({ destination: { type: 'parquet', path: at('data') } });
  for (const _ of [1, 2]) {
    await loadSource(source);
    const env = { DLT_DATA_DIR: at('dlt-folder') };
    const ended = await runPython(pythonOf('dlt'), [example, 'data'], { cwd: setting.folder, env });
    if (ended.status !== 0) throw new Error((ended.stdout + ended.stderr).slice(-4000));
    await expectDuckdb('folder.duckdb');
  }
}, 300_000);

test('the package of PyPI: built, installed into a fresh environment, it is the tap and the source of Airbyte', async () => {
  const [cwd, python] = [setting.folder, pythonOf('wheel')];
  const script = resolve(import.meta.dirname, '../../python/build-wheel.mjs');
  const run = async (program: string, ...args: string[]) => {
    // Its Node is in the environment that has the packages of others.
    const env = { PYTHONPATH: resolve(dirname(python), '../lib', `python${minor}`, 'site-packages') };
    const ended = await runPython(program, args, { cwd, env });
    if (ended.status !== 0) throw new Error((ended.stdout + ended.stderr).slice(-4000));
    return ended.stdout;
  };
  const { stdout } = await runPython(python, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
    cwd,
  });
  const minor = stdout.trim();
  await run(process.execPath, script, at('wheels'), python);
  const [wheel = ''] = readdirSync(at('wheels'));
  expect(wheel).toMatch(/^tap_ovhcloud-.*-py3-none-any\.whl$/);
  await run(python, '-m', 'venv', at('fresh'));
  await run(
    at('fresh/bin/python'),
    '-m',
    'pip',
    'install',
    '--quiet',
    '--no-index',
    '--no-deps',
    at(`wheels/${wheel}`),
  );
  const lines = linesOf(await run(at('fresh/bin/tap-ovhcloud'), '--config', 'config.json'));
  expectTable('bills', new SingerTarget().take(lines).rows('bills').map(withoutZeros));
  const checked = await run(at('fresh/bin/source-ovhcloud'), 'check', '--config', 'config.json');
  expect(JSON.parse(checked)).toMatchObject({ connectionStatus: { status: 'SUCCEEDED' } });
}, 300_000);
