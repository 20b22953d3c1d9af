// Compares the tables of a schema with those of a SQLite file, which other tests compare with the truth.
import Database from 'better-sqlite3';
import { isLosslessNumber, parse } from 'lossless-json';
import { exactRow, plainNumber, utc } from '../exact-rows.js';
import type { Server } from './server.mjs';

/** Differ from run to run. */
const OWN = new Set(['_run_id', '_loaded_at']);

export interface TableDifference {
  table: string;
  what: string;
}

/** Every table of the data, every row, every value; instants by their moment, JSON by its values. */
export async function compareWithSqlite(
  server: Server,
  schema: string,
  file: string,
): Promise<TableDifference[]> {
  const database = new Database(file, { readonly: true });
  database.defaultSafeIntegers(true);
  try {
    const list = "SELECT DISTINCT table_name FROM _ovh_columns WHERE table_name NOT LIKE '\\_%' ESCAPE '\\'";
    const tables = (database.prepare(list).pluck().all() as string[]).sort();
    const found = await server.sql<[string]>(`SELECT DISTINCT table_name FROM ${schema}._ovh_columns`);
    const own = found.map(([name]) => name).filter((name) => !name.startsWith('_'));
    if (JSON.stringify(own.sort()) !== JSON.stringify(tables))
      return [{ table: own.join(), what: 'other tables' }];
    const differences: TableDifference[] = [];
    for (const table of tables) {
      const expected = sqliteRows(database, table);
      const rows = await postgresRows(server, schema, table);
      const missing = expected.filter((row) => !rows.includes(row));
      const stray = rows.filter((row) => !expected.includes(row));
      if (rows.length !== expected.length)
        differences.push({ table, what: `${rows.length}, not ${expected.length} rows` });
      differences.push(...missing.map((row) => ({ table, what: `missing ${row}` })));
      differences.push(...stray.map((row) => ({ table, what: `stray ${row}` })));
    }
    return differences;
  } finally {
    database.close();
  }
}

function sqliteRows(database: Database.Database, table: string): string[] {
  const columns = database
    .prepare("SELECT column_name, type FROM _ovh_columns WHERE table_name = ? AND path NOT LIKE '%=exact'")
    .raw()
    .all(table) as [string, string][];
  const rows = database.prepare(`SELECT * FROM "${table}"`).all() as Record<string, unknown>[];
  return rows.map(exactRow).map((row) => rowText(columns, (name) => row[name]));
}

async function postgresRows(server: Server, schema: string, table: string): Promise<string[]> {
  const columns = await server.sql<[string, string, string]>(
    `SELECT column_name, type, stored_column FROM ${schema}._ovh_columns WHERE table_name = $1`,
    [table],
  );
  const names = columns.map(([, , stored]) => `"${stored}"::text`).join(', ');
  const rows = await server.sql<(string | null)[]>(`SELECT ${names} FROM ${schema}."${table}"`);
  return rows.map((row) => rowText(columns, (name) => row[columns.findIndex(([column]) => column === name)]));
}

function rowText(
  columns: readonly (readonly [string, string, ...unknown[]])[],
  cell: (name: string) => unknown,
) {
  const cells = columns
    .filter(([name]) => !OWN.has(name))
    .map(([name, type]): [string, string | null] => [name, valueText(cell(name), type)]);
  return JSON.stringify(cells.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function valueText(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null;
  const text = String(value);
  if (type === 'timestamp') return utc(text);
  if (type === 'decimal') return plainNumber(text);
  if (type === 'boolean') return ['1', 'true'].includes(text) ? 'true' : 'false';
  // No text of PostgreSQL holds NUL.
  return type === 'json' ? JSON.stringify(sorted(parse(text))) : text.replaceAll('\0', '\ufffd');
}

function sorted(value: unknown): unknown {
  if (isLosslessNumber(value)) return value.toString();
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, one]) => [name, sorted(one)]);
}
