// The latest snapshot of each table in mode `snapshot`, by account: what the views `<table>_latest` show.
import { flag, instant, ownTable, text } from './own-table.js';
import type { TableSchema } from './table.js';

export const SNAPSHOTS = ownTable(
  '_ovh_snapshot',
  'table with snapshots, and account: its latest snapshot, which the view `<table>_latest` shows',
  {
    tableName: text('the table, also one of the elements of a list'),
    account: text('value of `_account` in its rows'),
    snapshotAt: instant('`_snapshot_at` of the rows of the snapshot'),
    isComplete: flag('false: some of its objects did not come, and no snapshot before it was complete'),
    runId: text('the run that brought it'),
  },
  ['tableName', 'account'],
);

/** Name of the view of the latest snapshot of each account. */
export function latestName(table: string): string {
  return `${table}_latest`;
}

/** Whether the rows of a table are snapshots. */
export function hasSnapshots({ columns, primaryKey }: TableSchema): boolean {
  const column = columns.find(({ path }) => path === '_snapshot_at');
  return column !== undefined && primaryKey.includes(column.name);
}

/** Says of a view that it is of this kind, in its comment or in its text. Other views are left alone. */
export const LATEST_MARK = 'made by source-ovhcloud: the latest snapshot of each account';

/** The SQL of the view. Columns, keys of the join and condition need no other quotes in any engine. @param names quoted, of both tables */
export function latestSelect({ table }: TableSchema, names: { table: string; snapshots: string }): string {
  return `SELECT t.* FROM ${names.table} t
    JOIN ${names.snapshots} s ON s."account" = t."_account" AND s."snapshot_at" = t."_snapshot_at"
    WHERE s."table_name" = '${table.replaceAll("'", "''")}'`;
}
