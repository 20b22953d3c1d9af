// The child tables of a table: one for each list of objects that the API's documents declare.

import type { RowLimits } from '../model/capabilities.js';
import type { DeclaredList } from '../model/declared-table.js';
import type { JsonValue } from '../model/json.js';
import type { TableSpec } from '../model/plan.js';
import type { Partition } from '../model/record.js';
import type { RowBatch, TableSchema } from '../model/table.js';
import type { FoundDrift } from './drift/drift-log.js';
import type { KeyPart } from './keys.js';
import { type Leaf, RUN_COLUMNS } from './leaf.js';
import { undeclaredLines } from './lines/declared-lines.js';
import { ListShaper, parentColumn } from './list-shaper.js';

/** The lists of one object, by the shaper that takes their elements. */
export type TakenLists = Map<ListShaper, JsonValue[]>;

export class ChildLists {
  readonly #lists: ReadonlyMap<string, ListShaper>;

  constructor(
    spec: TableSpec,
    json: ReadonlySet<string>,
    lookup: (table: string) => TableSchema | undefined,
    limits: RowLimits,
  ) {
    // Appended rows have no key for child rows to refer to.
    const lists = spec.writeDisposition === 'append' ? [] : listsOf(spec);
    this.#lists = new Map(
      lists
        .map((list): [string, DeclaredList] => [list.parts.join('.'), list])
        .filter(([path]) => !json.has(path))
        .map(([path, list]) => [
          path,
          new ListShaper(spec.table, list, lookup, { policy: spec.drift, days: spec.days, limits }),
        ]),
    );
  }

  get isEmpty(): boolean {
    return this.#lists.size === 0;
  }

  /** Why the lists do not fit their frozen tables; undefined where they do. */
  problem(taken: TakenLists, partition: Partition): string | undefined {
    for (const [list, elements] of taken) {
      const found = list.problem(elements, partition);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Drift since the last call, of all child tables. */
  takeDrift(): FoundDrift[] {
    return [...this.#lists.values()].flatMap((list) => list.takeDrift());
  }

  /** False when the list at this path has no child table. */
  takeInto(taken: TakenLists, path: string, list: JsonValue[]): boolean {
    const shaper = this.#lists.get(path);
    if (shaper) taken.set(shaper, list);
    return shaper !== undefined;
  }

  /** Replaces the child rows of a row, also where it has no elements now. */
  add(key: readonly KeyPart[], row: readonly Leaf[], taken: TakenLists, partition: Partition): void {
    if (this.#lists.size === 0) return;
    const leaves = new Map(row.map((leaf) => [leaf.path, leaf]));
    const parent = key.flatMap((part) => {
      const leaf = leaves.get(part.path);
      return leaf ? [parentColumn(part.column, part.path, leaf)] : [];
    });
    const run = RUN_COLUMNS.flatMap(([name]) => {
      const leaf = leaves.get(name);
      return leaf ? [{ name, path: name, type: leaf.type, cell: leaf.cell }] : [];
    });
    for (const list of this.#lists.values()) {
      list.begin(partition);
      list.replace({ parent, run });
      list.add({ parent, run }, [], taken.get(list) ?? []);
    }
  }

  /** Rows since the last call. */
  take(): RowBatch[] {
    return [...this.#lists.values()].flatMap((list) => list.take());
  }

  tables(): string[] {
    return [...this.#lists.values()].flatMap((list) => list.tables());
  }

  drift() {
    const lists = [...this.#lists.values()].flatMap((list) => list.drift());
    const inTables = (columnsOf: (list: (typeof lists)[number]) => string[]) =>
      lists.flatMap((list) => columnsOf(list).map((column) => `${list.table}.${column}`));
    return {
      columnsAdded: inTables(({ columnsAdded }) => columnsAdded),
      columnsWidened: inTables(({ columnsWidened }) => columnsWidened),
      notes: lists.flatMap(({ notes }) => notes),
    };
  }
}

function listsOf({ declared, lines }: TableSpec): readonly DeclaredList[] {
  return declared?.lists ?? (lines ? [undeclaredLines(lines)] : []);
}
