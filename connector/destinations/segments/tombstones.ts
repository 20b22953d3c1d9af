// Tombstones: a segment removes the rows of earlier segments that have certain values in certain columns.
import type { TableSchema } from '../../model/table.js';
import { indexOf, rawRow, textOf } from './rows.js';

/** Keys as texts, grouped by the columns that they belong to. */
export class Tombstones {
  readonly #groups = new Map<string, Set<string>>();

  static of(columns: readonly string[], keys: Iterable<string>): Tombstones {
    const tombstones = new Tombstones();
    tombstones.add(columns, keys);
    return tombstones;
  }

  /** Keys. */
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
    const tombstones = new Tombstones();
    for (const [columns, keys] of JSON.parse(text) as [string[], string[]][]) tombstones.add(columns, keys);
    return tombstones;
  }
}

/** Finds the rows that the tombstones of several segments remove. */
export class TombstoneIndex {
  /** For each group of columns: the number of the last segment that removes a key. */
  readonly #groups = new Map<string, { indexes: number[]; last: Map<string, number> }>();
  #lastSegment = -1;

  constructor(private readonly schema: TableSchema) {}

  get isEmpty(): boolean {
    return this.#groups.size === 0;
  }

  /** @param segment its position among the segments of the table, the earliest 0 */
  add(segment: number, tombstones: Tombstones): void {
    for (const [columns, keys] of tombstones.groups()) {
      const name = columns.join('\n').toLowerCase();
      const group = this.#groups.get(name) ?? {
        indexes: columns.map((column) => indexOf(this.schema, column)),
        last: new Map<string, number>(),
      };
      for (const key of keys) group.last.set(key, Math.max(segment, group.last.get(key) ?? 0));
      this.#groups.set(name, group);
      this.#lastSegment = Math.max(this.#lastSegment, segment);
    }
  }

  /** Whether a later segment removes a row of this one. */
  has(segment: number, line: string): boolean {
    if (segment >= this.#lastSegment) return false;
    const row = rawRow(line);
    for (const { indexes, last } of this.#groups.values()) {
      const by = last.get(textOf(indexes.map((index) => row[index])));
      if (by !== undefined && by > segment) return true;
    }
    return false;
  }
}
