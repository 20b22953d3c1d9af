// Which run is to be retried: the last that did not load everything, unless later ones have made up for it.
import type { Notice } from '../model/notice.js';
import { type LedgerState, MISSING_STATES } from '../model/report.js';
import type { StoredRun, StoredSource } from '../state/history/stored-runs.js';

/** The states that a retry reads again by default. "gone" is an answer, and not among them. */
export const RETRIED: readonly LedgerState[] = MISSING_STATES;

/**
 * @param runs of one account, the latest first
 * @returns the run; undefined when nothing is left over
 */
export function lastWithFailures(
  runs: readonly StoredRun[],
  reasons: readonly LedgerState[],
): StoredRun | undefined {
  const healed = new Set<string>();
  const covered = new Set<string>();
  for (const run of runs) {
    // What a retry had not reached is still with the run that it was of.
    if (run.retryOf !== undefined && !run.readToEnd) continue;
    const missing = run.sources.filter((source) => isMissing(source, reasons));
    // A load does not reach what a backfill left out, and a backfill covers only its dates.
    const isBackfill = backfilledList(run) !== undefined;
    const isCovered = ({ name }: StoredSource) => !isBackfill && covered.has(name);
    if (!missing.every(isCovered) && !healed.has(run.runId)) return run;
    if (run.retryOf !== undefined && !run.reasons.some(({ code }) => code === 'retry-narrowed'))
      healed.add(run.retryOf);
    if (run.retryOf === undefined && run.outcome === 'complete' && !isBackfill)
      for (const source of run.sources) covered.add(source.name);
  }
  return undefined;
}

/** The list whose dates a backfill narrowed; undefined for another run. */
export function backfilledList({ warnings }: Pick<StoredRun, 'warnings'>): string | undefined {
  return warnings.find(({ code }) => code === 'backfill')?.source;
}

/** What the configuration accepts is no failure. */
function isMissing({ ledger, accepted }: StoredSource, reasons: readonly LedgerState[]): boolean {
  const counts: Partial<Record<LedgerState, number>> = accepted ?? {};
  return reasons.some((reason) => ledger[reason] > (counts[reason] ?? 0));
}

/** All that the chosen runs listed is there by now, or was answered for good. */
export class NothingToRetry {
  readonly notice: Notice;

  constructor(message: string) {
    this.notice = { code: 'nothing-to-retry', message };
  }
}
