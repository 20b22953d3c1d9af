// A rule of the strict check: one sentence of the specification, held against every row.
import type { FocusDataset, FocusVersion } from '../columns/column.js';

/** The value of a column in a row, as it stands in the file; null is an empty cell. */
export type FocusValue = string | null;

export interface RuleIdentity {
  /** Column or attribute of the specification, and what of it: `BilledCost.null`. */
  id: string;
  dataset: FocusDataset;
  /** The first version that it is held against. Default: 1.2. */
  since?: FocusVersion;
  until?: FocusVersion;
  /** The page of the specification: of a column, an attribute or a dataset. */
  page: string;
  /** Its sentence there. */
  says: string;
  /** It holds for the files of this product alone, whose rows all come from documents. */
  onlyOurs?: true;
}

/** Looks at the values of some columns in one row. It is left out where a file lacks one of them. */
export interface RowRule extends RuleIdentity {
  columns: readonly string[];
  holds(...values: FocusValue[]): boolean;
}

/** Looks at the rows together: returns what is wrong once all were seen. */
export interface FileRule extends RuleIdentity {
  columns: readonly string[];
  begin(known: KnownFacts): { see(...values: FocusValue[]): boolean; end?(): readonly string[] };
}

/** Facts that a file does not have itself. */
export interface KnownFacts {
  /** What is to be paid of each invoice, in whole 10⁻⁸ units, by account, type and id joined with a blank. */
  payable?: ReadonlyMap<string, bigint>;
  /** How purchases are written. */
  purchases?: 'usage' | 'amortise' | 'plain';
}

export interface Violation {
  rule: RuleIdentity;
  /** Rows, or groups of rows, that break it. */
  count: number;
  /** The first of them: number of the row from 1, and the values that the rule looks at. */
  examples: { row: number | null; values: readonly FocusValue[]; note?: string }[];
}
