// A job: one connection and one pipeline, at one tick. It has names, never keys.
import type { QueueOptions } from './engine.js';

export interface JobData {
  /** Absent where the configuration has one account. */
  connection?: string;
  /** Absent: everything that is configured. */
  pipeline?: string;
  batch: string;
  /** When it was asked for, ISO 8601. */
  tick: string;
  /** Runs of it that failed. */
  failures: number;
  /** Times that it was put back without a failure: given back, the account was in use, or the worker of another destination. */
  returns: number;
  /** Fingerprint of its destination, and that in words; absent in jobs of before. */
  place?: string;
  destination?: string;
}

/** The last job of a batch: it reports when no other is left. */
export interface GatherData {
  batch: string;
  tick: string;
  /** Fingerprint of the destination of its first job. */
  place?: string;
}

/** What is stored with a job when a run of it has ended. */
export interface JobOutput {
  outcome: string;
  runId?: string;
  code?: string;
  message?: string;
}

export const LOADS = 'load';
export const DEAD = 'load.dead';
export const GATHER = 'gather';

const DAY = 86_400;
/** Seconds without a sign of life after which the job of a worker is taken up by another. */
const HEARTBEAT = 15;

/** A dead worker costs one of these; failures are counted by us. */
const ENDLESS = 1_000_000;
/** A second or two after the first death, then longer each time: jobs that died together come apart. */
const AFTER_DEATH = { retryDelay: 1, retryBackoff: true, retryDelayMax: 60 } as const;

export const QUEUES: readonly [name: string, options: QueueOptions][] = [
  [DEAD, { policy: 'standard', retentionSeconds: 30 * DAY }],
  [
    LOADS,
    {
      policy: 'exclusive',
      retryLimit: ENDLESS,
      ...AFTER_DEATH,
      expireInSeconds: DAY,
      heartbeatSeconds: HEARTBEAT,
      deadLetter: DEAD,
      deleteAfterSeconds: 7 * DAY,
      retentionSeconds: 14 * DAY,
    },
  ],
  [
    GATHER,
    {
      policy: 'exclusive',
      retryLimit: ENDLESS,
      ...AFTER_DEATH,
      expireInSeconds: 3600,
      heartbeatSeconds: HEARTBEAT,
      deleteAfterSeconds: 30 * DAY,
      retentionSeconds: 30 * DAY,
    },
  ],
];

/** Two jobs with the same key are never queued or run at once. No name has a slash. */
export function keyOf({ connection = '', pipeline = '' }: Pick<JobData, 'connection' | 'pipeline'>): string {
  return `${connection}/${pipeline}`;
}

/** Workers that died with it. @param taken how often it was taken before */
export function deathsOf({ failures, returns }: JobData, taken: number): number {
  return Math.max(0, taken - failures - returns);
}
