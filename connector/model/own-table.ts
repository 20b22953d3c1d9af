// The connector's own tables beside the data: one declaration defines columns, rows and docs.
import type { DestinationSession, RowQuery } from './destination.js';
import { Decimal } from './json.js';
import { snakeCase } from './names.js';
import { type Cell, type ColumnType, JsonText, type RowBatch, type TableSchema } from './table.js';

/** One column: type, description, and the conversion between values and cells. */
export interface OwnColumn<T> {
  type: ColumnType;
  /** For the docs. */
  about: string;
  encode(value: T): Cell;
  /** Decodes the stored cell; null for an empty one. */
  decode(cell: Cell): T;
}

export type OwnColumns = Record<string, OwnColumn<unknown>>;

type ValueOf<Column> = Column extends OwnColumn<infer T> ? T : never;
type OptionalName<Columns, Name extends keyof Columns> =
  undefined extends ValueOf<Columns[Name]> ? Name : never;

/** A row by the declared names: `runId` is the column `run_id`. */
export type OwnRow<Columns> = {
  [Name in keyof Columns as Exclude<Name, OptionalName<Columns, Name>>]: ValueOf<Columns[Name]>;
} & { [Name in keyof Columns as OptionalName<Columns, Name>]?: ValueOf<Columns[Name]> };

/** The row type of a table: `RowOf<typeof RUNS>`. */
export type RowOf<Table> = Table extends OwnTable<infer Columns> ? OwnRow<Columns> : never;

export interface OwnQuery<Columns> extends Omit<RowQuery, 'where' | 'orderBy'> {
  where?: Partial<OwnRow<Columns>>;
  orderBy?: readonly (keyof Columns & string)[];
}

/** @param key the declared names that make a row unique */
export function ownTable<Columns extends OwnColumns>(
  table: `_ovh_${string}`,
  about: string,
  columns: Columns,
  key: readonly (keyof Columns & string)[],
): OwnTable<Columns> {
  return new OwnTable(table, about, columns, key);
}

export class OwnTable<Columns extends OwnColumns> {
  readonly schema: TableSchema;
  /** Name of the declaration, name of the column, and what is declared of it. */
  readonly #all: readonly (readonly [string, string, OwnColumn<unknown>])[];

  constructor(
    readonly table: string,
    /** For the docs, after "one row for each". */
    readonly about: string,
    readonly columns: Columns,
    key: readonly (keyof Columns & string)[],
  ) {
    this.#all = Object.entries(columns).map(([name, column]) => [name, snakeCase(name), column]);
    const schemas = this.#all.map(([, column, { type }]) => ({ name: column, type, path: column }));
    this.schema = { table, columns: schemas, primaryKey: key.map(snakeCase) };
  }

  /** Rows to write; they replace rows with the same key. */
  batch(rows: Iterable<OwnRow<Columns>>): RowBatch {
    return { schema: this.schema, rows: Array.from(rows, (row) => this.#cells(row)) };
  }

  /** Removes rows with these values in these columns. */
  removal<Name extends keyof Columns & string>(
    names: readonly Name[],
    values: Iterable<Pick<OwnRow<Columns>, Name & keyof OwnRow<Columns>>>,
  ): RowBatch {
    const keys = Array.from(values, (value) => names.map((name) => this.#cell(value, name)));
    return { schema: this.schema, rows: [], replaces: { columns: names.map(snakeCase), keys } };
  }

  /** The stored rows; none where the table does not exist. */
  async *read(session: DestinationSession, query: OwnQuery<Columns> = {}): AsyncGenerator<OwnRow<Columns>> {
    const { where = {}, orderBy, ...others } = query;
    const conditions = Object.keys(where).map((name) => [snakeCase(name), this.#cell(where, name)]);
    const stored = session.rows(this.table, {
      ...others,
      where: Object.fromEntries(conditions),
      ...(orderBy && { orderBy: orderBy.map(snakeCase) }),
    });
    for await (const row of stored) yield this.row(row);
  }

  /** A stored row. */
  row(stored: Readonly<Record<string, Cell>>): OwnRow<Columns> {
    const row: Record<string, unknown> = {};
    for (const [name, column, { decode }] of this.#all) {
      const value = decode(stored[column] ?? null);
      if (value !== undefined) row[name] = value;
    }
    return row as OwnRow<Columns>;
  }

  #cells(row: object): Cell[] {
    const values = row as Record<string, unknown>;
    return this.#all.map(([name, , { encode }]) => {
      const value = values[name];
      return value === undefined ? null : encode(value);
    });
  }

  #cell(row: object, name: string): Cell {
    const value = (row as Record<string, unknown>)[name];
    return value === undefined ? null : (this.columns[name]?.encode(value) ?? null);
  }
}

export function text<Text extends string = string>(about: string): OwnColumn<Text> {
  return { type: 'text', about, encode: (value) => value, decode: (cell) => textOf(cell) as Text };
}

/** A whole number. */
export function count(about: string): OwnColumn<number> {
  return { type: 'bigint', about, encode: (value) => value, decode: (cell) => Number(textOf(cell)) };
}

/** Seconds with three places. */
export function seconds(about: string): OwnColumn<number> {
  return {
    type: 'decimal',
    about,
    encode: (value) => new Decimal(value.toFixed(3)),
    decode: (cell) => Number(textOf(cell)),
  };
}

export function flag(about: string): OwnColumn<boolean> {
  return { type: 'boolean', about, encode: (value) => value, decode: (cell) => cell === true };
}

/** An instant: milliseconds since 1970 as a value, a timestamp as a cell. NaN for an invalid one. */
export function instant(about: string): OwnColumn<number> {
  return {
    type: 'timestamp',
    about,
    encode: (value) => new Date(value).toISOString(),
    decode: (cell) => Date.parse(textOf(cell)),
  };
}

/** A plain value, stored as JSON. `empty` is the value of a null cell. */
export function json<T>(about: string, empty: T): OwnColumn<T> {
  return {
    type: 'json',
    about,
    encode: (value) => new JsonText(JSON.stringify(value)),
    decode: (cell) => (cell instanceof JsonText ? (JSON.parse(cell.text) as T) : empty),
  };
}

/** A column that may be null. */
export function optional<T>(column: OwnColumn<T>): OwnColumn<T | undefined> {
  return {
    ...column,
    encode: (value) => (value === undefined ? null : column.encode(value)),
    decode: (cell) => (cell === null ? undefined : column.decode(cell)),
  };
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  return cell instanceof JsonText ? cell.text : String(cell);
}
