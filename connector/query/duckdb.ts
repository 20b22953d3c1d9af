// Queries of a DuckDB file, and of a folder of Parquet files.
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBPreparedStatement, DuckDBResult, DuckDBValue } from '@duckdb/node-api';
import { catalogedTables } from '../destinations/duckdb/catalog.js';
import { Connection, type Database, openDatabase } from '../destinations/duckdb/database.js';
import { loadDriver } from '../destinations/duckdb/driver.js';
import { statementProblem } from '../destinations/duckdb/errors.js';
import { quote } from '../destinations/duckdb/sql.js';
import { publicTables, readManifest } from '../destinations/files/manifest.js';
import { fileExists, nothingLoaded, usableFile } from '../destinations/kit/database-file.js';
import { LocalStorage } from '../destinations/storage/local.js';
import { systemClock } from '../model/clock.js';
import { DestinationError } from '../model/errors.js';
import type { QueryColumn, QueryOptions, QueryResult, QuerySession, QueryValue } from '../model/query.js';
import type { ColumnType, TableSchema } from '../model/table.js';
import type { ViewText } from '../model/view-text.js';
import { viewStatement } from '../model/view-text.js';
import { decimalText, instantText, queryProblem, stopped } from './values.js';

const KIND = 'DuckDB file';
const MEMORY_MEGABYTES = 512;
const INTERRUPT_MS = 100;

export async function openDuckdb(path: string, memoryMegabytes = MEMORY_MEGABYTES): Promise<QuerySession> {
  const given = await usableFile(path, KIND);
  if (!(await fileExists(given))) throw nothingLoaded(given, KIND);
  const file = await realpath(given);
  const database = await openDatabase(file, { readOnly: true, memoryMegabytes, access: 'owner' });
  try {
    const connection = await database.connect();
    const session = new DuckdbQueries(
      connection,
      file,
      () => database.close(),
      () => catalogedTables(connection),
    );
    database.onWriter(() => session.yieldToLoad());
    return session;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The files of a folder as tables of a database in memory. */
export async function openParquetFolder(path: string): Promise<QuerySession> {
  const storage = new LocalStorage(path);
  const found = await readManifest(storage);
  if (!found) throw nothingLoaded(path, 'folder');
  const tables = publicTables(found.manifest).filter(({ published }) => published !== undefined);
  const { DuckDBInstance: Instance } = await loadDriver();
  const instance = await Instance.create(':memory:', {
    memory_limit: `${MEMORY_MEGABYTES}MB`,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = new Connection(path, await instance.connect(), 'owner');
  const session = new DuckdbQueries(
    connection,
    path,
    async () => instance.closeSync(),
    async () => tables.map(({ schema }) => schema),
    tables.map(({ schema, file }) => {
      const from = literal(join(path, String(file)));
      return `CREATE VIEW ${quote(schema.table)} AS SELECT * FROM read_parquet(${from})`;
    }),
  );
  try {
    const files = tables.map(({ file }) => literal(join(path, String(file))));
    // Of all files of this machine only these, whatever a query says.
    await connection.run(`SET allowed_paths = [${files.join(', ')}]`);
    // The views name some files many times.
    await connection.run('SET parquet_metadata_cache = true');
    await connection.run('SET enable_external_access = false');
    await connection.run('SET lock_configuration = true');
    for (const statement of session.setup) await connection.run(statement);
    return session;
  } catch (error) {
    await session.close();
    throw error;
  }
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

class DuckdbQueries implements QuerySession {
  readonly dialect = 'duckdb';
  readonly nameOf = quote;
  #isWanted = false;

  constructor(
    private readonly connection: Connection,
    readonly location: string,
    private readonly closeAll: () => Promise<void> | ReturnType<Database['close']>,
    readonly tables: () => Promise<TableSchema[]>,
    readonly setup: readonly string[] = [],
  ) {}

  async others(): Promise<Set<string>> {
    const ours = new Set((await this.tables()).map(({ table }) => table.toLowerCase()));
    const rows = await this.connection.query(
      `SELECT lower(table_name) FROM information_schema.tables
       WHERE table_catalog = current_database() AND table_schema = 'main'`,
    );
    return new Set(rows.map(([name]) => String(name)).filter((name) => !ours.has(name)));
  }

  async define(views: readonly ViewText[]): Promise<void> {
    for (const view of views) await this.connection.run(viewStatement(view, '', 'CREATE TEMP VIEW'));
  }

  async query(sql: string, options: QueryOptions = {}): Promise<QueryResult> {
    const { values = [], timeoutMs, signal } = options;
    const driver = this.connection.driver;
    const done = new AbortController();
    // What has not begun yet is not interrupted, so again and again.
    const stop = () => {
      driver.interrupt();
      systemClock.sleep(INTERRUPT_MS, done.signal).then(stop, () => undefined);
    };
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) throw stopped(timeoutMs, signal);
    if (timeoutMs !== undefined) systemClock.sleep(timeoutMs, done.signal).then(stop, () => undefined);
    const until = systemClock.now() + (timeoutMs ?? Number.POSITIVE_INFINITY);
    try {
      const statement = await preparedToRead(driver, sql);
      try {
        statement.bind(values as DuckDBValue[]);
        return await resultOf(await statement.stream(), options);
      } finally {
        statement.destroySync();
      }
    } catch (error) {
      throw this.#problem(error, signal?.aborted || systemClock.now() >= until ? options : undefined);
    } finally {
      done.abort();
      signal?.removeEventListener('abort', stop);
    }
  }

  /** A load of this process waits for the file: DuckDB lets nobody write who finds it open for reading. */
  yieldToLoad(): void {
    this.#isWanted = true;
    this.connection.driver.interrupt();
  }

  async close(): Promise<void> {
    this.connection.close();
    await this.closeAll();
  }

  #problem(error: unknown, stoppedBy: QueryOptions | undefined): unknown {
    if (error instanceof DestinationError) return error;
    if (this.#isWanted)
      return queryProblem('the query was stopped, because a load begins: ask again when it has begun');
    if (stoppedBy) return stopped(stoppedBy.timeoutMs, stoppedBy.signal);
    const words = statementProblem(error);
    if (words !== undefined) return queryProblem(`DuckDB: ${words}`, error);
    return this.connection.words(() => Promise.reject(error)).catch((known: unknown) => known);
  }
}

/** DuckDB can write files from a query of a file that is open for reading: only SELECT and EXPLAIN pass. */
async function preparedToRead(driver: DuckDBConnection, sql: string): Promise<DuckDBPreparedStatement> {
  const { StatementType } = await loadDriver();
  const statements = await driver.extractStatements(sql);
  if (statements.count === 1) {
    const prepared = await statements.prepare(0);
    const type = prepared.statementType;
    if (type === StatementType.SELECT || type === StatementType.EXPLAIN) return prepared;
    prepared.destroySync();
  }
  throw queryProblem('only one query that reads can be run: SELECT, WITH, EXPLAIN');
}

const TYPES: Readonly<Record<string, ColumnType>> = {
  BOOLEAN: 'boolean',
  DATE: 'date',
  'TIMESTAMP WITH TIME ZONE': 'timestamp',
  TIMESTAMP: 'timestamp',
  JSON: 'json',
  DOUBLE: 'decimal',
  FLOAT: 'decimal',
};

function typeOf(name: string): ColumnType {
  if (/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(name)) return 'bigint';
  return name.startsWith('DECIMAL') ? 'decimal' : (TYPES[name] ?? 'text');
}

/** Value after value: a chunk has two thousand rows, whatever is wanted of them. */
async function resultOf(
  result: DuckDBResult,
  { limit = Number.POSITIVE_INFINITY, maxCharacters = Number.POSITIVE_INFINITY }: QueryOptions,
): Promise<QueryResult> {
  const names = result.columnNames();
  const columns = result
    .columnTypes()
    .map((type, at): QueryColumn => ({ name: names[at] ?? '', type: typeOf(type.alias ?? String(type)) }));
  const rows: QueryValue[][] = [];
  let characters = 0;
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    for (let at = 0; at < chunk.rowCount; at++) {
      if (rows.length >= limit) return { columns, rows, isCut: true };
      const row = chunk.getRowValues(at).map((value, index) => cellOf(value, columns[index]?.type));
      for (const value of row) characters += typeof value === 'string' ? value.length : 1;
      if (characters > maxCharacters) return { columns, rows, isCut: true, isTooLong: true };
      rows.push(row);
    }
  }
  return { columns, rows, isCut: false };
}

function cellOf(value: DuckDBValue | undefined, type: ColumnType | undefined): QueryValue {
  if (value === null || value === undefined) return null;
  if (type === 'boolean') return value === true;
  if (type === 'bigint') return BigInt(value as number | bigint);
  if (type === 'timestamp' && typeof value === 'object' && 'micros' in value)
    return instantText(value.micros);
  return type === 'decimal' ? decimalText(String(value)) : String(value);
}
