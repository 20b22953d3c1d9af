// The tables of one source object: its own, and those of the lists that its objects hold.
import { isOwnTable, type TableSchema } from '../model/table.js';

/** @param others tables of all source objects: the longest name that fits is the owner */
export function tablesBelow(
  table: string,
  schemas: readonly TableSchema[],
  others: readonly string[],
): TableSchema[] {
  return schemas.filter((schema) => {
    if (schema.table === table) return true;
    const isList = schema.columns.some(({ name }) => name === '_position');
    if (!isList || isOwnTable(schema.table) || others.includes(schema.table)) return false;
    const owners = others.filter((other) => schema.table.startsWith(`${other}_`));
    return table === owners.sort((a, b) => b.length - a.length)[0];
  });
}
