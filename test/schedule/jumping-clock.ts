// A clock for services in tests: the time of day is set, waits of a second and more are over at once.
import { type Clock, systemClock } from '../../connector/model/clock.js';

const LONG_MS = 1000;

export class JumpingClock implements Clock {
  #ahead: number;
  /** Value of `random`. */
  chance = 0;
  /** Called before a long wait: a place to stop a service, or to look at it. */
  onWait: (ms: number) => void | Promise<void> = () => undefined;

  constructor(start: string) {
    this.#ahead = Date.parse(start) - systemClock.now();
  }

  now(): number {
    return systemClock.now() + this.#ahead;
  }

  random(): number {
    return this.chance;
  }

  /** So much time passes at once. */
  pass(ms: number): void {
    this.#ahead += ms;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms < LONG_MS) return systemClock.sleep(ms, signal);
    await this.onWait(ms);
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    this.pass(ms);
  }
}
