/** Generated bills: the seed and the number of a bill determine everything in it. */
import { SeededRandom } from '../../random.js';
import { addDays, dateText } from '../../wire/instants.js';
import type { BillingDocument, Head, Line, Maker } from './billing-documents.js';
import { BillingDocuments, documentDate, historyInstant } from './billing-documents.js';
import { laterBills, settledAfter } from './later.js';
import { roundToCents } from './money.js';
import { namedBills, repeatedBill } from './named-bills.js';
import { billedName, type Holdings, products } from './products.js';
import { type BilledProject, projectInvoice } from './project-invoices.js';

export interface BillOptions {
  readonly seed: string;
  readonly bills: number;
  readonly lines: number;
  readonly edges: boolean;
  /** Days since the account was created. */
  readonly days?: () => number;
  /** Names that lines are for. Default: only names that the account no longer has. */
  readonly holdings?: () => Holdings;
  /** Projects whose usage is billed month by month. */
  readonly projects?: readonly BilledProject[];
}

const firstNumber = 10_000_000;
const firstLine = 700_000_000_000;
export const firstOrder = 200_000_000;
export const orderStep = 3;
const mostLines = 999;

export const categories = [
  'autorenew',
  'earlyrenewal',
  'purchase',
  'purchase-cloud',
  'purchase-servers',
  'purchase-telecom',
  'purchase-web',
] as const;

/** One bill in a hundred is unpaid. */
export function isUnpaid(index: number): boolean {
  return index % 100 === 17;
}

export function billHead(options: BillOptions, index: number): Head {
  const random = new SeededRandom(options.seed, 'bill', index);
  const number = firstNumber + index;
  const draw = random.next();
  const prefix = draw < 0.9 ? 'FR' : draw < 0.95 ? 'AFR' : draw < 0.97 ? 'PP_' : '00';
  const early = random.chance(0.7);
  const instant = historyInstant(index, options.bills, random.next(), early);
  const drawn = random.pick(categories);
  const category = invoiceOf(options, index) ? 'purchase-cloud' : drawn;
  return { id: `${prefix}${number}`, instant, orderId: orderIdOf(index), category };
}

/** The project and the lines of a bill for a month's usage. */
export function invoiceOf(options: BillOptions, index: number) {
  if (index >= options.bills) return undefined;
  return projectInvoice(index, options.bills, options.projects ?? [], firstLine + index * 1000);
}

export function orderIdOf(index: number): bigint {
  return BigInt(firstOrder + index * orderStep);
}

export function lineCount(options: BillOptions, index: number): number {
  const draw = new SeededRandom(options.seed, 'lines', index).next();
  const spread = Math.floor(-Math.log(1 - draw) * (options.lines - 0.5));
  return Math.min(mostLines, 1 + spread);
}

/** Line `at` of bill number `index`, counted from 0. */
export function billLine(options: BillOptions, index: number, at: number): Line {
  const random = new SeededRandom(options.seed, 'line', index, at);
  const product = random.pick(products);
  const millionths = product.hours
    ? BigInt(random.whole(1, 744_000_000))
    : BigInt(random.whole(1, 3)) * 1_000_000n;
  const exact = (product.price * millionths) / 1_000_000n;
  const start = historyInstant(index, options.bills, 0, true);
  const periodStart = dateText(start);
  const periodEnd = dateText(addDays(start, product.hours ? 27 : 364));
  return {
    id: String(firstLine + index * 1000 + at),
    amount: roundToCents(exact),
    unitPrice: product.price,
    quantity: quantityText(millionths),
    description: product.description,
    domain: billedName(product, options.holdings?.() ?? {}, random),
    kind: product.kind,
    periodStart,
    periodEnd,
  };
}

function quantityText(millionths: bigint): string {
  const fraction = (millionths % 1_000_000n).toString().padStart(6, '0').replace(/0+$/, '');
  return `${millionths / 1_000_000n}${fraction === '' ? '' : `.${fraction}`}`;
}

function billDocument(options: BillOptions, index: number): BillingDocument {
  const head = billHead(options, index);
  const invoice = invoiceOf(options, index);
  const count = invoice?.lines.length ?? lineCount(options, index);
  const first = firstLine + index * 1000;
  const late = index >= options.bills * 0.8;
  const before = index < options.bills * 0.2;
  return {
    ...head,
    date: documentDate(head.instant),
    currency: 'EUR',
    vat: index % 10 === 3 ? 0n : 20n,
    paid: !isUnpaid(index) || (options.days?.() ?? 0) >= settledAfter,
    state: 'here',
    lineIds: () => Array.from({ length: count }, (_, at) => String(first + at)),
    line: (id) => {
      const at = Number(id) - first;
      const known = /^\d{1,15}$/.test(id) && at >= 0 && at < count && id === String(first + at);
      return known ? (invoice?.lines[at] ?? billLine(options, index, at)) : undefined;
    },
    // Late bills carry a field that no schema names; early ones lack the fields that came in 2026.
    ...(late ? { patch: { purchaseOrderReference: index % 2 === 0 ? `PO-${index}` : null } } : {}),
    ...(before ? { patch: { eInvoicingId: undefined, eInvoicingStatus: undefined } } : {}),
  };
}

function indexOf(id: string): number | undefined {
  const digits = /^(?:FR|AFR|PP_|00)(\d{8,15})$/.exec(id)?.[1];
  return digits === undefined ? undefined : Number(digits) - firstNumber;
}

export function billMaker(options: BillOptions): Maker {
  return {
    count: options.bills,
    head: (index) => billHead(options, index),
    indexOf,
    document: (index) => billDocument(options, index),
  };
}

export function makeBills(options: BillOptions, removed?: () => number): BillingDocuments {
  const named = namedBills(options.edges);
  const later = laterBills(options, (index) => billDocument(options, index));
  return new BillingDocuments('billId', billMaker(options), named, [repeatedBill], removed, later);
}
