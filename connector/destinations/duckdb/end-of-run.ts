// What the end of a run does to the tables of a DuckDB file. Call everything inside a transaction.
import type { Deletion, Replacement } from '../../model/destination.js';
import type { TableSchema } from '../../model/table.js';
import { DELETED_AT, keptKeys, pendingName, withDeletedAt } from '../kit/pending-replace.js';
import { forgetTable } from './catalog.js';
import type { Connection } from './database.js';
import { digitsIn } from './digits.js';
import { asText, cast, quote, shortest } from './sql.js';
import { ensureTable, existingTable, type Table } from './tables.js';

const ACCOUNT = quote('_account');

/**
 * Rows move into the table that is there, and the old ones go: columns and views of others stay, and so do the rows of
 * other accounts.
 */
export async function swapTables(connection: Connection, replacement: Replacement): Promise<void> {
  const { account, tables } = replacement;
  const moves: { pending: Table | undefined; target: Table }[] = [];
  for (const table of tables) {
    const pending = await existingTable(connection, pendingName(table));
    const target = pending
      ? await ensureTable(connection, { ...pending.schema, table }, await digitsOf(connection, pending))
      : await existingTable(connection, table);
    if (target) moves.push({ pending, target });
  }
  for (const { pending, target } of moves) {
    await removeRows(connection, target.schema, account);
    if (pending) await copyRows(connection, pending, target, account);
  }
  await discardPending(connection, replacement);
}

/** Another account may be on its way to the same tables: what waits for it stays. */
export async function discardPending(
  connection: Connection,
  { account, tables }: Replacement,
): Promise<void> {
  for (const table of tables) {
    const pending = (await existingTable(connection, pendingName(table)))?.schema;
    if (!pending) continue;
    await removeRows(connection, pending, account);
    const name = quote(pending.table);
    if ((await connection.value(`SELECT true FROM ${name} LIMIT 1`)) !== undefined) continue;
    await connection.run(`DROP TABLE ${name}`);
    await forgetTable(connection, pending.table);
  }
}

/** Rows marked, by table; 0 where there is no such table. */
export async function markRows(
  connection: Connection,
  deletions: readonly Deletion[],
  at: string,
): Promise<Record<string, number>> {
  const found: { deletion: Deletion; schema: TableSchema | undefined }[] = [];
  for (const deletion of deletions) {
    const known = await existingTable(connection, deletion.table);
    const table = known && (await ensureTable(connection, withDeletedAt(known.schema)));
    found.push({ deletion, schema: table?.schema });
  }
  const marked: [string, number][] = [];
  for (const { deletion, schema } of found) {
    marked.push([deletion.table, schema ? await mark(connection, schema, deletion, at) : 0]);
  }
  return Object.fromEntries(marked);
}

async function mark(
  connection: Connection,
  schema: TableSchema,
  deletion: Deletion,
  at: string,
): Promise<number> {
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

/** The values come as one JSON text: a list of rows, each a list of texts. */
function notAmong(schema: TableSchema, columns: readonly string[]): string {
  const own = columns.map((name) => asText(quote(name), typeIn(schema, name), true));
  const given = columns.map((_, index) => `r[${index + 1}]`);
  return `(${own.join(', ')}) NOT IN
    (SELECT ${given.join(', ')} FROM (SELECT unnest(from_json(?, '[["VARCHAR"]]')) AS r))`;
}

/** As the values are stored. */
function comparable(schema: TableSchema, columns: readonly string[], key: readonly string[]): string[] {
  return key.map((text, index) =>
    typeIn(schema, columns[index] ?? '') === 'decimal' ? shortest(text) : text.toWellFormed(),
  );
}

function typeIn({ columns }: TableSchema, name: string) {
  return columns.find((one) => one.name.toLowerCase() === name.toLowerCase())?.type ?? 'text';
}

async function removeRows(connection: Connection, { table }: TableSchema, account: string): Promise<void> {
  await connection.run(`DELETE FROM ${quote(table)} WHERE ${ACCOUNT} = ?`, [account]);
}

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

async function copyRows(connection: Connection, from: Table, to: Table, account: string): Promise<void> {
  const keys = new Set(to.schema.primaryKey.map((name) => name.toLowerCase()));
  const targets = from.schema.columns.map(({ name }) => quote(name));
  const values = from.schema.columns.map(({ name, type }) => {
    const key = name.toLowerCase();
    return cast(quote(name), type, to.types.get(key) ?? 'VARCHAR', keys.has(key));
  });
  await connection.run(
    `INSERT INTO ${quote(to.schema.table)} (${targets.join(', ')})
     SELECT ${values.join(', ')} FROM ${quote(from.schema.table)} WHERE ${ACCOUNT} = ?`,
    [account],
  );
}
