// Columns that the API's documents declare: created before any data. Where the data disagrees, the data wins.
import type { DeclaredField } from '../model/declared-table.js';
import type { ColumnType } from '../model/table.js';
import type { ColumnSet } from './columns.js';
import type { DriftLog } from './drift/drift-log.js';
import { valueFitsType } from './drift/value-fits-type.js';
import type { Leaf } from './leaf.js';
import { samePaths } from './money.js';
import type { ColumnNames } from './names.js';
import { joinPath, nameRank, naturalName } from './paths.js';

/** The path whose column takes a value: one that has a column already, or its own. */
export function knownPath(value: Pick<Leaf, 'path' | 'name'>, names: ColumnNames): string {
  return samePaths(value).find((path) => names.get(path) !== undefined) ?? value.path;
}

export class DeclaredColumns {
  readonly #types = new Map<string, ColumnType>();
  readonly #values = new Map<string, ReadonlySet<string>>();
  readonly #nullable = new Set<string>();

  constructor(
    readonly fields: readonly DeclaredField[],
    private readonly log: DriftLog,
  ) {
    for (const { parts, type, values, nullable } of fields) {
      this.#types.set(joinPath(parts), type);
      if (nullable) this.#nullable.add(joinPath(parts));
      if (values) this.#values.set(joinPath(parts), new Set(values));
    }
  }

  /**
   * Creates the missing columns, except those for which `skip` returns true: another column has their value. Where two
   * fields would have one name, the one with fewer members above it has it, and what is made beside a field gives way.
   */
  makeIn(columns: ColumnSet, names: ColumnNames, skip: (natural: string) => boolean): void {
    const wanted = this.fields.flatMap(({ parts, name = parts, type }) => {
      const natural = naturalName(name);
      return skip(natural)
        ? []
        : [{ path: knownPath({ path: joinPath(parts), name }, names), natural, type }];
    });
    const byDepth = [...wanted].sort((a, b) => nameRank(a.path) - nameRank(b.path));
    for (const { path, natural } of byDepth) names.get(path) ?? names.claim(path, natural);
    for (const { path, natural, type } of wanted) columns.declare(names.get(path) ?? natural, path, type);
  }

  /** Whether the documents give a path a type. */
  has(path: string): boolean {
    return this.#types.has(path);
  }

  /** The type that the documents give a path. */
  typeOf(path: string): ColumnType | undefined {
    return this.#types.get(path);
  }

  /** The values of an enum that the documents list. */
  listed(path: string): ReadonlySet<string> | undefined {
    return this.#values.get(path);
  }

  /** The leaf with the declared type if its value fits, otherwise unchanged. */
  typed(leaf: Leaf): Leaf {
    const declared = this.#types.get(leaf.path);
    const isTyped = declared === undefined || declared === leaf.type;
    if (!isTyped && !valueFitsType(leaf, declared)) return leaf;
    this.check(leaf);
    return isTyped ? leaf : { ...leaf, type: declared };
  }

  /** Logs an enum value that the documents do not list. */
  check({ path, cell }: Leaf): void {
    const listed = this.#values.get(path);
    if (!listed || typeof cell !== 'string' || listed.has(cell)) return;
    this.log.note('new-enum-value', path, { to: cell }, 'taken');
  }

  /** Whether the documents allow a field to be missing. */
  isOptional(path: string): boolean {
    return this.#nullable.has(path);
  }
}
