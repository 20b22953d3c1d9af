// What the end of a run does to the tables of a SQLite file. Call everything inside a transaction.
import type { Database } from 'better-sqlite3';
import type { Deletion, Replacement } from '../../model/destination.js';
import type { TableSchema } from '../../model/table.js';
import { DELETED_AT, keptKeys, pendingName, withDeletedAt } from '../kit/pending-replace.js';
import { forgetTable } from './catalog.js';
import { castExpression, quote } from './sql.js';
import { ensureTable, existingTable } from './tables.js';

/**
 * Rows move into the table that is there, and the old ones go: indexes, views and triggers of others stay, and so do
 * the rows of other accounts.
 */
export function swapTables(db: Database, replacement: Replacement): void {
  const { account, tables } = replacement;
  for (const table of tables) {
    const pending = existingTable(db, pendingName(table));
    const target = pending ? ensureTable(db, { ...pending, table }) : existingTable(db, table);
    if (!target) continue;
    removeRows(db, target.table, account);
    if (pending) copyRows(db, pending, target, account);
  }
  discardPending(db, replacement);
}

/** Another account may be on its way to the same tables: what waits for it stays. */
export function discardPending(db: Database, { account, tables }: Replacement): void {
  for (const table of tables) {
    const pending = existingTable(db, pendingName(table));
    if (!pending) continue;
    removeRows(db, pending.table, account);
    const left = db.prepare(`SELECT 1 FROM ${quote(pending.table)} LIMIT 1`).get();
    if (left !== undefined) continue;
    db.exec(`DROP TABLE ${quote(pending.table)}`);
    forgetTable(db, pending.table);
  }
}

/** Rows marked; 0 where there is no such table. */
export function markRows(db: Database, deletion: Deletion, at: string): number {
  const known = existingTable(db, deletion.table);
  if (!known) return 0;
  const { table } = ensureTable(db, withDeletedAt(known));
  const groups = keptKeys(deletion);
  const conditions = groups.map(({ columns }) => notAmong(columns));
  const column = quote(DELETED_AT.name);
  const sql = `UPDATE ${quote(table)} SET ${column} = ?
    WHERE "_account" = ? AND "_run_id" <> ? AND ${column} IS NULL${conditions.map((one) => ` AND ${one}`).join('')}`;
  const lists = groups.map(({ keys }) => JSON.stringify(keys));
  return db.prepare(sql).run(at, deletion.account, deletion.runId, ...lists).changes;
}

/** The values come as one JSON text: a list of rows, each a list of texts. */
function notAmong(columns: readonly string[]): string {
  const own = columns.map((name) => `CAST(${quote(name)} AS TEXT)`);
  const given = columns.map((_, index) => `json_extract(value, '$[${index}]')`);
  return `(${own.join(', ')}) NOT IN (SELECT ${given.join(', ')} FROM json_each(?))`;
}

function removeRows(db: Database, table: string, account: string): void {
  db.prepare(`DELETE FROM ${quote(table)} WHERE "_account" = ?`).run(account);
}

function copyRows(db: Database, from: TableSchema, to: TableSchema, account: string): void {
  const types = new Map(to.columns.map(({ name, type }) => [name.toLowerCase(), type]));
  const names = from.columns.map(({ name }) => quote(name)).join(', ');
  const values = from.columns.map(({ name, type }) =>
    castExpression(name, type, types.get(name.toLowerCase()) ?? type),
  );
  const sql = `INSERT INTO ${quote(to.table)} (${names})
    SELECT ${values.join(', ')} FROM ${quote(from.table)} WHERE "_account" = ? ORDER BY rowid`;
  db.prepare(sql).run(account);
}
