// The drift of one table, each change once.
import type { DriftEffect, DriftEntry, DriftKind } from '../../model/drift.js';
import type { Partition } from '../../model/record.js';
import { META_COLUMNS } from '../paths.js';

/** Drift as shaping finds it. */
export type FoundDrift = Omit<DriftEntry, 'source' | 'firstId'> & {
  /** Path parameters of the first record with it; absent where the documents caused it. */
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

/** Further new enum values of one table are stored but not reported. */
const REPORTED_VALUES = 20;

const OWN = new Set<string>(META_COLUMNS);

/** Only payload fields can drift: not parameters, positions, parent keys, or columns of our own. */
export function isField(path: string): boolean {
  return !OWN.has(path) && !/^(\{|_parent:|_position(_\d+)?$)/.test(path);
}

export class DriftLog {
  readonly #reported = new Set<string>();
  #values = 0;
  #noted: Noted[] = [];
  #record: Partition | undefined;

  constructor(
    readonly table: string,
    /** Whether the table exists, so that data can differ from it. */
    readonly hasTable: boolean,
  ) {}

  /** Drift logged from now on comes from this record. */
  begin(partition: Partition | undefined): void {
    this.#record = partition;
  }

  note(kind: DriftKind, path: string, change: { from?: string; to?: string }, effect: DriftEffect): void {
    if (!isField(path)) return;
    const key = [kind, path, change.to, effect].join('\n');
    if (this.#reported.has(key)) return;
    if (kind === 'new-enum-value' && ++this.#values > REPORTED_VALUES) return;
    this.#reported.add(key);
    this.#noted.push({ kind, path, effect, ...change, first: this.#record });
  }

  /** Drift since the last call. */
  take(columnOf: (path: string) => string): FoundDrift[] {
    const noted = this.#noted;
    this.#noted = [];
    return noted.map(({ path, ...rest }) => ({ table: this.table, column: columnOf(path), ...rest }));
  }
}
