// The end of a run on an engine that has tables: pending rows take the place of a table's, and rows that are gone are
// marked. The order of the steps is here; an engine brings each step. Call everything inside one transaction.
import type { Deletion, Replacement } from '../../model/destination.js';
import type { TableSchema } from '../../model/table.js';
import { encodeCell } from './cells.js';
import { pendingName, withDeletedAt } from './pending-replace.js';

/** The steps of an engine. `Table` is its handle on a table that exists. */
export interface EndOfRunTables<Table> {
  /** A table of ours, also a pending one, whatever the case of its name; undefined when there is none. */
  find(table: string): Promise<Table | undefined>;
  schemaOf(table: Table): TableSchema;
  /** Makes or widens a table. @param pending the table whose rows move into it, if that is why */
  ensure(wanted: TableSchema, pending?: Table): Promise<Table>;
  /** Removes the rows of an account. */
  removeRows(table: Table, account: string): Promise<void>;
  /** Adds the rows of an account to a table that has all of their columns, perhaps wider ones. */
  copyRows(from: Table, to: Table, account: string): Promise<void>;
  isEmpty(table: Table): Promise<boolean>;
  drop(table: Table): Promise<void>;
  /** Sets `_deleted_at` where it is null, the run has not written the row, and it is not excepted. Rows marked. */
  mark(table: Table, deletion: Deletion, at: string): Promise<number>;
}

/**
 * Rows move into the table that exists, so indexes, views, triggers and rights of others stay, and so do the rows of
 * other accounts. A table without pending rows is emptied: the run has found none.
 */
export async function swapTables<Table>(
  engine: EndOfRunTables<Table>,
  replacement: Replacement,
): Promise<void> {
  const { account, tables } = replacement;
  const moves: { pending: Table | undefined; target: Table }[] = [];
  for (const table of tables) {
    const pending = await engine.find(pendingName(table));
    const target = pending
      ? await engine.ensure({ ...engine.schemaOf(pending), table }, pending)
      : await engine.find(table);
    if (target) moves.push({ pending, target });
  }
  for (const { pending, target } of moves) {
    await engine.removeRows(target, account);
    if (pending) await engine.copyRows(pending, target, account);
  }
  await discardPending(engine, replacement);
}

/** Removes the pending rows of an account. Another account may be loading the same tables: its rows stay. */
export async function discardPending<Table>(
  engine: EndOfRunTables<Table>,
  { account, tables }: Replacement,
): Promise<void> {
  for (const table of tables) {
    const pending = await engine.find(pendingName(table));
    if (!pending) continue;
    await engine.removeRows(pending, account);
    if (await engine.isEmpty(pending)) await engine.drop(pending);
  }
}

/** Rows marked by table; 0 for a table that does not exist. */
export async function markRows<Table>(
  engine: EndOfRunTables<Table>,
  deletions: readonly Deletion[],
  at: string,
): Promise<Record<string, number>> {
  const instant = String(encodeCell(at, 'timestamp'));
  const found: { deletion: Deletion; table: Table | undefined }[] = [];
  for (const deletion of deletions) {
    const known = await engine.find(deletion.table);
    const table = known && (await engine.ensure(withDeletedAt(engine.schemaOf(known))));
    found.push({ deletion, table });
  }
  const marked: [string, number][] = [];
  for (const { deletion, table } of found) {
    marked.push([deletion.table, table ? await engine.mark(table, deletion, instant) : 0]);
  }
  return Object.fromEntries(marked);
}
