// What names a record among those of its source object, and its row among those of its table.
import { createHash } from 'node:crypto';
import { isScalar, stringifyJson } from './json.js';
import type { ApiRecord } from './record.js';
import type { Cell, TableSchema } from './table.js';

/** `billId=FR1, billDetailId=7`; a reading without parameters is `(list)`. */
export function partitionId(partition: Record<string, unknown>): string {
  const parts = Object.entries(partition).map(
    ([name, value]) => `${name}=${isScalar(value as string) ? String(value) : JSON.stringify(value)}`,
  );
  return parts.length > 0 ? shortened(legible(parts.join(', '))) : '(list)';
}

/** Bytes of an id: longer ones are no key in every destination. */
const LONGEST_ID = 1000;

/** The beginning of a long id, and a digest of all of it. */
function shortened(id: string): string {
  if (id.length * 3 <= LONGEST_ID || Buffer.byteLength(id) <= LONGEST_ID) return id;
  const digest = createHash('sha256').update(id).digest('hex').slice(0, 16);
  return `${id.slice(0, LONGEST_ID / 4).toWellFormed()}... (sha256 ${digest})`;
}

/** Shows what no text can hold: `\xe9` for a byte that is not UTF-8, `\ud800` for half a character. */
function legible(id: string): string {
  if (id.isWellFormed()) return id;
  return id.replace(/\p{Surrogate}/gu, (half) => {
    const code = half.charCodeAt(0);
    const isByte = code >= 0xdc80 && code <= 0xdcff;
    return isByte ? `\\x${(code - 0xdc00).toString(16)}` : `\\u${code.toString(16)}`;
  });
}

/** The partition of the record that was named last: those of one list have the same. */
let last: { partition: ApiRecord['partition']; id: string } | undefined;

/** An object has the id of its reading, which is also that of an object that could not be loaded. */
export function recordId({ kind, partition, payload }: ApiRecord, key: string | undefined): string {
  if (last?.partition !== partition) last = { partition, id: partitionId(partition) };
  const { id } = last;
  return kind === 'object' || kind === 'scalar' ? id : `${id} / ${legible(key ?? stringifyJson(payload))}`;
}

/** Reads the key of a row as text; undefined for tables that only append. */
export function rowKeys(schema: TableSchema): (row: readonly Cell[]) => string | undefined {
  const names = schema.columns.map((column) => column.name.toLowerCase());
  const indexes = schema.primaryKey.map((name) => names.indexOf(name.toLowerCase()));
  return indexes.length === 0 ? () => undefined : keyTexts(indexes, (cell) => JSON.stringify(cellText(cell)));
}

/** The text of a key: a list as JSON. @param jsonOf the JSON text of one of its values */
export function keyTexts<Value>(
  indexes: readonly number[],
  jsonOf: (value: Value | undefined) => string,
): (row: readonly Value[]) => string {
  const [first = -1, ...others] = indexes;
  // Most rows have the same account: its text is made once.
  let last: { value: Value | undefined; text: string } | undefined;
  return (row) => {
    const value = row[first];
    if (last === undefined || last.value !== value) last = { value, text: jsonOf(value) };
    let key = `[${last.text}`;
    for (const index of others) key += `,${jsonOf(row[index])}`;
    return `${key}]`;
  };
}

function cellText(cell: Cell | undefined): string {
  return typeof cell === 'object' && cell !== null ? cell.text : String(cell);
}
