// Facts of a report about what is due: debts and payments, VAT, what expires, credits, commitments, unit costs.
// All amounts are of one currency; with or without tax as each says.

import type { DocumentKind } from './proof-data.js';
import type { AccountId, Amount, Day, Month } from './report-data.js';
import type { ProjectName } from './spend-data.js';

/** With tax, on `ReportData.today`. */
export interface Owed {
  /** In this order, with 0 where there is nothing. `due-now`: today, or no day is known. */
  ages: { age: 'not-due' | 'due-now' | '1-30' | '31-60' | 'over-60'; documents: number; open: Amount }[];
  /** Documents that are not wholly paid, the latest due first. */
  documents: {
    account: AccountId;
    id: string;
    kind: DocumentKind;
    day: Day;
    due: Day | null;
    withTax: Amount;
    paid: Amount;
    open: Amount;
    /** Negative: due in so many days. Null: no day is known, due now. */
    daysLate: number | null;
  }[];
  total: { withTax: Amount; paid: Amount; open: Amount };
  /** Documents of the month: `withTax` = `paid` + `open` + `credited`; refunds and corrections are `credited`, negative. */
  month: { withTax: Amount; paid: Amount; open: Amount; credited: Amount };
  /** Payments of the month, newest first. */
  payments: { account: AccountId; day: Day; method: string | null; document: string; amount: Amount }[];
  paymentsTotal: Amount;
}

/** Bills and corrective invoices less refunds. `rows`: newest month first, then the highest rate. */
export interface Vat {
  rows: VatRow[];
  /** One a month, in the order of the rows. */
  totals: Omit<VatRow, 'rate'>[];
  /** Documents of the report's month whose tax differs from rate × base by a cent or more. */
  odd: { account: AccountId; id: string; difference: Amount }[];
}

export interface VatRow {
  month: Month;
  /** Percent, as a decimal: `20`, `5.5`, `0`. Null: no usual rate explains tax ÷ base. */
  rate: Amount | null;
  documents: number;
  withoutTax: Amount;
  tax: Amount;
  /** Rate × base, exact; null where the rate is. */
  computed: Amount | null;
  /** `tax` less `computed`. */
  rounding: Amount | null;
  withTax: Amount;
}

/** Services that end within `days` after `ReportData.today`, soonest first. Without tax. */
export interface Expiring {
  days: number;
  rows: {
    account: AccountId;
    ends: Day;
    daysLeft: number;
    service: string;
    /** Product, as the API calls it. */
    what: string;
    /** ISO 8601: `P12M`, `P1M`. */
    duration: string | null;
    renewal: 'automatic' | 'manual' | 'none' | 'unknown';
    /** Of one renewal; null: unknown. */
    price: Amount | null;
  }[];
  /** Sum of the known prices. */
  total: Amount;
  unpriced: number;
}

export interface Credits {
  balances: {
    account: AccountId;
    name: string;
    /** `voucher`, `prepaid`, `deposit` … : type of the balance as the API has it. */
    type: string;
    project: ProjectName | null;
    given: Amount;
    used: Amount;
    left: Amount;
    ends: Day | null;
    /** Used in each of `months`. */
    usedByMonth: (Amount | null)[];
    /** At the pace of the last three months; null: not used. */
    usedUpOn: Day | null;
  }[];
  /** Oldest first. */
  months: Month[];
  total: { given: Amount; used: Amount; left: Amount };
}

/** Savings plans against the usage that they could cover, in the month of the report. */
export interface Commitments {
  /** What eligible usage would have cost without a plan, and the part of it that plans covered. */
  eligible: Amount;
  covered: Amount;
  /** Price of the plans in the month. */
  paid: Amount;
  plans: {
    account: AccountId;
    id: string;
    project: ProjectName | null;
    model: string;
    size: number;
    from: Day;
    to: Day;
    renewal: 'automatic' | 'none' | 'unknown';
    /** A month. */
    price: Amount | null;
  }[];
}

/** Cost of one unit, from the user's table of units. */
export interface UnitCosts {
  months: Month[];
  rows: {
    unit: string;
    /** What is divided: all spend, or that of a project, a service or a tag. */
    scope: string | null;
    quantities: (Amount | null)[];
    amounts: (Amount | null)[];
    /** `amount` ÷ `quantity`, rounded to six significant digits. */
    costs: (Amount | null)[];
  }[];
}
