// Values on their way to PostgreSQL and back. Those that it cannot hold are counted, and get a form that it can hold.
import type { ColumnType, RowBatch } from '../../model/table.js';
import type { Stored } from '../kit/cells.js';
import type { Cleaner } from '../kit/cleaner.js';

const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
/** In UTC its year may have five digits, or be before year 1. */
const OUTSIDE = /^(9999-12-31T.*-\d\d:?\d\d|0001-01-01T.*\+\d\d:?\d\d)$/;
const SPECIAL = /[\\\t\n\r]/;
const SPECIALS: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A stored value in a line of COPY. */
export function copied(value: Stored, type: ColumnType, cleaner: Cleaner): string {
  if (value === null) return '\\N';
  const text = cleaner.text(value, type);
  return SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (found) => SPECIALS[found] ?? found) : text;
}

/**
 * The batch with a text column in place of a timestamp or date column that has a value which PostgreSQL cannot hold:
 * without an offset, a day that does not exist, finer than microseconds. Nothing is guessed, nothing is lost.
 */
export function storable(batch: RowBatch): RowBatch {
  const unfit = new Set<number>();
  for (const [index, { type }] of batch.schema.columns.entries()) {
    if (type !== 'timestamp' && type !== 'date') continue;
    const pattern = type === 'date' ? DATE : INSTANT;
    if (batch.rows.some((row) => !fits(row[index] ?? null, pattern))) unfit.add(index);
  }
  if (unfit.size === 0) return batch;
  const columns = batch.schema.columns.map((column, index) =>
    unfit.has(index) ? { ...column, type: 'text' as const } : column,
  );
  return { ...batch, schema: { ...batch.schema, columns } };
}

/** A text of the server as a stored value. */
export function storedOf(text: string | null, type: ColumnType): Stored {
  if (text === null) return null;
  if (type === 'bigint') return BigInt(text);
  if (type === 'boolean') return text === 't';
  if (type === 'json') return compact(text);
  return type === 'timestamp' ? instant(text) : text;
}

/** `2024-01-02 03:04:05.6+00` as `2024-01-02T03:04:05.600000Z`. */
function instant(text: string): string {
  const [, day, time, digits = ''] = /^(\S+) ([\d:]+)(?:\.(\d+))?\+00$/.exec(text) ?? [];
  if (!day) return text;
  return `${day}T${time}.${digits.padEnd(6, '0')}Z`;
}

/** JSON text without blanks between its tokens. */
function compact(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|\s+/gs, '$1');
}

function fits(cell: unknown, pattern: RegExp): boolean {
  if (typeof cell !== 'string') return true;
  const [, year, month, day] = pattern.exec(cell) ?? [];
  if (year === undefined || Number(year) < 1 || OUTSIDE.test(cell)) return false;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return date.getUTCDate() === Number(day) && date.getUTCMonth() + 1 === Number(month);
}
