/** Counts calls in sliding windows: for the rate limit, and to measure how fast a client calls. */

/** Accepts at most `most` calls in any window; for the others it says how long to wait. */
export class SlidingLimit {
  readonly #taken = new Map<string, number[]>();

  /** 0 if the call is accepted, otherwise the milliseconds until one would be. */
  take(key: string, now: number, most: number, windowMs: number, countRefused: boolean): number {
    if (most <= 0) return 0;
    const taken = this.#taken.get(key) ?? [];
    this.#taken.set(key, taken);
    while (taken.length > 0 && (taken[0] ?? now) <= now - windowMs) taken.shift();
    if (taken.length < most) {
      taken.push(now);
      return 0;
    }
    if (countRefused) taken.push(now);
    const freeing = taken[taken.length - most] ?? now;
    return Math.max(1, freeing + windowMs - now);
  }

  reset(): void {
    this.#taken.clear();
  }
}

/** The most arrivals in any second, wherever it starts. */
export class ArrivalMeter {
  #recent: number[] = [];
  #head = 0;
  #most = 0;

  arrive(now: number): void {
    this.#recent.push(now);
    while ((this.#recent[this.#head] ?? now) <= now - 1000) this.#head += 1;
    this.#most = Math.max(this.#most, this.#recent.length - this.#head);
    if (this.#head > 10_000) {
      this.#recent = this.#recent.slice(this.#head);
      this.#head = 0;
    }
  }

  get mostInAnySecond(): number {
    return this.#most;
  }

  reset(): void {
    this.#recent = [];
    this.#head = 0;
    this.#most = 0;
  }
}
