// What becomes of a job when its run has ended: a pure decision.
import type { ConfigCode } from '../model/codes/codes.js';
import { ConfigError } from '../model/errors.js';
import type { RunReport } from '../model/report.js';
import { deathsOf, type JobData } from './job.js';

/** Runs of one job that may fail. */
export const MOST_FAILURES = 5;
/** Workers that may die with one job. Those that ran beside it die with it, too: it is more than one job costs by itself. */
export const MOST_DEATHS = 10;

const FIRST_RETRY = 30;
const LONGEST_RETRY = 1800;
const BUSY_RETRY = 5;
const LONGEST_BUSY = 60;

export type Decision =
  /** It is over, whatever is missing: the next tick reads it again. */
  | { end: 'done' }
  /** Tried again after so many seconds. */
  | { end: 'retry'; seconds: number; data: JobData }
  /** Given back: another worker takes it at once. */
  | { end: 'returned'; seconds: 0; data: JobData }
  /** Never tried again by itself. */
  | { end: 'dead' };

export type Ended = { report: RunReport } | { error: unknown };

export function decide(job: JobData, ended: Ended): Decision {
  if ('error' in ended) {
    if (isOfAnother(ended)) return later(job);
    if (ended.error instanceof ConfigError && !isPassing(ended.error)) return { end: 'dead' };
    return afterFailure(job);
  }
  const { outcome, interrupted, runId, reasons } = ended.report;
  if (outcome === 'complete') return { end: 'done' };
  if (interrupted) return { end: 'returned', seconds: 0, data: { ...job, returns: job.returns + 1 } };
  if (outcome === 'incomplete') return { end: 'done' };
  if (runId === '' && reasons.some(({ code }) => code === 'destination-in-use')) {
    return later(job);
  }
  return afterFailure(job);
}

/** A job that the configuration of this worker must not run. */
export function isOfAnother(ended: Ended): boolean {
  if (!('error' in ended && ended.error instanceof ConfigError)) return false;
  return ended.error.issues.some(({ code }) => code === 'job-other-destination');
}

/** No failure: the pause grows with each time. */
function later(job: JobData): Decision {
  const seconds = Math.min(LONGEST_BUSY, BUSY_RETRY * (job.returns + 1));
  return { end: 'retry', seconds, data: { ...job, returns: job.returns + 1 } };
}

/** A file that is being written, or a program that cannot list the connections just now. */
const PASSING: readonly ConfigCode[] = ['config-command', 'config-unreadable', 'config-text'];

function isPassing({ issues }: ConfigError): boolean {
  return issues.every(({ code }) => PASSING.includes(code));
}

function afterFailure(job: JobData): Decision {
  const failures = job.failures + 1;
  if (failures >= MOST_FAILURES) return { end: 'dead' };
  const seconds = Math.min(LONGEST_RETRY, FIRST_RETRY * 4 ** (failures - 1));
  return { end: 'retry', seconds, data: { ...job, failures } };
}

/** Whoever runs it dies of it: memory, or a fault. @param taken how often it was taken before */
export function killsWorkers(job: JobData, taken: number): boolean {
  return deathsOf(job, taken) >= MOST_DEATHS;
}
