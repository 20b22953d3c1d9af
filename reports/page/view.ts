// What every part of a page is given: the facts, the words, and how numbers are written.
import { type Formats, formats, type Language } from '../../console/ui/formats.js';
import { type Texts, texts } from '../../console/ui/texts/texts.js';
import type { DocumentKind } from '../report/proof-data.js';
import type { CurrencyReport, ReportData } from '../report/report-data.js';

/** Addresses to which figures lead, in a page that has more than the report; a file has none. */
export interface ReportLinks {
  /** Charges of a month, of one service where it is named. */
  charges: (month: string, service?: string) => string;
  /** Lines of a document. */
  document: (account: string, id: string, kind: DocumentKind) => string;
}

export interface View {
  data: ReportData;
  t: Texts;
  f: Formats;
  /** Several accounts: rows name theirs. */
  many: boolean;
  links?: ReportLinks;
  /** The service whose lines are unfolded from the first. */
  opened?: string | undefined;
}

/** The same, for the sections of one currency. */
export interface CurrencyView extends View {
  report: CurrencyReport;
  money: (amount: string) => string;
  /** Id of a section: that of the first currency is bare, so that links stay short. */
  id: (section: string) => string;
}

export function viewOf(data: ReportData, language: Language): View {
  const f = formats(language);
  return { data, t: texts(f), f, many: data.accounts.length > 1 };
}

export function currencyView(view: View, report: CurrencyReport): CurrencyView {
  const first = view.data.currencies[0]?.currency === report.currency;
  return {
    ...view,
    report,
    money: (amount) => view.f.money(amount, report.currency),
    id: (section) => (first ? section : `${section}-${report.currency.toLowerCase()}`),
  };
}
