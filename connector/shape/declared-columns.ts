// Columns that the API's documents declare: made before any data, and checked against the data, which wins.
import type { DeclaredField } from '../model/declared.js';
import type { ColumnType } from '../model/table.js';
import type { ColumnSet } from './columns.js';
import type { Leaf } from './leaf.js';
import type { ColumnNames } from './names.js';
import { joinPath, naturalName } from './paths.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** New values of an enum that are told; further ones are only stored. */
const TOLD_VALUES = 20;

export class DeclaredColumns {
  readonly #types = new Map<string, ColumnType>();
  readonly #values = new Map<string, ReadonlySet<string>>();
  readonly #newValues = new Set<string>();

  constructor(readonly fields: readonly DeclaredField[]) {
    for (const { parts, type, values } of fields) {
      this.#types.set(joinPath(parts), type);
      if (values) this.#values.set(joinPath(parts), new Set(values));
    }
  }

  /** Makes the columns that are not there yet; `skip` names those that another column already tells. */
  makeIn(columns: ColumnSet, names: ColumnNames, skip: (natural: string) => boolean): void {
    for (const { parts, name = parts, type } of this.fields) {
      const natural = naturalName(name);
      if (skip(natural)) continue;
      const path = joinPath(parts);
      columns.declare(names.get(path) ?? names.claim(path, natural), path, type);
    }
  }

  /** The leaf with the declared type where its value fits; a value that does not fit keeps its own. */
  typed(leaf: Leaf): Leaf {
    const declared = this.#types.get(leaf.path);
    if (declared === undefined || declared === leaf.type) return this.#checked(leaf);
    return fits(leaf, declared) ? this.#checked({ ...leaf, type: declared }) : leaf;
  }

  notes(): string[] {
    return [...this.#newValues].map((value) => `a value that the API's documents do not list: ${value}`);
  }

  #checked(leaf: Leaf): Leaf {
    const listed = this.#values.get(leaf.path);
    const isNew = listed && typeof leaf.cell === 'string' && !listed.has(leaf.cell);
    if (isNew && this.#newValues.size < TOLD_VALUES) this.#newValues.add(`${leaf.path} = "${leaf.cell}"`);
    return leaf;
  }
}

function fits(leaf: Leaf, declared: ColumnType): boolean {
  switch (declared) {
    case 'decimal':
      return leaf.type === 'bigint';
    case 'timestamp':
      return typeof leaf.cell === 'string' && INSTANT.test(leaf.cell);
    case 'date':
      return typeof leaf.cell === 'string' && DATE.test(leaf.cell);
    default:
      return declared === 'text' && leaf.type !== 'json';
  }
}
