// Queries of a SQLite file.
import type { Database, Statement } from 'better-sqlite3';
import { fileExists, nothingLoaded, usableFile } from '../destinations/kit/database-file.js';
import { catalogedTables } from '../destinations/sqlite/catalog.js';
import { loadDriver } from '../destinations/sqlite/driver.js';
import { sqliteProblem } from '../destinations/sqlite/errors.js';
import { quote } from '../destinations/sqlite/sql.js';
import { systemClock } from '../model/clock.js';
import { plainDecimal } from '../model/json.js';
import type { QueryColumn, QueryOptions, QueryResult, QuerySession, QueryValue } from '../model/query.js';
import type { ColumnType, TableSchema } from '../model/table.js';
import type { ViewText } from '../model/view-text.js';
import { viewStatement } from '../model/view-text.js';
import { decimalText, instantText, queryProblem, stopped } from './values.js';

const KIND = 'SQLite file';
const TYPES: Readonly<Record<string, ColumnType>> = {
  BOOLEAN: 'boolean',
  INTEGER: 'bigint',
  NUMERIC: 'decimal',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
  TEXT: 'text',
};

export async function openSqlite(path: string): Promise<QuerySession> {
  const file = await usableFile(path, KIND);
  if (!(await fileExists(file))) throw nothingLoaded(file, KIND);
  const open = await loadDriver();
  try {
    const db = open(file, { readonly: true, fileMustExist: true, timeout: 10_000 });
    db.defaultSafeIntegers(true);
    return new SqliteQueries(db, file);
  } catch (error) {
    throw sqliteProblem(error, file);
  }
}

class SqliteQueries implements QuerySession {
  readonly dialect = 'sqlite';
  readonly nameOf = quote;
  readonly setup = [];

  constructor(
    private readonly db: Database,
    readonly location: string,
  ) {}

  async tables(): Promise<TableSchema[]> {
    return catalogedTables(this.db);
  }

  async others(): Promise<Set<string>> {
    const ours = new Set((await this.tables()).map(({ table }) => table.toLowerCase()));
    const names = this.db
      .prepare<[], string>("SELECT lower(name) FROM sqlite_master WHERE type IN ('table', 'view')")
      .pluck()
      .all();
    return new Set(names.filter((name) => !ours.has(name)));
  }

  async define(views: readonly ViewText[]): Promise<void> {
    for (const view of views) {
      try {
        this.db.exec(viewStatement(view, '', 'CREATE TEMP VIEW'));
      } catch (error) {
        throw this.#problem(error);
      }
    }
  }

  async query(sql: string, options: QueryOptions = {}): Promise<QueryResult> {
    const { values = [], limit = Number.POSITIVE_INFINITY, timeoutMs, signal } = options;
    const statement = this.#prepared(sql);
    const columns = statement.columns().map(({ name, type }): QueryColumn => ({ name, type: typeOf(type) }));
    const until = systemClock.now() + (timeoutMs ?? Number.POSITIVE_INFINITY);
    const rows: QueryValue[][] = [];
    try {
      for (const row of statement.raw().iterate(...values) as IterableIterator<unknown[]>) {
        if (signal?.aborted || systemClock.now() > until) throw stopped(timeoutMs, signal);
        if (rows.length >= limit) return { columns: typed(columns, rows), rows, isCut: true };
        rows.push(row.map((value, at) => cellOf(value, columns[at]?.type)));
      }
    } catch (error) {
      throw this.#problem(error);
    }
    return { columns: typed(columns, rows), rows, isCut: false };
  }

  async close(): Promise<void> {
    this.db.close();
  }

  #prepared(sql: string): Statement {
    try {
      const statement = this.db.prepare(sql);
      if (statement.reader && statement.readonly) return statement;
    } catch (error) {
      throw this.#problem(error);
    }
    throw queryProblem('only a query that reads can be run: SELECT, WITH, EXPLAIN');
  }

  #problem(error: unknown): unknown {
    const { code, message } = error as { code?: string; message?: string };
    const isWrong = code === 'SQLITE_ERROR' || (code === undefined && error instanceof Error);
    const isOurs = error instanceof Error && error.name === 'DestinationError';
    if (isWrong && !isOurs) return queryProblem(`SQLite: ${message}`, error);
    return sqliteProblem(error, this.location);
  }
}

/** Of the declaration of a column of a table; expressions have none. */
function typeOf(declared: string | null): ColumnType {
  return TYPES[(declared ?? '').toUpperCase()] ?? 'text';
}

/** Expressions have the type of their first value. */
function typed(columns: readonly QueryColumn[], rows: readonly QueryValue[][]): QueryColumn[] {
  return columns.map((column, at) => {
    const first = rows.find((row) => row[at] !== null)?.[at];
    return column.type === 'text' && typeof first === 'bigint' ? { ...column, type: 'bigint' } : column;
  });
}

function cellOf(value: unknown, type: ColumnType | undefined): QueryValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') {
    if (type === 'boolean') return value !== 0n;
    return type === 'decimal' ? String(value) : value;
  }
  if (typeof value === 'number') return decimalText(plainDecimal(String(value)));
  if (type === 'timestamp') return instantText(String(value));
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
}
