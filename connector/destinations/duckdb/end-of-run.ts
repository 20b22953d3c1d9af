// The steps of the end of a run on a DuckDB file.
import type { Deletion } from '../../model/destination.js';
import type { TableSchema } from '../../model/table.js';
import type { EndOfRunTables } from '../kit/end-of-run.js';
import { DELETED_AT, keptKeys } from '../kit/pending-replace.js';
import { forgetTable } from './catalog.js';
import type { Connection } from './database.js';
import { digitsIn } from './digits.js';
import type { Table } from './existing-tables.js';
import type { KnownTables } from './known-tables.js';
import { asText, cast, quote, shortest } from './sql.js';
import { ensureTable } from './tables.js';

const ACCOUNT = quote('_account');

export function endOfRunTables(tables: KnownTables): EndOfRunTables<Table> {
  const { connection } = tables;
  const nameOf = ({ schema }: Table) => quote(schema.table);
  return {
    find: (table) => tables.find(table),
    schemaOf: ({ schema }) => schema,
    ensure: async (wanted, pending) =>
      ensureTable(tables, wanted, pending && (await digitsOf(connection, pending))),
    removeRows: async (table, account) => {
      await connection.run(`DELETE FROM ${nameOf(table)} WHERE ${ACCOUNT} = ?`, [account]);
    },
    copyRows: async (from, to, account) => {
      await connection.run(`${insertFrom(from, to)} WHERE ${ACCOUNT} = ?`, [account]);
    },
    isEmpty: async (table) =>
      (await connection.value(`SELECT true FROM ${nameOf(table)} LIMIT 1`)) === undefined,
    drop: async (table) => {
      await connection.run(`DROP TABLE ${nameOf(table)}`);
      await forgetTable(connection, table.schema.table);
      tables.forget(table.schema.table);
    },
    mark: ({ schema }, deletion, at) => mark(connection, schema, deletion, at),
  };
}

function mark(connection: Connection, schema: TableSchema, deletion: Deletion, at: string): Promise<number> {
  const groups = keptKeys(deletion);
  const name = quote(DELETED_AT.name);
  const conditions = groups.map(({ columns }) => ` AND ${notAmong(schema, columns)}`);
  const lists = groups.map(({ columns, keys }) =>
    JSON.stringify(keys.map((key) => comparable(schema, columns, key))),
  );
  return connection.run(
    `UPDATE ${quote(schema.table)} SET ${name} = CAST(? AS TIMESTAMPTZ)
     WHERE ${ACCOUNT} = ? AND "_run_id" <> ? AND ${name} IS NULL${conditions.join('')}`,
    [at, deletion.account, deletion.runId, ...lists],
  );
}

/** The values are bound as one JSON text: a list of rows, each a list of texts. */
function notAmong(schema: TableSchema, columns: readonly string[]): string {
  const own = columns.map((name) => asText(quote(name), typeIn(schema, name), true));
  const given = columns.map((_, index) => `r[${index + 1}]`);
  return `(${own.join(', ')}) NOT IN
    (SELECT ${given.join(', ')} FROM (SELECT unnest(from_json(?, '[["VARCHAR"]]')) AS r))`;
}

/** The texts of a key as `asText` writes the stored values. */
function comparable(schema: TableSchema, columns: readonly string[], key: readonly string[]): string[] {
  return key.map((text, index) =>
    typeIn(schema, columns[index] ?? '') === 'decimal' ? shortest(text) : text.toWellFormed(),
  );
}

function typeIn({ columns }: TableSchema, name: string) {
  return columns.find((one) => one.name.toLowerCase() === name.toLowerCase())?.type ?? 'text';
}

/** Digits of the numbers of a table. Stored DECIMALs are padded with zeros, which do not count. */
async function digitsOf(connection: Connection, { schema, types }: Table) {
  const numbers = schema.columns
    .filter(({ type }) => type === 'decimal' || type === 'bigint')
    .map(({ name }) => ({ name: name.toLowerCase(), expression: quote(name) }));
  const isPadded = ({ name }: { name: string }) => types.get(name)?.startsWith('DECIMAL') ?? false;
  const from = quote(schema.table);
  const padded = await digitsIn(connection, from, numbers.filter(isPadded), true);
  const others = await digitsIn(
    connection,
    from,
    numbers.filter((one) => !isPadded(one)),
  );
  return new Map([...padded, ...others]);
}

function insertFrom({ schema: from }: Table, { schema: to, types }: Table): string {
  const keys = new Set(to.primaryKey.map((name) => name.toLowerCase()));
  const targets = from.columns.map(({ name }) => quote(name));
  const values = from.columns.map(({ name, type }) => {
    const key = name.toLowerCase();
    return cast(quote(name), type, types.get(key) ?? 'VARCHAR', keys.has(key));
  });
  return `INSERT INTO ${quote(to.table)} (${targets.join(', ')})
    SELECT ${values.join(', ')} FROM ${quote(from.table)}`;
}
