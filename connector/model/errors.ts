// Errors, named by their consequence for the run.
import type { ApiProblem } from './api.js';
import type { LockHolder } from './destination.js';
import type { Notice } from './notice.js';

/** One fault of a configuration: where it is, what was found, what is allowed. */
export interface ConfigIssue {
  /** `source.yaml:12`, or the part of the configuration when there is no file. */
  where: string;
  /** Key path, e.g. `endpoints[2].options.timeout`. */
  key?: string;
  message: string;
}

/** The configuration cannot be used. Nothing was called, nothing was touched. Exit code 2. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly issues: ConfigIssue[]) {
    super(issues.map(formatIssue).join('\n'));
  }
}

export function formatIssue(issue: ConfigIssue): string {
  return [issue.where, issue.key, issue.message].filter(Boolean).join(': ');
}

/** The run cannot go on: keys, clock, outage. What was committed stays. Exit code 1. */
export class StopError extends Error {
  override readonly name = 'StopError';

  constructor(
    message: string,
    readonly problem?: ApiProblem,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** The destination refused: disk full, read-only, locked, a table that is not ours. Exit code 1. */
export class DestinationError extends Error {
  override readonly name = 'DestinationError';
}

/** Another run is loading into the destination. */
export class DestinationInUseError extends DestinationError {
  constructor(
    message: string,
    /** The holder of the lock, if known. */
    readonly holder?: LockHolder,
  ) {
    super(message);
  }
}

/** The user asked the run to end (Ctrl-C, SIGTERM). The slice in flight is left out whole. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

export function describeProblem(problem: ApiProblem): string {
  const answer = [problem.status, problem.code].filter((part) => part !== undefined).join(' ');
  const parts = [`${problem.method} ${problem.path}`, answer && `answered ${answer}`, problem.message]
    .filter(Boolean)
    .join(': ');
  const query = problem.queryId ? ` (query id ${problem.queryId})` : '';
  return `${parts}${query}${problem.advice ? `. ${problem.advice}` : ''}`;
}

/** What ended a run, or kept it from starting, as reasons of its report: one for each issue of a configuration. */
export function noticesOf(error: unknown, scrub: (text: string) => string): Notice[] {
  if (error instanceof ConfigError) {
    return error.issues.map((issue) => ({ code: 'config', message: scrub(formatIssue(issue)) }));
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const code = codeOf(error);
  return [{ code, message: scrub(code === 'unexpected' ? `unexpected: ${message}\n${stack}` : message) }];
}

function codeOf(error: unknown): Notice['code'] {
  if (error instanceof InterruptedError) return 'interrupted';
  if (error instanceof DestinationError) return 'destination';
  return error instanceof StopError ? 'stopped' : 'unexpected';
}
