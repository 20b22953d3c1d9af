// One call on its way through its attempts, and what is told of it.
import type { ApiRequest } from '../model/api.js';
import type { Listener } from '../model/event.js';
import type { AuthorizationHeaders } from './authorization.js';
import type { Problem } from './problems.js';

export interface CallJob {
  request: ApiRequest;
  target: string;
  body: string | undefined;
  /** When the first attempt left the line, and when the last did. */
  startedAt: number;
  sentAt: number;
  attempts: number;
  failures: number;
  waits: number;
  clockCorrections: number;
  tokenRenewed: boolean;
  sentHeaders: AuthorizationHeaders;
}

/** Tells a listener of what does not go smoothly, secrets taken out. */
export class CallEvents {
  #slowdowns = 0;

  constructor(
    private readonly tell: Listener | undefined,
    private readonly scrub: (text: string) => string,
  ) {}

  retried(job: CallJob, problem: Problem, waitMs: number): void {
    const { status, code, message, queryId } = problem;
    const said = { status, code, message: this.scrub(message), queryId };
    this.tell?.({ event: 'call.retried', ...this.#of(job), attempt: job.attempts, waitMs, ...said });
  }

  throttled(job: CallJob, { status, message, queryId }: Problem, waitMs: number): void {
    const said = { status, message: this.scrub(message), queryId };
    this.tell?.({ event: 'call.throttled', ...this.#of(job), waitMs, ...said });
  }

  repaired(job: CallJob, repair: 'clock' | 'token'): void {
    this.tell?.({ event: 'call.repaired', ...this.#of(job), repair });
  }

  /** After each answer: what the budget has learned. */
  pace(
    { request }: CallJob,
    { slowdowns = 0, lowestPace = 0 }: { slowdowns?: number; lowestPace?: number },
  ): void {
    if (slowdowns <= this.#slowdowns) return;
    this.#slowdowns = slowdowns;
    const { source, method, route } = request;
    this.tell?.({ event: 'pace.lowered', source, method, route, lowestPace });
  }

  #of({ request: { source, method, path } }: CallJob) {
    return { source, method, path: this.scrub(path) };
  }
}
