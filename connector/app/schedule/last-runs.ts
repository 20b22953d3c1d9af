// The last runs that the schedule made, as the destination records them. Calls nothing, makes no file.
import type { Destination } from '../../model/destination.js';
import { DestinationError } from '../../model/errors.js';
import { type Due, missingOf } from '../../model/report.js';
import { chosenRuns, type StoredRun } from '../../state/history/stored-runs.js';

export interface ScheduledRun extends Due {
  runId: string;
  /** `running`: it has not ended. */
  outcome: string;
  startedAt: string;
  seconds: number;
  calls: number;
  /** Refused, rejected and failed, without what is accepted. */
  missing: number;
  account: string;
  connection?: string;
}

export interface LastRunsOptions {
  /** Runs. */
  limit: number;
  /** Instant: only runs that were due since. */
  since?: number;
}

/** The latest first; none where nothing is recorded. Runs that something else started are left out. Throws `DestinationError`. */
export async function lastRuns(
  destination: Destination,
  { limit, since = 0 }: LastRunsOptions,
): Promise<ScheduledRun[]> {
  try {
    const runs = await chosenRuns(destination, (rows) =>
      rows.filter(({ pipeline, dueAt }) => pipeline !== undefined && (dueAt ?? 0) >= since).slice(0, limit),
    );
    return runs.flatMap(scheduledRun);
  } catch (error) {
    if (error instanceof DestinationError && error.code === 'destination-empty') return [];
    throw error;
  }
}

function scheduledRun(run: StoredRun): ScheduledRun[] {
  const { due, runId, outcome, startedAt, seconds, calls, account, connection } = run;
  if (!due) return [];
  const missing = run.sources.reduce((sum, source) => sum + missingOf(source), 0);
  const of = connection === undefined ? {} : { connection };
  return [{ ...due, runId, outcome, startedAt, seconds, calls, missing, account, ...of }];
}
