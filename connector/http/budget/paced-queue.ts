// Calls line up here until the budget lets them go. Nothing else waits for the budget.
import type { Clock } from '../../model/clock.js';
import type { Method } from '../../model/definition.js';
import type { Budget } from './budget.js';
import type { Pace } from './pace.js';

/**
 * One line for each pace. A call passes the lines of its route first and the common line last, so that a slow route
 * never delays the others. Only the call at the head of a line asks the budget, and it stays there until it has passed
 * every line: otherwise the calls of a route would gather in the common line during a pause, and leave it faster than
 * their route allows.
 */
export class PacedQueue {
  /** One line for all that use the same budget. */
  static readonly #tails = new WeakMap<Pace, Promise<void>>();

  constructor(
    private readonly budget: Budget,
    private readonly clock: Clock,
  ) {}

  /** Resolves when the call may go, with the milliseconds that it waited. @param route path template */
  async enter(method: Method | 'PATCH', path: string, signal?: AbortSignal, route = path): Promise<number> {
    const before = this.clock.now();
    await this.#pass(this.budget.pacesFor(method, path, route), signal);
    return this.clock.now() - before;
  }

  #pass([pace, ...others]: Pace[], signal?: AbortSignal): Promise<void> {
    if (!pace) return Promise.resolve();
    const ahead = PacedQueue.#tails.get(pace) ?? Promise.resolve();
    const passed = ahead.then(async () => {
      await this.#waitAtHead(pace, signal);
      await this.#pass(others, signal);
      pace.book(this.clock.now());
    });
    PacedQueue.#tails.set(
      pace,
      passed.catch(() => undefined),
    );
    return passed;
  }

  async #waitAtHead(pace: Pace, signal?: AbortSignal): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const wait = this.budget.waitFor(pace, this.clock.now());
      if (wait <= 0) return;
      await this.clock.sleep(wait, signal);
    }
  }
}
