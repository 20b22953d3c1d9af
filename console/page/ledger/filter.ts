// Which entries are shown: in the address, so that a link and a file have the same filter.
import { computed } from '@preact/signals';
import type { FacetsAnswer, LedgerFilter } from '../../contract/ledger.js';
import { query, setQuery } from '../state/address.js';

/** Facets by their name in the address. */
export const FACETS = ['reason', 'source', 'status', 'account'] as const;
export type Facet = (typeof FACETS)[number];

type Count = FacetsAnswer['counts'][number];

export const chosenIn = (facet: Facet): string[] => {
  const text = query.value.get(facet) ?? '';
  return text === '' ? [] : text.split(',');
};

export function choose(facet: Facet, value: string, on: boolean): void {
  const now = chosenIn(facet);
  const next = on ? [...now, value] : now.filter((each) => each !== value);
  setQuery({ [facet]: next.join(','), entry: '' });
}

export const isFiltered = computed(
  () => FACETS.some((facet) => chosenIn(facet).length > 0) || (query.value.get('text') ?? '') !== '',
);

export const clearFilter = (): void =>
  setQuery({ reason: '', source: '', status: '', account: '', text: '', entry: '' });

/** @param fixed what the screen itself has chosen */
export function filterNow(fixed: { run?: string; source?: string }): LedgerFilter {
  const [reasons, sources, statuses, accounts] = FACETS.map((facet) => chosenIn(facet).join(','));
  const source = fixed.source ?? sources;
  const text = query.value.get('text') ?? '';
  return {
    run: fixed.run ?? query.value.get('run') ?? 'last',
    ...(reasons && { reasons }),
    ...(source && { sources: source }),
    ...(statuses && { statuses }),
    ...(accounts && { accounts }),
    ...(text && { text }),
  };
}

export const facetValue = (facet: Facet, count: Count, { runs }: FacetsAnswer): string =>
  facet === 'status'
    ? String(count.status ?? 'none')
    : facet === 'account'
      ? (runs[count.run]?.account ?? '')
      : count[facet];

/** Counts that all facets but one let through. */
export function met(answer: FacetsAnswer, fixed: { source?: string }, but?: Facet): Count[] {
  return answer.counts.filter(
    (count) =>
      (fixed.source === undefined || count.source === fixed.source) &&
      FACETS.every((facet) => {
        const chosen = chosenIn(facet);
        return facet === but || chosen.length === 0 || chosen.includes(facetValue(facet, count, answer));
      }),
  );
}

export const sumOf = (counts: readonly Count[]): number =>
  counts.reduce((total, { count }) => total + count, 0);
