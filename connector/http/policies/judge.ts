// Turns the answer to an attempt into a verdict. Server text becomes words of ours here and nowhere else, so this is
// also where secrets leave it: what the policies further out see, log and throw is clean.
import { setImmediate } from 'node:timers/promises';
import type { ApiProblem } from '../../model/api.js';
import type { Clock } from '../../model/clock.js';
import { adviceOn, isLasting, NetworkError, stopCodeOf } from '../../network/failure.js';
import type { WireReply } from '../../network/transport.js';
import type { Answer, Call, Step, Verdict } from '../call.js';
import { readBody } from '../json/body.js';
import { TooMuchJson } from '../json/parse-text.js';
import { classify, excerpt, readError, rightsAdvice } from '../verdict.js';
import { retryAfterMs } from './waits.js';

interface JudgeContext {
  scrub: (text: string) => string;
  clock: Clock;
}

export function judgeAnswers(send: Step<Answer>, context: JudgeContext): Step<Verdict> {
  return async (call) => {
    const answer = await send(call);
    if ('failure' in answer) return judgeFailure(call, answer.failure, context);
    const { status } = answer.reply;
    const isSuccess = status >= 200 && status < 300;
    return isSuccess ? judgeSuccess(call, answer.reply, context) : judgeRefusal(call, answer.reply, context);
  };
}

/** A failure that will come again is no matter of attempts: one that concerns every call ends the run. */
function judgeFailure(call: Call, failure: NetworkError, { scrub }: JudgeContext): Verdict {
  const { code, message, sent } = failure;
  const found = { code, message: `no answer (${message})`, advice: adviceOn(failure) };
  const problem = problemOf(call, found, scrub);
  const stopCode = stopCodeOf(failure);
  if (stopCode) return { verdict: 'stop', code: stopCode, problem };
  if (isLasting(failure)) return { verdict: 'skip', reason: 'failed', problem };
  return { verdict: 'retry', problem, isSent: sent };
}

/** A success with half a body, with HTML, or with nothing where content is due, is a failure in passing. */
async function judgeSuccess(call: Call, reply: WireReply, context: JudgeContext): Promise<Verdict> {
  const { scrub, clock } = context;
  const { status, headers, body: bytes } = reply;
  const queryId = headers['x-ovh-queryid'];
  const failure = (message: string): Verdict => ({
    verdict: 'retry',
    problem: problemOf(call, { status, message, queryId }, scrub),
    isSent: true,
    retryAfterMs: retryAfterMs(headers, clock),
  });
  try {
    const body = await readBody(bytes, () => pause(call.request.signal));
    // 204 means "nothing", and so does `null`. A GET that is answered 200 without any text got a broken reply.
    const isBlank = body.kind === 'none' && !bytes.includes('null');
    if (isBlank && call.request.method === 'GET' && status !== 204) return failure('an empty reply');
    return {
      verdict: 'ok',
      reply: { outcome: 'ok', status, headers, queryId, attempts: call.attempts, body },
    };
  } catch (error) {
    call.request.signal?.throwIfAborted();
    if (error instanceof TooMuchJson)
      return judgeFailure(call, new NetworkError('reply-too-large', error.message, true), context);
    // Scrubbed before it is cut: half a secret would not be recognized.
    const start = excerpt(scrub(bytes.toString('utf8', 0, 2000)), 80);
    return failure(`the reply is not whole JSON (${bytes.length} bytes: ${start})`);
  }
}

/** Between two steps of a long reading others run: time-outs, signals, other calls. */
async function pause(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}

function judgeRefusal(call: Call, reply: WireReply, { scrub, clock }: JudgeContext): Verdict {
  const { request } = call;
  const error = readError(reply.status, reply.body, scrub);
  const { outcome, advice } = classify(error, request.absent);
  const isRefused = outcome.verdict === 'skip' && outcome.reason === 'refused';
  const problem = problemOf(
    call,
    {
      status: error.status,
      code: error.code || undefined,
      message: error.message,
      queryId: reply.headers['x-ovh-queryid'],
      advice: isRefused ? rightsAdvice(request.method, request.route, error) : advice,
    },
    scrub,
  );
  const waitMs = retryAfterMs(reply.headers, clock);
  if (outcome.verdict === 'throttled') return { ...outcome, problem, retryAfterMs: waitMs };
  if (outcome.verdict === 'retry') return { ...outcome, problem, isSent: true, retryAfterMs: waitMs };
  return { ...outcome, problem };
}

type Found = Omit<ApiProblem, 'method' | 'path' | 'attempts'>;

/** Every problem of a call is made here. */
function problemOf({ request, attempts }: Call, found: Found, scrub: (text: string) => string): ApiProblem {
  const { method, path } = request;
  const problem: ApiProblem = { method, path, attempts, ...found };
  const texts = Object.entries(problem).filter(([, value]) => typeof value === 'string');
  return { ...problem, ...Object.fromEntries(texts.map(([key, text]) => [key, scrub(text)])) };
}
