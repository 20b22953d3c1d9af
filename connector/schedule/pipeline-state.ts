// The state of one pipeline between ticks: what is due, what was missed, what comes next. Pure, apart from the jitter.

import { MOST_COUNTED, type NextTick, type StartCause } from '../model/events/schedule-events.js';
import { type Ticks, ticksOf } from './cron.js';
import type { Pipeline } from './pipeline.js';
import type { TickRow } from './tick-table.js';

/** The tick that runs next. Instants are milliseconds since 1970. */
export interface Pending {
  tick: number;
  /** When it starts, or is tried again. */
  at: number;
  cause: StartCause;
  /** Ticks that its run covers, itself included. */
  count: number;
  /** Attempts so far, while the destination is in use. */
  tries: number;
  /** Another process runs it: only its end is awaited. */
  watched: boolean;
}

export interface Passed {
  /** The last of them. */
  tick: number;
  /** At most `MOST_COUNTED`. */
  count: number;
}

/** Ticks after one instant and up to another; undefined where there are none. */
export function passedTicks(ticks: Ticks, after: number, upTo: number): Passed | undefined {
  const last = ticks.upTo(upTo);
  if (last === undefined || last <= after) return undefined;
  let count = 0;
  let tick = ticks.after(after);
  for (; tick !== undefined && tick <= last && count < MOST_COUNTED; tick = ticks.after(tick)) count++;
  return { tick: last, count };
}

/** Ticks that earlier processes left: missed, or started and not ended. */
export interface Leftover extends Passed {
  cause: 'missed' | 'abandoned';
}

/**
 * Ticks before `now` that need a run.
 *
 * @param rows stored ticks of the pipeline, of any scope, latest first. Other scopes count where its own scope has no
 * row: what the pipeline loads has changed since.
 */
export function leftoverOf(
  ticks: Ticks,
  scope: string,
  rows: readonly TickRow[],
  now: number,
): Leftover | undefined {
  const own = rows.find((row) => row.scope === scope);
  const known = own ?? rows[0];
  if (!known) return undefined;
  const passed = passedTicks(ticks, known.tick, now);
  const isOpen = own !== undefined && own.state !== 'done';
  if (passed) {
    const count = Math.min(MOST_COUNTED, passed.count + (isOpen ? 1 : 0));
    return { tick: passed.tick, count, cause: 'missed' };
  }
  return isOpen ? { tick: own.tick, count: 1, cause: 'abandoned' } : undefined;
}

export class PipelineState {
  readonly ticks: Ticks;
  /** Absent when the cron expression has no further tick. */
  pending: Pending | undefined;

  constructor(
    readonly pipeline: Pipeline,
    readonly scope: string,
    private readonly random: () => number,
  ) {
    this.ticks = ticksOf(pipeline.cron, pipeline.timeZone);
  }

  /** Waits for the first tick after an instant. */
  waitAfter(instant: number): void {
    const tick = this.ticks.after(instant);
    this.pending =
      tick === undefined
        ? undefined
        : { tick, at: tick + this.#jitter(), cause: 'tick', count: 1, tries: 0, watched: false };
  }

  /** Makes a tick that has passed due now. */
  runNow({ tick, count }: Passed, cause: StartCause, now: number): void {
    this.pending = { tick, at: now, cause, count, tries: 0, watched: false };
  }

  /** Ticks that came after the pending one. */
  passedBy(now: number): Passed | undefined {
    return this.pending && passedTicks(this.ticks, this.pending.tick, now);
  }

  /** Makes the pending tick due again after a while, or when the next tick comes. */
  lookAgain(pending: Pending, now: number, afterMs: number): void {
    const next = this.ticks.after(pending.tick) ?? Number.POSITIVE_INFINITY;
    this.pending = { ...pending, tries: pending.tries + 1, at: Math.max(now, Math.min(now + afterMs, next)) };
  }

  next(): NextTick | undefined {
    const { pending } = this;
    return pending && { pipeline: this.pipeline.name, tick: isoTime(pending.tick), at: isoTime(pending.at) };
  }

  #jitter(): number {
    return Math.floor(this.random() * this.pipeline.jitter * 1000);
  }
}

export const isoTime = (instant: number) => new Date(instant).toISOString();
