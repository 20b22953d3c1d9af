// What names a record among those of its source object, and its row among those of its table.
import { isScalar, stringifyJson } from '../model/json.js';
import type { ApiRecord } from '../model/record.js';
import type { Cell, TableSchema } from '../model/table.js';

/** `billId=FR1, billDetailId=7`; a reading without parameters is `(list)`. */
export function partitionId(partition: Record<string, unknown>): string {
  const parts = Object.entries(partition).map(
    ([name, value]) => `${name}=${isScalar(value as string) ? String(value) : JSON.stringify(value)}`,
  );
  return parts.length > 0 ? parts.join(', ') : '(list)';
}

/** An object has the id of its reading, which is also that of an object that could not be loaded. */
export function recordId({ kind, partition, payload }: ApiRecord, key: string | undefined): string {
  const id = partitionId(partition);
  return kind === 'object' || kind === 'scalar' ? id : `${id} / ${key ?? stringifyJson(payload)}`;
}

/** Reads the key of a row as text; undefined for tables that only append. */
export function rowKeys(schema: TableSchema): (row: readonly Cell[]) => string | undefined {
  const names = schema.columns.map((column) => column.name.toLowerCase());
  const indexes = schema.primaryKey.map((name) => names.indexOf(name.toLowerCase()));
  return (row) =>
    indexes.length === 0 ? undefined : JSON.stringify(indexes.map((index) => cellText(row[index])));
}

function cellText(cell: Cell | undefined): string {
  return typeof cell === 'object' && cell !== null ? cell.text : String(cell);
}
