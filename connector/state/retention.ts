// Runs that are old enough: what is written down of them goes, a bounded number at the end of each run.
import type { DestinationSession } from '../model/destination.js';
import type { Cell, RowBatch } from '../model/table.js';
import { RUNS } from './run-tables.js';
import { removal, runTables } from './state-tables.js';

/** More than one a run, so that a lower number is reached in the end. */
const REMOVED_AT_ONCE = 50;

export interface Retention {
  account: string;
  /** The run that is ending: it is one of those that are kept. */
  runId: string;
  /** Absent: all. */
  keepRuns?: number;
}

/** Removes rows of every table of ours whose key begins with a run. */
export async function outdatedRuns(
  session: DestinationSession,
  { account, runId, keepRuns }: Retention,
): Promise<RowBatch[]> {
  if (keepRuns === undefined) return [];
  const runs: { id: string; outcome: string }[] = [];
  const orderBy = ['startedAt', 'runId'] as const;
  for await (const run of RUNS.read(session, { where: { account }, orderBy, descending: true })) {
    runs.push({ id: run.runId, outcome: run.outcome });
  }
  const others = runs.filter(({ id }) => id !== runId);
  // Whoever asks since when something is missing needs the last time when nothing was.
  const lastComplete = others.find(({ outcome }) => outcome === 'complete')?.id;
  const outdated = others
    .slice(keepRuns - 1)
    .filter(({ id, outcome }) => id !== lastComplete && outcome !== 'running')
    .slice(-REMOVED_AT_ONCE);
  if (outdated.length === 0) return [];
  const keys = outdated.map(({ id }): Cell[] => [id]);
  return runTables(await session.tables()).map((table) => removal(table, ['run_id'], keys));
}
