// The columns of a table while rows come in: they are added and widened, never dropped or narrowed.
import { type Cell, type Column, type ColumnType, type TableSchema, widen } from '../model/table.js';
import type { DriftLog } from './drift/drift-log.js';
import type { Typed } from './leaf.js';

/** More columns than this are kept together in one JSON column, `_more`. */
export const COLUMN_LIMIT = 1000;

export class ColumnSet {
  readonly #columns: Column[];
  readonly #index: Map<string, number>;
  readonly #firstType: Map<string, ColumnType>;
  readonly #known: number;
  /** Columns with a type before the first value: from the table, or from documents. */
  readonly #given: Set<string>;
  /** By position: whether a row had a value. */
  readonly #filled: boolean[] = [];

  constructor(
    existing: TableSchema | undefined,
    private readonly log: DriftLog,
  ) {
    this.#columns = [...(existing?.columns ?? [])];
    this.#known = this.#columns.length;
    this.#index = new Map(this.#columns.map((column, index) => [column.name, index]));
    this.#firstType = new Map(this.#columns.map((column) => [column.name, column.type]));
    this.#given = new Set(this.#firstType.keys());
  }

  get size(): number {
    return this.#columns.length;
  }

  has(name: string): boolean {
    return this.#index.has(name);
  }

  /** No room for one more column beside `_more`. */
  get full(): boolean {
    return this.#columns.length >= COLUMN_LIMIT - (this.has('_more') ? 0 : 1);
  }

  /** Puts a cell into its column, which is made or widened as needed. True when the schema changed. */
  put(row: Cell[], name: string, path: string, { type, cell }: Typed): boolean {
    const index = this.#index.get(name);
    const column = index === undefined ? undefined : this.#columns[index];
    if (index === undefined || column === undefined) {
      this.#index.set(name, this.#columns.length);
      this.#firstType.set(name, type);
      row[this.#columns.length] = cell;
      this.#columns.push({ name, type, path });
      if (this.log.hasTable) this.log.note('added', path, { to: type }, 'taken');
      return true;
    }
    row[index] = cell;
    this.#filled[index] = true;
    const wide = widen(column.type, type);
    if (wide === column.type) return false;
    const kind = wide === 'decimal' ? 'widened' : 'retyped';
    if (this.#given.has(name)) this.log.note(kind, path, { from: column.type, to: wide }, 'taken');
    this.#columns[index] = { ...column, type: wide };
    return true;
  }

  /** Makes a column before its first value. True when it was not there. */
  declare(name: string, path: string, type: ColumnType): boolean {
    if (this.has(name) || this.full) return false;
    this.#index.set(name, this.#columns.length);
    this.#firstType.set(name, type);
    this.#columns.push({ name, type, path });
    this.#given.add(name);
    if (this.log.hasTable) this.log.note('added', path, { to: type }, 'taken');
    return true;
  }

  /** Columns that the table had before, and that no row filled since. */
  unfilled(): Column[] {
    return this.#columns.slice(0, this.#known).filter((_, index) => !this.#filled[index]);
  }

  list(): Column[] {
    return [...this.#columns];
  }

  /** Names of the columns that were not there at the beginning. */
  added(): string[] {
    return this.#columns.slice(this.#known).map((column) => column.name);
  }

  /** `quantity (bigint -> text)` for each column that has another type than at first. */
  widened(): string[] {
    return this.#columns.flatMap(({ name, type }) => {
      const first = this.#firstType.get(name);
      return first === type ? [] : [`${name} (${first} -> ${type})`];
    });
  }
}
