// The answer of `/healthz`: whether runs make progress and start in time, overall and for each pipeline and connection.
import type { RunOutcome } from '../../model/report.js';
import type { ObservedRuns, RunOrigin } from './families.js';

/** A run without a call or a commit for this time is stalled: no wait that the API asks for is as long. */
const STALLED_MS = 30 * 60_000;
/** A run that starts later than this is late. Jitter and the previous run delay it less. */
const LATE_MS = 15 * 60_000;

type Status = 'ok' | 'stalled' | 'late';

export interface Health {
  status: Status;
  /** Ids of the active runs. */
  running: string[];
  /** The earliest next run of a service, ISO 8601, UTC. */
  nextRun?: string;
  /** One for each pipeline and connection, also for those that have not run yet. */
  runs: RunHealth[];
}

export interface RunHealth extends RunOrigin {
  status: Status;
  nextRun?: string;
  lastRun?: { runId: string; outcome: RunOutcome; endedAt: string };
  /** When the last complete run ended. */
  lastComplete?: string;
}

interface Observation {
  nowMs: number;
  runs: readonly ObservedRuns[];
  next: ReadonlyMap<string, number>;
  /** When the active runs made progress for the last time. */
  progressedMs(active: readonly ObservedRuns[]): number;
}

export function healthOf({ nowMs, runs, next, progressedMs }: Observation): Health {
  const active = runs.filter(({ progress }) => progress !== undefined);
  const isStalled = active.length > 0 && nowMs - progressedMs(active) > STALLED_MS;
  // One run is active at a time: the others wait for it and are not late.
  const isLate = (dueMs: number | undefined) =>
    active.length === 0 && dueMs !== undefined && nowMs - dueMs > LATE_MS;
  const earliest = next.size > 0 ? Math.min(...next.values()) : undefined;
  return {
    status: isStalled ? 'stalled' : isLate(earliest) ? 'late' : 'ok',
    running: active.map(({ progress }) => progress?.().runId ?? ''),
    ...(earliest === undefined ? {} : { nextRun: instant(earliest) }),
    runs: runs.map((each) => {
      const due = next.get(each.pipeline ?? '');
      const own = isStalled && active.includes(each) ? 'stalled' : isLate(due) ? 'late' : 'ok';
      return runHealth(each, own, due);
    }),
  };
}

function runHealth(
  { pipeline, connection, last, lastCompleteMs }: ObservedRuns,
  status: Status,
  due: number | undefined,
): RunHealth {
  return {
    ...(pipeline === undefined ? {} : { pipeline }),
    ...(connection === undefined ? {} : { connection }),
    status,
    ...(due === undefined ? {} : { nextRun: instant(due) }),
    ...(last && {
      lastRun: { runId: last.runId, outcome: last.outcome, endedAt: instant(last.endedMs) },
    }),
    ...(lastCompleteMs === undefined ? {} : { lastComplete: instant(lastCompleteMs) }),
  };
}

const instant = (ms: number) => new Date(ms).toISOString();
