// What a row may be, by the limits that the destination declares: what has no room, and what is no row at all.
import type { RowLimits } from '../../model/capabilities.js';
import { Decimal } from '../../model/json.js';
import { type Cell, type ColumnType, JsonText } from '../../model/table.js';
import type { KeyPart } from '../keys.js';
import type { Leaf } from '../leaf.js';

/** Room in one row whose columns may be too wide together. */
export class RowRoom {
  #left: number;

  /** @param left bytes */
  constructor(
    left: number,
    private readonly cells: Record<ColumnType, number>,
  ) {
    this.#left = left;
  }

  /** Takes the room of a cell; false where there is not enough. @param isNeeded it is taken in any case */
  take({ type, cell }: { type: ColumnType; cell: Cell }, isNeeded = false): boolean {
    const width = this.#widthOf(type, cell);
    if (!isNeeded && width > this.#left) return false;
    this.#left -= width;
    return true;
  }

  /** What is shorter than its type allows takes less. */
  #widthOf(type: ColumnType, cell: Cell): number {
    const most = this.cells[type];
    const text = textOf(cell);
    return text === undefined ? most : Math.min(most, 8 * Math.ceil((Buffer.byteLength(text) + 4) / 8));
  }
}

/** Why a record is more than the destination holds; undefined where it is not. @param exceeded one of its limits */
export function sizeProblem(
  exceeded: 'levels' | 'bytes' | undefined,
  { levels, bytes }: RowLimits,
): string | undefined {
  const many = (count: number) => count.toLocaleString('en');
  switch (exceeded) {
    case 'levels':
      return `it is nested more than ${many(levels)} levels deep, and the destination holds no more`;
    case 'bytes':
      return `it has more than ${many(bytes)} bytes as JSON, and the destination holds no more`;
    default:
      return undefined;
  }
}

/** Bytes of a cell as a part of a key. */
export function keyCellBytes(cell: Cell): number {
  return Buffer.byteLength(textOf(cell) ?? '12345678');
}

/** Why a key is longer than the destination holds; undefined where it is not. */
export function keySizeProblem(
  key: readonly KeyPart[],
  leaves: readonly Leaf[],
  { keyBytes }: RowLimits,
): string | undefined {
  if (keyBytes === undefined) return undefined;
  const paths = new Set(key.map(({ path }) => path));
  let bytes = 0;
  for (const { path, cell } of leaves) {
    if (paths.has(path)) bytes += keyCellBytes(cell);
  }
  if (bytes <= keyBytes) return undefined;
  const words = key.map(({ label }) => label).join(', ');
  return `its key (${words}) has ${bytes.toLocaleString('en')} bytes, and the destination holds ${keyBytes.toLocaleString('en')}`;
}

/** What is said of a table that has no room for further fields. */
export function fullWords({ size }: { size: number }): string {
  const columns = size.toLocaleString('en');
  return `the table has ${columns} columns, and the destination holds no wider rows: further fields are in the JSON column "_more"`;
}

function textOf(cell: Cell): string | undefined {
  if (typeof cell === 'string') return cell;
  return cell instanceof JsonText || cell instanceof Decimal ? cell.text : undefined;
}
