// Counters, over all runs of one load in this process.
import type { CallStatistics } from '../../model/api.js';
import type { LedgerCounts, RunOutcome } from '../../model/report.js';

/** What a run has done so far, or altogether. */
export interface Done {
  statistics: CallStatistics;
  slices: number;
  sources: readonly { name: string; rows: number; ledger: LedgerCounts }[];
}

export interface Totals {
  byStatus: Record<string, number>;
  retries: number;
  budgetWaitMs: number;
  retryWaitMs: number;
  slowdowns: number;
  slices: number;
  /** By source object. */
  rows: Record<string, number>;
  runs: Record<RunOutcome, number>;
}

export const NO_TOTALS: Totals = {
  byStatus: {},
  retries: 0,
  budgetWaitMs: 0,
  retryWaitMs: 0,
  slowdowns: 0,
  slices: 0,
  rows: {},
  runs: { complete: 0, incomplete: 0, failed: 0 },
};

/** Adds a run; `outcome` where it has ended. */
export function plus(totals: Totals, { statistics, slices, sources }: Done, outcome?: RunOutcome): Totals {
  const rows = Object.fromEntries(sources.map((source) => [source.name, source.rows]));
  return {
    byStatus: sumOf(totals.byStatus, statistics.byStatus),
    retries: totals.retries + statistics.retries,
    budgetWaitMs: totals.budgetWaitMs + statistics.budgetWaitMs,
    retryWaitMs: totals.retryWaitMs + statistics.retryWaitMs,
    slowdowns: totals.slowdowns + (statistics.slowdowns ?? 0),
    slices: totals.slices + slices,
    rows: sumOf(totals.rows, rows),
    runs: outcome ? { ...totals.runs, [outcome]: totals.runs[outcome] + 1 } : totals.runs,
  };
}

function sumOf(one: Record<string, number>, other: Record<string, number>): Record<string, number> {
  const sum = { ...one };
  for (const [name, value] of Object.entries(other)) sum[name] = (sum[name] ?? 0) + value;
  return sum;
}
