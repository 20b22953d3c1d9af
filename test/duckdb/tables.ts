// Compares the tables of a DuckDB file, as DuckDB reads them, with those of a SQLite file.
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import Database from 'better-sqlite3';
import { exactRow, plainNumber, utc } from '../exact-rows.js';

/** Differ from run to run. */
const OWN = new Set(['_run_id', '_loaded_at']);

type Columns = [name: string, type: string][];

export async function withFile<T>(
  file: string,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Every table of the data, every row, every value; instants by their moment, decimals by their value. */
export async function compareWithSqlite(file: string, sqliteFile: string): Promise<string[]> {
  const sqlite = new Database(sqliteFile, { readonly: true });
  sqlite.defaultSafeIntegers(true);
  const list = "SELECT DISTINCT table_name FROM _ovh_columns WHERE table_name NOT LIKE '\\_%' ESCAPE '\\'";
  const columns = (table: string) =>
    `SELECT column_name, type FROM _ovh_columns WHERE table_name = '${table}' AND path NOT LIKE '%=exact' ORDER BY position`;
  try {
    return await withFile(file, async (connection) => {
      const query = async (sql: string) => (await connection.runAndReadAll(sql)).getRows();
      const tables = (sqlite.prepare(list).pluck().all() as string[]).sort();
      const own = (await query(list)).map(([name]) => String(name)).sort();
      if (tables.length === 0 || JSON.stringify(own) !== JSON.stringify(tables))
        return [`tables: ${own}, not ${tables}`];
      const differences: string[] = [];
      for (const table of tables) {
        const wanted = sqlite.prepare(columns(table)).raw().all() as Columns;
        const held = (await query(columns(table))) as Columns;
        const expected = rowTexts(
          (sqlite.prepare(`SELECT * FROM "${table}"`).all() as Record<string, unknown>[])
            .map(exactRow)
            .map((row) => wanted.map(([name]) => row[name])),
          wanted,
        );
        const found = rowTexts(await query(selection(table, held)), held);
        if (expected.join('\n') === found.join('\n')) continue;
        const first = expected.findIndex((row, index) => row !== found[index]);
        differences.push(
          `${table}: ${found.length} rows, not ${expected.length}; ${found[first]}, not ${expected[first]}`,
        );
      }
      return differences;
    });
  } finally {
    sqlite.close();
  }
}

function selection(table: string, columns: Columns): string {
  const values = columns.map(([name, type]) =>
    type === 'boolean' ? `CAST("${name}" AS INTEGER)` : `CAST("${name}" AS VARCHAR)`,
  );
  return `SELECT ${values.join(', ')} FROM "${table}"`;
}

function rowTexts(rows: readonly (readonly unknown[])[], columns: Columns): string[] {
  const named = rows.map((row) =>
    columns.map(([name, type], index): [string, string | null] => [name, valueText(row[index], type)]),
  );
  return named
    .map((row) => row.filter(([name]) => !OWN.has(name)).sort(([a], [b]) => (a < b ? -1 : 1)))
    .map((row) => JSON.stringify(row))
    .sort();
}

function valueText(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null;
  const text = String(value);
  if (type === 'timestamp') return utc(text);
  return type === 'decimal' ? plainNumber(text) : text;
}
