// A pace: calls spaced evenly, at a rate that may change.
import { MOST_CREDIT, type Part, untilTurn } from './part.js';

/** Calls a second at an instant, or the part of a process of them. */
export type Rate = (nowMs: number) => number | Part;

/**
 * Spaces calls evenly: a window that is exact at the client still bursts at the server. After a late call the next may
 * come up to half an interval early, so that timers that fire a little late do not lower the pace. There is no other credit:
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
    return this.#part(nowMs).rate;
  }

  /** Milliseconds to wait before asking again; 0: a call may be made now. */
  waitFor(nowMs: number): number {
    const part = this.#part(nowMs);
    const wait = Math.max(0, this.#next(part) - creditMs(part) - nowMs);
    return part.turns ? wait + untilTurn(part.turns, nowMs + wait) : wait;
  }

  /** Notes that a call is made. */
  book(nowMs: number): void {
    this.#slot = Math.max(this.#next(this.#part(nowMs)), nowMs);
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

  #part(nowMs: number): Part {
    const rate = this.#rate(nowMs);
    return typeof rate === 'number' ? { rate, credit: MOST_CREDIT } : rate;
  }

  #next(part: Part): number {
    return Math.max(this.#slot + 1000 / part.rate, this.#pausedUntil + creditMs(part));
  }
}

function creditMs({ rate, credit }: Part): number {
  return (1000 / rate) * credit;
}
