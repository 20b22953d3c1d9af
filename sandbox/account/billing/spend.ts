/**
 * What a perfect accountant finds in the billing documents: each document with its totals and lines, and the sums of the
 * lines. Amounts are texts of whole 10^-8 units. Refunds count against spend, whatever their sign in the API. The month
 * of a document is that of its date as the API prints it.
 */
import type { WireObject } from '../../wire/json.js';
import { isObject, RawNumber } from '../../wire/json.js';
import { Query } from '../../wire/query.js';
import type { BillingDocument, Line } from './billing-documents.js';
import { linesOf } from './billing-documents.js';
import type { DocumentKind } from './document-routes.js';
import type { ServiceKind } from './products.js';

export interface DocumentTruth {
  readonly kind: DocumentKind['name'];
  readonly id: string;
  /** `gone` or `refused`: it is listed and cannot be read, so nothing else of it is known. */
  readonly state: BillingDocument['state'];
  readonly day: string;
  readonly currency: string;
  /** As the API gives them, signed as spend. */
  readonly withoutTax: string;
  readonly tax: string;
  readonly withTax: string;
  /** Of the lines that can be read, in the currency of the document. */
  readonly lines: string;
  readonly lineCount: number;
  /** Lines that are listed and cannot be read. */
  readonly missingLines: number;
}

export interface SpendSum {
  readonly kind: DocumentKind['name'];
  readonly month: string;
  readonly service: ServiceKind;
  /** Id of the project, whether or not the account still has it; empty for other services. */
  readonly project: string;
  readonly currency: string;
  /** Of bills that fill a prepaid account: what is paid from it is billed again. */
  readonly prepayment: boolean;
  readonly amount: string;
}

export interface SpendTruth {
  readonly documents: readonly DocumentTruth[];
  /** Sums of the lines of all documents that can be read. */
  readonly sums: readonly SpendSum[];
}

export function spendOf(kinds: readonly DocumentKind[]): SpendTruth {
  const documents: DocumentTruth[] = [];
  const sums = new Map<string, bigint>();
  for (const kind of kinds) {
    for (const id of new Set(kind.documents.list(new Query()))) {
      const document = kind.documents.find(id);
      if (document) documents.push(documentTruth(kind, document, sums));
    }
  }
  const found = [...sums].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return {
    documents,
    sums: found.map(([key, amount]) => ({ ...JSON.parse(key), amount: String(amount) }) as SpendSum),
  };
}

function documentTruth(
  kind: DocumentKind,
  document: BillingDocument,
  sums: Map<string, bigint>,
): DocumentTruth {
  const fields = kind.fields(document);
  const sign = kind.name === 'refund' && amountIn(fields.priceWithTax) >= 0n ? -1n : 1n;
  const signed = (value: WireObject[string] | undefined): string => String(sign * amountIn(value));
  const all = linesOf(document);
  const here = all.filter((line) => line.state === undefined);
  const day = document.date.slice(0, 10);
  const { currency } = document;
  let total = 0n;
  for (const line of document.state === 'here' ? here : []) {
    const written = kind.lineFields(line, document).totalPrice;
    const amount = sign * amountIn(written);
    const lineCurrency = currencyIn(written);
    if (lineCurrency === currency) total += amount;
    const key = keyOf(kind.name, document, line, lineCurrency);
    sums.set(key, (sums.get(key) ?? 0n) + amount);
  }
  return {
    kind: kind.name,
    id: document.id,
    state: document.state,
    day,
    currency,
    withoutTax: signed(fields.priceWithoutTax),
    tax: signed(fields.tax),
    withTax: signed(fields.priceWithTax),
    lines: String(total),
    lineCount: here.length,
    missingLines: all.length - here.length,
  };
}

function keyOf(kind: string, { id, date }: BillingDocument, line: Line, currency: string): string {
  const project = line.kind === 'publicCloud' ? line.domain : '';
  const prepayment = id.startsWith('PP_');
  return JSON.stringify({ kind, month: date.slice(0, 7), service: line.kind, project, currency, prepayment });
}

/** The exact amount of a price, from its digits where it has no whole number. */
function amountIn(value: WireObject[string] | undefined): bigint {
  if (!isObject(value ?? null)) return 0n;
  const { priceInUcents, value: digits } = value as WireObject;
  if (priceInUcents instanceof RawNumber) return BigInt(priceInUcents.token);
  const [whole = '0', fraction = ''] = digits instanceof RawNumber ? digits.token.split('.') : ['0'];
  return BigInt(whole + fraction.padEnd(8, '0'));
}

function currencyIn(value: WireObject[string] | undefined): string {
  return isObject(value ?? null) ? String((value as WireObject).currencyCode) : '';
}
