// A pace: calls spaced evenly, at a rate that may change on the way.

/** Calls in a second at an instant. */
export type Rate = (nowMs: number) => number;

/**
 * Paces calls evenly. A window that is exact at the client still bursts at the server; even spacing
 * does not. A call that comes late may be followed one interval sooner, so that timers that fire a
 * little late do not eat the pace; there is no other credit: after a stall, calls do not bunch up.
 * The rate is asked each time, so that a change holds from the next call on.
 */
export class Pace {
  readonly #rate: Rate;
  /** The slot of the last call. */
  #slot = Number.NEGATIVE_INFINITY;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor(rate: number | Rate) {
    this.#rate = typeof rate === 'number' ? () => rate : rate;
  }

  /** Calls in a second, now. */
  rate(nowMs: number): number {
    return this.#rate(nowMs);
  }

  /** Milliseconds to wait before asking again; 0: a call may be made now. */
  waitFor(nowMs: number): number {
    return Math.max(0, this.#next(nowMs) - this.#interval(nowMs) * CREDIT_INTERVALS - nowMs);
  }

  /** A call is made. */
  book(nowMs: number): void {
    this.#slot = Math.max(this.#next(nowMs), nowMs);
  }

  /** No call before this instant: the server asked for a pause. */
  pauseUntil(instantMs: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, instantMs);
  }

  /** The clock was set back by this much: the instants that are kept go with it. */
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
 * The part of each of several processes that share a pace. An even part alone is not enough: each process may
 * make one call more in a second than its rate, at the ends of that second, and the credit of `Pace` half a call.
 * This part holds what one process alone would hold: in no second more than two calls above the pace, as long
 * as there are not more processes than that.
 */
export function partOf(callsPerSecond: number, processes: number): number {
  if (processes <= 1) return callsPerSecond;
  const mostInASecond = Math.max(1, Math.floor((callsPerSecond + 2) / processes));
  return Math.min(callsPerSecond / processes, mostInASecond - CREDIT_INTERVALS - 0.01);
}
