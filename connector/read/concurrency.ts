// A bounded number of readings at once. One that fails keeps its holds, so what it belongs to is never whole.
import pLimit from 'p-limit';
import type { Condition } from './condition.js';
import type { Holds } from './open-facts.js';

export class Concurrency {
  readonly #limit: ReturnType<typeof pLimit>;
  #running = 0;
  #failure: { error: unknown } | undefined;

  constructor(
    private readonly concurrency: number,
    /** Notified when a slot becomes free. */
    private readonly change: Condition,
    private readonly onError: (error: unknown) => void,
  ) {
    this.#limit = pLimit(concurrency);
  }

  get #isFree(): boolean {
    return this.#running < this.concurrency;
  }

  /** Waits for a slot and starts a task in it. Throws once the reading has failed. */
  async startInTurn(task: () => Promise<void>, holds?: Holds): Promise<void> {
    while (!this.#isFree && !this.#failure) await this.change.wait();
    if (this.#failure) throw this.#failure.error;
    this.#start(task, holds);
  }

  /** Runs in a slot of its own if one is free, else at once in the caller's: no call waits for itself. */
  async fork(task: () => Promise<void>, holds: Holds): Promise<void> {
    if (this.#isFree) return this.#start(task, holds);
    await task();
    holds.releaseAll();
  }

  /** Its error goes to `onError`. */
  #start(task: () => Promise<void>, holds?: Holds): void {
    this.#running++;
    this.#limit(task)
      .then(
        () => holds?.releaseAll(),
        (error) => this.onError(error),
      )
      .finally(() => {
        this.#running--;
        this.change.notify();
      });
  }

  /** No further task starts in its turn. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.change.notify();
  }

  /** Resolves when no task is running. */
  async idle(): Promise<void> {
    while (this.#running > 0) await this.change.wait();
  }
}
