// A view of the mart: its columns, which are a public contract, and its text in any dialect.
import type { Rule } from '../services/rule-set.js';
import type { Dialect, SqlType } from './dialect.js';
import type { InputName, OwnInputName } from './inputs.js';

export interface ViewColumn {
  name: string;
  type: SqlType;
  /** What it says, in a few words; with the values of a column of codes. */
  about: string;
}

export interface MartView {
  name: string;
  about: string;
  /** Not part of the contract: a step for other views. */
  internal?: true;
  /** Names of the columns that tell one row from another. */
  key: readonly string[];
  columns: readonly ViewColumn[];
  /** Tables without which it has no rows. */
  needs: readonly InputName[];
  /** The query: its columns are those of `columns`, in their order. */
  sql(mart: MartContext): string;
}

/** What a view is written with. */
export interface MartContext {
  d: Dialect;
  /** A table with the columns of `INPUTS`, to stand after FROM or JOIN; without rows where it is not loaded. */
  from(table: InputName | OwnInputName): string;
  /** One text where a table is there, another where it is not. */
  either(table: InputName | UserTable, there: string, missing: string): string;
  /** Path of the route whose table it is. */
  pathOf(table: InputName): string;
  /** A table of the user's, to stand after FROM, where `either` says that it is there. */
  own(table: UserTable): string;
  /** Rules of services, the user's first. */
  rules: readonly Rule[];
  settings: MartSettings;
}

/** Tables that users make themselves for the mart, with these columns. */
export const USER_TABLES = {
  x_units: { month: 'text', unit: 'text', quantity: 'decimal', project_id: 'text', service_name: 'text' },
  x_budgets: {
    name: 'text',
    currency: 'text',
    limit_amount: 'decimal',
    account: 'text',
    project_id: 'text',
    service_name: 'text',
  },
} as const satisfies Record<string, Readonly<Record<string, SqlType>>>;
export type UserTable = keyof typeof USER_TABLES;

export const PURCHASES = ['usage', 'amortise', 'plain'] as const;
export type Purchases = (typeof PURCHASES)[number];

export interface MartSettings {
  /** Smallest robust z-score of an anomaly, in hundredths. */
  anomalyThreshold: number;
  /** Smallest difference of an anomaly, in whole units of the currency. */
  anomalyFloor: number;
  /**
   * How FOCUS has purchases: `usage`: as usage; `amortise`: with a cost of 0, and rows of usage for the months that they are
   * for; `plain`: as purchases.
   */
  purchases: Purchases;
}

export const DEFAULT_SETTINGS: MartSettings = { anomalyThreshold: 350, anomalyFloor: 50, purchases: 'usage' };
