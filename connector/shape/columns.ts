// The columns of a table during a load: they are added and widened, never dropped or narrowed.
import type { RowLimits } from '../model/capabilities.js';
import { type Cell, type Column, type ColumnType, type TableSchema, widen } from '../model/table.js';
import type { DriftLog } from './drift/drift-log.js';
import type { Typed } from './leaf.js';
import { RowRoom } from './rows/room.js';

/** The JSON column of fields for which the table or the row has no room. */
export const MORE = '_more';

export class ColumnSet {
  readonly #columns: Column[];
  readonly #index: Map<string, number>;
  readonly #firstType: Map<string, ColumnType>;
  readonly #known: number;
  /** Columns that have a type before the first value: from the table, or from documents. */
  readonly #typedBefore: Set<string>;
  /** By position: whether any row has a value. */
  readonly #filled: boolean[] = [];
  /** Undefined after a change of the columns. */
  #widthNow: number | undefined;

  constructor(
    existing: TableSchema | undefined,
    private readonly log: DriftLog,
    private readonly limits: RowLimits,
  ) {
    this.#columns = [...(existing?.columns ?? [])];
    this.#known = this.#columns.length;
    this.#index = new Map(this.#columns.map((column, index) => [column.name, index]));
    this.#firstType = new Map(this.#columns.map((column) => [column.name, column.type]));
    this.#typedBefore = new Set(this.#firstType.keys());
  }

  get size(): number {
    return this.#columns.length;
  }

  has(name: string): boolean {
    return this.#index.has(name);
  }

  /** Whether there is room for so many columns of a type, beside `_more`. */
  hasRoom(type: ColumnType, count = 1): boolean {
    const { columns, width } = this.limits;
    const rest = this.has(MORE) ? 0 : 1;
    if (this.#columns.length + count + rest > columns) return false;
    return !width || this.#width() + count * width.cells[type] + rest * width.cells.json <= width.bytes;
  }

  /** Undefined where every row fits: the columns together are not too wide. */
  rowRoom(): RowRoom | undefined {
    const { width } = this.limits;
    if (!width || this.#width() <= width.bytes) return undefined;
    return new RowRoom(width.bytes - width.cells.json, width.cells);
  }

  /** Bytes of a row in which every column is as wide as it can be. */
  #width(): number {
    const { width } = this.limits;
    this.#widthNow ??= width ? this.#columns.reduce((sum, { type }) => sum + width.cells[type], 0) : 0;
    return this.#widthNow;
  }

  /** Puts a cell into its column, and creates or widens the column if needed. True when the schema changed. */
  put(row: Cell[], name: string, path: string, { type, cell }: Typed): boolean {
    const index = this.#index.get(name);
    const column = index === undefined ? undefined : this.#columns[index];
    if (index === undefined || column === undefined) {
      this.#index.set(name, this.#columns.length);
      this.#firstType.set(name, type);
      row[this.#columns.length] = cell;
      this.#columns.push({ name, type, path });
      this.#widthNow = undefined;
      if (this.log.hasTable) this.log.note('added', path, { to: type }, 'taken');
      return true;
    }
    return this.putAt(row, index, path, { type, cell });
  }

  /** The place of a column, which never changes. */
  indexOf(name: string): number | undefined {
    return this.#index.get(name);
  }

  /** Puts a cell into a column that is there, and widens it if needed. True when the schema changed. */
  putAt(row: Cell[], index: number, path: string, { type, cell }: Typed): boolean {
    row[index] = cell;
    this.#filled[index] = true;
    const column = this.#columns[index];
    if (!column || column.type === type) return false;
    const wide = widen(column.type, type);
    if (wide === column.type) return false;
    const { name } = column;
    const kind = wide === 'decimal' ? 'widened' : 'retyped';
    if (this.#typedBefore.has(name)) this.log.note(kind, path, { from: column.type, to: wide }, 'taken');
    this.#columns[index] = { ...column, type: wide };
    this.#widthNow = undefined;
    return true;
  }

  /** Creates a column before its first value. True if it is new. */
  declare(name: string, path: string, type: ColumnType): boolean {
    if (this.has(name) || !this.hasRoom(type)) return false;
    this.#index.set(name, this.#columns.length);
    this.#firstType.set(name, type);
    this.#columns.push({ name, type, path });
    this.#widthNow = undefined;
    this.#typedBefore.add(name);
    if (this.log.hasTable) this.log.note('added', path, { to: type }, 'taken');
    return true;
  }

  /** Columns of the existing table without a value in any row of this load. */
  unfilled(): Column[] {
    return this.#columns.slice(0, this.#known).filter((_, index) => !this.#filled[index]);
  }

  list(): Column[] {
    return [...this.#columns];
  }

  /** Names of the new columns. */
  added(): string[] {
    return this.#columns.slice(this.#known).map((column) => column.name);
  }

  /** `quantity (bigint -> text)` for each column whose type changed. */
  widened(): string[] {
    return this.#columns.flatMap(({ name, type }) => {
      const first = this.#firstType.get(name);
      return first === type ? [] : [`${name} (${first} -> ${type})`];
    });
  }
}
