// Budgets and unit costs: views over tables that users make themselves, in two engines.
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import type { DestinationConfig } from '../../connector/destinations/kit/kind.js';
import type { QueryValue } from '../../connector/model/query.js';
import { copyTables, type MartAccount, martAccount } from './account.js';

const tablesOf = (month: QueryValue) => `
  create table x_budgets (name text, currency text, limit_amount numeric(18, 2), account text, project_id text, service_name text);
  insert into x_budgets values ('all', 'EUR', 1000, null, null, null), ('vps', 'EUR', 10.5, null, null, 'VPS'),
    ('nobody', 'EUR', 5, 'other-ovh', null, null);
  create table x_units (month text, unit text, quantity numeric(18, 2), project_id text, service_name text);
  insert into x_units values ('${month}', 'orders', 1250, null, null), ('${month}', 'users', 40, null, 'VPS'),
    ('1999-01', 'orders', 1, null, null);`;

let account: MartAccount;
/** One with charges of a VPS. */
let month: QueryValue;
const places: DestinationConfig[] = [];

beforeAll(async () => {
  account = await martAccount({ seed: '7', bills: 30, lines: 3 });
  const [sqlite, duckdb] = [join(account.folder, 'ovh.db'), join(account.folder, 'ovh.duckdb')];
  places.push({ type: 'sqlite', path: sqlite }, { type: 'duckdb', path: duckdb });
  const [from, to] = places as [DestinationConfig, DestinationConfig];
  await account.load(from);
  await copyTables(from, to);
  const session = await account.open(from);
  const { rows } = await session.query(
    "SELECT min(month) FROM charges WHERE service_name = 'VPS' AND currency = 'EUR'",
  );
  await session.close();
  month = rows[0]?.[0] ?? null;
  const database = new Database(sqlite);
  database.exec(tablesOf(month));
  database.close();
  const instance = await DuckDBInstance.create(duckdb);
  const connection = await instance.connect();
  await connection.run(tablesOf(month));
  connection.closeSync();
  instance.closeSync();
});
afterAll(() => account.close());

async function ask(sql: string): Promise<QueryValue[][]> {
  const answers: QueryValue[][][] = [];
  for (const place of places) {
    const session = await account.open(place);
    answers.push((await session.query(sql)).rows);
    await session.close();
  }
  const [first, second] = answers;
  expect(second).toEqual(first);
  return first ?? [];
}

const spent = (condition: string) =>
  `(SELECT sum(amount_ucents) FROM charges_by_resource c WHERE charge_kind <> 'tax' AND ${condition})`;

test('a budget counts the spend of each month in its scope', async () => {
  const found = await ask(`SELECT name, count(*), sum(spent_ucents) - CASE name
      WHEN 'all' THEN ${spent("currency = 'EUR'")} ELSE ${spent("currency = 'EUR' AND service_name = 'VPS'")} END
    FROM budgets GROUP BY name ORDER BY name`);
  expect(found.map(([name, , difference]) => [name, difference])).toEqual([
    ['all', 0n],
    ['vps', 0n],
  ]);
  for (const [, months] of found) expect(months).toBeGreaterThan(1n);
});

test('units stand beside the spend of their month, in each currency', async () => {
  const found = await ask(`SELECT unit, currency, CAST(quantity AS INTEGER), amount_ucents - CASE unit
      WHEN 'orders' THEN ${spent(`currency = u.currency AND month = '${month}'`)}
      ELSE ${spent(`currency = u.currency AND month = '${month}' AND service_name = 'VPS'`)} END
    FROM unit_costs u ORDER BY unit, currency`);
  const euros = found.filter(([, currency]) => currency === 'EUR');
  expect(euros).toEqual([
    ['orders', 'EUR', expect.anything(), 0n],
    ['users', 'EUR', expect.anything(), 0n],
  ]);
  expect(euros.map(([, , quantity]) => Number(quantity))).toEqual([1250, 40]);
  expect(found.every(([, , , difference]) => difference === 0n)).toBe(true);
});
