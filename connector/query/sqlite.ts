// Queries of a SQLite file.
import { CATALOG, type CatalogRow, catalogSchemas } from '../destinations/kit/catalog-rows.js';
import { fileExists, nothingLoaded, usableFile } from '../destinations/kit/database-file.js';
import { CATALOGED, EXACT_COLUMNS, exactByName } from '../destinations/sqlite/catalog.js';
import { sqliteProblem } from '../destinations/sqlite/errors.js';
import { quote } from '../destinations/sqlite/sql.js';
import { plainDecimal } from '../model/json.js';
import type { QueryColumn, QueryOptions, QueryResult, QuerySession, QueryValue } from '../model/query.js';
import type { ColumnType, TableSchema } from '../model/table.js';
import type { ViewText } from '../model/view-text.js';
import { viewStatement } from '../model/view-text.js';
import { engineApart, engineHere, type SqliteEngine } from './sqlite-engine.js';
import { decimalText, instantText, queryProblem } from './values.js';

const KIND = 'SQLite file';
const TYPES: Readonly<Record<string, ColumnType>> = {
  BOOLEAN: 'boolean',
  INTEGER: 'bigint',
  NUMERIC: 'decimal',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
  TEXT: 'text',
};

/** @param ownProcess in a process of its own, which ends with a statement that is stopped */
export async function openSqlite(path: string, ownProcess = false): Promise<QuerySession> {
  const file = await usableFile(path, KIND);
  if (!(await fileExists(file))) throw nothingLoaded(file, KIND);
  try {
    return new SqliteQueries(await (ownProcess ? engineApart(file) : engineHere(file)), file);
  } catch (error) {
    throw sqliteProblem(error, file);
  }
}

class SqliteQueries implements QuerySession {
  readonly dialect = 'sqlite';
  readonly nameOf = quote;
  readonly setup = [];

  constructor(
    private readonly engine: SqliteEngine,
    readonly location: string,
  ) {}

  async tables(): Promise<TableSchema[]> {
    return catalogSchemas((await this.#catalog(CATALOGED)).map(catalogRow));
  }

  async exactColumns({ table, columns }: TableSchema): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#catalog(EXACT_COLUMNS, [table]);
    return exactByName(
      columns,
      rows.map(([name, path]) => [String(name), String(path)]),
    );
  }

  async others(): Promise<Set<string>> {
    const ours = new Set((await this.tables()).map(({ table }) => table.toLowerCase()));
    const { rows } = await this.query(
      "SELECT lower(name) FROM sqlite_master WHERE type IN ('table', 'view')",
    );
    return new Set(rows.map(([name]) => String(name)).filter((name) => !ours.has(name)));
  }

  async define(views: readonly ViewText[]): Promise<void> {
    for (const view of views) {
      try {
        await this.engine.script(viewStatement(view, '', 'CREATE TEMP VIEW'));
      } catch (error) {
        throw this.#problem(error);
      }
    }
  }

  async query(sql: string, options: QueryOptions = {}): Promise<QueryResult> {
    const { values = [], limit, maxCharacters } = options;
    const limits = {
      ...(limit !== undefined && { limit }),
      ...(maxCharacters !== undefined && { maxCharacters }),
    };
    try {
      const answer = await this.engine.read({ sql, values, ...limits }, options);
      if ('refused' in answer)
        throw queryProblem('only one query that reads can be run: SELECT, WITH, VALUES, EXPLAIN');
      const columns = answer.columns.map(({ name, declared }) => ({ name, type: typeOf(declared) }));
      const rows = answer.rows.map((row) => row.map((value, at) => cellOf(value, columns[at]?.type)));
      const { isCut, isTooLong } = answer;
      return { columns: typed(columns, rows), rows, isCut, ...(isTooLong && { isTooLong }) };
    } catch (error) {
      throw this.#problem(error);
    }
  }

  async close(): Promise<void> {
    await this.engine.close();
  }

  /** Rows of the catalogue; none in a file that another program made. */
  async #catalog(sql: string, values: string[] = []): Promise<QueryValue[][]> {
    const { rows } = await this.query('SELECT 1 FROM sqlite_master WHERE name = ?', { values: [CATALOG] });
    return rows.length === 0 ? [] : (await this.query(sql, { values })).rows;
  }

  #problem(error: unknown): unknown {
    const { code, message } = error as { code?: string; message?: string };
    const isWrong = code === 'SQLITE_ERROR' || (code === undefined && error instanceof Error);
    const isOurs = error instanceof Error && error.name === 'DestinationError';
    if (isWrong && !isOurs) return queryProblem(`SQLite: ${message}`, error);
    return sqliteProblem(error, this.location);
  }
}

function catalogRow([table, column, type, path, key]: QueryValue[]): CatalogRow {
  return {
    table: String(table),
    column: String(column),
    type: String(type),
    path: String(path),
    keyPosition: key === null || key === undefined ? null : Number(key),
  };
}

/** Of the declaration of a column of a table; expressions have none. */
function typeOf(declared: string): ColumnType {
  return TYPES[declared.toUpperCase()] ?? 'text';
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
