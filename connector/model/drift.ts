// How what the API answers differs from what a table, or the API's documents, had before.

/**
 * `added`: a field that the table did not have; `widened`: numbers that need more; `retyped`: values of another
 * kind; `new-enum-value`: a text that the documents do not list; `vanished`: a field that no object carries any more.
 */
export const DRIFT_KINDS = ['added', 'widened', 'retyped', 'new-enum-value', 'vanished'] as const;
export type DriftKind = (typeof DRIFT_KINDS)[number];

/** What was done: the table has it now; it was left out of the rows; the records that bring it were rejected. */
export type DriftEffect = 'taken' | 'left out' | 'rejected';

export interface DriftEntry {
  source: string;
  table: string;
  column: string;
  kind: DriftKind;
  effect: DriftEffect;
  /** Type before; absent for what is new. */
  from?: string;
  /** Type after, or the new value; absent for what vanished. */
  to?: string;
  /** The first object that brought it, as the ledger names objects. */
  firstId?: string;
}
