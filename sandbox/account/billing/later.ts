/** Bills issued as days pass: some late, some dated in the past, all paid in the end. */
import { addDays, dateText } from '../../wire/instants.js';
import { num } from '../../wire/json.js';
import type { BillingDocument } from './billing-documents.js';
import { documentDate } from './billing-documents.js';
import type { BillOptions } from './bills.js';

/** The first day after the history of the account. */
export const accountToday = Date.UTC(2026, 6, 1);

/** Days after which the bills that were unpaid at the start are paid. */
export const settledAfter = 30;

const everyDays = 2;
const paidAfter = 20;

/** Days between the date of a bill and its appearance: 0 for most, 20 for one in five, 100 for one in fifteen. */
function lateBy(at: number): number {
  if (at % 15 === 14) return 100;
  return at % 5 === 4 ? 20 : 0;
}

/** The bills issued so far, the same ones at each call; `make` returns a bill by its number. */
export function laterBills(
  options: BillOptions,
  make: (index: number) => BillingDocument,
): () => readonly BillingDocument[] {
  const { days = () => 0 } = options;
  let issued: { readonly days: number; readonly documents: readonly BillingDocument[] } = {
    days: 0,
    documents: [],
  };
  return () => {
    const gone = days();
    if (issued.days !== gone) {
      const count = Math.floor(gone / everyDays);
      const documents = Array.from({ length: count }, (_, at) => later(make(options.bills + at), at, gone));
      issued = { days: gone, documents };
    }
    return issued.documents;
  };
}

function later(document: BillingDocument, at: number, gone: number): BillingDocument {
  const comes = (at + 1) * everyDays;
  const instant = addDays(accountToday, comes - lateBy(at)) + 36_000_000;
  const period = { periodStart: dateText(instant), periodEnd: dateText(addDays(instant, 29)) };
  return {
    ...document,
    date: documentDate(instant),
    paid: gone - comes >= paidAfter,
    line: (id) => {
      const line = document.line(id);
      return line && { ...line, ...period };
    },
    // A field that earlier bills lack and no schema document names.
    patch: { carbonFootprint: { unit: 'kgCO2e', value: num(`${at}.5`) } },
  };
}
