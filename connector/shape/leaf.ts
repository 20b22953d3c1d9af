// The values of a payload and their column types. No number becomes a float.
import { Decimal, isScalar, type JsonValue, plainDecimal, stringifyJson } from '../model/json.js';
import { type Cell, type ColumnType, JsonText } from '../model/table.js';

/** One value for one column. Never null: to a table, null and missing are the same. */
export interface Leaf {
  path: string;
  /** Member names that form the column's name. */
  name: readonly string[];
  type: ColumnType;
  cell: Exclude<Cell, null>;
  /** The value as in the payload. */
  value: JsonValue;
  /** Of the value of a money object without a whole number of units: the members that lead to the object. */
  amountOf?: readonly string[];
}

/** The columns of every table that say which run wrote a row, and when the API answered. */
export const RUN_COLUMNS = [
  ['_run_id', 'text'],
  ['_loaded_at', 'timestamp'],
] as const;

/** An instant of ours (ISO 8601, UTC) in a column of this name. */
export function instantLeaf(column: '_loaded_at' | '_snapshot_at', at: string): Leaf {
  return { path: column, name: [column], value: at, type: 'timestamp', cell: at };
}

export type Typed = Pick<Leaf, 'type' | 'cell'>;

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

/** Type and cell of a value; undefined for null. */
export function typed(value: JsonValue): Typed | undefined {
  if (value === null) return undefined;
  if (typeof value === 'boolean') return { type: 'boolean', cell: value };
  return isScalar(value) ? typedScalar(value) : jsonCell(value);
}

/** Any value but null as JSON text, digits unchanged. */
export function jsonCell(value: JsonValue): Typed {
  return { type: 'json', cell: new JsonText(stringifyJson(value)) };
}

function typedScalar(value: string | number | bigint | Decimal): Typed {
  if (typeof value === 'string') return { type: 'text', cell: value };
  if (typeof value === 'bigint') return { type: fitsInt64(value) ? 'bigint' : 'decimal', cell: value };
  if (typeof value === 'number' && Number.isSafeInteger(value)) return { type: 'bigint', cell: value };
  const plain = plainDecimal(String(value));
  const isPlain = /^-?\d+(\.\d+)?$/.test(plain);
  return isPlain ? { type: 'decimal', cell: new Decimal(plain) } : { type: 'text', cell: plain };
}

export function fitsInt64(value: bigint): boolean {
  return value >= INT64_MIN && value <= INT64_MAX;
}
