// Facts of a report that come first: what the loads did, and whether every document adds up.
import type { LedgerCounts, ListProof } from '../../connector/model/report.js';
import type { AccountId, Amount, Currency, Day, Instant, Month } from './report-data.js';

/** The last load of one account. */
export interface Health {
  account: AccountId;
  /** Null: the database records no run of the account. */
  run: RunHealth | null;
  /** Day of the newest document in the tables. */
  newestDocument: Day | null;
}

export interface RunHealth {
  id: string;
  /** With what later runs made up for: complete where nothing is missing any more. */
  outcome: 'complete' | 'incomplete' | 'failed';
  startedAt: Instant;
  seconds: number;
  calls: number;
  /** Objects that are not loaded now: refused, rejected or failed, and brought by no later run. */
  missing: number;
  /** Retries and replays that made up for some of what it had not loaded, the first first; absent: none. */
  laterRuns?: LaterRun[];
  /** Of the load itself, over all source objects: `listed` is the sum of the others, or the run is incomplete. */
  ledger: LedgerCounts;
  /** Of those not loaded now, how many the configuration accepts; absent: none. */
  accepted?: number;
  /** Those with something not loaded first, then by name. */
  sources: SourceHealth[];
  /** Why it is not complete now: codes of docs/errors.md with their sentence in English. */
  reasons: { code: string; source?: string; count?: number; message: string }[];
}

export interface LaterRun {
  id: string;
  kind: 'retry' | 'replay';
  startedAt: Instant;
  /** Objects that it brought, or that the API says are no more. */
  brought: number;
}

export interface SourceHealth {
  source: string;
  table: string;
  path: string;
  /** Of the load itself. */
  ledger: LedgerCounts;
  /** Objects that are not loaded now. */
  missing: number;
  /** What its completeness rests on; null where nothing was listed. */
  proof: ListProof | null;
  /** Rows of the table now. */
  rows: number;
}

/** Documents of the month against their lines. */
export interface Proof {
  /**
   * Documents of the month that do not add up, and those of unknown month that are not loaded: `not-loaded` first, then `no-lines`, `gap`, `tax-gap`, each by size of
   * the gap, largest first. A document that is not loaded has no known currency.
   */
  odd: OddDocument[];
  /** In the order of `ReportData.currencies`. */
  currencies: CurrencyProof[];
  /** Documents in no sum: prepayments, whose use is billed again, and documents in points. */
  apart: ApartDocument[];
  /** Lists on which "every document" rests. */
  lists: DocumentList[];
}

export type DocumentKind = 'bill' | 'corrective' | 'refund';
/** `ok`: to the last digit. In SQL: `ok`, `GAP`, `NO LINES`, `NOT LOADED`; `tax-gap` is with tax ≠ without tax + tax. */
export type DocumentState = 'ok' | 'gap' | 'no-lines' | 'not-loaded' | 'tax-gap';

export interface OddDocument {
  account: AccountId;
  id: string;
  kind: DocumentKind;
  state: Exclude<DocumentState, 'ok'>;
  /** Null where it is not known: a document that is not loaded may be of any month. */
  day: Day | null;
  currency: Currency | null;
  withoutTax: Amount | null;
  /** Sum of its lines; null where there are none. */
  lines: Amount | null;
  /** `withoutTax` less `lines`. */
  gap: Amount | null;
  /** With tax, less without tax, less tax. */
  taxGap: Amount | null;
  /** Empty: unexplained. */
  reasons: GapReason[];
  /** What to run, without the name of the program: `retry 20261103T091402Z-b2f7d1`. Null: nothing to do. */
  command: string | null;
}

/** Why a document does not add up. */
export type GapReason =
  /** An entry of the ledger. `problem` are the API's words: `500 Server::InternalServerError`. */
  | {
      code: 'failed' | 'refused' | 'gone' | 'expired' | 'rejected';
      problem: string;
      attempts: number | null;
      queryId: string | null;
    }
  /** The API names no line. */
  | { code: 'empty-list' }
  /** Lines that could not become rows. `amount`: their sum, where the payload has it; `exact`: that is the gap. */
  | {
      code: 'rejected-lines';
      count: number;
      of: number;
      /** Null where none is named. */
      first: string | null;
      message: string;
      amount: Amount | null;
      exact: boolean;
    }
  /** Lines, or lists of them, that the ledger names as not loaded. `problem`: the API's words. */
  | { code: 'lines-not-loaded'; count: number; of: number; first: string | null; problem: string }
  /** Some of its lines are in another currency. */
  | { code: 'other-currency' }
  /** The gap is below half a cent a line. */
  | { code: 'rounding'; lines: number }
  /** With tax differs from without tax and tax by less than a cent. */
  | { code: 'tax-rounding' };

/** Sums over the documents of the month. Every sum is exact, and over loaded documents only. */
export interface DocumentSums {
  documents: number;
  /** Those in state `ok`. */
  exact: number;
  /** Those whose lines were not loaded at all, so that nothing can be said of them; absent: none. */
  unchecked?: number;
  lineCount: number;
  withoutTax: Amount;
  lines: Amount;
  gap: Amount;
  tax: Amount;
  withTax: Amount;
}

export interface CurrencyProof {
  currency: Currency;
  total: DocumentSums;
  /**
   * Lines of this currency on documents of another one: they are spend of this currency, and in none of these sums.
   * Absent: there are none.
   */
  foreignLines?: Amount;
  /** In the order bill, corrective, refund; kinds without a document are left out. */
  kinds: (DocumentSums & { kind: DocumentKind })[];
  /** By month and account, newest month first; up to 13 months. */
  months: (DocumentSums & { month: Month; account: AccountId })[];
}

export interface ApartDocument {
  account: AccountId;
  id: string;
  kind: DocumentKind;
  day: Day;
  why: 'prepayment' | 'points';
  amount: Amount;
  /** As the API has it: `points`, `N/A`, or a currency. */
  currency: string;
}

/** A list of documents, as the last load read it. */
export interface DocumentList {
  account: AccountId;
  source: string;
  path: string;
  proof: ListProof | null;
  readAt: Instant;
  listed: number;
}
