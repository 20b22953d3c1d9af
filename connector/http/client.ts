// The client: retry(budget(sign(send))). Each attempt pays the budget and is signed anew.
import type { ApiClient, ApiOutcome, ApiProblem, ApiRequest, CallStatistics } from '../model/api.js';
import type { Clock } from '../model/clock.js';
import { describeProblem, StopError } from '../model/errors.js';
import type { Listener } from '../model/event.js';
import { stringifyJson } from '../model/json.js';
import type { Authorization } from './authorization.js';
import type { Budget } from './budget/budget.js';
import { PacedQueue } from './budget/paced-queue.js';
import { tellSigns } from './budget/signs.js';
import { CallEvents, type CallJob } from './call.js';
import {
  CLOCK_ADVICE,
  NOT_REPEATED,
  networkProblem,
  OUTAGE,
  type Problem,
  readSuccess,
  replyProblem,
  scrubbed,
  THROTTLED,
} from './problems.js';
import { isSigned, requestHeaders, requestTarget } from './request.js';
import { NetworkError, type Transport, type WireReply } from './transport.js';
import { judge, readError, rightsAdvice } from './verdict.js';
import { backoffMs, retryAfterMs } from './waiting.js';

export interface ClientSettings {
  /** Milliseconds that one attempt may take. */
  timeoutMs: number;
  /** Milliseconds that one call may take with all its attempts and waits, from its first turn on. */
  deadlineMs: number;
  /** Attempts of one call; waiting because of 429 does not count. */
  attempts: number;
}

export interface ClientParts {
  transport: Transport;
  authorization: Authorization;
  budget: Budget;
  clock: Clock;
  settings: ClientSettings;
  /** Takes every known secret out of a text. */
  scrub: (text: string) => string;
  userAgent: string;
  /** Hears of what does not go smoothly. */
  onEvent?: Listener;
}

type Answer = { reply: WireReply } | { failure: NetworkError };

/** Calls in a row that got no usable answer at all before the run is stopped. */
const OUTAGE_AFTER = 3;
const CLOCK_CORRECTIONS = 3;
/** Times that a call lines up for one attempt: more would be a token that ends as soon as it is issued. */
const TURNS = 5;
/** What an attempt gets whose turn came when the deadline was nearly over. */
const SHORTEST_ATTEMPT_MS = 1000;

export class HttpClient implements ApiClient {
  readonly #queue: PacedQueue;
  readonly #statistics: CallStatistics = {
    calls: 0,
    retries: 0,
    budgetWaitMs: 0,
    retryWaitMs: 0,
    byStatus: {},
  };
  readonly #tell: CallEvents;
  #unanswered = 0;

  constructor(private readonly parts: ClientParts) {
    this.#tell = new CallEvents(parts.onEvent, parts.scrub);
    this.#queue = new PacedQueue(parts.budget, parts.clock);
  }

  statistics(): CallStatistics {
    const byStatus = { ...this.#statistics.byStatus };
    return { ...this.#statistics, byStatus, ...this.parts.budget.statistics() };
  }

  async call(request: ApiRequest): Promise<ApiOutcome> {
    const job: CallJob = {
      request,
      target: requestTarget(request),
      body: request.body === undefined ? undefined : stringifyJson(request.body),
      startedAt: this.parts.clock.now(),
      sentAt: 0,
      attempts: 0,
      failures: 0,
      waits: 0,
      clockCorrections: 0,
      tokenRenewed: false,
      sentHeaders: {},
    };
    for (;;) {
      const step = await this.#attempt(job);
      if (typeof step !== 'number') return step;
      this.#statistics.retryWaitMs += step;
      await this.parts.clock.sleep(step, request.signal);
    }
  }

  /** One attempt: an outcome, or the milliseconds to wait before the next. */
  async #attempt(job: CallJob): Promise<ApiOutcome | number> {
    const answer = await this.#send(job);
    const { budget, clock } = this.parts;
    tellSigns(budget, { ...job.request, sentAt: job.sentAt }, answer, clock.now());
    this.#tell.pace(job, budget.statistics());
    if ('failure' in answer) return this.#retry(job, networkProblem(answer.failure), answer.failure.sent);
    const { reply } = answer;
    if (reply.status < 200 || reply.status >= 300) return this.#refusal(job, reply);
    const read = readSuccess(job.request, reply, this.parts.scrub);
    if ('problem' in read) return this.#retry(job, read.problem, true, reply);
    this.#unanswered = 0;
    return {
      outcome: 'ok',
      status: reply.status,
      headers: reply.headers,
      queryId: reply.headers['x-ovh-queryid'],
      attempts: job.attempts,
      body: read.body,
    };
  }

  async #send(job: CallJob): Promise<Answer> {
    const { request, target, body } = job;
    const { transport, authorization, clock, userAgent } = this.parts;
    await this.#takeTurn(request);
    job.sentHeaders = isSigned(request) ? await authorization.headers(this.#signable(job)) : {};
    job.sentAt = clock.now();
    if (++job.attempts === 1) job.startedAt = job.sentAt;
    this.#statistics.calls++;
    if (job.attempts > 1) this.#statistics.retries++;
    const { method, signal } = request;
    const headers = { ...requestHeaders(request, userAgent), ...job.sentHeaders };
    try {
      const reply = await transport.send({
        method,
        target,
        headers,
        body,
        timeoutMs: this.#timeoutMs(job),
        signal,
      });
      this.#count(String(reply.status));
      return { reply };
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      this.#count(error.code);
      return { failure: error };
    }
  }

  /**
   * Lines up for the budget. The server's time and the token are calls too: they come before this one's
   * place in the line. When they were thrown away meanwhile, the call lines up again: calls that wait for
   * them would leave as one burst.
   */
  async #takeTurn(request: ApiRequest): Promise<void> {
    const { authorization } = this.parts;
    for (let turn = 1; turn <= TURNS; turn++) {
      if (isSigned(request)) await authorization.prepare(request.signal);
      const { method, path, signal, route } = request;
      this.#statistics.budgetWaitMs += await this.#queue.enter(method, path, signal, route);
      if (!isSigned(request) || authorization.isReady()) return;
    }
  }

  /** An attempt does not outlast the call's deadline. */
  #timeoutMs({ request, startedAt }: CallJob): number {
    const { clock, settings } = this.parts;
    const leftMs = startedAt + settings.deadlineMs - clock.now();
    return Math.min(request.timeoutMs ?? settings.timeoutMs, Math.max(leftMs, SHORTEST_ATTEMPT_MS));
  }

  #signable(job: CallJob) {
    return {
      method: job.request.method,
      url: this.parts.transport.origin + job.target,
      body: job.body ?? '',
      signal: job.request.signal,
    };
  }

  #count(status: string): void {
    this.#statistics.byStatus[status] = (this.#statistics.byStatus[status] ?? 0) + 1;
  }

  async #refusal(job: CallJob, reply: WireReply): Promise<ApiOutcome | number> {
    const error = readError(reply.status, reply.body, this.parts.scrub);
    const { outcome, advice } = judge(error, job.request.absent);
    const rights =
      outcome.verdict === 'skip' && outcome.reason === 'refused'
        ? rightsAdvice(job.request.method, job.request.route, error.details)
        : undefined;
    const problem = { ...replyProblem(error, reply), advice: rights ?? advice };
    switch (outcome.verdict) {
      case 'retry':
        return outcome.repair
          ? this.#repair(job, outcome.repair, problem)
          : this.#retry(job, problem, true, reply);
      case 'wait':
        return this.#wait(job, problem, reply);
      case 'skip':
        this.#unanswered = 0;
        return { outcome: 'skip', reason: outcome.reason, problem: this.#complete(job, problem) };
      case 'stop':
        throw this.#stop(job, problem);
    }
  }

  /** The server refused the timestamp or the token: mend it and try at once. */
  async #repair(job: CallJob, repair: 'clock' | 'token', problem: Problem): Promise<number> {
    const signal = job.request.signal;
    if (job.request.method !== 'GET') throw this.#stop(job, problem);
    if (repair === 'clock') {
      if (++job.clockCorrections > CLOCK_CORRECTIONS)
        throw this.#stop(job, { ...problem, advice: CLOCK_ADVICE });
      this.#tell.repaired(job, repair);
      await this.parts.authorization.correctClock(job.sentHeaders, signal);
      return 0;
    }
    const renewed = !job.tokenRenewed && (await this.parts.authorization.renewToken(job.sentHeaders, signal));
    if (!renewed) throw this.#stop(job, problem);
    job.tokenRenewed = true;
    this.#tell.repaired(job, repair);
    return 0;
  }

  #retry(job: CallJob, problem: Problem, sent: boolean, reply?: WireReply): ApiOutcome | number {
    const { clock, settings } = this.parts;
    job.failures++;
    // A call that changes things is not repeated once it may have reached the server.
    if (job.request.method !== 'GET' && sent) return this.#giveUp(job, { ...problem, advice: NOT_REPEATED });
    if (job.failures >= settings.attempts) return this.#giveUp(job, problem);
    const wait = (reply && retryAfterMs(reply.headers, clock)) ?? backoffMs(job.failures, clock);
    if (this.#isPastDeadline(job, wait)) return this.#giveUp(job, problem);
    this.#tell.retried(job, problem, wait);
    return wait;
  }

  /** 429: everybody pauses, not only this call. */
  #wait(job: CallJob, problem: Problem, reply: WireReply): ApiOutcome | number {
    const { clock, budget } = this.parts;
    if (job.request.method !== 'GET') return this.#giveUp(job, { ...problem, advice: NOT_REPEATED });
    job.waits++;
    // "After 0 seconds" does not say when: asking again at once is what was refused.
    const asked = retryAfterMs(reply.headers, clock);
    const wait = asked || 1000 + backoffMs(job.waits + 1, clock);
    if (this.#isPastDeadline(job, wait)) return this.#giveUp(job, { ...problem, advice: THROTTLED });
    budget.pauseUntil(clock.now() + wait);
    this.#tell.throttled(job, problem, wait);
    return wait;
  }

  #isPastDeadline(job: CallJob, wait: number): boolean {
    return this.parts.clock.now() + wait - job.startedAt > this.parts.settings.deadlineMs;
  }

  #giveUp(job: CallJob, problem: Problem): ApiOutcome {
    this.#unanswered++;
    if (this.#unanswered >= OUTAGE_AFTER && job.request.method === 'GET') {
      const words = `${this.#unanswered} calls in a row got no usable answer`;
      throw this.#stop(job, {
        ...problem,
        message: `${words}; the last: ${problem.message}`,
        advice: OUTAGE,
      });
    }
    return { outcome: 'skip', reason: 'failed', problem: this.#complete(job, problem) };
  }

  #stop(job: CallJob, problem: Problem): StopError {
    const complete = this.#complete(job, problem);
    return new StopError(describeProblem(complete), complete);
  }

  #complete(job: CallJob, problem: Problem): ApiProblem {
    const { method, path } = job.request;
    return scrubbed({ ...problem, method, path, attempts: job.attempts }, this.parts.scrub);
  }

  async close(): Promise<void> {
    await this.parts.transport.close();
  }
}
