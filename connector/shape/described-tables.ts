// What the API's documents say of tables and columns that are there: of the table of a source object, and of its child tables.
import { commentOf, type TableComments } from '../model/comments.js';
import type { DeclaredField, DeclaredList } from '../model/declared-table.js';
import type { TableSpec } from '../model/plan.js';
import type { TableSchema } from '../model/table.js';
import { childTable } from './list-shaper.js';
import { joinPath } from './paths.js';

/** @param tables those of the destination, by name */
export function describedTables(
  { table, declared }: TableSpec,
  tables: ReadonlyMap<string, TableSchema>,
): TableComments[] {
  if (!declared) return [];
  return [
    ...described(table, declared.fields, tables, commentOf(declared.description)),
    ...declared.lists.flatMap((list) => describedList(table, list, tables)),
  ];
}

function describedList(
  parent: string,
  list: DeclaredList,
  tables: ReadonlyMap<string, TableSchema>,
): TableComments[] {
  const table = childTable(parent, list);
  return [
    ...described(table, list.fields, tables, commentOf(list.description)),
    ...list.lists.flatMap((inner) => describedList(table, inner, tables)),
  ];
}

function described(
  table: string,
  fields: readonly DeclaredField[],
  tables: ReadonlyMap<string, TableSchema>,
  comment: string | undefined,
): TableComments[] {
  const schema = tables.get(table);
  if (!schema) return [];
  const names = new Map(schema.columns.map(({ path, name }) => [path, name]));
  const columns = fields.flatMap(({ parts, description }) => {
    const name = names.get(joinPath(parts));
    const text = commentOf(description);
    return name === undefined || text === undefined ? [] : [[name, text] as const];
  });
  return [{ table, ...(comment !== undefined && { comment }), columns: Object.fromEntries(columns) }];
}
