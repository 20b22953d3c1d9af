// Puts the values of records into the columns of their table, and names new columns.
import type { JsonObject } from '../../model/json.js';
import type { Cell, RecordKind } from '../../model/table.js';
import { type ColumnSet, MORE } from '../columns.js';
import { sameValue } from '../key-problem.js';
import type { KeyPart } from '../keys.js';
import { jsonCell, type Leaf } from '../leaf.js';
import { type ColumnNames, NaturalNames } from '../names.js';

/** A row, and whether columns were added or widened for it. */
export interface MadeRow {
  row: Cell[];
  changed: boolean;
}

export interface RowMakerOptions {
  names: ColumnNames;
  columns: ColumnSet;
  /** Path parameters by column name. */
  parameters: ReadonlyMap<string | undefined, string>;
}

export class RowMaker {
  readonly #natural = new NaturalNames();
  /** Columns of fields, by path: those that every record puts there. */
  readonly placed = new Map<string, number>();
  /** Fields that have repeated a path parameter: they have no column, unless they differ from it. */
  readonly #repeats = new Set<string>();
  #isFull = false;
  #kind: RecordKind | undefined;
  #key: readonly KeyPart[] = [];

  constructor(private readonly options: RowMakerOptions) {}

  /** True once fields had no room, and are in a column together. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** What kind of records the table has, and its key. */
  settle(kind: RecordKind, key: readonly KeyPart[]): void {
    this.#kind = kind;
    this.#key = key;
  }

  /** @param makeOthers makes columns that come after those of `base`; true where one is new */
  make(base: Leaf[], fields: readonly Leaf[], makeOthers: () => boolean): MadeRow {
    const { names, columns } = this.options;
    const row: Cell[] = new Array(columns.size).fill(null);
    const room = columns.rowRoom();
    let changed = false;
    for (const leaf of base) {
      room?.take(leaf, true);
      changed = columns.put(row, names.claim(leaf.path, leaf.path), leaf.path, leaf) || changed;
    }
    changed = makeOthers() || changed;
    let more: JsonObject | undefined;
    if (!fields.every((leaf) => this.#isNamed(leaf, base))) this.#nameNew(fields, base);
    for (const leaf of fields) {
      const place = room ? undefined : this.placed.get(leaf.path);
      if (place !== undefined) {
        changed = columns.putAt(row, place, leaf.path, leaf) || changed;
        continue;
      }
      const wanted = this.wantedName(leaf, base);
      if (wanted === undefined) {
        this.#repeats.add(leaf.path);
        continue;
      }
      const known = names.get(leaf.path);
      const isKey = this.isKey(leaf.path);
      const isPlaced = known !== undefined && columns.has(known);
      const hasColumn = isPlaced || isKey || columns.hasRoom(leaf.type);
      if (!hasColumn || room?.take(leaf, isKey) === false) {
        more ??= Object.create(null) as JsonObject;
        more[leaf.path] = leaf.value;
        continue;
      }
      const name = known ?? names.claim(leaf.path, wanted);
      changed = columns.put(row, name, leaf.path, leaf) || changed;
      const index = columns.indexOf(name);
      if (index !== undefined && this.repeated(leaf) === undefined) this.placed.set(leaf.path, index);
    }
    if (more) {
      this.#isFull = true;
      changed = columns.put(row, MORE, MORE, jsonCell(more)) || changed;
    }
    return { row, changed };
  }

  /** Undefined for a field that repeats a path parameter. */
  wantedName(leaf: Leaf, base: Leaf[]): string | undefined {
    const parameter = this.#kind === 'item' ? undefined : this.repeated(leaf);
    if (parameter === undefined) return this.#natural.of(leaf);
    return sameValue(leaf, base, parameter) ? undefined : `${this.#natural.of(leaf)}_field`;
  }

  /** The path parameter whose column a field would have. */
  repeated(leaf: Leaf): string | undefined {
    return this.options.parameters.get(this.#natural.of(leaf));
  }

  isKey(path: string): boolean {
    return this.#key.some((part) => part.path === path);
  }

  #isNamed(leaf: Leaf, base: Leaf[]): boolean {
    if (this.placed.has(leaf.path)) return true;
    return this.#repeats.has(leaf.path) && this.wantedName(leaf, base) === undefined;
  }

  /** In a table that is full, each field is named when its turn comes. */
  #nameNew(fields: readonly Leaf[], base: Leaf[]): void {
    const { names, columns } = this.options;
    if (!columns.hasRoom('text', fields.length)) return;
    const wanted = fields.flatMap((leaf) => {
      const name = names.get(leaf.path) === undefined ? this.wantedName(leaf, base) : undefined;
      return name === undefined ? [] : [{ path: leaf.path, name }];
    });
    if (wanted.length > 1) names.claimAll(wanted);
  }
}
