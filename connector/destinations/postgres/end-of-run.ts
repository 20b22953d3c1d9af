// The steps of the end of a run on a schema of PostgreSQL.
import type { Deletion } from '../../model/destination.js';
import type { TableSchema } from '../../model/table.js';
import type { EndOfRunTables } from '../kit/end-of-run.js';
import { DELETED_AT, keptKeys } from '../kit/pending-replace.js';
import { forgetTable } from './catalog.js';
import type { Connection } from './connection.js';
import { asText, cast, column, tableName } from './sql.js';
import { ensureTable, existingTable } from './tables.js';

const ACCOUNT = column('_account');

/** @param mayChange the schema is locked for changes of tables */
export function endOfRunTables(
  connection: Connection,
  schema: string,
  mayChange = true,
): EndOfRunTables<TableSchema> {
  const nameOf = ({ table }: TableSchema) => tableName(schema, table);
  return {
    find: (table) => existingTable(connection, schema, table),
    schemaOf: (table) => table,
    ensure: (wanted) => ensureTable(connection, schema, wanted, mayChange),
    removeRows: async (table, account) => {
      await connection.run(`DELETE FROM ${nameOf(table)} WHERE ${ACCOUNT} = $1`, [account]);
    },
    copyRows: async (from, to, account) => {
      await connection.run(`${insertFrom(from, to, nameOf)} WHERE ${ACCOUNT} = $1`, [account]);
    },
    isEmpty: async (table) => (await connection.value(`SELECT 1 FROM ${nameOf(table)} LIMIT 1`)) === null,
    drop: async (table) => {
      await connection.run(`DROP TABLE ${nameOf(table)}`);
      await forgetTable(connection, schema, table.table);
    },
    mark: (table, deletion, at) => mark(connection, nameOf(table), table, deletion, at),
  };
}

function mark(
  connection: Connection,
  name: string,
  table: TableSchema,
  deletion: Deletion,
  at: string,
): Promise<number> {
  const groups = keptKeys(deletion);
  const marker = column(DELETED_AT.name);
  const conditions = groups.map(({ columns }, index) => ` AND ${notAmong(table, columns, index + 4)}`);
  return connection.change(
    `UPDATE ${name} SET ${marker} = $1::timestamptz
     WHERE ${ACCOUNT} = $2 AND ${column('_run_id')} <> $3 AND ${marker} IS NULL${conditions.join('')}`,
    [at, deletion.account, deletion.runId, ...groups.map(({ keys }) => withoutNul(JSON.stringify(keys)))],
  );
}

/** The values are bound as one JSON text: a list of rows, each a list of texts. */
function notAmong({ columns: known }: TableSchema, columns: readonly string[], parameter: number): string {
  const own = columns.map((name) => {
    const found = known.find((one) => one.name.toLowerCase() === name.toLowerCase());
    return asText(column(found?.name ?? name), found?.type ?? 'text');
  });
  const given = columns.map((_, index) => `r->>${index}`);
  return `(${own.join(', ')}) NOT IN (SELECT ${given.join(', ')} FROM jsonb_array_elements($${parameter}::jsonb) r)`;
}

/** As the texts are stored. */
function withoutNul(json: string): string {
  return json.replaceAll('\\u0000', '\\ufffd');
}

function insertFrom(from: TableSchema, to: TableSchema, nameOf: (table: TableSchema) => string): string {
  const known = new Map(to.columns.map((one) => [one.name.toLowerCase(), one]));
  const targets = from.columns.map(({ name }) => column(known.get(name.toLowerCase())?.name ?? name));
  const values = from.columns.map(({ name, type }) =>
    cast(column(name), type, known.get(name.toLowerCase())?.type ?? type),
  );
  return `INSERT INTO ${nameOf(to)} (${targets.join(', ')}) SELECT ${values.join(', ')} FROM ${nameOf(from)}`;
}
