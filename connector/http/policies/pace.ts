// Lets an attempt wait for its turn in the budget, and tells the budget when the answer asks to slow down.
import type { ApiRequest, CallStatistics } from '../../model/api.js';
import type { Clock } from '../../model/clock.js';
import type { Authorization } from '../authorization/authorization.js';
import type { Budget } from '../budget/budget.js';
import { reportOverload } from '../budget/overload.js';
import { PacedQueue } from '../budget/paced-queue.js';
import type { Answer, Step } from '../call.js';
import type { CallEvents } from '../call-events.js';
import { needsCredentials } from '../request.js';

interface PaceContext {
  budget: Budget;
  clock: Clock;
  authorization: Authorization;
  statistics: CallStatistics;
  events: CallEvents;
}

/** Times that a call lines up for one attempt. More would mean a token that ends as soon as it is issued. */
const TURNS = 5;

export function paceAttempts(send: Step<Answer>, context: PaceContext): Step<Answer> {
  const { budget, clock, events } = context;
  const queue = new PacedQueue(budget, clock);
  return async (call) => {
    await takeTurn(call.request, queue, context);
    const answer = await send(call);
    reportOverload(budget, { ...call.request, sentAt: call.lastSentAt }, answer, clock.now());
    events.pace(call, budget.statistics());
    return answer;
  };
}

/**
 * The server's time and the token are calls too: they are fetched before this call takes its place in the line. If they
 * were dropped while it waited, the call lines up again: calls that wait for them would leave as one burst.
 */
async function takeTurn(
  request: ApiRequest,
  queue: PacedQueue,
  { authorization, statistics }: PaceContext,
): Promise<void> {
  const { method, path, signal, route } = request;
  for (let turn = 1; turn <= TURNS; turn++) {
    if (needsCredentials(request)) await authorization.prepare(signal);
    statistics.budgetWaitMs += await queue.enter(method, path, signal, route);
    if (!needsCredentials(request) || authorization.isReady()) return;
  }
}
