// Two runs side by side: whether they listed and loaded the same, told by counts and digests.
import { LEDGER_STATES, type LedgerCounts } from '../../model/report.js';
import type { StoredRun, StoredSource } from './history.js';

export interface SourceDifference {
  name: string;
  same: boolean;
  /** Undefined where the run did not have the source object. */
  before?: LedgerCounts;
  after?: LedgerCounts;
  /** What differs, in words: `refused 2 -> 0`, `other ids listed`. */
  differences: string[];
}

export interface RunComparison {
  before: StoredRun;
  after: StoredRun;
  same: boolean;
  sources: SourceDifference[];
}

export function compareRuns(before: StoredRun, after: StoredRun): RunComparison {
  const names = new Set([...before.sources, ...after.sources].map(({ name }) => name));
  const sources = [...names].map((name) => {
    const [a, b] = [before, after].map((run) => run.sources.find((source) => source.name === name));
    const differences = differencesOf(a, b);
    return { name, same: differences.length === 0, before: a?.ledger, after: b?.ledger, differences };
  });
  return { before, after, same: sources.every(({ same }) => same), sources };
}

function differencesOf(before: StoredSource | undefined, after: StoredSource | undefined): string[] {
  if (!before || !after) return [before ? 'only in the first run' : 'only in the second run'];
  const counts = (['listed', ...LEDGER_STATES] as const)
    .filter((state) => before.ledger[state] !== after.ledger[state])
    .map((state) => `${state} ${before.ledger[state]} -> ${after.ledger[state]}`);
  const [a, b] = [before.digests, after.digests];
  return [
    ...counts,
    ...(a && b && a.listed !== b.listed ? ['other ids listed'] : []),
    ...(a && b && a.loaded !== b.loaded ? ['other ids loaded'] : []),
  ];
}
