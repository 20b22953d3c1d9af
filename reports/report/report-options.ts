// What a report is asked for.
import type { SpendBudgetFile } from '../../connector/model/spend-budget.js';
import type { AccountId, Instant, Month } from './report-data.js';

/** A label of connections: `customer` and `Acme Ltd`. */
export interface WantedLabel {
  name: string;
  value: string;
}

export interface ReportOptions {
  /** Default: the last month that is over, or the newest with a document where that is earlier. */
  month?: Month;
  /** Month beside it. Default: the one before. */
  against?: Month;
  /** Default: all accounts of the tables. */
  accounts?: AccountId[];
  /** Only accounts that have all of these labels. */
  labels?: WantedLabel[];
  /** Checked content of the file of `--budget`, with its name. */
  budgets?: SpendBudgetFile;
  /** Now, by the clock of the caller, with the offset of its time zone. */
  now: Instant;
  generator: { name: string; version: string };
  /** The account does not exist: a sandbox answered. Default: it does. */
  synthetic?: boolean;
}
