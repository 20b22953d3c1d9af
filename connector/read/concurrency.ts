// A bounded number of readings at once.
import pLimit from 'p-limit';
import type { Condition } from './condition.js';

export class Concurrency {
  readonly #limit: ReturnType<typeof pLimit>;
  #running = 0;

  constructor(
    private readonly concurrency: number,
    /** Notified when a slot becomes free. */
    private readonly change: Condition,
    private readonly onError: (error: unknown) => void,
  ) {
    this.#limit = pLimit(concurrency);
  }

  get isFree(): boolean {
    return this.#running < this.concurrency;
  }

  /** Starts a task in a slot of its own. Its error goes to `onError`, its end to `ended`. */
  start(task: () => Promise<void>, ended: () => void): void {
    this.#running++;
    this.#limit(task)
      .catch((error) => this.onError(error))
      .finally(() => {
        this.#running--;
        ended();
        this.change.notify();
      });
  }

  /** Resolves when no task is running. */
  async idle(): Promise<void> {
    while (this.#running > 0) await this.change.wait();
  }
}
