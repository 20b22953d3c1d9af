// What DuckDB reads in Parquet files against the rows of a destination; and a copy of a destination in SQLite.
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { sqliteDestination } from '../../connector/destinations/sqlite/sqlite.js';
import type { Destination } from '../../connector/model/destination.js';
import { Decimal } from '../../connector/model/json.js';
import {
  type Cell,
  type Column,
  JsonText,
  type RowBatch,
  type TableSchema,
} from '../../connector/model/table.js';

/** Copies every table into a new SQLite file, for the comparison with the truth. */
export async function copyToSqlite(from: Destination, file: string): Promise<void> {
  const [source, target] = [await from.open({ readOnly: true }), await sqliteDestination(file).open()];
  async function* batches(): AsyncGenerator<RowBatch> {
    for (const schema of await source.tables()) {
      const rows: Cell[][] = [];
      for await (const row of source.rows(schema.table)) rows.push(Object.values(row));
      yield { schema, rows };
    }
  }
  await target.commit({ runId: 'copy', batches: batches() });
  await source.close();
  await target.close();
}

export async function withDuckDb<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
  }
}

/** All rows of a query, every value as text or null. */
export async function query(connection: DuckDBConnection, sql: string): Promise<(string | null)[][]> {
  const rows = (await connection.runAndReadAll(sql)).getRows();
  return rows.map((row) => row.map((value) => (value === null ? null : String(value))));
}

/** Tables whose files do not have exactly the rows and columns that the destination tells. */
export async function differentTables(destination: Destination, folder: string): Promise<string[]> {
  const session = await destination.open({ readOnly: true });
  const different: string[] = [];
  await withDuckDb(async (connection) => {
    for (const schema of await session.tables()) {
      const expected: string[] = [];
      for await (const row of session.rows(schema.table)) {
        expected.push(
          JSON.stringify(schema.columns.map((column) => comparable(row[column.name] ?? null, column))),
        );
      }
      const found = (await query(connection, selection(schema, folder))).map((row) => JSON.stringify(row));
      if (JSON.stringify(found.sort()) !== JSON.stringify(expected.sort())) {
        different.push(
          `${schema.table}: ${found[0]} (${found.length}) instead of ${expected[0]} (${expected.length})`,
        );
      }
    }
  });
  await session.close();
  return different;
}

/** Every column in words that do not depend on the program: instants in microseconds, decimals without last zeros. */
function selection({ table, columns }: TableSchema, folder: string): string {
  const values = columns.map(({ name, type }) => {
    if (type === 'timestamp') return `cast(epoch_us("${name}") as varchar)`;
    const text = `cast("${name}" as varchar)`;
    return type === 'decimal' ? `regexp_replace(${text}, '\\.?0+$', '')` : text;
  });
  return `select ${values.join(', ')} from '${join(folder, `${table}.parquet`)}'`;
}

function comparable(cell: Cell, { type }: Column): string | null {
  if (cell === null) return null;
  const text = cell instanceof Decimal || cell instanceof JsonText ? cell.text : String(cell);
  if (type === 'decimal') return `${text.includes('.') ? text : `${text}.0`}`.replace(/\.?0+$/, '');
  return type === 'timestamp' ? String(BigInt(Date.parse(text)) * 1000n) : text;
}
