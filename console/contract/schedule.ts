// What the schedule did: its last runs, as `schedule --json` has them.
import type { Outcome } from './run.js';

/** `GET /api/schedule/runs`: those of the last eight days, the latest first. Calls nothing. */
export interface ScheduleRunsAnswer {
  /** Instant by the server's clock, ISO 8601. */
  at: string;
  /** Empty where nothing is recorded, or the file has no schedule that can be read. */
  runs: ScheduledRunLine[];
}

export interface ScheduledRunLine {
  runId: string;
  pipeline: string;
  /** When it was due, ISO 8601. */
  tick: string;
  outcome: Outcome | 'running';
  startedAt: string;
  seconds: number;
  calls: number;
  /** Refused, rejected and failed, without what is accepted. */
  missing: number;
  account: string;
  connection?: string;
}
