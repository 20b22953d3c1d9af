// DuckDB files for the tests, read by DuckDB itself.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../connector/destinations/duckdb/database.js';
import { duckdbDestination } from '../../connector/destinations/duckdb/duckdb.js';
import type { Stored } from '../../connector/destinations/kit/cells.js';
import { anyOrder, type Fixture } from '../destinations/slices.js';
import { utc } from '../exact-rows.js';

export interface DuckdbFixture extends Fixture {
  path: string;
  folder: string;
  /** Rows of a statement of others, with values as the driver has them. */
  sql(statement: string): Promise<unknown[][]>;
}

export async function duckdbFixture(): Promise<DuckdbFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'ovh-duckdb-'));
  const path = join(folder, 'data.duckdb');
  const destination = () => duckdbDestination({ path });
  return {
    path,
    folder,
    open: () => destination().open(),
    destination,
    sql: (statement) => sqlOf(path, statement),
    read: (table) => readRows(path, table),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

type Ask = (statement: string) => Promise<unknown[][]>;

export const sqlOf = (path: string, statement: string): Promise<unknown[][]> =>
  inFile(path, (ask) => ask(statement));

/** A process has a file once: the file is that of the session, when there is one. */
async function inFile<T>(path: string, work: (ask: Ask) => Promise<T>): Promise<T> {
  const database = await openDatabase(path, { readOnly: false, memoryMegabytes: 256, access: 'owner' });
  const connection = await database.connect();
  try {
    return await work(async (statement) => (await connection.driver.runAndReadAll(statement)).getRows());
  } finally {
    connection.close();
    await database.close();
  }
}

const readRows = (path: string, table: string) => inFile(path, (ask) => rowsOf(ask, table));

async function rowsOf(ask: Ask, table: string): Promise<Record<string, Stored>[]> {
  const name = quote(table);
  const described = await ask(`DESCRIBE SELECT * FROM ${name}`);
  const types = new Map(
    (
      await ask(`SELECT column_name, type FROM _ovh_columns WHERE lower(table_name) = lower(${text(table)})`)
    ).map(([column, type]) => [String(column).toLowerCase(), String(type)]),
  );
  const columns = described.map(([column]) => String(column));
  const values = columns.map((column) =>
    ['bigint', 'boolean'].includes(types.get(column.toLowerCase()) ?? '')
      ? quote(column)
      : `${quote(column)}::VARCHAR`,
  );
  const rows = await ask(
    `SELECT ${values.join(', ')} FROM ${name}${types.size > 0 ? ' ORDER BY rowid' : ''}`,
  );
  return anyOrder(
    rows.map((row) =>
      Object.fromEntries(
        columns.map((column, index) => [
          column,
          storedOf(row[index] as Stored, types.get(column.toLowerCase())),
        ]),
      ),
    ),
  );
}

/** Written down anew, not by what is tested. */
function storedOf(value: Stored, type: string | undefined): Stored {
  if (typeof value !== 'string') return value;
  if (type === 'timestamp') return utc(value);
  return type === 'decimal' && value.includes('.') ? value.replace(/\.?0+$/, '') : value;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
