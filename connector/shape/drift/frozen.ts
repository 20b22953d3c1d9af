// Tables that stay as they are: what of a record goes into them, and whether the record can.
import type { DriftPolicy } from '../../model/definition.js';
import type { TableSchema } from '../../model/table.js';
import type { Leaf } from '../leaf.js';
import type { DriftLog } from './drift-log.js';
import { isTaken } from './value-fits-type.js';

/** Problems of one record that are told; it may have many. */
const TOLD_PROBLEMS = 5;

export class FrozenColumns {
  readonly #columns: ReadonlyMap<string, TableSchema['columns'][number]>;
  readonly #hasRest: boolean;

  constructor(
    private readonly policy: Exclude<DriftPolicy, 'evolve'>,
    { columns }: TableSchema,
    private readonly log: DriftLog,
  ) {
    this.#columns = new Map(columns.map((column) => [column.path, column]));
    // Tables with all the columns that a table can have keep the rest in one of them.
    this.#hasRest = this.#columns.has('_more');
  }

  /**
   * The values that have a column, with its type; or why the record cannot be a row.
   *
   * @param isRepeated for a field that only says again what a path parameter says
   */
  sort(leaves: readonly Leaf[], isRepeated: (leaf: Leaf) => boolean): Leaf[] | { rejected: string } {
    const kept: Leaf[] = [];
    const problems: string[] = [];
    for (const leaf of leaves) {
      const column = this.#columns.get(leaf.path);
      if (!column) {
        if (this.#hasRest || isRepeated(leaf)) kept.push(leaf);
        else this.#isNew(leaf, problems);
      } else if (isTaken(leaf, column.type)) kept.push({ ...leaf, type: column.type });
      else {
        const kind = column.type === 'bigint' && leaf.type === 'decimal' ? 'widened' : 'retyped';
        this.log.note(kind, leaf.path, { from: column.type, to: leaf.type }, 'rejected');
        problems.push(
          `field "${leaf.path}" has a ${leaf.type} value, and its column is ${column.type} and stays so`,
        );
      }
    }
    if (problems.length === 0) return kept;
    const more = problems.length > TOLD_PROBLEMS ? [`and ${problems.length - TOLD_PROBLEMS} more`] : [];
    return {
      rejected: `${[...problems.slice(0, TOLD_PROBLEMS), ...more].join('; ')} (drift: ${this.policy})`,
    };
  }

  #isNew({ path, type }: Leaf, problems: string[]): void {
    const isRejected = this.policy === 'reject';
    this.log.note('added', path, { to: type }, isRejected ? 'rejected' : 'left out');
    if (isRejected) problems.push(`field "${path}" (${type}) is new to the table`);
  }
}
