// Errors as the page is told of them: a code, the sentence of the library, and never a secret.
import { ConfigError, isExpected, StopError } from '../../connector/model/errors.js';
import type { ConsoleError } from '../contract/api.js';

/** What the server itself refuses. */
export class Refused extends Error {
  constructor(
    readonly status: 400 | 404 | 409 | 413,
    readonly code:
      | 'request'
      | 'not-found'
      | 'draft-used'
      | 'consent-missing'
      | 'too-large'
      | 'run-busy'
      | 'reset-changed'
      | 'source-changed'
      | 'draft-issues'
      | 'draft-unwritable',
    message: string,
    /** What the page needs to go on. */
    readonly more: Pick<ConsoleError['error'], 'issues' | 'source'> = {},
  ) {
    super(message);
  }
}

export interface Failure {
  status: number;
  body: ConsoleError;
  /** A fault of the console itself, for the terminal. */
  isFault: boolean;
}

/** What the person asked for, or what is not there yet; nothing failed. */
const WRONG: ReadonlySet<string> = new Set(['destination-query', 'destination-unable', 'destination-empty']);

export function failureOf(error: unknown): Failure {
  if (error instanceof Refused) {
    const { status, code, message, more } = error;
    return { status, body: { error: { code, message, ...more } }, isFault: false };
  }
  if (error instanceof ConfigError) {
    const issues = error.issues.map(({ code, where, key, message }) => ({
      code,
      where: [where, key].filter(Boolean).join(': '),
      message,
    }));
    const [first] = issues;
    const status = first?.code === 'route-unknown' ? 404 : 400;
    return failure(status, first?.code ?? 'config-value', error.message, issues);
  }
  if (error instanceof StopError) return failure(502, error.code, error.message);
  if (isExpected(error) && WRONG.has(error.code)) return failure(400, error.code, error.message);
  if (isExpected(error)) return failure(500, error.code, error.message);
  return { ...failure(500, 'internal', 'the console failed: the terminal says more'), isFault: true };
}

function failure(
  status: number,
  code: string,
  message: string,
  issues?: ConsoleError['error']['issues'],
): Failure {
  return { status, body: { error: { code, message, ...(issues && { issues }) } }, isFault: false };
}
