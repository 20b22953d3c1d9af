/** Generated bills: everything about bill number `index` follows from the seed and that number. */
import { SeededRandom } from '../../random.js';
import { addDays, dateText } from '../../wire/instants.js';
import type { BillingDocument, Head, Line, Maker } from './billing-documents.js';
import { BillingDocuments, documentDate, historyInstant } from './billing-documents.js';
import { laterBills, settledAfter } from './later.js';
import { roundToCents, unit } from './money.js';
import { namedBills, repeatedBill } from './named-bills.js';

export interface BillOptions {
  readonly seed: string;
  readonly bills: number;
  readonly lines: number;
  readonly edges: boolean;
  /** Days that have gone by since the account was made. */
  readonly days?: () => number;
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

interface Product {
  readonly description: string;
  readonly domain: (dice: SeededRandom) => string;
  /** Price of one, in 10^-8 units. */
  readonly price: bigint;
  readonly hours?: boolean;
}

const products: readonly [Product, ...Product[]] = [
  {
    description: 'b3-8 instance, hourly consumption (GRA11)',
    domain: (dice) => dice.hex(32),
    price: 2_208_000n,
    hours: true,
  },
  {
    description: 'Location mensuelle serveur dédié Rise-1 - 1 mois',
    domain: (dice) => `ns${dice.whole(3_000_000, 3_999_999)}.ip-192-0-2.example`,
    price: 72n * unit,
  },
  {
    description: 'Renouvellement .example - 12 mois',
    domain: (dice) => `example-${dice.whole(1, 9)}.example`,
    price: (1199n * unit) / 100n,
  },
  {
    description: 'VPS Value 1-2-40, monthly renewal',
    domain: (dice) => `vps-${dice.hex(8)}.vps.example`,
    price: (590n * unit) / 100n,
  },
  {
    description: 'Public Cloud object storage, GiB × hour',
    domain: (dice) => dice.hex(32),
    price: 1_370n,
    hours: true,
  },
  {
    description: 'Hôte supplémentaire « PRE128 »',
    domain: (dice) => `pcc-192-0-2-${dice.whole(1, 250)}/host/${dice.whole(1, 40)}`,
    price: (38_999n * unit) / 100n,
  },
  { description: 'Remise commerciale', domain: () => '*', price: -5n * unit },
];

/** Every bill number 17 of a hundred waits for its payment. */
export function isUnpaid(index: number): boolean {
  return index % 100 === 17;
}

export function billHead(options: BillOptions, index: number): Head {
  const dice = new SeededRandom(options.seed, 'bill', index);
  const number = firstNumber + index;
  const draw = dice.next();
  const prefix = draw < 0.9 ? 'FR' : draw < 0.95 ? 'AFR' : draw < 0.97 ? 'PP_' : '00';
  const early = dice.chance(0.7);
  const instant = historyInstant(index, options.bills, dice.next(), early);
  return { id: `${prefix}${number}`, instant, orderId: orderIdOf(index), category: dice.pick(categories) };
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
  const dice = new SeededRandom(options.seed, 'line', index, at);
  const product = dice.pick(products);
  const millionths = product.hours
    ? BigInt(dice.whole(1, 744_000_000))
    : BigInt(dice.whole(1, 3)) * 1_000_000n;
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
    domain: product.domain(dice),
    periodStart,
    periodEnd,
  };
}

function quantityText(millionths: bigint): string {
  const fraction = (millionths % 1_000_000n).toString().padStart(6, '0').replace(/0+$/, '');
  return `${millionths / 1_000_000n}${fraction === '' ? '' : `.${fraction}`}`;
}

function billPaper(options: BillOptions, index: number): BillingDocument {
  const head = billHead(options, index);
  const count = lineCount(options, index);
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
      return known ? billLine(options, index, at) : undefined;
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
    paper: (index) => billPaper(options, index),
  };
}

export function makeBills(options: BillOptions, removed?: () => number): BillingDocuments {
  const named = namedBills().filter((paper) => options.edges || paper.state === 'here');
  const later = laterBills(options, (index) => billPaper(options, index));
  return new BillingDocuments('billId', billMaker(options), named, [repeatedBill], removed, later);
}
