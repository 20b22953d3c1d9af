// Drift: how data differs from the existing table, or from the API's documents.

/**
 * `added`: a field without a column; `widened`: numbers that need a wider type; `retyped`: values of another type;
 * `new-enum-value`: a text that the documents do not list; `vanished`: a field that no object still has.
 */
export const DRIFT_KINDS = ['added', 'widened', 'retyped', 'new-enum-value', 'vanished'] as const;
export type DriftKind = (typeof DRIFT_KINDS)[number];

/** The consequence: the table took it; the rows left it out; the records with it were rejected. */
export type DriftEffect = 'taken' | 'left out' | 'rejected';

export interface DriftEntry {
  source: string;
  table: string;
  column: string;
  kind: DriftKind;
  effect: DriftEffect;
  /** Type before; absent for a new field or value. */
  from?: string;
  /** Type after, or the new value; absent for a vanished field. */
  to?: string;
  /** The first object with it, by its id in the ledger. */
  firstId?: string;
}
