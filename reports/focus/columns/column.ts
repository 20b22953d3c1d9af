// A column of FOCUS as this product has it: what the specification says of it, and where its values come from.

/** Versions of the specification that are written, oldest first. */
export const FOCUS_VERSIONS = ['1.2', '1.3', '1.4'] as const;
export type FocusVersion = (typeof FOCUS_VERSIONS)[number];

export const FOCUS_DATASETS = ['CostAndUsage', 'InvoiceDetail', 'BillingPeriod'] as const;
export type FocusDataset = (typeof FOCUS_DATASETS)[number];

export type FeatureLevel = 'Mandatory' | 'Recommended' | 'Conditional';
export type FocusType = 'String' | 'Decimal' | 'Date/Time' | 'JSON';

/** What the specification says of a column. Its paragraph is the one that has the column's name in words as its heading. */
export interface SpecifiedColumn {
  name: string;
  /** The first of our versions that has it. Default: 1.2. */
  since?: FocusVersion;
  /** The last that has it. Default: it is still there. */
  until?: FocusVersion;
  level: FeatureLevel;
  /** Where a later version has another level. */
  laterLevel?: { since: FocusVersion; level: FeatureLevel };
  type: FocusType;
  allowsNull: boolean;
  allowed?: readonly string[];
}

/**
 * Where the values of a column come from: a constant, or a field of the rows that the views of FOCUS make.
 * `text` as it is; `cost`: whole 10⁻⁸ units, printed as a decimal; `amount`: the same, null allowed; `decimal`: a number;
 * `quantity`: a number, from its text where that is one; `day`: a date, printed as the first second of that day in UTC;
 * `json`: an object as text.
 */
export type ColumnSource =
  | { constant: string }
  | { field: string; as: 'text' | 'cost' | 'amount' | 'decimal' | 'quantity' | 'day' | 'json' };

/** A column that is written. */
export interface FocusColumn extends SpecifiedColumn {
  source: ColumnSource;
  /** Where its values come from, in words. */
  about: string;
  /** Free text of people, which `ascii` folds; `id`: a name of a machine or a domain, which it writes in the form `xn--`. */
  text?: 'words' | 'id';
}

/** A column of our own, whose name begins with `x_Ovh`. */
export interface CustomColumn extends Omit<FocusColumn, 'level' | 'laterLevel'> {
  /** Only in files that are folded to ASCII. */
  onlyAscii?: true;
}

/** A column that is not written, and why. */
export interface LeftOutColumn extends Omit<SpecifiedColumn, 'allowed'> {
  why: string;
}

export function isIn(
  version: FocusVersion,
  { since = '1.2', until = '1.4' }: Partial<SpecifiedColumn>,
): boolean {
  return since <= version && version <= until;
}

export function levelIn(version: FocusVersion, { level, laterLevel }: SpecifiedColumn): FeatureLevel {
  return laterLevel && laterLevel.since <= version ? laterLevel.level : level;
}

/** A column that is written; null is not allowed unless `more` says so. */
export function column(
  name: string,
  level: FeatureLevel,
  type: FocusType,
  source: ColumnSource,
  about: string,
  more: Partial<FocusColumn> = {},
): FocusColumn {
  return { name, level, type, allowsNull: false, source, about, ...more };
}

/** A column of our own; null is allowed unless `more` says that it is not. */
export function ownColumn(
  name: string,
  source: ColumnSource,
  about: string,
  more: Partial<CustomColumn> = {},
): CustomColumn {
  return { name: `x_Ovh${name}`, type: 'String', allowsNull: true, source, about, ...more };
}

export const text = (field: string): ColumnSource => ({ field, as: 'text' });
export const cost = (field: string): ColumnSource => ({ field, as: 'cost' });
export const amount = (field: string): ColumnSource => ({ field, as: 'amount' });
export const day = (field: string): ColumnSource => ({ field, as: 'day' });
