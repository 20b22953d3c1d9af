// How far a pace is slowed down: halved when the server asks for it, recovered step by step.
import type { SlowdownState } from '../../model/budget.js';

/** From a half back to the whole pace takes 100 quiet seconds. */
const STEP = 0.05;
const STEP_MS = 10_000;
/**
 * A call that was sent within this time after a halving met a server that still counted the calls before it. Its
 * refusal belongs to the same burst.
 */
const BURST_MS = 1000;

export class Slowdown {
  #state: SlowdownState | undefined;

  /** @param least part of the pace that is always left */
  constructor(private readonly least: number) {}

  /** Part of the pace that is left; 1 without a slowdown, and after a full recovery. */
  factor(nowMs: number): number {
    return this.#state ? factorOf(this.#state, nowMs) : 1;
  }

  get state(): SlowdownState | undefined {
    return this.#state;
  }

  /** Whether the pace was already halved for the burst that a call sent then belongs to. */
  covers(sentAt: number): boolean {
    return this.#state !== undefined && sentAt <= this.#state.at + BURST_MS;
  }

  /** The server asked to slow down. False when the pace was already halved for this burst, or cannot be lower. */
  halve(sentAt: number, nowMs: number): boolean {
    const factor = this.factor(nowMs);
    const last = this.#state;
    if (last && this.covers(sentAt)) {
      this.#state = { factor, at: last.at, quietFrom: Math.max(last.quietFrom, nowMs) };
      return false;
    }
    if (factor <= this.least) {
      this.#state = { factor: this.least, at: nowMs, quietFrom: nowMs };
      return false;
    }
    this.#state = { factor: Math.max(this.least, factor / 2), at: nowMs, quietFrom: nowMs };
    return true;
  }

  /** No call is made until then, so that this time does not count as recovery. */
  quietUntil(instantMs: number): void {
    if (!this.#state) return;
    this.#state = { ...this.#state, quietFrom: Math.max(this.#state.quietFrom, instantMs) };
  }

  /** The clock was set back by this much. */
  setBack(byMs: number): void {
    if (!this.#state) return;
    const { factor, at, quietFrom } = this.#state;
    this.#state = { factor, at: at - byMs, quietFrom: quietFrom - byMs };
  }

  /** Takes over the slowdown of another process where it is stronger. */
  adopt(other: SlowdownState, nowMs: number): void {
    if (factorOf(other, nowMs) < this.factor(nowMs)) {
      this.#state = { ...other, factor: Math.max(this.least, other.factor) };
    }
  }
}

function factorOf({ factor, quietFrom }: SlowdownState, nowMs: number): number {
  const steps = Math.max(0, Math.floor((nowMs - quietFrom) / STEP_MS));
  return Math.min(1, factor + STEP * steps);
}

/** The lowest factor: 0.2 calls a second or a fiftieth of the pace, whichever is more, and at least two halvings. */
export function leastFactor(callsPerSecond: number): number {
  return Math.max(1 / 50, Math.min(1 / 4, 0.2 / callsPerSecond));
}
