// The last runs that the schedule of the file made.
import { lastRuns } from '../../../connector/app/schedule/last-runs.js';
import { scheduledWithoutKeys } from '../../../connector/app/schedule/scheduled-source.js';
import { ConfigError } from '../../../connector/model/errors.js';
import type { ScheduledRunLine, ScheduleRunsAnswer } from '../../contract/schedule.js';
import type { Workspace } from '../workspace.js';

const DAYS = 8;
const DAY_MS = 86_400_000;
const MOST = 1_000;

export async function scheduleRunsAnswer({ file, reading, clock }: Workspace): Promise<ScheduleRunsAnswer> {
  const now = clock.now();
  const at = new Date(now).toISOString();
  if (file === undefined) return { at, runs: [] };
  try {
    const { destination } = scheduledWithoutKeys(file, reading);
    const runs = await lastRuns(destination, { limit: MOST, since: now - DAYS * DAY_MS });
    return { at, runs: runs.map((run) => ({ ...run, outcome: run.outcome as ScheduledRunLine['outcome'] })) };
  } catch (error) {
    // Why there is none is said where the schedule is checked.
    if (error instanceof ConfigError) return { at, runs: [] };
    throw error;
  }
}
