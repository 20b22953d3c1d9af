// What is added up of a file of FOCUS, and of our own rows, to compare them: costs by month, account and currency, and by
// invoice where there are such.
import type { QuerySession } from '../../../connector/model/query.js';
import type { FocusValue } from '../check/rule.js';
import { finely, ofUcents } from './amounts.js';

export interface Sums {
  rows: number;
  /** Whole 10⁻³⁰ units of what is no tax, and of tax. */
  untaxed: bigint;
  tax: bigint;
  /** The same together by invoice, in whole 10⁻³⁰ units. */
  invoices: Map<string, bigint>;
}

/** By account, month and currency. */
export type SumsByMonth = Map<string, Sums>;

export interface MonthKey {
  account: string;
  month: string;
  currency: string;
}

export function keyOf({ account, month, currency }: MonthKey): string {
  return JSON.stringify([month, account, currency]);
}

export function keyParts(key: string): MonthKey {
  const [month, account, currency] = JSON.parse(key) as [string, string, string];
  return { month, account, currency };
}

/** Columns without which a file cannot be compared. */
export const NEEDED = [
  'BilledCost',
  'BillingAccountId',
  'BillingCurrency',
  'BillingPeriodStart',
  'ChargeCategory',
] as const;

/** Adds up the rows of one file. */
export class FileSums {
  readonly sums: SumsByMonth = new Map();
  /** Rows whose cost or month cannot be read; numbers from 1. */
  readonly unreadable: number[] = [];
  readonly #places: number[];
  readonly #invoice: number;
  #row = 0;

  /** @param names of its columns; all of `NEEDED` are among them */
  constructor(names: readonly string[]) {
    this.#places = NEEDED.map((name) => names.indexOf(name));
    this.#invoice = names.indexOf('InvoiceId');
  }

  add(row: readonly FocusValue[]): void {
    this.#row++;
    const [costText, account, currency, start, category] = this.#places.map((place) => row[place] ?? '');
    const cost = finely(costText ?? '');
    const month = /^\d{4}-\d\d/.exec(start ?? '')?.[0];
    if (cost === undefined || month === undefined) {
      this.unreadable.push(this.#row);
      return;
    }
    const key = keyOf({ account: account ?? '', month, currency: currency ?? '' });
    const invoice = this.#invoice < 0 ? null : (row[this.#invoice] ?? null);
    addTo(this.sums, key, { rows: 1, cost, isTax: category === 'Tax', invoice });
  }
}

interface Part {
  rows: number;
  cost: bigint;
  isTax: boolean;
  invoice: string | null;
}

function addTo(sums: SumsByMonth, key: string, { rows, cost, isTax, invoice }: Part): void {
  const sum = sums.get(key) ?? { rows: 0, untaxed: 0n, tax: 0n, invoices: new Map() };
  sum.rows += rows;
  if (isTax) sum.tax += cost;
  else sum.untaxed += cost;
  if (invoice !== null) sum.invoices.set(invoice, (sum.invoices.get(invoice) ?? 0n) + cost);
  sums.set(key, sum);
}

/** The same of what is loaded. @param session with the views of the mart */
export async function ourSums(session: QuerySession): Promise<SumsByMonth> {
  const { rows } = await session.query(
    `SELECT _account, billing_month, currency, charge_category, document_id, count(*), sum(billed_ucents)
FROM mart_focus GROUP BY _account, billing_month, currency, charge_category, document_id`,
  );
  const sums: SumsByMonth = new Map();
  for (const [account, month, currency, category, invoice, count, ucents] of rows) {
    const key = keyOf({ account: String(account), month: String(month), currency: String(currency) });
    const cost = ofUcents(BigInt(String(ucents ?? 0)));
    addTo(sums, key, { rows: Number(count), cost, isTax: category === 'Tax', invoice: String(invoice) });
  }
  return sums;
}
