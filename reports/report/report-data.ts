// The facts of a report, as plain JSON: what the queries fill, and what the page and the files are made from.
import type { Commitments, Credits, Expiring, Owed, UnitCosts, Vat } from './due-data.js';
import type { Health, Proof } from './proof-data.js';
import type {
  Anomalies,
  Budgets,
  Comparison,
  Forecast,
  GpuSpend,
  Kinds,
  MonthlySpend,
  ProjectSpend,
  Resources,
  TagSpend,
  Trend,
  Unmapped,
} from './spend-data.js';

/**
 * An exact decimal number in plain notation, with all digits that are known: `11127.58`, `-0.01`, `0.00000001`. Never
 * from a float. Digits after the second decimal are shown where they are not zero.
 */
export type Amount = string;
/** A calendar day as the API printed it: `2026-10-22`. */
export type Day = string;
/** A calendar month: `2026-10`. The month of a document is that of its day as printed, never that of UTC. */
export type Month = string;
/** ISO 8601 with its offset: `2026-11-03T10:19:04+01:00`. Shown with the hour as written. */
export type Instant = string;
/** ISO 4217, upper case. */
export type Currency = string;
/** An account (nichandle): `ab12345-ovh`. */
export type AccountId = string;

/**
 * Why a section has nothing to show.
 * `not-loaded`: its tables are not in the database; `needs` names presets that load them.
 * `nothing`: they were read, and there is nothing of the kind.
 * `refused`: the keys lack a right; `needs` names the rights as `GET /path`.
 * `no-file`: it rests on a file or a table of the user's that is not given; `needs` names the option or the table.
 * `too-short`: it needs more months than there are; `needs` is empty.
 */
export type AbsenceCode = 'not-loaded' | 'nothing' | 'refused' | 'no-file' | 'too-short';

export interface Absence {
  absent: AbsenceCode;
  needs: string[];
}

/** A section with its facts, or the reason why it has none. */
export type Section<T> = T | Absence;

export function isAbsent<T extends object>(section: Section<T>): section is Absence {
  return 'absent' in section;
}

/** What a reader must know before the figures, by its code. The words stand in the files of texts. */
export type ReportNotice =
  /** The month is not over: its sums hold documents up to `through`. */
  | { code: 'month-in-progress'; through: Day }
  /** The last complete load began before the month was over: later documents of the month cannot be there. */
  | { code: 'loaded-before-month-end'; account: AccountId; loadedAt: Instant }
  /** The database records no run for the account, so nothing says whether the tables are complete. */
  | { code: 'no-run-recorded'; account: AccountId }
  /** The account has no document in the months of the report. */
  | { code: 'no-documents'; account: AccountId }
  /** Objects that the sum of the documents does not need, such as usage or payments, are refused or failed. */
  | { code: 'others-not-loaded'; account: AccountId; sources: string[]; count: number };

export interface ReportAccount {
  account: AccountId;
  /** `eu`, `ca`, `us` … */
  region: string;
  /** Currency of its documents, where known. */
  currency: Currency | null;
}

/**
 * A whole report. Currencies are never added: what has amounts is in `currencies`, one entry for each, and every amount
 * in an entry is of its currency.
 */
export interface ReportData {
  /** Of this form. Rises when a member changes its meaning or goes. */
  version: 1;
  /** The month that the report is about. */
  month: Month;
  /** The month beside it: the one before, unless another was chosen. */
  against: Month;
  /** When the report was made, with the offset of the machine's time zone. */
  madeAt: Instant;
  /** The day as of which debts, expiries and forecasts are told: that of the newest load. */
  today: Day;
  generator: { name: string; version: string };
  /** Where the rows are: name of a file, folder, or database with schema. Without host, user or password. */
  database: string;
  /** The account does not exist: a sandbox answered. */
  synthetic: boolean;
  /** The accounts of the report, sorted by name. */
  accounts: ReportAccount[];
  /** One entry an account, in the order of `accounts`. */
  health: Health[];
  proof: Proof;
  /** One entry a currency, the largest number of documents first. Empty: there is no document. */
  currencies: CurrencyReport[];
  notices: ReportNotice[];
}

/** Everything that has amounts, of one currency. Spend is without tax: bills and corrective invoices less refunds. */
export interface CurrencyReport {
  currency: Currency;
  spend: Section<MonthlySpend>;
  trend: Section<Trend>;
  comparison: Section<Comparison>;
  kinds: Section<Kinds>;
  projects: Section<ProjectSpend>;
  resources: Section<Resources>;
  tags: Section<TagSpend>;
  gpu: Section<GpuSpend>;
  forecast: Section<Forecast>;
  budgets: Section<Budgets>;
  anomalies: Section<Anomalies>;
  unmapped: Section<Unmapped>;
  owed: Section<Owed>;
  vat: Section<Vat>;
  expiring: Section<Expiring>;
  credits: Section<Credits>;
  commitments: Section<Commitments>;
  unitCosts: Section<UnitCosts>;
}
