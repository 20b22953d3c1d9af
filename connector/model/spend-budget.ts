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
