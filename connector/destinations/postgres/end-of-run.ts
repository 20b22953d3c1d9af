// What the end of a run does to the tables of a schema. Call everything inside a transaction.
import type { Deletion, Replacement } from '../../model/destination.js';
import type { TableSchema } from '../../model/table.js';
import { DELETED_AT, keptKeys, pendingName, withDeletedAt } from '../kit/pending-replace.js';
import { forgetTable } from './catalog.js';
import type { Connection } from './connection.js';
import { asText, cast, column, tableName } from './sql.js';
import { ensureTable, existingTable } from './tables.js';

const ACCOUNT = column('_account');

/**
 * Rows move into the table that is there, and the old ones go: indexes, views and rights of others stay, and so do
 * the rows of other accounts.
 */
export async function swapTables(
  connection: Connection,
  schema: string,
  replacement: Replacement,
): Promise<void> {
  const { account, tables } = replacement;
  for (const table of tables) {
    const pending = await existingTable(connection, schema, pendingName(table));
    const target = pending
      ? await ensureTable(connection, schema, { ...pending, table })
      : await existingTable(connection, schema, table);
    if (!target) continue;
    await removeRows(connection, tableName(schema, target.table), account);
    if (pending) await copyRows(connection, schema, pending, target, account);
  }
  await discardPending(connection, schema, replacement);
}

/** Another account may be on its way to the same tables: what waits for it stays. */
export async function discardPending(
  connection: Connection,
  schema: string,
  { account, tables }: Replacement,
): Promise<void> {
  for (const table of tables) {
    const pending = await existingTable(connection, schema, pendingName(table));
    if (!pending) continue;
    const name = tableName(schema, pending.table);
    await removeRows(connection, name, account);
    if ((await connection.value(`SELECT 1 FROM ${name} LIMIT 1`)) !== null) continue;
    await connection.run(`DROP TABLE ${name}`);
    await forgetTable(connection, schema, pending.table);
  }
}

/** Rows marked; 0 where there is no such table. */
export async function markRows(
  connection: Connection,
  schema: string,
  deletion: Deletion,
  at: string,
): Promise<number> {
  const known = await existingTable(connection, schema, deletion.table);
  if (!known) return 0;
  const table = await ensureTable(connection, schema, withDeletedAt(known));
  const groups = keptKeys(deletion);
  const mark = column(DELETED_AT.name);
  const conditions = groups.map(({ columns }, index) => ` AND ${notAmong(table, columns, index + 4)}`);
  return connection.change(
    `UPDATE ${tableName(schema, table.table)} SET ${mark} = $1::timestamptz
     WHERE ${ACCOUNT} = $2 AND ${column('_run_id')} <> $3 AND ${mark} IS NULL${conditions.join('')}`,
    [at, deletion.account, deletion.runId, ...groups.map(({ keys }) => possible(JSON.stringify(keys)))],
  );
}

/** The values come as one JSON text: a list of rows, each a list of texts. */
function notAmong({ columns: known }: TableSchema, columns: readonly string[], parameter: number): string {
  const own = columns.map((name) => {
    const found = known.find((one) => one.name.toLowerCase() === name.toLowerCase());
    return asText(column(found?.name ?? name), found?.type ?? 'text');
  });
  const given = columns.map((_, index) => `r->>${index}`);
  return `(${own.join(', ')}) NOT IN (SELECT ${given.join(', ')} FROM jsonb_array_elements($${parameter}::jsonb) r)`;
}

/** As the values are stored. */
function possible(json: string): string {
  return json.replaceAll('\\u0000', '\\ufffd');
}

async function removeRows(connection: Connection, table: string, account: string): Promise<void> {
  await connection.run(`DELETE FROM ${table} WHERE ${ACCOUNT} = $1`, [account]);
}

async function copyRows(
  connection: Connection,
  schema: string,
  from: TableSchema,
  to: TableSchema,
  account: string,
): Promise<void> {
  const types = new Map(to.columns.map(({ name, type }) => [name.toLowerCase(), type]));
  const names = new Map(to.columns.map(({ name }) => [name.toLowerCase(), name]));
  const targets = from.columns.map(({ name }) => column(names.get(name.toLowerCase()) ?? name));
  const values = from.columns.map(({ name, type }) =>
    cast(column(name), type, types.get(name.toLowerCase()) ?? type),
  );
  await connection.run(
    `INSERT INTO ${tableName(schema, to.table)} (${targets.join(', ')})
     SELECT ${values.join(', ')} FROM ${tableName(schema, from.table)} WHERE ${ACCOUNT} = $1`,
    [account],
  );
}
