// What a sentence is given. Plain shapes, so that the words need not know where the facts come from.

export interface ProofFacts {
  /** Of the month: loaded, and not loaded with a known day. */
  documents: number;
  loaded: number;
  exact: number;
  gaps: number;
  noLines: number;
  taxGaps: number;
  odd: number;
  /** Without lines of any document, nothing can be said of them. */
  unchecked: number;
  /** Of the month. */
  notLoaded: number;
  /** Not loaded, and of any month. */
  ofAnyMonth: number;
  gapAmounts: { amount: string; currency: string }[];
}

/** An entry of the ledger, or what the lines of a document lack. */
export type GapFact =
  | {
      code: 'failed' | 'refused' | 'gone' | 'expired' | 'rejected';
      problem: string;
      attempts: number | null;
      queryId: string | null;
    }
  | { code: 'empty-list' }
  | {
      code: 'rejected-lines';
      count: number;
      of: number;
      first: string | null;
      message: string;
      amount: string | null;
      exact: boolean;
    }
  | { code: 'lines-not-loaded'; count: number; of: number; first: string | null; problem: string }
  | { code: 'other-currency' }
  | { code: 'rounding'; lines: number }
  | { code: 'tax-rounding' };

export interface OddFact {
  state: 'gap' | 'no-lines' | 'not-loaded' | 'tax-gap';
  currency: string | null;
  reasons: GapFact[];
  command: string | null;
}

export interface ApartFact {
  id: string;
  why: 'prepayment' | 'points';
  currency: string;
}

export type LedgerFact = Record<
  'listed' | 'loaded' | 'known' | 'absent' | 'gone' | 'expired' | 'refused' | 'rejected' | 'failed',
  number
>;

export type NoticeFact =
  | { code: 'month-in-progress'; through: string }
  | { code: 'loaded-before-month-end'; account: string; loadedAt: string }
  | { code: 'no-run-recorded'; account: string }
  | { code: 'no-documents'; account: string }
  | { code: 'others-not-loaded'; account: string; sources: string[]; count: number };

export interface AbsenceFact {
  absent: 'not-loaded' | 'nothing' | 'refused' | 'no-file' | 'too-short';
  needs: string[];
}

export interface ScopeFact {
  account?: string;
  project?: string;
  service?: string;
  tag?: string;
}
