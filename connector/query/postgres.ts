// Queries of a schema of a PostgreSQL database, each in a transaction that can only read.
import type { Client } from 'pg';
import type { OptionValue } from '../destinations/kit/kind.js';
import { catalogedTables } from '../destinations/postgres/catalog.js';
import { Connection } from '../destinations/postgres/connection.js';
import { placeOf } from '../destinations/postgres/options.js';
import { quote, tableName } from '../destinations/postgres/sql.js';
import { DestinationError } from '../model/errors.js';
import type { QueryColumn, QueryOptions, QueryResult, QuerySession, QueryValue } from '../model/query.js';
import type { ColumnType, TableSchema } from '../model/table.js';
import type { ViewText } from '../model/view-text.js';
import { viewStatement } from '../model/view-text.js';
import { checkFunctions, checkStatement } from './postgres-guard.js';
import { decimalText, instantText, queryProblem, stopped } from './values.js';

/** Types by their numbers in `pg_type`. */
const TYPES: Readonly<Record<number, ColumnType>> = {
  16: 'boolean',
  20: 'bigint',
  21: 'bigint',
  23: 'bigint',
  700: 'decimal',
  701: 'decimal',
  1700: 'decimal',
  1082: 'date',
  1184: 'timestamp',
  114: 'json',
  3802: 'json',
};
const CANCELLED = '57014';
/** Classes of errors of a statement: syntax and rights, data, features, limits, read-only transaction. */
const STATEMENT_ERRORS = /^(42|22|0A|54|25006|21|2F)/;

/** Functions of these names that may have effects, in any schema. */
const VOLATILE = `SELECT DISTINCT proname FROM pg_catalog.pg_proc
  WHERE provolatile = 'v' AND proname::text IN (SELECT jsonb_array_elements_text($1::jsonb))`;

/** The driver keeps no row after an error of a value. */
class TooLong extends Error {}

function oneStatement(
  client: Client,
  text: string,
  values: (string | null)[],
  maxCharacters = Number.POSITIVE_INFINITY,
): Promise<Answer> {
  let characters = 0;
  const asText = (value: string) => {
    characters += value.length;
    if (characters > maxCharacters) throw new TooLong();
    return value;
  };
  const types = { getTypeParser: () => asText };
  const query = { text, values, rowMode: 'array', types, queryMode: 'extended' };
  return client.query(query as never) as unknown as Promise<Answer>;
}

export async function openPostgres(
  options: Record<string, OptionValue>,
  env: NodeJS.ProcessEnv,
): Promise<QuerySession> {
  const place = placeOf(options, env);
  const server = {
    where: `PostgreSQL ${place.location}`,
    config: () => place.reach(),
  };
  // The views have hundreds of expressions: compiling them takes longer than the query, and sorts of a hundred thousand
  // bills do not fit into the 4 MB of a server that nobody has set up.
  const faster = "SET jit = off; SET work_mem = '32MB'; SET standard_conforming_strings = on";
  const settings = `SET default_transaction_read_only = on; ${faster}; SET search_path = ${quote(place.schema)}`;
  const connection = new Connection(server, settings);
  try {
    await connection.client();
    return new PostgresQueries(connection, place.schema, place.location);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

class PostgresQueries implements QuerySession {
  readonly dialect = 'postgres';
  readonly setup = [];

  constructor(
    private readonly connection: Connection,
    private readonly schema: string,
    readonly location: string,
  ) {}

  readonly nameOf = (table: string) => tableName(this.schema, table);

  tables(): Promise<TableSchema[]> {
    return catalogedTables(this.connection, this.schema);
  }

  async others(): Promise<Set<string>> {
    const ours = new Set((await this.tables()).map(({ table }) => table.toLowerCase()));
    const rows = await this.connection.query(
      `SELECT lower(relname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
       WHERE nspname = $1 AND relkind IN ('r', 'p', 'v', 'm', 'f')`,
      [this.schema],
    );
    return new Set(rows.map(([name]) => name ?? '').filter((name) => !ours.has(name)));
  }

  /** PostgreSQL counts temporary views among what changes data. */
  async define(views: readonly ViewText[]): Promise<void> {
    const statements = views.map((view) => viewStatement(view, '', 'CREATE TEMP VIEW'));
    await this.connection.script(`BEGIN READ WRITE; ${statements.join(';\n')}; COMMIT`);
  }

  /** One at a time: a connection has one transaction. */
  async query(sql: string, options: QueryOptions = {}): Promise<QueryResult> {
    const { values = [], limit, maxCharacters, timeoutMs, signal, isTyped = false } = options;
    const isExplain = isTyped && checkStatement(sql);
    if (signal?.aborted) throw stopped(timeoutMs, signal);
    const client = await this.connection.client();
    await this.connection.script(
      `BEGIN READ ONLY; SET LOCAL statement_timeout = ${Math.ceil(timeoutMs ?? 0)}`,
    );
    const cancel = () => void this.#cancel((client as unknown as { processID?: number }).processID);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      if (isTyped) await this.#checkFunctions(client, sql);
      // A prepared statement is one statement: none can follow that ends the transaction.
      const text =
        limit === undefined || isExplain
          ? sql
          : `SELECT * FROM (\n${sql.replace(/;\s*$/, '')}\n) AS q LIMIT ${limit + 1}`;
      const bound = values.map((value) => (value === null ? null : String(value)));
      return resultOf(await oneStatement(client, text, bound, maxCharacters), limit);
    } catch (error) {
      if (error instanceof TooLong) return { columns: [], rows: [], isCut: true, isTooLong: true };
      throw this.#problem(error, timeoutMs, signal);
    } finally {
      signal?.removeEventListener('abort', cancel);
      await this.connection.script('ROLLBACK').catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  /** In the same transaction: what the catalogue says is what the statement finds. */
  async #checkFunctions(client: Client, sql: string): Promise<void> {
    await checkFunctions(
      sql,
      async (names) => {
        const { rows } = await oneStatement(client, VOLATILE, [JSON.stringify(names)]);
        return rows.map(([name]) => name ?? '');
      },
      async () => {
        const plan = sql.replace(/;\s*$/, '').replace(/^\s*explain\b/i, '');
        const { rows } = await oneStatement(client, `EXPLAIN (VERBOSE, COSTS OFF) ${plan}`, []);
        return rows.map(([line]) => line).join('\n');
      },
    );
  }

  async #cancel(process: number | undefined): Promise<void> {
    if (process === undefined) return;
    const other = new Connection(this.connection.server);
    await other.query('SELECT pg_cancel_backend($1)', [String(process)]).catch(() => undefined);
    await other.close();
  }

  #problem(error: unknown, timeoutMs: number | undefined, signal: AbortSignal | undefined): unknown {
    const { code, message } = error as { code?: string; message?: string };
    if (error instanceof DestinationError) return error;
    if (code === CANCELLED) return stopped(timeoutMs, signal);
    if (STATEMENT_ERRORS.test(code ?? '')) return queryProblem(`PostgreSQL: ${message} (${code})`, error);
    return this.connection.words(() => Promise.reject(error)).catch((known: unknown) => known);
  }
}

interface Answer {
  fields: { name: string; dataTypeID: number }[];
  rows: (string | null)[][];
}

function resultOf({ fields, rows }: Answer, limit: number | undefined): QueryResult {
  const columns = fields.map(
    ({ name, dataTypeID }): QueryColumn => ({ name, type: TYPES[dataTypeID] ?? 'text' }),
  );
  const isCut = limit !== undefined && rows.length > limit;
  const shown = isCut ? rows.slice(0, limit) : rows;
  return {
    columns,
    rows: shown.map((row) => row.map((value, at) => cellOf(value, columns[at]?.type))),
    isCut,
  };
}

function cellOf(value: string | null, type: ColumnType | undefined): QueryValue {
  if (value === null) return null;
  if (type === 'boolean') return value === 't';
  if (type === 'bigint') return BigInt(value);
  if (type === 'decimal') return decimalText(value);
  return type === 'timestamp' ? instantText(value) : value;
}
