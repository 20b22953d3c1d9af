// The queries of docs/queries.md run on tables of its configuration, and answer what they promise.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { type Place, placeWith } from './command.js';

const ROOT = resolve(import.meta.dirname, '../..');
const PAGE = readFileSync(resolve(ROOT, 'docs/queries.md'), 'utf8');
const OWN_TABLES = readFileSync(resolve(ROOT, 'docs/own-tables.md'), 'utf8');
const blocks = (language: string) =>
  [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, text = '']) => text,
  );

let place: Place;
let db: Database.Database;

beforeAll(async () => {
  place = await placeWith({ bills: 20, edges: false });
  const [config = ''] = blocks('yaml');
  place.file('source.yaml', `baseUrl: ${place.sandbox.url}\nbudget: { callsPerSecond: 1000 }\n${config}`);
  const load = () => place.run('load', '--quiet');
  expect((await load()).code).toBe(0);
  // Two bills disappear, and fifteen are issued.
  const change = JSON.stringify({ removedBills: 2, days: 30 });
  await fetch(`${place.sandbox.url}/__sandbox/options`, { method: 'POST', body: change });
  expect((await load()).code).toBe(0);
  db = new Database(place.path('ovh.db'));
  // Nothing was rejected, so the table for that is not there: it is made as its page describes it.
  const [, columns = ''] = /^## _ovh_rejected\n([\s\S]*?)^## /m.exec(OWN_TABLES) ?? [];
  const names = [...columns.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => `"${name}"`);
  db.exec(`create table if not exists _ovh_rejected (${names.join(', ')})`);
}, 60_000);

afterAll(async () => {
  db.close();
  await place.close();
});

type Row = Record<string, string | number | null>;

function answer(...words: string[]): Row[] {
  const found = blocks('sql').filter((sql) => words.every((word) => sql.includes(word)));
  expect(found).toHaveLength(1);
  return db.prepare(found[0] ?? '').all() as Row[];
}

test.each(blocks('sql').map((sql) => [sql.replace(/\s+/g, ' ').slice(0, 60), sql]))('%s', (_, sql) => {
  const allowedEmpty = sql.includes('_ovh_ledger');
  const rows = db.prepare(sql).all();
  expect(allowedEmpty || rows.length > 0).toBe(true);
});

const OTHER_PAGES = ['README.md', 'docs/runs.md', 'docs/reading-again.md'];

test.each(OTHER_PAGES)('the queries of %s can be prepared on such tables', (page) => {
  const text = readFileSync(resolve(ROOT, page), 'utf8');
  const fenced = [...text.matchAll(/^```sql\n([\s\S]*?)^```/gm)].map(([, sql = '']) => sql);
  const inCommands = [...text.matchAll(/^sqlite3 \S+ '([^']+)'$/gm)].map(([, sql = '']) => sql);
  const statements = [...fenced, ...inCommands]
    .flatMap((sql) => sql.split(/;\s*$/m))
    .filter((sql) => sql.trim());
  expect(statements.length).toBeGreaterThan(0);
  for (const sql of statements) expect(() => db.prepare(sql)).not.toThrow();
});

test('spend by month is the sum of all bills', () => {
  const all = db
    .prepare('select count(*) as bills, sum(price_without_tax_ucents) / 1e8 as total from bills')
    .get();
  const months = answer('as month');
  const sum = (name: string) => months.reduce((total, row) => total + Number(row[name]), 0);
  expect(sum('bills')).toBe((all as Row).bills);
  expect(sum('total')).toBeCloseTo(Number((all as Row).total), 6);
});

test('usage counts the last snapshot once, whatever was loaded before', () => {
  const snapshots = db
    .prepare('select count(distinct _snapshot_at) as n from cloud_usage_current_lines')
    .get();
  expect(snapshots).toEqual({ n: 2 });
  const all = db
    .prepare('select sum(total_price_value) as total from cloud_usage_current_lines')
    .get() as Row;
  const last = answer('as project').reduce((total, row) => total + Number(row.total), 0);
  expect(last).toBeCloseTo(Number(all.total) / 2, 6);
});

test('reconciliation finds the bill without lines, and no bill that adds up', () => {
  const rows = answer('having difference <> 0');
  expect(rows).toContainEqual({ bill_id: 'FR90000001', total: 12, lines: 0, difference: 12 });
  expect(rows.filter(({ bill_id }) => String(bill_id).startsWith('FR1'))).toEqual([]);
  expect(answer('total_price_ucents is null').map(({ bill_id }) => bill_id)).toEqual(
    expect.arrayContaining(['FR90000021']),
  );
});

test('what is new are the lines of the bills that were issued; what is gone are the removed ones', () => {
  const fresh = new Set(answer('l._run_id =').map(({ bill_id }) => bill_id));
  expect(fresh.size).toBe(15);
  expect(answer('bill_id, _deleted_at from bills').map(({ bill_id }) => bill_id)).toHaveLength(2);
});
