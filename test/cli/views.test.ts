// The views beside loaded tables: made, made again, removed, refused, and right when the tables are other than usual.
import { chmodSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import type { DestinationConfig } from '../../connector/destinations/kit/kind.js';
import { createDestination } from '../../connector/destinations/registry.js';
import type { QueryValue } from '../../connector/model/query.js';
import type { Column } from '../../connector/model/table.js';
import { openQueries } from '../../connector/query/open.js';
import { type RunningSandbox, startSandbox } from '../../sandbox/main.js';
import { isLong } from '../extent.js';
import { INSTALL_TIMEOUT } from '../postgres/fixture.js';
import { type Server, startServer } from '../postgres/server.mjs';
import { configText, keyVariables, type Place, placeWith } from './command.js';

const BILLS = '  - preset: bills\n';
const MORE = `${BILLS}  - preset: refunds\n  - preset: services\n`;

let place: Place;
let server: Server;
let second: RunningSandbox;
let places: Record<'sqlite' | 'duckdb' | 'postgres', DestinationConfig & { path?: string; url?: string }>;
const TO = { sqlite: 'ovh.db', duckdb: 'ovh.duckdb', postgres: '' };

beforeAll(async () => {
  place = await placeWith({ seed: 'views', edges: true });
  second = await startSandbox({ rate: 0, bills: 5, seed: 'other', edges: false });
  server = await startServer();
  TO.postgres = server.url();
  places = {
    sqlite: { type: 'sqlite', path: place.path(TO.sqlite) },
    duckdb: { type: 'duckdb', path: place.path(TO.duckdb) },
    postgres: { type: 'postgres', url: server.url(), schema: 'ovh' },
  };
  place.file('source.yaml', configText(place, BILLS));
  place.file('more.yaml', configText(place, MORE));
}, INSTALL_TIMEOUT);
afterAll(async () => {
  await server.stop();
  await second.close();
  await place.close();
});

/** As another program finds them: by the views that are there. */
async function ask(destination: DestinationConfig, sql: string): Promise<QueryValue[][]> {
  const session = await openQueries(destination);
  try {
    return (await session.query(sql)).rows;
  } finally {
    await session.close();
  }
}
const from = (name: keyof typeof TO, view: string) => (name === 'postgres' ? `ovh.${view}` : view);
const run = async (...args: string[]) => {
  const { code, stdout, stderr } = await place.run(...args);
  return [code, stdout.trim(), stderr.trim()] as const;
};

describe.each(Object.keys(TO) as (keyof typeof TO)[])('%s', (name) => {
  const to = () => ['--to', TO[name]];
  const sums = (where = '') =>
    ask(
      places[name],
      `SELECT document_kind, count(*), sum(amount_ucents) FROM ${from(name, 'charges')} ${where} GROUP BY 1 ORDER BY 1`,
    );

  test('made where something was loaded, made again, removed; the tables stay', async () => {
    const [code, , why] = await run('views', 'install', ...to());
    expect([code, why]).toEqual([1, expect.stringMatching(/nothing was loaded|does not exist|no table/i)]);
    await run('load', '--quiet', ...to());
    expect(await run('views', 'drop', ...to())).toEqual([0, 'There were no views', '']);
    const [made, words] = await run('views', 'install', ...to());
    expect([made, words]).toEqual([0, expect.stringMatching(/^\d+ views in [^\n]*:\n\nview .*\n/)]);
    expect(words).toMatch(/^expiring +services$/m);
    expect(words).toMatch(/^charges$/m);
    const before = await sums();
    expect(before.map(([kind]) => kind)).toEqual(['bill']);
    // To bind the views costs DuckDB most of a second.
    if (name !== 'duckdb' || isLong) {
      expect(await run('views', 'install', ...to())).toEqual([0, words, '']);
      expect(await sums()).toEqual(before);
      await evolve(before);
    }
    const [dropped, gone] = await run('views', 'drop', ...to());
    expect([dropped, gone]).toEqual([0, expect.stringMatching(/^\d+ views are removed; the tables stay$/)]);
    expect(await run('views', 'drop', ...to())).toEqual([0, 'There were no views', '']);
    const [[bills] = []] = await ask(places[name], `SELECT count(*) FROM ${from(name, 'bills')}`);
    expect(bills).toBeGreaterThan(10n);
    await expect(sums()).rejects.toThrow(/charges/);
  }, 60_000);

  /** Later loads keep them up to date: new tables, and a column that has become another type. */
  async function evolve(before: QueryValue[][]): Promise<void> {
    await run('load', '-c', 'more.yaml', '--quiet', ...to());
    const after = await sums();
    expect([after[0], after.map(([kind]) => kind)]).toEqual([before[0], ['bill', 'refund']]);
    // Orders that are no numbers any more: the views have none, and everything else.
    const orders = `SELECT count(order_id) FROM ${from(name, 'charges')} WHERE document_kind = 'bill'`;
    expect(await ask(places[name], orders)).not.toEqual([[0n]]);
    const session = await createDestination(places[name]).open();
    const schema = (await session.tables()).find(({ table }) => table === 'bills');
    if (!schema) throw new Error('no bills');
    const wider = (one: Column) => (one.name === 'order_id' ? { ...one, type: 'text' as const } : one);
    await session.prepare([{ ...schema, columns: schema.columns.map(wider) }]);
    await session.close();
    await run('views', 'install', ...to());
    expect(await sums()).toEqual(after);
    expect(await ask(places[name], orders)).toEqual([[0n]]);
  }
});

test('tables with other names are found by their routes', async () => {
  place.file(
    'renamed.yaml',
    configText(
      place,
      `  - preset: bills
    definitions:
      bills: { name: invoices }
      bill_details: { name: invoiceLines, table: { name: positions } }
`,
    ),
  );
  await run('load', '-c', 'renamed.yaml', '--quiet', '--to', 'renamed.db');
  const sql =
    "SELECT document_id, line_id, service_name, amount_ucents FROM charges WHERE document_kind = 'bill' ORDER BY 1, 2";
  const found: QueryValue[][][] = [];
  for (const file of ['renamed.db', 'ovh.db']) {
    expect((await run('views', 'install', '--to', file))[0]).toBe(0);
    found.push(await ask({ type: 'sqlite', path: place.path(file) }, sql));
  }
  expect(found[0]?.length).toBeGreaterThan(20);
  expect(found[0]).toEqual(found[1]);
});

test('rules of the configuration name services before those of the package', async () => {
  const rules = `services:
  - { match: domain, pattern: "vps*", service: Backup }
  - { match: resource, pattern: "*.example", service: Shop, category: Web, serviceKind: web }
`;
  place.file('rules.yaml', `${rules}${configText(place, BILLS)}`);
  const to = ['--to', 'ovh.db'];
  expect((await run('views', 'install', '-c', 'rules.yaml', ...to))[0]).toBe(0);
  const found = await ask(
    { type: 'sqlite', path: place.path('ovh.db') },
    `SELECT DISTINCT domain LIKE 'vps%', service_name, service_kind, rule FROM charges
      WHERE charge_kind = 'line' AND (domain LIKE 'vps%' OR domain LIKE '%.example') ORDER BY 1 DESC`,
  );
  expect(found).toEqual([
    [1n, 'Backup', 'backup', 1n],
    [0n, 'Shop', 'web', 2n],
  ]);
  place.file('wrong.yaml', `services: [{ pattern: "a b", service: None }]\n${configText(place, BILLS)}`);
  const [code, , why] = await run('views', 'install', '-c', 'wrong.yaml', ...to);
  expect([code, why]).toEqual([2, expect.stringMatching(/services\[0\]: [\s\S]*services\[0\]\.pattern: /)]);
});

test('several accounts stay apart', async () => {
  Object.assign(place.env, keyVariables(place.sandbox, 'ONE'), keyVariables(second, 'TWO'));
  const connection = (name: string, url: string) => `  - { name: ${name}, region: eu, baseUrl: "${url}" }\n`;
  place.file(
    'two.yaml',
    `connections:\n${connection('one', place.sandbox.url)}${connection('two', second.url)}budget: { callsPerSecond: 1000 }\nendpoints:\n${BILLS}`,
  );
  await run('load', '-c', 'two.yaml', '--quiet', '--to', 'two.db');
  await run('views', 'install', '-c', 'two.yaml', '--to', 'two.db');
  const sums =
    "SELECT _account, count(*), sum(amount_ucents) FROM charges WHERE document_kind = 'bill' GROUP BY 1 ORDER BY 1";
  const both = await ask({ type: 'sqlite', path: place.path('two.db') }, sums);
  expect(both).toHaveLength(2);
  await run('views', 'install', '--to', 'ovh.db');
  const [one] = await ask({ type: 'sqlite', path: place.path('ovh.db') }, sums);
  expect(both).toContainEqual(one);
});

test('what the API no longer lists: services are gone, documents stay spend', async () => {
  await run('views', 'install', '--to', 'ovh.db');
  const sum = 'SELECT count(*), sum(amount_ucents) FROM charges';
  const before = await ask(places.sqlite, sum);
  const [[services] = []] = await ask(places.sqlite, 'SELECT count(*) FROM expiring');
  await fetch(`${place.sandbox.url}/__sandbox/options`, { method: 'POST', body: '{"removedBills":2}' });
  await run('load', '-c', 'more.yaml', '--quiet', '--to', 'ovh.db');
  expect(await ask(places.sqlite, 'SELECT count(*) FROM bills WHERE _deleted_at IS NOT NULL')).toEqual([
    [2n],
  ]);
  expect(await ask(places.sqlite, sum)).toEqual(before);
  const db = new Database(place.path('ovh.db'));
  db.exec(
    "UPDATE services SET _deleted_at = '2026-10-01T00:00:00.000000Z' WHERE service_id = (SELECT min(service_id) FROM services)",
  );
  db.close();
  expect(await ask(places.sqlite, 'SELECT count(*) FROM expiring')).toEqual([[(services as bigint) - 1n]]);
});

test('where nothing may be written, it is said, and nothing is left behind', async () => {
  await server.sql('CREATE ROLE reader LOGIN');
  await server.sql('GRANT USAGE ON SCHEMA ovh TO reader');
  await server.sql('GRANT SELECT ON ALL TABLES IN SCHEMA ovh TO reader');
  const to = server.url('reader');
  const [code, out, why] = await run('views', 'install', '--to', to);
  expect([code, out, why]).toEqual([
    expect.any(Number),
    '',
    expect.stringMatching(/permission denied|may not|right/),
  ]);
  expect(code).not.toBe(0);
  // Reading needs no right to write.
  expect((await run('report', '--to', to, '--json', 'read.json'))[0]).toBe(0);
  if (process.getuid?.() !== 0) {
    chmodSync(place.path('ovh.db'), 0o400);
    expect((await run('views', 'install', '--to', 'ovh.db'))[0]).not.toBe(0);
  }
  const [csv, , words] = await run('views', 'install', '--to', 'csv:folder');
  expect([csv, words]).toEqual([
    1,
    expect.stringContaining('has no views. Those that have: sqlite, postgres'),
  ]);
});

test('show prints them in the words of each engine, one or all', async () => {
  const [, one] = await run('views', 'show', 'charges', '--to', 'ovh.db');
  expect(one).toMatch(/^CREATE VIEW "charges" \("_account"/);
  const [, all] = await run('views', 'show', '--to', 'ovh.db');
  expect(all.match(/^CREATE VIEW /gm)?.length).toBeGreaterThan(29);
  const [code, , why] = await run('views', 'show', 'chargs', '--to', 'ovh.db');
  expect([code, why]).toEqual([
    2,
    expect.stringContaining('there is no view "chargs". The views: services_dim, '),
  ]);
});
