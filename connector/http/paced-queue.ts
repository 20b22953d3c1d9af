// Calls line up and go when the budget lets them: the only place that waits for it.
import type { Clock } from '../model/clock.js';
import type { Method } from '../model/definition.js';
import type { Budget, Pace } from './budget.js';

/**
 * One line for each pace. A call passes the lines of its route first and the common line last, so a
 * slow route never holds up the others. Only the call at the head of a line asks the budget.
 */
export class PacedQueue {
  readonly #tails = new Map<Pace, Promise<void>>();

  constructor(
    private readonly budget: Budget,
    private readonly clock: Clock,
  ) {}

  /** Resolves when the call may go, with the milliseconds that it waited. */
  async enter(method: Method, path: string, signal?: AbortSignal): Promise<number> {
    const before = this.clock.now();
    for (const pace of this.budget.pacesFor(method, path)) await this.#passLine(pace, signal);
    return this.clock.now() - before;
  }

  async #passLine(pace: Pace, signal?: AbortSignal): Promise<void> {
    const ahead = this.#tails.get(pace) ?? Promise.resolve();
    const passed = ahead.then(() => this.#passHead(pace, signal));
    this.#tails.set(
      pace,
      passed.catch(() => undefined),
    );
    return passed;
  }

  async #passHead(pace: Pace, signal?: AbortSignal): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const wait = pace.ask(this.clock.now());
      if (wait <= 0) return;
      await this.clock.sleep(wait, signal);
    }
  }
}
