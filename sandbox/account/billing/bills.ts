/** Generated bills: the seed and the number of a bill determine everything in it. */
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
  /** Days since the account was created. */
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
  readonly domain: (random: SeededRandom) => string;
  /** Unit price, in 10^-8 units. */
  readonly price: bigint;
  readonly hours?: boolean;
}

const products: readonly [Product, ...Product[]] = [
  {
    description: 'b3-8 instance, hourly consumption (GRA11)',
    domain: (random) => random.hex(32),
    price: 2_208_000n,
    hours: true,
  },
  {
    description: 'Location mensuelle serveur dédié Rise-1 - 1 mois',
    domain: (random) => `ns${random.whole(3_000_000, 3_999_999)}.ip-192-0-2.example`,
    price: 72n * unit,
  },
  {
    description: 'Renouvellement .example - 12 mois',
    domain: (random) => `example-${random.whole(1, 9)}.example`,
    price: (1199n * unit) / 100n,
  },
  {
    description: 'VPS Value 1-2-40, monthly renewal',
    domain: (random) => `vps-${random.hex(8)}.vps.example`,
    price: (590n * unit) / 100n,
  },
  {
    description: 'Public Cloud object storage, GiB × hour',
    domain: (random) => random.hex(32),
    price: 1_370n,
    hours: true,
  },
  {
    description: 'Hôte supplémentaire « PRE128 »',
    domain: (random) => `pcc-192-0-2-${random.whole(1, 250)}/host/${random.whole(1, 40)}`,
    price: (38_999n * unit) / 100n,
  },
  { description: 'Remise commerciale', domain: () => '*', price: -5n * unit },
];

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
  return { id: `${prefix}${number}`, instant, orderId: orderIdOf(index), category: random.pick(categories) };
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
    domain: product.domain(random),
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
    document: (index) => billDocument(options, index),
  };
}

export function makeBills(options: BillOptions, removed?: () => number): BillingDocuments {
  const named = namedBills().filter((document) => options.edges || document.state === 'here');
  const later = laterBills(options, (index) => billDocument(options, index));
  return new BillingDocuments('billId', billMaker(options), named, [repeatedBill], removed, later);
}
