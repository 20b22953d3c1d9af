// What a part takes the place of: the rows of earlier parts with given values in given columns.
import type { TableSchema } from '../../model/table.js';
import { indexOf, rawRow, textOf } from './rows.js';

/** Keys, as texts, by the columns that they are of. */
export class Tombstones {
  readonly #groups = new Map<string, Set<string>>();

  static of(columns: readonly string[], keys: Iterable<string>): Tombstones {
    const deletes = new Tombstones();
    deletes.add(columns, keys);
    return deletes;
  }

  get count(): number {
    return [...this.#groups.values()].reduce((sum, keys) => sum + keys.size, 0);
  }

  add(columns: readonly string[], keys: Iterable<string>): void {
    const group = JSON.stringify(columns);
    const known = this.#groups.get(group) ?? new Set();
    for (const key of keys) known.add(key);
    this.#groups.set(group, known);
  }

  addAll(other: Tombstones): void {
    for (const [columns, keys] of other.groups()) this.add(columns, keys);
  }

  *groups(): Generator<[columns: string[], keys: ReadonlySet<string>]> {
    for (const [columns, keys] of this.#groups) yield [JSON.parse(columns), keys];
  }

  toText(): string {
    return JSON.stringify([...this.groups()].map(([columns, keys]) => [columns, [...keys]]));
  }

  static fromText(text: string): Tombstones {
    const deletes = new Tombstones();
    for (const [columns, keys] of JSON.parse(text) as [string[], string[]][]) deletes.add(columns, keys);
    return deletes;
  }
}

/** Which rows the deletes of several parts remove. */
export class Removal {
  /** For each group of columns: the last part that removes a key. */
  readonly #groups = new Map<string, { indexes: number[]; last: Map<string, number> }>();
  #lastPart = -1;

  constructor(private readonly schema: TableSchema) {}

  add(part: number, deletes: Tombstones): void {
    for (const [columns, keys] of deletes.groups()) {
      const name = columns.join('\n').toLowerCase();
      const group = this.#groups.get(name) ?? {
        indexes: columns.map((column) => indexOf(this.schema, column)),
        last: new Map<string, number>(),
      };
      for (const key of keys) group.last.set(key, Math.max(part, group.last.get(key) ?? 0));
      this.#groups.set(name, group);
      this.#lastPart = Math.max(this.#lastPart, part);
    }
  }

  /** Whether a row of a part is removed by a later one. */
  has(part: number, line: string): boolean {
    if (part >= this.#lastPart) return false;
    const row = rawRow(line);
    for (const { indexes, last } of this.#groups.values()) {
      const by = last.get(textOf(indexes.map((index) => row[index])));
      if (by !== undefined && by > part) return true;
    }
    return false;
  }
}
