// A sleep that another event can end early.
import type { Clock } from '../model/clock.js';

/** Timers stand still while a machine sleeps: the clock is read this often. */
const LOOK_MS = 60_000;

export class Wake {
  #current = new AbortController();
  #isPending = false;

  constructor(private readonly clock: Clock) {}

  /** Ends the current sleep; without one, the next sleep ends at once. */
  now(): void {
    this.#isPending = true;
    this.#current.abort();
  }

  /** Sleeps until an instant (milliseconds since 1970) or until `now`. */
  async sleepUntil(instant: number): Promise<void> {
    this.#current = new AbortController();
    const { signal } = this.#current;
    while (!this.#isPending) {
      const left = instant - this.clock.now();
      if (left <= 0) break;
      await this.clock.sleep(Math.min(left, LOOK_MS), signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
    this.#isPending = false;
  }
}
