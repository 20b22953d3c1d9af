// The documents of the month, counted over all currencies; amounts stay apart.
import { isZero } from '../../console/ui/numbers.js';
import type { ReportData } from '../report/report-data.js';

export interface ProofCounts {
  /** Loaded and not loaded. */
  documents: number;
  loaded: number;
  exact: number;
  gaps: number;
  noLines: number;
  taxGaps: number;
  /** Loaded, and not exact. */
  odd: number;
  notLoaded: number;
  /** Of each currency where it is not 0. */
  gapAmounts: { amount: string; currency: string }[];
}

export function proofCounts({ proof }: ReportData): ProofCounts {
  const of = (state: string) => proof.odd.filter((each) => each.state === state).length;
  const loaded = proof.currencies.reduce((count, { total }) => count + total.documents, 0);
  const exact = proof.currencies.reduce((count, { total }) => count + total.exact, 0);
  const notLoaded = of('not-loaded');
  return {
    documents: loaded + notLoaded,
    loaded,
    exact,
    gaps: of('gap'),
    noLines: of('no-lines'),
    taxGaps: of('tax-gap'),
    odd: loaded - exact,
    notLoaded,
    gapAmounts: proof.currencies
      .filter(({ total }) => !isZero(total.gap))
      .map(({ currency, total }) => ({ amount: total.gap, currency })),
  };
}
