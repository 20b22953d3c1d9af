// Repeats a call until it has a usable answer. `nextStep` decides, `retryCalls` does what it says.
import type { ApiProblem, ApiReply, CallStatistics } from '../../model/api.js';
import type { Clock } from '../../model/clock.js';
import type { StopCode } from '../../model/codes/codes.js';
import { stopFor } from '../../model/errors.js';
import type { Authorization } from '../authorization/authorization.js';
import type { Budget } from '../budget/budget.js';
import type { Call, Ending, Repair, Step, Verdict } from '../call.js';
import type { CallEvents } from '../call-events.js';
import type { ClientSettings } from '../client.js';
import { backoffMs } from './waits.js';

/** What went wrong with a call so far, its last attempt included. */
export interface Setbacks {
  failures: number;
  throttles: number;
  clockCorrections: number;
  tokenRenewals: number;
}

export interface Situation {
  /** A call that changes things is sent once. */
  isRepeatable: boolean;
  setbacks: Setbacks;
  /** Milliseconds since the first attempt was sent. */
  elapsedMs: number;
  /** Some call of the client has reached a server. */
  isReached: boolean;
  settings: Pick<ClientSettings, 'attempts' | 'deadlineMs' | 'firstContactMs'>;
  /** A number in [0, 1): the jitter. */
  random: number;
}

export type NextStep<Reply = ApiReply> =
  | { next: 'end'; ending: Ending<Reply> }
  | { next: 'stop'; code: StopCode; problem: ApiProblem }
  | { next: 'repair'; repair: Repair; problem: ApiProblem }
  /** `pausesAll`: every call of the client waits as long. */
  | { next: 'repeat'; waitMs: number; pausesAll: boolean; problem: ApiProblem };

const NO_SETBACKS: Setbacks = { failures: 0, throttles: 0, clockCorrections: 0, tokenRenewals: 0 };
/** Attempts of a first contact. */
const CONTACT_ATTEMPTS = 3;
const MOST_CLOCK_CORRECTIONS = 3;
const MOST_TOKEN_RENEWALS = 1;
/** Added to each wait for a 429 that does not say how long. */
const THROTTLED_MS = 1000;

/** The clock or the token is as the server wants it, and still refused. */
const REPAIR_FAILED: Record<Repair, StopCode> = { clock: 'clock-refused', token: 'token-refused' };

const CLOCK_ADVICE =
  'The clocks do not agree even after asking the server for its time: check the clock of this machine';
const NOT_REPEATED =
  'A call that changes things is sent once; look whether it had its effect before you send it again';
const THROTTLED_ADVICE =
  'The API keeps asking to slow down: lower `budget.callsPerSecond`, or try again later';

/** What a call does after a verdict. Pure. */
export function nextStep<Reply = ApiReply>(verdict: Verdict<Reply>, situation: Situation): NextStep<Reply> {
  switch (verdict.verdict) {
    case 'ok':
      return { next: 'end', ending: verdict.reply };
    case 'skip':
      return { next: 'end', ending: { outcome: 'skip', reason: verdict.reason, problem: verdict.problem } };
    case 'stop':
      return { next: 'stop', code: verdict.code, problem: verdict.problem };
    case 'throttled':
      return afterThrottling(verdict, situation);
    case 'retry':
      return verdict.repair
        ? afterRefusal(verdict.problem, verdict.repair, situation)
        : afterFailure(verdict, situation);
  }
}

function afterFailure(
  { problem, isSent, retryAfterMs }: Extract<Verdict, { verdict: 'retry' }>,
  { isRepeatable, setbacks, elapsedMs, isReached, settings, random }: Situation,
): NextStep<never> {
  if (!isRepeatable && isSent) return giveUp({ ...problem, advice: NOT_REPEATED });
  const waitMs = retryAfterMs ?? backoffMs(setbacks.failures, random);
  const { attempts, deadlineMs, firstContactMs } = settings;
  // Where nobody has ever answered, more attempts will hardly help, and a person may be waiting.
  const isContact = firstContactMs !== undefined && !isReached && !isSent;
  const most = isContact ? Math.min(CONTACT_ATTEMPTS, attempts) : attempts;
  const limitMs = isContact ? Math.min(firstContactMs, deadlineMs) : deadlineMs;
  const isOver = setbacks.failures >= most || elapsedMs + waitMs > limitMs;
  return isOver ? giveUp(problem) : { next: 'repeat', waitMs, pausesAll: false, problem };
}

function afterThrottling(
  { problem, retryAfterMs }: Extract<Verdict, { verdict: 'throttled' }>,
  { isRepeatable, setbacks, elapsedMs, settings, random }: Situation,
): NextStep<never> {
  if (!isRepeatable) return giveUp({ ...problem, advice: NOT_REPEATED });
  // "After 0 seconds" does not say when: asking again at once is what was refused.
  const waitMs = retryAfterMs || THROTTLED_MS + backoffMs(setbacks.throttles + 1, random);
  if (elapsedMs + waitMs > settings.deadlineMs) return giveUp({ ...problem, advice: THROTTLED_ADVICE });
  return { next: 'repeat', waitMs, pausesAll: true, problem };
}

/** The server refused the timestamp or the token. */
function afterRefusal(
  problem: ApiProblem,
  repair: Repair,
  { isRepeatable, setbacks }: Situation,
): NextStep<never> {
  const code = REPAIR_FAILED[repair];
  if (!isRepeatable) return { next: 'stop', code, problem };
  if (repair === 'clock' && setbacks.clockCorrections > MOST_CLOCK_CORRECTIONS)
    return { next: 'stop', code, problem: { ...problem, advice: CLOCK_ADVICE } };
  if (repair === 'token' && setbacks.tokenRenewals > MOST_TOKEN_RENEWALS)
    return { next: 'stop', code, problem };
  return { next: 'repair', repair, problem };
}

function giveUp(problem: ApiProblem): NextStep<never> {
  return { next: 'end', ending: { outcome: 'gave-up', problem } };
}

interface RetryContext {
  authorization: Authorization;
  budget: Budget;
  clock: Clock;
  settings: ClientSettings;
  statistics: CallStatistics;
  events: CallEvents;
}

/** Resolves with how the call ended; throws `StopError` when the run cannot go on. */
export function retryCalls<Reply = ApiReply>(
  attempt: Step<Verdict<Reply>>,
  context: RetryContext,
): Step<Ending<Reply>> {
  const { clock, settings } = context;
  let isReached = false;
  return async (call) => {
    let setbacks = NO_SETBACKS;
    for (;;) {
      const verdict = await attempt(call);
      isReached ||= verdict.verdict !== 'retry' || verdict.isSent;
      setbacks = withSetback(setbacks, verdict);
      const step = nextStep(verdict, {
        isRepeatable: call.request.method === 'GET',
        setbacks,
        elapsedMs: clock.now() - call.firstSentAt,
        isReached,
        settings,
        random: clock.random(),
      });
      if (step.next === 'end') return step.ending;
      if (step.next === 'stop') throw stopFor(step.code, step.problem);
      if (step.next === 'repair') await repairThen(call, step, context);
      else await waitThen(call, step, context);
    }
  };
}

function withSetback(setbacks: Setbacks, verdict: Verdict<unknown>): Setbacks {
  const { failures, throttles, clockCorrections, tokenRenewals } = setbacks;
  if (verdict.verdict === 'throttled') return { ...setbacks, throttles: throttles + 1 };
  if (verdict.verdict !== 'retry') return setbacks;
  if (verdict.repair === 'clock') return { ...setbacks, clockCorrections: clockCorrections + 1 };
  if (verdict.repair === 'token') return { ...setbacks, tokenRenewals: tokenRenewals + 1 };
  return { ...setbacks, failures: failures + 1 };
}

async function waitThen(
  call: Call,
  { waitMs, pausesAll, problem }: Extract<NextStep, { next: 'repeat' }>,
  { budget, clock, statistics, events }: RetryContext,
): Promise<void> {
  if (pausesAll) budget.pauseUntil(clock.now() + waitMs);
  if (pausesAll) events.throttled(call, problem, waitMs);
  else events.retried(call, problem, waitMs);
  statistics.retryWaitMs += waitMs;
  await clock.sleep(waitMs, call.request.signal);
}

async function repairThen(
  call: Call,
  { repair, problem }: Extract<NextStep, { next: 'repair' }>,
  { authorization, events }: RetryContext,
): Promise<void> {
  const { signal } = call.request;
  const isRepaired = repair === 'clock' || (await authorization.renewToken(call.authorized, signal));
  if (!isRepaired) throw stopFor(REPAIR_FAILED[repair], problem);
  events.repaired(call, problem, repair);
  if (repair === 'clock') await authorization.correctClock(call.authorized, signal);
}
