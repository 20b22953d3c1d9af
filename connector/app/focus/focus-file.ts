// Opens a file of FOCUS that others have written: CSV, also compressed by gzip, or Parquet, which DuckDB reads.
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { FocusValue } from '../../../reports/focus/check/rule.js';
import { loadDriver } from '../../destinations/duckdb/driver.js';
import { csvRows } from '../../model/csv-rows.js';
import { ConfigError } from '../../model/errors.js';

export interface FocusFile {
  path: string;
  names: string[];
  rows: AsyncIterable<FocusValue[]>;
}

/** @throws ConfigError where it cannot be read */
export async function openFocusFile(path: string): Promise<FocusFile> {
  if (/\.parquet$/i.test(path)) return openParquet(path);
  const rows = csvRows(textOf(path));
  const first = await rows.next().catch((error: unknown) => {
    throw unreadable(path, error);
  });
  const names = first.done ? [] : first.value.map((name) => name ?? '');
  return { path, names, rows };
}

async function* textOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const bytes = /\.gz$/i.test(path) ? file.pipe(createGunzip()) : file;
  file.on('error', (error) => bytes.destroy(error));
  yield* bytes.setEncoding('utf8') as AsyncIterable<string>;
}

async function openParquet(path: string): Promise<FocusFile> {
  const { DuckDBInstance } = await loadDriver();
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const from = `read_parquet('${path.replaceAll("'", "''")}')`;
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${from}`);
    const columns = described.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
    const values = columns.map(({ name, type }) => asText(`"${name.replaceAll('"', '""')}"`, type));
    const found = await connection.runAndReadAll(`SELECT ${values.join(', ')} FROM ${from}`);
    const rows = found.getRows().map((row) => row.map((value) => (value === null ? null : String(value))));
    return { path, names: columns.map(({ name }) => name), rows: each(rows) };
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function* each(rows: readonly FocusValue[][]): AsyncGenerator<FocusValue[]> {
  yield* rows;
}

/** Numbers keep their digits, and instants are written as FOCUS writes them. */
function asText(column: string, type: string): string {
  if (type === 'TIMESTAMP WITH TIME ZONE')
    return `strftime(make_timestamp(epoch_us(${column})), '%Y-%m-%dT%H:%M:%SZ')`;
  if (type.startsWith('TIMESTAMP') || type === 'DATE') return `strftime(${column}, '%Y-%m-%dT%H:%M:%SZ')`;
  return `CAST(${column} AS VARCHAR)`;
}

function unreadable(path: string, error: unknown): ConfigError {
  const message = `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  return new ConfigError([{ code: 'option-value', where: 'compare focus', message }]);
}
