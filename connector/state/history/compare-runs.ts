// Compares two runs by counts and digests: whether they listed and loaded the same.
import { LEDGER_STATES, type LedgerCounts } from '../../model/report.js';
import type { StoredRun, StoredSource } from './stored-runs.js';

export interface SourceDifference {
  name: string;
  same: boolean;
  /** In one of the runs it, or what it hangs on, was known from loads before: ids and numbers cannot be compared. */
  isPartial: boolean;
  /** Undefined where the run did not have the source object. */
  before?: LedgerCounts;
  after?: LedgerCounts;
  /** What differs, in words: `refused 2 -> 0`, `other ids listed`. */
  differences: string[];
}

export interface RunComparison {
  before: StoredRun;
  after: StoredRun;
  /** Nothing that can be compared differs. */
  same: boolean;
  sources: SourceDifference[];
}

export function compareRuns(before: StoredRun, after: StoredRun): RunComparison {
  const names = new Set([...before.sources, ...after.sources].map(({ name }) => name));
  const sources = [...names].map((name) => {
    const [a, b] = [before, after].map((run) => run.sources.find((source) => source.name === name));
    const differences = differencesOf(a, b);
    const isPartial = [a, b].some((source) => source !== undefined && isPartlyKnown(source));
    const same = differences.length === 0;
    return { name, same, isPartial, before: a?.ledger, after: b?.ledger, differences };
  });
  return { before, after, same: sources.every(({ same }) => same), sources };
}

const COUNTS = ['listed', ...LEDGER_STATES] as const;
const LEFT_OUT = LEDGER_STATES.filter((state) => state !== 'loaded' && state !== 'known');

function isPartlyKnown({ ledger, loaded, digests }: StoredSource): boolean {
  return ledger.known > 0 || (loaded && digests === undefined);
}

function differencesOf(before: StoredSource | undefined, after: StoredSource | undefined): string[] {
  if (!before || !after) return [before ? 'only in the first run' : 'only in the second run'];
  const isPartial = isPartlyKnown(before) || isPartlyKnown(after);
  // Each run asks for missing objects; a known item stands for an unknown number of objects.
  const counts = (isPartial ? LEFT_OUT : COUNTS)
    .filter((state) => before.ledger[state] !== after.ledger[state])
    .map((state) => `${state} ${before.ledger[state]} -> ${after.ledger[state]}`);
  const [a, b] = [before.digests, after.digests];
  return [
    ...counts,
    ...(a && b && a.listed !== b.listed ? ['other ids listed'] : []),
    ...(a && b && a.loaded !== b.loaded ? ['other ids loaded'] : []),
  ];
}
