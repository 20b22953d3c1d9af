// Facts of a report about spend: where the money goes, by month, service, project, resource and tag, and what is coming.
// All amounts are without tax and of one currency. A month without a charge has the amount null, never 0.
import type { ResourceKind, ServiceKind } from '../services/kinds.js';
import type { AccountId, Amount, Day, Month } from './report-data.js';

export { RESOURCE_KINDS, type ResourceKind, SERVICE_KINDS, type ServiceKind } from '../services/kinds.js';

/** Spend of up to 13 months: kind of service, service, resource, lines. */
export interface MonthlySpend {
  /** Without holes, oldest first; the last is the month of the report. Fewer where the documents begin later. */
  months: Month[];
  /** Kinds, by the sum of the months, largest first; then `unmapped`, then `adjustment`. */
  kinds: SpendKind[];
  /** One for each of `months`: the sum of the kinds. */
  total: Amount[];
  /** Sum of the twelve months up to the month of the report; null where there are fewer. */
  twelveMonths: Amount | null;
}

export interface SpendKind {
  kind: ServiceKind;
  amounts: (Amount | null)[];
  /** Largest first. Empty for `adjustment`. */
  services: SpendService[];
}

export interface SpendService {
  /** As `services_dim` names it, in English: `Public Cloud instances`. Known names have a translation. */
  name: string;
  amounts: (Amount | null)[];
  /** The dearest of the report's month first: as many as the query takes. */
  resources: SpendResource[];
  /** What is left over, so that resources and rest are the service; null: nothing. */
  rest: { resources: number; amounts: (Amount | null)[] } | null;
}

export interface SpendResource {
  account: AccountId;
  /** `domain` of the line, or the id of the resource. */
  resource: string;
  /** Name for people, where one is known and differs. */
  label: string | null;
  project: ProjectName | null;
  amounts: (Amount | null)[];
  /** Lines of the report's month, largest first. */
  lines: ChargeLine[];
  /** Lines that are left out here; null: none. */
  moreLines: { count: number; amount: Amount } | null;
}

export interface ProjectName {
  id: string;
  /** Description of the project; null where none is loaded. */
  name: string | null;
}

export interface ChargeLine {
  document: string;
  line: string;
  day: Day;
  description: string;
  /** As the API printed them; null where it prints none. */
  from: Day | null;
  to: Day | null;
  /** As text, with its digits: `744.5`. */
  quantity: string | null;
  /** Signed: a refund is negative. */
  amount: Amount;
}

/** Up to 36 months, oldest first, without holes. */
export interface Trend {
  months: Month[];
  total: Amount[];
  /** The same months, by kind of service. */
  kinds: { kind: ServiceKind; amounts: (Amount | null)[] }[];
}

/** A name with its amount in the month and in the one beside it. Null in one: new, or gone. */
export interface Pair {
  amount: Amount | null;
  before: Amount | null;
}

/** Two months side by side. The totals are those of the two months. */
export interface Comparison {
  total: Pair;
  accounts: (Pair & { account: AccountId })[];
  services: (Pair & { kind: ServiceKind; name: string })[];
  /** Resources with the largest difference, up or down, largest first. */
  movers: ResourcePair[];
  /** Not all resources are in `movers`: how many there are, with how many new and gone. */
  resources: { all: number; created: number; gone: number };
}

export interface ResourcePair extends Pair {
  account: AccountId;
  resource: string;
  label: string | null;
  service: string;
  project: ProjectName | null;
}

export interface Kinds {
  /** Every kind of service with spend in one of the two months, in the order of `SERVICE_KINDS`. */
  services: (Pair & { kind: ServiceKind; resources: number })[];
  /** Every kind of resource, in the order of `RESOURCE_KINDS`. Sum = total. */
  resources: (Pair & { kind: ResourceKind; resources: number })[];
  total: Pair;
}

export interface ProjectSpend {
  /** Dearest first. */
  projects: (Pair & {
    account: AccountId;
    project: ProjectName;
    services: { name: string; amount: Amount }[];
  })[];
  /** What belongs to no project. Null: nothing. */
  outside: (Pair & { services: { name: string; amount: Amount }[] }) | null;
  total: Pair;
}

/** The dearest resources of the month. */
export interface Resources {
  dearest: ResourcePair[];
  /** Sum of `dearest`. */
  sum: Pair;
  total: Pair;
}

/** One entry a tag key. A resource without the key is in `untagged`; values and untagged are the total. */
export interface TagSpend {
  keys: {
    key: string;
    values: (Pair & { value: string; resources: number })[];
    untagged: Pair & { resources: number };
  }[];
  total: Pair;
}

export interface GpuSpend {
  rows: (Pair & { model: string; project: ProjectName | null; account: AccountId; hours: string | null })[];
  total: Pair;
}

export interface Forecast {
  /** The month that is forecast: the one in progress on `ReportData.today`. */
  month: Month;
  /** Charges of that month so far, up to and with the day. */
  toDate: { amount: Amount; through: Day } | null;
  methods: ForecastMethod[];
}

export interface ForecastMethod {
  /** `run-rate`: charges so far ÷ days gone × days of the month, with what is renewed once counted once. */
  method: 'ovhcloud' | 'run-rate' | 'three-month-mean';
  /** Null: not to be had; `why` says why. */
  amount: Amount | null;
  why: 'no-own-forecast' | 'too-few-months' | 'no-days' | null;
  /** The same method for the last whole month, made on the same day of that month, and what came. */
  last: { month: Month; forecast: Amount; actual: Amount } | null;
}

/** From the file of `--budget`. */
export interface Budgets {
  file: string;
  budgets: {
    name: string;
    /** Of what: all empty is everything. */
    scope: { account?: AccountId; project?: string; service?: string; tag?: string };
    /** A month. */
    limit: Amount;
    spent: Amount;
    /** For the month in progress, by the mean of the methods; null where there is none. */
    forecast: Amount | null;
    /** Percent, rising: 80, 100. */
    thresholds: number[];
  }[];
}

/** Resources far from their own past: robust z-score, with a floor in money. */
export interface Anomalies {
  /** Of `amounts`; the last is the month of the report. */
  months: Month[];
  rows: (Omit<ResourcePair, keyof Pair> & {
    amounts: (Amount | null)[];
    /** Median of the months before. */
    usual: Amount;
    amount: Amount;
    difference: Amount;
    /** Distance from `usual` in robust deviations (1.4826 × MAD), one decimal. Null: the past never moved. */
    z: string | null;
  })[];
  /** Smallest z and smallest difference that are reported. */
  threshold: string;
  floor: Amount;
  /** Beyond the threshold, below the floor. */
  belowFloor: number;
}

/** Charges that `services_dim` gives no service. */
export interface Unmapped {
  rows: (Pair & { account: AccountId; resource: string; planCode: string | null; lines: number })[];
  lines: number;
  total: Pair;
}
