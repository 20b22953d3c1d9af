// What went wrong with an attempt, in words, and what to do next.
import type { ApiProblem, ApiRequest } from '../model/api.js';
import { parseBody } from './json.js';
import type { NetworkError, WireReply } from './transport.js';
import { type ErrorReply, excerpt } from './verdict.js';

export type Problem = Omit<ApiProblem, 'method' | 'path' | 'attempts'>;

export const CLOCK_ADVICE =
  'The clocks do not agree even after asking the server for its time: check the clock of this machine';
export const NOT_REPEATED =
  'A call that changes things is sent once; look whether it had its effect before you send it again';
export const THROTTLED =
  'The API keeps asking to slow down: lower `budget.callsPerSecond`, or try again later';
export const OUTAGE =
  'The API or the way to it seems to be down. Nothing that was loaded is harmed: run again later';

export function networkProblem(failure: NetworkError): Problem {
  return { code: failure.code, message: `no answer (${failure.message})` };
}

export function replyProblem(error: ErrorReply, reply: WireReply): Problem {
  return {
    status: error.status,
    code: error.code || undefined,
    message: error.message,
    queryId: reply.headers['x-ovh-queryid'],
  };
}

/** Everything in it that a server may have echoed, without the secrets. */
export function scrubbed(problem: ApiProblem, scrub: (text: string) => string): ApiProblem {
  const clean = Object.entries(problem).map(([key, value]) => [
    key,
    typeof value === 'string' ? scrub(value) : value,
  ]);
  return { ...problem, ...Object.fromEntries(clean) };
}

/** The content of a success, or why it is none. */
export function readSuccess(request: ApiRequest, reply: WireReply, scrub: (text: string) => string) {
  const problem = (message: string): { problem: Problem } => ({
    problem: { status: reply.status, message, queryId: reply.headers['x-ovh-queryid'] },
  });
  try {
    const body = parseBody(reply.body);
    // 204 says "nothing", `null` too; a GET answered 200 with no text at all is a broken reply.
    const isBlank = body.kind === 'none' && !reply.body.includes('null');
    const isBroken = isBlank && request.method === 'GET' && reply.status !== 204;
    return isBroken ? problem('an empty reply') : { body };
  } catch {
    const start = excerpt(scrub(reply.body.toString('utf8', 0, 2000)), 80);
    return problem(`the reply is not whole JSON (${reply.body.length} bytes: ${start})`);
  }
}
