// Judges the answer to a download: a whole PDF, or what else came in its place.
import type { ApiProblem } from '../../model/api.js';
import type { Clock } from '../../model/clock.js';
import { isLasting, type NetworkError, stopCodeOf } from '../../network/failure.js';
import type { WireReply } from '../../network/transport.js';
import type { Answer, Call, Step, Verdict } from '../call.js';
import { excerpt } from '../verdict.js';
import { retryAfterMs } from './waits.js';

export interface DocumentReply {
  outcome: 'ok';
  bytes: Buffer;
}

interface JudgeContext {
  scrub: (text: string) => string;
  clock: Clock;
}

/** A busy host was seen to answer 200 with these words in place of the file. */
const TOO_MANY = /too (many|much) requests/i;
const SHORTEST_TAIL = 4096;

export function judgeDocuments(send: Step<Answer>, context: JudgeContext): Step<Verdict<DocumentReply>> {
  return async (call) => {
    const answer = await send(call);
    return 'failure' in answer
      ? judgeFailure(call, answer.failure, context)
      : judgeReply(call, answer.reply, context);
  };
}

function judgeFailure(call: Call, failure: NetworkError, { scrub }: JudgeContext): Verdict<DocumentReply> {
  const { code, message, sent } = failure;
  const problem = problemOf(call, { code, message: scrub(`no answer (${message})`) });
  const isFinal = isLasting(failure) || stopCodeOf(failure) !== undefined || code === 'redirect-refused';
  return isFinal
    ? { verdict: 'skip', reason: 'failed', problem }
    : { verdict: 'retry', problem, isSent: sent };
}

function judgeReply(call: Call, reply: WireReply, { scrub, clock }: JudgeContext): Verdict<DocumentReply> {
  const { status, body } = reply;
  const words = excerpt(scrub(body.toString('utf8', 0, 2000)), 80);
  const problem = (message: string) => problemOf(call, { status, message });
  const wait = retryAfterMs(reply.headers, clock);
  if (status === 200) {
    if (isWholePdf(body)) return { verdict: 'ok', reply: { outcome: 'ok', bytes: body } };
    if (body.length < 500 && TOO_MANY.test(words))
      return {
        verdict: 'throttled',
        problem: problem(`the host asks to slow down ("${words}")`),
        retryAfterMs: wait,
      };
    const found = isPdf(body) ? 'only the beginning of a PDF' : `no PDF ("${words}")`;
    return {
      verdict: 'retry',
      problem: problem(`the answer is ${found}, ${body.length} bytes`),
      isSent: true,
    };
  }
  const message = words || 'no explanation';
  if (status === 429) return { verdict: 'throttled', problem: problem(message), retryAfterMs: wait };
  if (status === 408 || status >= 500)
    return { verdict: 'retry', problem: problem(message), isSent: true, retryAfterMs: wait };
  const isLink = [401, 403, 404, 410].includes(status);
  return { verdict: 'skip', reason: isLink ? 'refused' : 'failed', problem: problem(message) };
}

function isPdf(bytes: Buffer): boolean {
  return bytes.subarray(0, 1024).includes('%PDF-');
}

function isWholePdf(bytes: Buffer): boolean {
  return isPdf(bytes) && bytes.subarray(-SHORTEST_TAIL).includes('%%EOF');
}

function problemOf(
  { request, attempts }: Call,
  found: Pick<ApiProblem, 'status' | 'code' | 'message'>,
): ApiProblem {
  return { method: request.method, path: request.path, attempts, ...found };
}
