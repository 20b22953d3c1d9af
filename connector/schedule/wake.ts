// A sleep that can be ended before its time.
import type { Clock } from '../model/clock.js';

/** Time does not pass for timers while a machine sleeps: the clock is looked at this often. */
const LOOK_MS = 60_000;

export class Wake {
  #present = new AbortController();
  #isPending = false;

  constructor(private readonly clock: Clock) {}

  /** Ends the sleep, or the next one where there is none now. */
  now(): void {
    this.#isPending = true;
    this.#present.abort();
  }

  /** Until an instant (milliseconds since 1970), or until it is woken. */
  async sleepUntil(instant: number): Promise<void> {
    this.#present = new AbortController();
    const { signal } = this.#present;
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
