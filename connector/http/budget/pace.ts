// A pace: calls spaced evenly, at a rate that may change.

/** Calls a second at an instant. */
export type Rate = (nowMs: number) => number;

/**
 * Spaces calls evenly: a window that is exact at the client still bursts at the server. After a late call the next may
 * come half an interval early, so that timers that fire a little late do not lower the pace. There is no other credit:
 * after a stall, calls do not bunch up. A changed rate holds from the next call on.
 */
export class Pace {
  readonly #rate: Rate;
  /** The slot of the last call. */
  #slot = Number.NEGATIVE_INFINITY;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor(rate: number | Rate) {
    this.#rate = typeof rate === 'number' ? () => rate : rate;
  }

  /** Calls a second, now. */
  rate(nowMs: number): number {
    return this.#rate(nowMs);
  }

  /** Milliseconds to wait before asking again; 0: a call may be made now. */
  waitFor(nowMs: number): number {
    return Math.max(0, this.#next(nowMs) - this.#interval(nowMs) * CREDIT_INTERVALS - nowMs);
  }

  /** Notes that a call is made. */
  book(nowMs: number): void {
    this.#slot = Math.max(this.#next(nowMs), nowMs);
  }

  /** Lets no call go before this instant: the server asked for a pause. */
  pauseUntil(instantMs: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, instantMs);
  }

  /** The clock was set back by this much; stored instants move with it. */
  setBack(byMs: number): void {
    this.#slot -= byMs;
    this.#pausedUntil -= byMs;
  }

  #interval(nowMs: number): number {
    return 1000 / this.#rate(nowMs);
  }

  #next(nowMs: number): number {
    const interval = this.#interval(nowMs);
    return Math.max(this.#slot + interval, this.#pausedUntil + interval * CREDIT_INTERVALS);
  }
}

const CREDIT_INTERVALS = 0.5;

/**
 * Calls a second for each of several processes that share a pace. An even part would be too much: in any one second a
 * process may make one call more than its rate, at the ends of that second, and half a call by the credit of `Pace`.
 * With this part all processes together make at most two calls above the pace in any second, as one process alone
 * would, as long as there are not more processes than that.
 */
export function partOf(callsPerSecond: number, processes: number): number {
  if (processes <= 1) return callsPerSecond;
  const mostInASecond = Math.max(1, Math.floor((callsPerSecond + 2) / processes));
  return Math.min(callsPerSecond / processes, mostInASecond - CREDIT_INTERVALS - 0.01);
}
