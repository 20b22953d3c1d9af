// Home: when the next loads are due, what the API will take away, and what the loaded tables say of the month. Runs and what
// they did not load come from the addresses of runs and ledgers.

/** `GET /api/home`. Calls nothing. */
export interface HomeAnswer {
  /** Instant by the server's clock, ISO 8601. */
  at: string;
  pipelines: PipelineView[];
  /** Why no pipeline is shown though the configuration has some. */
  scheduleProblem?: { code: string; message: string };
  /** Routes of the configuration that the documents, as far as they are here, call deprecated. */
  deprecated: DeprecatedRoute[];
}

export interface PipelineView {
  name: string;
  timeZone: string;
  /** Instant of the next run, ISO 8601. */
  next?: string;
  /** Connections that it loads; empty: all. */
  connections: string[];
  /** Source objects; empty: all. */
  only: string[];
  /** The last tick that is stored. */
  last?: { tick: string; state: string; outcome?: string };
  /** A start of the service now would catch it up: the tick that was missed. */
  missed?: string;
}

export interface DeprecatedRoute {
  connection?: string;
  source: string;
  method: string;
  path: string;
  /** Days, `2026-03-31`. */
  deletion?: string;
  replacement?: string;
}

/** `GET /api/home/report`: of the last month that is over, from the loaded tables. Amounts are exact decimals as text. */
export interface HomeReport {
  month: string;
  /** The month before it. */
  against: string;
  /** Day as of which debts and expiries are told. */
  today: string;
  accounts: AccountHealth[];
  /** Documents that do not add up, over all currencies. */
  odd: { state: string; account: string; id: string; currency: string | null; gap: string | null }[];
  currencies: MoneyView[];
  /** Why there is no report: nothing is loaded, or the destination cannot be queried. */
  none?: { code: string; message: string };
}

export interface AccountHealth {
  account: string;
  region: string;
  newestDocument: string | null;
  /** With what later runs made up for. */
  run: {
    id: string;
    outcome: 'complete' | 'incomplete' | 'failed';
    startedAt: string;
    seconds: number;
    calls: number;
    listed: number;
    missing: number;
    tables: number;
    rows: number;
  } | null;
}

export interface MoneyView {
  currency: string;
  /** Up to 13 months, oldest first; the last is the month. Absent: no spend is known. */
  spend?: { months: string[]; total: string[] };
  /** Of the month in progress. */
  forecast?: { month: string; amount: string };
  budgets: { name: string; limit: string; spent: string }[];
  documents: number;
  /** Those that add up to the last digit. */
  exact: number;
  /** Spend of the month and of the one before, by account. */
  accounts: {
    account: string;
    amount: string | null;
    before: string | null;
    documents: number;
    exact: number;
  }[];
  /** Documents that are late, the latest due first. */
  late: { account: string; id: string; open: string; daysLate: number }[];
  expiring: {
    service: string;
    what: string;
    ends: string;
    daysLeft: number;
    renewal: string;
    price: string | null;
  }[];
  anomalies: {
    resource: string;
    label: string | null;
    service: string;
    usual: string;
    amount: string;
    difference: string;
  }[];
}
