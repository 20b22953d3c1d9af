// What is new about the data of one table, each thing once.
import type { DriftEffect, DriftEntry, DriftKind } from '../../model/drift.js';
import type { Partition } from '../../model/record.js';
import { META_COLUMNS } from '../paths.js';

/** Drift of one table as shaping finds it. */
export type FoundDrift = Omit<DriftEntry, 'source' | 'firstId'> & {
  /** Path parameters of the first record that brought it; absent where documents did. */
  first?: Partition;
};

interface Noted {
  path: string;
  kind: DriftKind;
  effect: DriftEffect;
  from?: string;
  to?: string;
  first?: Partition;
}

/** Further new values of one table are only stored. */
const TOLD_VALUES = 20;

const OWN = new Set<string>(META_COLUMNS);

/** Fields of the payload alone can drift: not parameters, positions, keys of parents, or columns of ours. */
export function isField(path: string): boolean {
  return !OWN.has(path) && !/^(\{|_parent:|_position(_\d+)?$)/.test(path);
}

export class DriftLog {
  readonly #told = new Set<string>();
  #values = 0;
  #noted: Noted[] = [];
  #record: Partition | undefined;

  constructor(
    readonly table: string,
    /** Whether there is a table that can differ from what comes. */
    readonly hasTable: boolean,
  ) {}

  /** What is noted from now on comes from this record. */
  begin(partition: Partition | undefined): void {
    this.#record = partition;
  }

  note(kind: DriftKind, path: string, change: { from?: string; to?: string }, effect: DriftEffect): void {
    if (!isField(path)) return;
    const key = [kind, path, change.to, effect].join('\n');
    if (this.#told.has(key)) return;
    if (kind === 'new-enum-value' && ++this.#values > TOLD_VALUES) return;
    this.#told.add(key);
    this.#noted.push({ kind, path, effect, ...change, first: this.#record });
  }

  /** What was noted since the last call. */
  take(columnOf: (path: string) => string): FoundDrift[] {
    const noted = this.#noted;
    this.#noted = [];
    return noted.map(({ path, ...rest }) => ({ table: this.table, column: columnOf(path), ...rest }));
  }
}
