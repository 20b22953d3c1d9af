// The documents of the month, counted over all currencies; amounts stay apart.
import { isZero } from '../../console/ui/numbers.js';
import type { ProofFacts } from '../../console/ui/texts/facts.js';
import type { ReportData } from '../report/report-data.js';

export function proofCounts({ proof }: ReportData): ProofFacts {
  const of = (state: string) => proof.odd.filter((each) => each.state === state);
  const count = (what: 'documents' | 'exact' | 'unchecked') =>
    proof.currencies.reduce((sum, { total }) => sum + (total[what] ?? 0), 0);
  const [loaded, exact, unchecked] = [count('documents'), count('exact'), count('unchecked')];
  const missing = of('not-loaded');
  const notLoaded = missing.filter(({ day }) => day !== null).length;
  return {
    documents: loaded + notLoaded,
    loaded,
    exact,
    gaps: of('gap').length,
    noLines: of('no-lines').length,
    taxGaps: of('tax-gap').length,
    odd: loaded - exact - unchecked,
    unchecked,
    notLoaded,
    ofAnyMonth: missing.length - notLoaded,
    gapAmounts: proof.currencies
      .filter(({ total }) => !isZero(total.gap))
      .map(({ currency, total }) => ({ amount: total.gap, currency })),
  };
}
