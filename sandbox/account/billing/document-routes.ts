/** The routes of a kind of billing document: list, detail, lines, line, payment, debt. */
import { addDays, parisTime, readInstant } from '../../wire/instants.js';
import type { WireObject } from '../../wire/json.js';
import { num } from '../../wire/json.js';
import type { ParameterTypes } from '../../wire/query.js';
import type { Reply } from '../../wire/reply.js';
import { failure, forbiddenObject, ok, unknownObject } from '../../wire/reply.js';
import type { Call, Route } from '../../wire/routes.js';
import type { BillingDocument, BillingDocuments, Line } from './billing-documents.js';
import { isBillingDocument, patched, totalOf } from './billing-documents.js';
import { longPrice, price, roundToCents } from './money.js';

export interface DocumentKind {
  readonly name: 'bill' | 'refund' | 'corrective';
  /** `/me/bill` */
  readonly path: string;
  /** `billId` */
  readonly idName: string;
  /** `billDetailId` */
  readonly lineIdName: string;
  readonly documents: BillingDocuments;
  readonly query: ParameterTypes;
  readonly fields: (document: BillingDocument) => WireObject;
  readonly lineFields: (line: Line, document: BillingDocument) => WireObject;
}

/** The routes that every kind has; a kind with payments adds `paymentRoute`. */
export function billingDocumentRoutes(kind: DocumentKind): Route[] {
  const { path, idName, lineIdName, documents } = kind;
  const open = (call: Call): BillingDocument | Reply => documents.open(call.params[idName] ?? '');
  const onDocument = (call: Call, answer: (document: BillingDocument) => Reply): Reply => {
    const document = open(call);
    return isBillingDocument(document) ? answer(document) : document;
  };
  return [
    { method: 'GET', path, kind: 'ids', query: kind.query, answer: (call) => ok(documents.list(call.query)) },
    {
      method: 'GET',
      path: `${path}/{${idName}}`,
      kind: 'object',
      answer: (call) => onDocument(call, (document) => ok(kind.fields(document))),
    },
    {
      method: 'GET',
      path: `${path}/{${idName}}/details`,
      kind: 'ids',
      answer: (call) => onDocument(call, (document) => ok(document.lineIds())),
    },
    {
      method: 'GET',
      path: `${path}/{${idName}}/details/{${lineIdName}}`,
      kind: 'object',
      answer: (call) =>
        onDocument(call, (document) => {
          const id = call.params[lineIdName] ?? '';
          const line = document.line(id);
          if (!line || line.state === 'gone') return unknownObject(lineIdName, id);
          return line.state === 'refused' ? forbiddenObject() : ok(kind.lineFields(line, document));
        }),
    },
  ];
}

/** What the API answers for an absent payment or debt is not confirmed, so an option decides. */
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
      const document = kind.documents.open(call.params[kind.idName] ?? '');
      if (!isBillingDocument(document)) return document;
      return document.paid ? ok(paymentFields(document)) : absent(payment404(), 'payment');
    },
  };
}

export function paymentFields(document: BillingDocument): WireObject {
  const instant = readInstant(document.date) ?? 0;
  return {
    paymentDate: parisTime(addDays(instant, 1)),
    paymentIdentifier: document.vat === 0n ? null : `PAY-${document.id}`,
    paymentType: document.category.startsWith('purchase') ? 'creditCard' : 'paymentMandate',
  };
}

/** Totals of a document; the tax is rounded to cents. */
export function totals(document: BillingDocument): { readonly without: bigint; readonly tax: bigint } {
  const without = totalOf(document);
  return { without, tax: roundToCents((without * document.vat) / 100n) };
}

/** Fields that bills, refunds and corrective invoices share. */
export function documentFields(document: BillingDocument, word: string): WireObject {
  const { without, tax } = totals(document);
  const secret = `secret-${document.id}`;
  const link = `https://billing.example/${word}/${encodeURIComponent(document.id)}`;
  return {
    date: document.date,
    orderId: num(document.orderId),
    password: secret,
    pdfUrl: `${link}.pdf?passwd=${encodeURIComponent(secret)}`,
    priceWithTax: price(without + tax, document.currency),
    priceWithoutTax: price(without, document.currency),
    tax: price(tax, document.currency),
    url: `${link}.html?passwd=${encodeURIComponent(secret)}`,
  };
}

/** A line of a bill; `quantity` is a string there. */
export function billLineFields(line: Line, document: BillingDocument): WireObject {
  return patched(
    {
      billDetailId: line.id,
      description: line.description,
      domain: line.domain,
      periodEnd: line.periodEnd,
      periodStart: line.periodStart,
      quantity: line.quantity,
      totalPrice: price(line.amount, document.currency, line.token),
      unitPrice: longPrice(line.unitPrice, document.currency, line.unitToken),
    },
    line.patch,
  );
}

export function billFields(document: BillingDocument): WireObject {
  const common = documentFields(document, 'bill');
  const fields = {
    billId: document.id,
    category: document.category,
    eInvoicingId: document.paid ? `EI-${document.id}` : null,
    eInvoicingStatus: document.paid ? 'accepted' : 'processing',
    ...common,
  };
  return patched(fields, document.patch);
}
