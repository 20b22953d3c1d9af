/** The routes of a kind of billing document: list, detail, lines, line, payment, debt. */
import { addDays, parisTime, readInstant } from '../../wire/instants.js';
import type { WireObject } from '../../wire/json.js';
import { num } from '../../wire/json.js';
import type { ParameterTypes } from '../../wire/query.js';
import type { Reply } from '../../wire/reply.js';
import { failure, ok, unknownObject } from '../../wire/reply.js';
import type { Call, Route } from '../../wire/routes.js';
import type { BillingDocument, BillingDocuments, Line } from './billing-documents.js';
import { isBillingDocument, patched, totalOf } from './billing-documents.js';
import { longPrice, price, roundToCents } from './money.js';

export interface DocumentKind {
  /** `/me/bill` */
  readonly path: string;
  /** `billId` */
  readonly idName: string;
  /** `billDetailId` */
  readonly lineIdName: string;
  readonly papers: BillingDocuments;
  readonly query: ParameterTypes;
  readonly fields: (paper: BillingDocument) => WireObject;
  readonly lineFields: (line: Line, paper: BillingDocument) => WireObject;
}

/** The routes that every kind has; a kind with payments adds `paymentRoute`. */
export function billingDocumentRoutes(kind: DocumentKind): Route[] {
  const { path, idName, lineIdName, papers } = kind;
  const open = (call: Call): BillingDocument | Reply => papers.open(call.params[idName] ?? '');
  const onPaper = (call: Call, answer: (paper: BillingDocument) => Reply): Reply => {
    const paper = open(call);
    return isBillingDocument(paper) ? answer(paper) : paper;
  };
  return [
    { method: 'GET', path, kind: 'ids', query: kind.query, answer: (call) => ok(papers.list(call.query)) },
    {
      method: 'GET',
      path: `${path}/{${idName}}`,
      kind: 'object',
      answer: (call) => onPaper(call, (paper) => ok(kind.fields(paper))),
    },
    {
      method: 'GET',
      path: `${path}/{${idName}}/details`,
      kind: 'ids',
      answer: (call) => onPaper(call, (paper) => ok(paper.lineIds())),
    },
    {
      method: 'GET',
      path: `${path}/{${idName}}/details/{${lineIdName}}`,
      kind: 'object',
      answer: (call) =>
        onPaper(call, (paper) => {
          const id = call.params[lineIdName] ?? '';
          const line = paper.line(id);
          return line ? ok(kind.lineFields(line, paper)) : unknownObject(lineIdName, id);
        }),
    },
  ];
}

/** Nobody confirmed what the API answers for a payment or debt that is absent, hence the switch. */
export function absent(payment404: boolean, what: string): Reply {
  return payment404
    ? failure(404, 'Client::NotFound', `The requested object (${what}) does not exist`)
    : ok(null);
}

export function paymentRoute(kind: DocumentKind, payment404: () => boolean): Route {
  return {
    method: 'GET',
    path: `${kind.path}/{${kind.idName}}/payment`,
    kind: 'object',
    answer: (call) => {
      const paper = kind.papers.open(call.params[kind.idName] ?? '');
      if (!isBillingDocument(paper)) return paper;
      return paper.paid ? ok(paymentFields(paper)) : absent(payment404(), 'payment');
    },
  };
}

export function paymentFields(paper: BillingDocument): WireObject {
  const instant = readInstant(paper.date) ?? 0;
  return {
    paymentDate: parisTime(addDays(instant, 1)),
    paymentIdentifier: paper.vat === 0n ? null : `PAY-${paper.id}`,
    paymentType: paper.category.startsWith('purchase') ? 'creditCard' : 'paymentMandate',
  };
}

/** Totals of a document; the tax is rounded to cents. */
export function totals(paper: BillingDocument): { readonly without: bigint; readonly tax: bigint } {
  const without = totalOf(paper);
  return { without, tax: roundToCents((without * paper.vat) / 100n) };
}

/** Fields that bills, refunds and corrective invoices share. */
export function documentFields(paper: BillingDocument, word: string): WireObject {
  const { without, tax } = totals(paper);
  const secret = `secret-${paper.id}`;
  const link = `https://billing.example/${word}/${encodeURIComponent(paper.id)}`;
  return {
    date: paper.date,
    orderId: num(paper.orderId),
    password: secret,
    pdfUrl: `${link}.pdf?passwd=${encodeURIComponent(secret)}`,
    priceWithTax: price(without + tax, paper.currency),
    priceWithoutTax: price(without, paper.currency),
    tax: price(tax, paper.currency),
    url: `${link}.html?passwd=${encodeURIComponent(secret)}`,
  };
}

/** A line of a bill; `quantity` is a string there. */
export function billLineFields(line: Line, paper: BillingDocument): WireObject {
  return patched(
    {
      billDetailId: line.id,
      description: line.description,
      domain: line.domain,
      periodEnd: line.periodEnd,
      periodStart: line.periodStart,
      quantity: line.quantity,
      totalPrice: price(line.amount, paper.currency, line.token),
      unitPrice: longPrice(line.unitPrice, paper.currency, line.unitToken),
    },
    line.patch,
  );
}

export function billFields(paper: BillingDocument): WireObject {
  const common = documentFields(paper, 'bill');
  const fields = {
    billId: paper.id,
    category: paper.category,
    eInvoicingId: paper.paid ? `EI-${paper.id}` : null,
    eInvoicingStatus: paper.paid ? 'accepted' : 'processing',
    ...common,
  };
  return patched(fields, paper.patch);
}
