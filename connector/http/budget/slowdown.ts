// What a pace learns from a server that asks to slow down: halved at each sign, won back step by step.

/** A slowdown that is in force; other processes may take it over. */
export interface Slowed {
  /** Part of the pace that was left. */
  factor: number;
  /** When it was halved last. */
  at: number;
  /** From when on there was no sign any more: the way back is counted from here. */
  quietFrom: number;
}

/** Back to the whole pace from a half in 100 seconds without another sign. */
const STEP = 0.05;
const STEP_MS = 10_000;
/**
 * Calls that were sent within this time after a halving met a server that still counted those before it:
 * their refusal belongs to the same burst.
 */
const BURST_MS = 1000;

export class Slowdown {
  #slowed: Slowed | undefined;

  /** @param least part of the pace that is always left. */
  constructor(private readonly least: number) {}

  /** Part of the pace that is left: 1 when nothing is learned, or all is forgotten. */
  factor(nowMs: number): number {
    return this.#slowed ? factorOf(this.#slowed, nowMs) : 1;
  }

  get slowed(): Slowed | undefined {
    return this.#slowed;
  }

  /** A refusal of what was sent then belongs to a burst for which the pace was halved already. */
  isCounted(sentAt: number): boolean {
    return this.#slowed !== undefined && sentAt <= this.#slowed.at + BURST_MS;
  }

  /** The server asked to slow down. True when the pace is halved, false when it was for this burst already. */
  sign(sentAt: number, nowMs: number): boolean {
    const factor = this.factor(nowMs);
    const last = this.#slowed;
    if (last && this.isCounted(sentAt)) {
      this.#slowed = { factor, at: last.at, quietFrom: Math.max(last.quietFrom, nowMs) };
      return false;
    }
    if (factor <= this.least) {
      this.#slowed = { factor: this.least, at: nowMs, quietFrom: nowMs };
      return false;
    }
    this.#slowed = { factor: Math.max(this.least, factor / 2), at: nowMs, quietFrom: nowMs };
    return true;
  }

  /** Nothing is called until then: that is no sign that the server can take more. */
  quietUntil(instantMs: number): void {
    if (!this.#slowed) return;
    this.#slowed = { ...this.#slowed, quietFrom: Math.max(this.#slowed.quietFrom, instantMs) };
  }

  /** The clock was set back by this much. */
  setBack(byMs: number): void {
    if (!this.#slowed) return;
    const { factor, at, quietFrom } = this.#slowed;
    this.#slowed = { factor, at: at - byMs, quietFrom: quietFrom - byMs };
  }

  /** What another process has learned, where it is stronger. */
  adopt(other: Slowed, nowMs: number): void {
    if (factorOf(other, nowMs) < this.factor(nowMs)) {
      this.#slowed = { ...other, factor: Math.max(this.least, other.factor) };
    }
  }
}

function factorOf({ factor, quietFrom }: Slowed, nowMs: number): number {
  const steps = Math.max(0, Math.floor((nowMs - quietFrom) / STEP_MS));
  return Math.min(1, factor + STEP * steps);
}

/** At least 0.2 calls a second or a fiftieth of the pace, whichever is more; two halvings are always possible. */
export function leastFactor(callsPerSecond: number): number {
  return Math.max(1 / 50, Math.min(1 / 4, 0.2 / callsPerSecond));
}
