// The client: the list of policies that a call passes, each a file in policies/.
import type { ApiClient, ApiOutcome, ApiRequest, CallStatistics } from '../model/api.js';
import type { Clock } from '../model/clock.js';
import type { Listener } from '../model/events/events.js';
import type { Transport } from '../network/transport.js';
import type { Authorization } from './authorization/authorization.js';
import type { Budget } from './budget/budget.js';
import { callOf, type Step } from './call.js';
import { CallEvents } from './call-events.js';
import { countAttempts } from './policies/count.js';
import { judgeAnswers } from './policies/judge.js';
import { stopAtOutage } from './policies/outage.js';
import { paceAttempts } from './policies/pace.js';
import { retryCalls } from './policies/retry.js';
import { sendAttempts } from './policies/send.js';
import { signAttempts } from './policies/sign.js';

export interface ClientSettings {
  /** Milliseconds that one attempt may take. */
  timeoutMs: number;
  /** Milliseconds that one call may take with all its attempts and waits, counted from its first attempt. */
  deadlineMs: number;
  /** Attempts of one call. Waits because of 429 do not count. */
  attempts: number;
  /** Milliseconds in which the first call must reach a server. Default: no less than any other call has. */
  firstContactMs?: number;
}

export interface ClientParts {
  transport: Transport;
  authorization: Authorization;
  budget: Budget;
  clock: Clock;
  settings: ClientSettings;
  /** Replaces every known secret in a text. */
  scrub: (text: string) => string;
  userAgent: string;
  /** Hears of retries, throttling, repairs and a lowered pace. */
  onEvent?: Listener;
}

export class HttpClient implements ApiClient {
  /** Downloads count here too. */
  readonly counted: CallStatistics = {
    calls: 0,
    retries: 0,
    budgetWaitMs: 0,
    retryWaitMs: 0,
    byStatus: {},
  };
  readonly #answer: Step<ApiOutcome>;

  constructor(private readonly parts: ClientParts) {
    const context = {
      ...parts,
      origin: parts.transport.origin,
      statistics: this.counted,
      events: new CallEvents(parts.onEvent),
    };
    // From the wire outwards. Each policy wraps the one before it: a call passes them from the last to the first.
    const sent = sendAttempts(context);
    const counted = countAttempts(sent, context);
    const signed = signAttempts(counted, context);
    const paced = paceAttempts(signed, context);
    const judged = judgeAnswers(paced, context);
    const retried = retryCalls(judged, context);
    this.#answer = stopAtOutage(retried);
  }

  call(request: ApiRequest): Promise<ApiOutcome> {
    return this.#answer(callOf(request));
  }

  statistics(): CallStatistics {
    const byStatus = { ...this.counted.byStatus };
    return { ...this.counted, byStatus, ...this.parts.budget.statistics() };
  }

  async close(): Promise<void> {
    await this.parts.transport.close();
  }
}
