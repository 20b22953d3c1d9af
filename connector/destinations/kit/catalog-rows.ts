// The rows of the catalogue `_ovh_columns`, in which a database lists the tables of ours: one for each column.
import type { TableComments } from '../../model/comments.js';
import { DestinationError } from '../../model/errors.js';
import { COLUMN_TYPES, type Column, type ColumnType, type TableSchema } from '../../model/table.js';

export const CATALOG = '_ovh_columns';

export interface CatalogRow {
  table: string;
  column: string;
  type: string;
  path: string;
  /** Position in the primary key; null for other columns. */
  keyPosition: number | null;
}

const TYPES = new Set<string>(COLUMN_TYPES);

export function catalogRows({ table, columns, primaryKey }: TableSchema): CatalogRow[] {
  const keys = primaryKey.map((name) => name.toLowerCase());
  return columns.map(({ name, type, path }) => {
    const position = keys.indexOf(name.toLowerCase());
    return { table, column: name, type, path, keyPosition: position < 0 ? null : position };
  });
}

/** @param rows of each table in the order of its columns. Throws `DestinationError` for a type of a newer version. */
export function catalogSchemas(rows: readonly CatalogRow[]): TableSchema[] {
  const byTable = new Map<string, CatalogRow[]>();
  for (const row of rows) {
    const known = byTable.get(row.table);
    if (known) known.push(row);
    else byTable.set(row.table, [row]);
  }
  return [...byTable].map(([table, own]) => {
    const key = own
      .filter(({ keyPosition }) => keyPosition !== null)
      .sort((a, b) => Number(a.keyPosition) - Number(b.keyPosition));
    return { table, columns: own.map(columnOf), primaryKey: key.map(({ column }) => column) };
  });
}

function columnOf({ column, type, path }: CatalogRow): Column {
  if (TYPES.has(type)) return { name: column, type: type as ColumnType, path };
  throw new DestinationError(
    'destination-version',
    `table "${CATALOG}" has the unknown type "${type}": use a newer version of source-ovhcloud`,
  );
}

/** A comment as a catalogue lists it: a row for each column. */
export interface CommentRow {
  table: string;
  column: string;
  comment: string | null;
  /** Of its table. */
  ofTable: string | null;
}

export function commentsOf(rows: readonly CommentRow[]): TableComments[] {
  const tables = new Map<string, { table: string; comment?: string; columns: Record<string, string> }>();
  for (const { table, column, comment, ofTable } of rows) {
    const found = tables.get(table) ?? { table, columns: {}, ...(ofTable !== null && { comment: ofTable }) };
    if (comment !== null) found.columns[column] = comment;
    tables.set(table, found);
  }
  return [...tables.values()];
}
