// Time that passes only when everybody waits for it.
import type { Clock } from '../../connector/model/clock.js';

interface Sleeper {
  at: number;
  wake: () => void;
}

export class VirtualClock implements Clock {
  readonly #sleepers: Sleeper[] = [];
  #now = 1_000_000;

  /** `late`: milliseconds by which the next timer fires too late. */
  constructor(private readonly late: () => number = () => 0) {}

  now(): number {
    return this.#now;
  }

  random(): number {
    return 0.5;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        const index = this.#sleepers.indexOf(sleeper);
        if (index < 0) return;
        this.#sleepers.splice(index, 1);
        reject(signal?.reason);
      };
      const wake = () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const sleeper = { at: this.#now + ms + this.late(), wake };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', stop, { once: true });
    });
  }

  /** Nobody runs for so long: timers that end meanwhile fire together. */
  stall(ms: number): void {
    this.#now += ms;
  }

  /** Lets time pass until the work is done. */
  async until<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const end = () => {
      isDone = true;
    };
    work.then(end, end);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (isDone) return work;
      this.#wakeNext();
    }
  }

  #wakeNext(): void {
    this.#sleepers.sort((a, b) => a.at - b.at);
    const next = this.#sleepers.shift();
    if (!next) throw new Error('everybody waits, and nobody for the time');
    this.#now = Math.max(this.#now, next.at);
    next.wake();
  }
}

/** The most events in any second, both ends included. */
export function mostInAnySecond(instants: readonly number[]): number {
  const sorted = [...instants].sort((a, b) => a - b);
  let most = 0;
  let from = 0;
  for (const [index, at] of sorted.entries()) {
    while (at - (sorted[from] ?? at) > 1000) from++;
    most = Math.max(most, index - from + 1);
  }
  return most;
}
