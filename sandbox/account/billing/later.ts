/** Bills that come as the days of the account go by: some late, some with a date in the past, all paid in the end. */
import { addDays, dateText } from '../../wire/instants.js';
import { num } from '../../wire/json.js';
import type { BillingDocument } from './billing-documents.js';
import { documentDate } from './billing-documents.js';
import type { BillOptions } from './bills.js';

/** The first day after the history of the account. */
export const accountToday = Date.UTC(2026, 6, 1);

/** What waits for its payment when the account is made is paid after so many days. */
export const settledAfter = 30;

const everyDays = 2;
const paidAfter = 20;

/** How long before it comes a bill is dated: most are of their day, one in five is late, one in fifteen very late. */
function lateBy(at: number): number {
  if (at % 15 === 14) return 100;
  return at % 5 === 4 ? 20 : 0;
}

/** Makes the bills that have come after so many days, the same ones each time; `make` gives one by its number. */
export function laterBills(
  options: BillOptions,
  make: (index: number) => BillingDocument,
): () => readonly BillingDocument[] {
  const { days = () => 0 } = options;
  let told: { readonly days: number; readonly papers: readonly BillingDocument[] } = { days: 0, papers: [] };
  return () => {
    const gone = days();
    if (told.days !== gone) {
      const count = Math.floor(gone / everyDays);
      const papers = Array.from({ length: count }, (_, at) => later(make(options.bills + at), at, gone));
      told = { days: gone, papers };
    }
    return told.papers;
  };
}

function later(paper: BillingDocument, at: number, gone: number): BillingDocument {
  const comes = (at + 1) * everyDays;
  const instant = addDays(accountToday, comes - lateBy(at)) + 36_000_000;
  const period = { periodStart: dateText(instant), periodEnd: dateText(addDays(instant, 29)) };
  return {
    ...paper,
    date: documentDate(instant),
    paid: gone - comes >= paidAfter,
    line: (id) => {
      const line = paper.line(id);
      return line && { ...line, ...period };
    },
    // A field that no bill before had, and no schema names.
    patch: { carbonFootprint: { unit: 'kgCO2e', value: num(`${at}.5`) } },
  };
}
