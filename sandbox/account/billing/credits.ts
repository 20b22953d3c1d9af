/** Refunds and corrective invoices: small documents that correct bills. */
import type { WireObject } from '../../wire/json.js';
import { num } from '../../wire/json.js';
import type { BillingDocument, Line } from './billing-documents.js';
import { BillingDocuments, documentDate, headOf, patched } from './billing-documents.js';
import type { BillOptions } from './bills.js';
import { billHead, orderIdOf } from './bills.js';
import { documentFields } from './document-routes.js';
import { longPrice, price, unit } from './money.js';

interface CreditSpec {
  readonly prefix: string;
  readonly first: number;
  readonly count: number;
  /** A credit corrects the bill `every * index`. */
  readonly every: number;
  /** Whether the amounts of credit `index` are negative. */
  readonly negative: (index: number) => boolean;
}

function creditLine(id: string, amount: bigint, quantity: bigint, description: string): Line {
  const unitPrice = amount / quantity;
  const period = { periodStart: '2026-02-01', periodEnd: '2026-02-28' };
  return {
    id,
    amount,
    unitPrice,
    quantity: String(quantity),
    description,
    domain: 'example-1.example',
    kind: 'domain',
    ...period,
  };
}

function creditDocument(options: BillOptions, spec: CreditSpec, index: number): BillingDocument {
  const bill = index * spec.every;
  const known = bill < options.bills;
  const head = known ? billHead(options, bill) : undefined;
  const sign = spec.negative(index) ? -1n : 1n;
  const first = creditLine(
    `${spec.first + index}01`,
    sign * BigInt(250 + index) * 1_000_000n,
    1n,
    'Geste commercial',
  );
  const second = creditLine(`${spec.first + index}02`, sign * 2n * unit, 2n, 'Remboursement au prorata');
  const lines = new Map([first, second].map((line) => [line.id, line]));
  return {
    id: `${spec.prefix}${spec.first + index}`,
    date: documentDate((head?.instant ?? Date.UTC(2026, 1, 3)) + 10 * 86_400_000),
    orderId: known ? orderIdOf(bill) : 100_000_000n,
    category: head?.category ?? 'autorenew',
    currency: 'EUR',
    vat: 20n,
    paid: index % 4 !== 3,
    state: 'here',
    lineIds: () => [...lines.keys()],
    line: (id) => lines.get(id),
    original: head?.id ?? null,
  };
}

function makeCredits(
  options: BillOptions,
  idName: string,
  spec: CreditSpec,
  named: readonly BillingDocument[],
): BillingDocuments {
  const document = (index: number): BillingDocument => creditDocument(options, spec, index);
  const indexOf = (id: string): number | undefined => {
    const digits = id.startsWith(spec.prefix) ? id.slice(spec.prefix.length) : '';
    return /^\d{1,12}$/.test(digits) ? Number(digits) - spec.first : undefined;
  };
  const head = (index: number) => headOf(document(index));
  return new BillingDocuments(idName, { count: spec.count, head, indexOf, document }, named);
}

/** A refund of either sign that belongs to no bill. */
function looseRefund(id: string, amount: bigint): BillingDocument {
  const line = creditLine(`${id.slice(2)}01`, amount, 1n, 'Avoir sans facture');
  return {
    id,
    date: '2026-02-28T23:30:00Z',
    orderId: 100_000_001n,
    category: 'autorenew',
    currency: 'EUR',
    vat: 20n,
    paid: true,
    state: 'here',
    lineIds: () => [line.id],
    line: (lineId) => (lineId === line.id ? line : undefined),
    original: null,
  };
}

export function makeRefunds(options: BillOptions): BillingDocuments {
  const count = Math.max(4, Math.floor(options.bills / 30));
  const spec = {
    prefix: 'RF',
    first: 5_000_000,
    count,
    every: 30,
    negative: (index: number) => index % 2 === 1,
  };
  return makeCredits(options, 'refundId', spec, [
    looseRefund('RF9000001', 25n * unit),
    looseRefund('RF9000002', -25n * unit),
  ]);
}

export function makeCorrections(options: BillOptions): BillingDocuments {
  const count = Math.max(2, Math.floor(options.bills / 50));
  const spec = {
    prefix: 'CI',
    first: 6_000_000,
    count,
    every: 50,
    negative: (index: number) => index % 3 !== 2,
  };
  return makeCredits(options, 'correctiveInvoiceId', spec, []);
}

export function refundFields(document: BillingDocument): WireObject {
  const { date, ...rest } = documentFields(document, 'refund');
  return { date, originalBillId: document.original ?? null, refundId: document.id, ...rest };
}

export function refundLineFields(line: Line, document: BillingDocument): WireObject {
  return patched(
    {
      description: line.description,
      domain: line.domain,
      quantity: line.quantity,
      reference: `ref-${line.id}`,
      refundDetailId: line.id,
      refundId: document.id,
      totalPrice: price(line.amount, document.currency),
      unitPrice: price(line.unitPrice, document.currency),
    },
    line.patch,
  );
}

export function correctionFields(document: BillingDocument): WireObject {
  return {
    category: document.category,
    correctedInvoiceId: document.original ?? '',
    correctiveInvoiceId: document.id,
    eInvoicingId: null,
    eInvoicingStatus: 'new',
    ...documentFields(document, 'correctiveInvoice'),
  };
}

/** A line of a corrective invoice; `quantity` is a number there. */
export function correctionLineFields(line: Line, document: BillingDocument): WireObject {
  return {
    correctiveInvoiceDetailId: line.id,
    description: line.description,
    domain: line.domain,
    periodEnd: line.periodEnd,
    periodStart: line.periodStart,
    quantity: num(line.quantity),
    totalPrice: price(line.amount, document.currency),
    unitPrice: longPrice(line.unitPrice, document.currency),
  };
}
