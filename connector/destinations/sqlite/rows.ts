// Rows of one table on their way into a SQLite file and back.
import type { Database, Statement } from 'better-sqlite3';
import type { DigitsBeside } from '../../model/destination.js';
import type { Cell, Column, RowBatch, TableSchema } from '../../model/table.js';
import { replacedKeys, rowEncoder, type Stored } from '../kit/cells.js';
import { columnOf, decodeCell } from '../kit/row-query.js';
import { keyChecker } from '../kit/schema-evolution.js';
import { exactColumns } from './catalog.js';
import { type Bound, bindable, numberText, storedNumber } from './numbers.js';
import { hasValue, quote, upsert } from './sql.js';
import { ensureExact } from './tables.js';

/** Which columns of a table are its key, and which have the digits of others. */
export interface Layout {
  isKey(name: string): boolean;
  /** By the name of the other column in lower case. */
  exact: Map<string, string>;
}

export function layoutOf(db: Database, schema: TableSchema): Layout {
  const keys = new Set(schema.primaryKey.map((name) => name.toLowerCase()));
  return { isKey: (name) => keys.has(name.toLowerCase()), exact: exactColumns(db, schema) };
}

/** Rows that one statement writes, and the most values that it binds. */
const TOGETHER = 50;
const MOST_VALUES = 32_000;

/** Writes rows of one table. */
export class TableWriter {
  readonly #beside = new Map<string, number>();
  readonly #layout: Layout;

  constructor(
    private readonly db: Database,
    private readonly prepared: (sql: string) => Statement,
    readonly schema: TableSchema,
  ) {
    this.#layout = layoutOf(db, schema);
  }

  /** First removes what the rows replace. Call it inside a transaction. */
  write(batch: RowBatch): void {
    this.#removeReplaced(batch);
    const encode = this.#encoder(batch.schema);
    const { columns } = this.schema;
    const numbers = columns.flatMap((column, at) => (this.#isNumber(column) ? [{ column, at }] : []));
    const { exact } = this.#layout;
    if (numbers.length + exact.size === 0) {
      this.#writePlain(batch.rows, encode);
      return;
    }
    let statement = this.#upsert();
    const digits = new Map<string, string>();
    for (const cells of batch.rows) {
      const row: Bound[] = encode(cells);
      const before = exact.size;
      if (digits.size > 0) digits.clear();
      for (const { column, at } of numbers) {
        const value = row[at];
        if (typeof value === 'string') row[at] = this.#number(column, value, digits);
      }
      if (exact.size > before) statement = this.#upsert();
      if (exact.size > 0) for (const name of exact.keys()) row.push(digits.get(name) ?? null);
      statement.run(row);
    }
  }

  /** Without decimals a row is its values, and a statement takes several: a part of the work of a row is that of its statement. */
  #writePlain(rows: RowBatch['rows'], encode: (cells: readonly Cell[]) => Bound[]): void {
    const most = Math.max(1, Math.min(TOGETHER, Math.floor(MOST_VALUES / this.schema.columns.length)));
    const whole = rows.length - (rows.length % most);
    const many = whole > 0 ? this.#upsert(most) : undefined;
    const values: Bound[] = [];
    for (let from = 0; from < whole; from += most) {
      let place = 0;
      for (let at = from; at < from + most; at++)
        for (const value of encode(rows[at] ?? [])) values[place++] = value;
      many?.run(values);
    }
    const one = whole < rows.length ? this.#upsert() : undefined;
    for (let at = whole; at < rows.length; at++) one?.run(encode(rows[at] ?? []));
  }

  /** Values as the driver binds them. Throws where a key is null. */
  #encoder(given: TableSchema): (cells: readonly Cell[]) => Bound[] {
    const encode = rowEncoder(this.schema, given);
    const checkKey = keyChecker(this.schema);
    const isPlain = !this.schema.columns.some(({ type }) => type === 'boolean');
    return (cells) => {
      const stored = encode(cells);
      checkKey(stored);
      return isPlain ? (stored as Bound[]) : stored.map(bindable);
    };
  }

  /** The rows whose digits are beside their number, so far. */
  digitsBeside(table: string): DigitsBeside[] {
    return [...this.#beside].map(([column, rows]) => {
      const beside = this.#layout.exact.get(column.toLowerCase()) ?? column;
      return { table, column, beside, rows };
    });
  }

  #isNumber({ name, type }: Column): boolean {
    return type === 'decimal' && !this.#layout.isKey(name);
  }

  /** The number of a decimal; its digits go to the column beside it where a number does not have them. */
  #number(column: Column, value: string, digits: Map<string, string>): number | bigint | null {
    const { number, exact } = storedNumber(value);
    if (exact === null) return number;
    const name = column.name.toLowerCase();
    if (!this.#layout.exact.has(name))
      this.#layout.exact.set(name, ensureExact(this.db, this.schema, column));
    digits.set(name, exact);
    this.#beside.set(column.name, (this.#beside.get(column.name) ?? 0) + 1);
    return number;
  }

  #removeReplaced(batch: RowBatch): void {
    const { schema } = this;
    const columns = batch.replaces?.columns.map((name) => columnOf(schema, name)) ?? [];
    for (const key of replacedKeys(schema, batch)) {
      const conditions = columns.map((column, index) =>
        conditionOn(column, key[index] ?? null, this.#layout),
      );
      const where = conditions.map(({ sql }) => sql).join(' AND ');
      const statement = this.prepared(`DELETE FROM ${quote(schema.table)} WHERE ${where}`);
      statement.run(conditions.flatMap(({ values }) => values));
    }
  }

  #upsert(rows = 1): Statement {
    return this.prepared(upsert(this.schema, { exact: [...this.#layout.exact.values()], rows }));
  }
}

export function conditionOn(column: Column, value: Stored, { isKey, exact }: Layout) {
  const { name } = column;
  return hasValue(column, value, { isKey: isKey(name), exact: exact.get(name.toLowerCase()) });
}

/** Reads a row of `select *` as cells. Columns that others have added have no type of ours, and are left out. */
export function rowReader(
  schema: TableSchema,
  { exact }: Layout,
  names: readonly string[],
): (row: readonly (Stored | number)[]) => Record<string, Cell> {
  const positions = new Map(names.map((name, index) => [name.toLowerCase(), index]));
  const columns = schema.columns.flatMap(({ name, type }) => {
    const index = positions.get(name.toLowerCase());
    const digits = positions.get(exact.get(name.toLowerCase())?.toLowerCase() ?? '');
    return index === undefined ? [] : [{ name: names[index] ?? name, type, index, digits }];
  });
  return (row) =>
    Object.fromEntries(
      columns.map(({ name, type, index, digits }) => {
        const value = (digits === undefined ? null : row[digits]) ?? row[index] ?? null;
        const isNumber = type === 'decimal' && value !== null && typeof value !== 'boolean';
        return [name, decodeCell(isNumber ? numberText(value) : (value as Stored), type)];
      }),
    );
}
