// Errors, named by their consequence for the run. Each carries a code of the tables in codes/.
import type { ApiProblem } from './api.js';
import type { ConfigCode, DestinationCode, StopCode } from './codes/codes.js';
import type { LockHolder } from './destination.js';
import { withoutLikelyKeys } from './like-secrets.js';
import type { Notice } from './notice.js';
import { problemText } from './problem-text.js';

/** One fault of a configuration: where it is, what was found, what is allowed. */
export interface ConfigIssue<C extends string = ConfigCode> {
  code: C;
  /** `source.yaml:12`, or the part of the configuration when there is no file. */
  where: string;
  /** Key path, e.g. `endpoints[2].options.timeout`. */
  key?: string;
  message: string;
}

/** Most issues that one error lists. */
export const MOST_ISSUES = 100;

/** The configuration cannot be used. Nothing was called, nothing was touched. Exit code 2. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** The fault showed only in an answer of the API. Exit code 1. */
  wasCalled = false;

  readonly issues: ConfigIssue[];

  /** A key that was typed or written in the place of a name is quoted by no message. */
  constructor(issues: readonly ConfigIssue[]) {
    const open = issues.map((issue) => ({
      ...issue,
      // The name of a folder may be as long as a key.
      where: issue.where.includes('/') ? issue.where : withoutLikelyKeys(issue.where),
      message: withoutLikelyKeys(issue.message),
    }));
    super(open.map(formatIssue).join('\n'));
    this.issues = open;
  }
}

export function formatIssue(issue: ConfigIssue<string>): string {
  return [issue.where, issue.key, issue.message].filter(Boolean).join(': ');
}

/** The run cannot go on: keys, clock, outage. What was committed stays. Exit code 1. */
export class StopError extends Error {
  override readonly name = 'StopError';

  constructor(
    readonly code: StopCode,
    message: string,
    /** The answer of the API, where one is the cause. */
    readonly problem?: ApiProblem,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** The destination refused: disk full, read-only, locked, a table that is not ours. Exit code 1. */
export class DestinationError extends Error {
  override readonly name = 'DestinationError';

  constructor(
    readonly code: DestinationCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** Another run loads into the destination, or another program has it. */
export class DestinationInUseError extends DestinationError {
  constructor(
    message: string,
    /** The holder of the lock, if known. */
    readonly holder?: LockHolder,
  ) {
    super('destination-in-use', message);
  }
}

/** The user asked the run to end (Ctrl-C, SIGTERM). What is not read to its end is left out whole. Exit code 3. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  readonly code = 'interrupted';
}

/** The answer of the API ends the run. */
export function stopFor(code: StopCode, problem: ApiProblem): StopError {
  return new StopError(code, problemText(problem), problem);
}

/** The reasons of a report for an error that ended a run or prevented it: one for each issue of a configuration. */
export function noticesOf(error: unknown): Notice[] {
  if (error instanceof ConfigError) {
    return error.issues.map((issue) => ({ code: issue.code, message: formatIssue(issue) }));
  }
  if (isExpected(error)) return [{ code: error.code, message: error.message }];
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return [{ code: 'unexpected', message: `unexpected: ${message}\n${stack}` }];
}

/** Errors that end a run by design; any other error is a fault of the connector. */
export function isExpected(error: unknown): error is StopError | DestinationError | InterruptedError {
  return [StopError, DestinationError, InterruptedError].some((kind) => error instanceof kind);
}
