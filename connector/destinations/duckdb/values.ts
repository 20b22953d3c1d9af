// Values on their way to DuckDB. Those that it cannot hold are counted, and get a form that it can hold.
import type { DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { daysOf, microsecondsOf } from '../../model/instants.js';
import { repeating } from '../../model/remembered.js';
import type { ColumnType, RowBatch } from '../../model/table.js';
import type { Stored } from '../kit/cells.js';
import type { Driver } from './driver.js';

/** Types in temporary tables: decimals wait as their digits, until the digits of all are known. */
export const STAGING_TYPES: Record<ColumnType, string> = {
  boolean: 'BOOLEAN',
  bigint: 'BIGINT',
  decimal: 'VARCHAR',
  text: 'VARCHAR',
  json: 'JSON',
  timestamp: 'TIMESTAMP WITH TIME ZONE',
  date: 'DATE',
};

/** Makes the values of columns. `replaced` counts texts with half a surrogate pair, which UTF-8 cannot hold. */
export class Encoder {
  replaced = 0;
  readonly #instant = repeating(
    (text): DuckDBValue => new this.driver.DuckDBTimestampTZValue(microsecondsOf(text) ?? 0n),
  );

  constructor(readonly driver: Driver) {}

  type(type: ColumnType): DuckDBType {
    const { BIGINT, BOOLEAN, DATE, TIMESTAMPTZ, VARCHAR } = this.driver;
    const own: Partial<Record<ColumnType, DuckDBType>> = {
      boolean: BOOLEAN,
      bigint: BIGINT,
      timestamp: TIMESTAMPTZ,
      date: DATE,
    };
    return own[type] ?? VARCHAR;
  }

  value(stored: Stored, type: ColumnType): DuckDBValue {
    if (typeof stored !== 'string') return stored;
    if (type === 'timestamp') return this.#instant(stored);
    if (type === 'date') return new this.driver.DuckDBDateValue(daysOf(stored) ?? 0);
    return type === 'decimal' ? stored : this.text(stored);
  }

  text(text: string): string {
    if (text.isWellFormed()) return text;
    this.replaced++;
    return text.toWellFormed();
  }
}

/**
 * The batch with a text column in place of a timestamp or date column that has a value which DuckDB cannot hold: without
 * an offset, a day that does not exist, finer than microseconds. Nothing is guessed, nothing is lost.
 */
export function storable(batch: RowBatch): RowBatch {
  const unfit = new Set<number>();
  for (const [index, { type }] of batch.schema.columns.entries()) {
    if (type !== 'timestamp' && type !== 'date') continue;
    const parse = type === 'date' ? daysOf : microsecondsOf;
    let fit: unknown;
    const isUnfit = batch.rows.some((row) => {
      const cell = row[index];
      if (cell === fit) return false;
      if (!fits(cell, parse)) return true;
      fit = cell;
      return false;
    });
    if (isUnfit) unfit.add(index);
  }
  if (unfit.size === 0) return batch;
  const columns = batch.schema.columns.map((column, index) =>
    unfit.has(index) ? { ...column, type: 'text' as const } : column,
  );
  return { ...batch, schema: { ...batch.schema, columns } };
}

/** A cell of another kind is refused later, in words. */
function fits(cell: unknown, parse: (text: string) => unknown): boolean {
  return typeof cell !== 'string' || (parse(cell) !== undefined && !cell.startsWith('0000'));
}
