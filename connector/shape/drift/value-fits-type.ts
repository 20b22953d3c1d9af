// Whether a column takes a value unchanged, without a change of its type.
import { isDay, isInstantText, utcInstant } from '../../model/instants.js';
import { type ColumnType, widen } from '../../model/table.js';
import type { Leaf } from '../leaf.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

type Value = Pick<Leaf, 'type' | 'cell'>;

/** Whether a value of another type is also a value of this type. */
export function valueFitsType(value: Value, type: ColumnType): boolean {
  switch (type) {
    case 'decimal':
      return value.type === 'bigint';
    case 'timestamp':
      return typeof value.cell === 'string' && isInstantText(value.cell);
    case 'date':
      return typeof value.cell === 'string' && DATE.test(value.cell);
    default:
      return type === 'text' && value.type !== 'json';
  }
}

/** Whether a column of this type takes the whole value without a change of its type, and without a column beside it. */
export function isTaken(value: Value, type: ColumnType): boolean {
  const { cell } = value;
  if (type === 'timestamp') return typeof cell === 'string' && utcInstant(cell)?.isExact === true;
  if (type === 'date') return typeof cell === 'string' && isDay(cell);
  return widen(type, value.type) === type || valueFitsType(value, type);
}
