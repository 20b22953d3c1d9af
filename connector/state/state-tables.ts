// The tables in which a destination remembers, told by their keys: whoever adds one needs no list here.
import { type Cell, isOwnTable, type RowBatch, type TableSchema } from '../model/table.js';

/** What is remembered of each source object of each account. */
export function stateTables(tables: readonly TableSchema[]): TableSchema[] {
  return ownTables(tables, ['_account', 'source']);
}

/** What is written down of each run. */
export function runTables(tables: readonly TableSchema[]): TableSchema[] {
  return ownTables(tables, ['run_id']);
}

/** Rows with these values in these columns go; none come. */
export function removal(schema: TableSchema, columns: string[], keys: Cell[][]): RowBatch {
  return { schema, rows: [], replaces: { columns, keys } };
}

function ownTables(tables: readonly TableSchema[], key: readonly string[]): TableSchema[] {
  return tables.filter(
    ({ table, primaryKey }) => isOwnTable(table) && key.every((name) => primaryKey.includes(name)),
  );
}
