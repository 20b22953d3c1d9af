// Frozen tables (drift `freeze` or `reject`): which values of a record they take, and whether they take the record.
import type { DriftPolicy } from '../../model/definition.js';
import type { TableSchema } from '../../model/table.js';
import type { Leaf } from '../leaf.js';
import type { DriftLog } from './drift-log.js';
import { isTaken } from './value-fits-type.js';

/** Problems reported of one record, which may have many. */
const REPORTED_PROBLEMS = 5;

export class FrozenColumns {
  readonly #columns: ReadonlyMap<string, TableSchema['columns'][number]>;
  readonly #hasRest: boolean;

  constructor(
    private readonly policy: Exclude<DriftPolicy, 'evolve'>,
    { columns }: TableSchema,
    private readonly log: DriftLog,
  ) {
    this.#columns = new Map(columns.map((column) => [column.path, column]));
    // A table with the most columns that a table can have stores further fields in one of them.
    this.#hasRest = this.#columns.has('_more');
  }

  /**
   * The values that have a column, with its type; or why the table does not take the record.
   *
   * @param isRepeated whether a field repeats a path parameter
   */
  sort(leaves: readonly Leaf[], isRepeated: (leaf: Leaf) => boolean): Leaf[] | { rejected: string } {
    const taken: Leaf[] = [];
    const problems: string[] = [];
    for (const leaf of leaves) {
      const column = this.#columns.get(leaf.path);
      if (!column) {
        if (this.#hasRest || isRepeated(leaf)) taken.push(leaf);
        else this.#isNew(leaf, problems);
      } else if (isTaken(leaf, column.type)) taken.push({ ...leaf, type: column.type });
      else {
        const kind = column.type === 'bigint' && leaf.type === 'decimal' ? 'widened' : 'retyped';
        this.log.note(kind, leaf.path, { from: column.type, to: leaf.type }, 'rejected');
        problems.push(`field "${leaf.path}" has a ${leaf.type} value, but its column stays ${column.type}`);
      }
    }
    if (problems.length === 0) return taken;
    const more =
      problems.length > REPORTED_PROBLEMS ? [`and ${problems.length - REPORTED_PROBLEMS} more`] : [];
    return {
      rejected: `${[...problems.slice(0, REPORTED_PROBLEMS), ...more].join('; ')} (drift: ${this.policy})`,
    };
  }

  /** Whether the table has a column for a path. */
  has(path: string): boolean {
    return this.#columns.has(path);
  }

  #isNew({ path, type }: Leaf, problems: string[]): void {
    const isRejected = this.policy === 'reject';
    this.log.note('added', path, { to: type }, isRejected ? 'rejected' : 'left out');
    if (isRejected) problems.push(`field "${path}" (${type}) is new to the table`);
  }
}
