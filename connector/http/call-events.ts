// The events of calls that do not go smoothly.
import type { ApiProblem } from '../model/api.js';
import type { Listener } from '../model/events/events.js';
import type { Call, Repair } from './call.js';

/** Problems are free of secrets already, and so are the paths in them. */
export class CallEvents {
  #slowdowns = 0;

  constructor(private readonly emit: Listener = () => undefined) {}

  retried({ request, attempts }: Call, problem: ApiProblem, waitMs: number): void {
    const { method, path, status, code, message, queryId } = problem;
    const answer = { status, code, message, queryId };
    const { source } = request;
    this.emit({ event: 'call.retried', source, method, path, attempt: attempts, waitMs, ...answer });
  }

  throttled({ request }: Call, problem: ApiProblem, waitMs: number): void {
    const { method, path, status, message, queryId } = problem;
    const { source } = request;
    this.emit({ event: 'call.throttled', source, method, path, waitMs, status, message, queryId });
  }

  repaired({ request }: Call, { method, path }: ApiProblem, repair: Repair): void {
    this.emit({ event: 'call.repaired', source: request.source, method, path, repair });
  }

  /** Called after each answer, with what the budget has learned. Emits only when it has slowed down since. */
  pace(
    { request }: Call,
    { slowdowns = 0, lowestPace = 0 }: { slowdowns?: number; lowestPace?: number },
  ): void {
    if (slowdowns <= this.#slowdowns) return;
    this.#slowdowns = slowdowns;
    const { source, method, route } = request;
    this.emit({ event: 'pace.lowered', source, method, route, lowestPace });
  }
}
