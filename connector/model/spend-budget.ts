// Budgets of spend, from the file of `report --budget`. The budget of calls is another thing: model/budget.ts.

/** What a budget is for: all members absent is everything. */
export interface SpendScope {
  account?: string;
  /** Id or name of a Public Cloud project. */
  project?: string;
  service?: string;
  /** `key=value` */
  tag?: string;
}

export interface SpendBudget {
  name: string;
  /** ISO 4217. */
  currency: string;
  /** Of a month, without tax: an exact decimal. */
  limit: string;
  /** Percent of the limit, rising. */
  thresholds: number[];
  scope: SpendScope;
}

export interface SpendBudgetFile {
  /** As it was named. */
  file: string;
  budgets: SpendBudget[];
}

/** A budget that is past a threshold. */
export interface PassedBudget {
  name: string;
  /** ISO 4217. */
  currency: string;
  /** `2026-10` */
  month: string;
  /** Exact decimals. */
  limit: string;
  spent: string;
  /** Of the limit, with one decimal: `94.3`. */
  percent: string;
  /** The highest that is passed, in percent. */
  threshold: number;
}
