// One pipeline on its way from tick to tick: what is due, what was missed, what comes next. Pure, but for the jitter.
import { type Ticks, ticksOf } from './cron.js';
import type { PipelineSchedule } from './pipelines.js';
import type { NextTick, StartCause } from './schedule-events.js';
import type { TickRow } from './tick-table.js';

/** Ticks are counted up to this many. */
export const MOST_COUNTED = 100;

/** A tick that lies ahead or is being waited for. Instants are milliseconds since 1970. */
export interface Pending {
  tick: number;
  /** When it is begun, or tried again. */
  at: number;
  cause: StartCause;
  /** Ticks that its run makes up for, itself among them. */
  count: number;
  /** It waits for a destination that is in use: how often it was tried. */
  tries: number;
  /** Another process runs it: only whether that comes to its end is looked at. */
  watched: boolean;
}

export interface Passed {
  /** The last of them. */
  tick: number;
  /** At most `MOST_COUNTED`. */
  count: number;
}

/** Ticks after one instant and up to another; undefined when there are none. */
export function passedTicks(ticks: Ticks, after: number, upTo: number): Passed | undefined {
  const last = ticks.upTo(upTo);
  if (last === undefined || last <= after) return undefined;
  let count = 0;
  let tick = ticks.after(after);
  for (; tick !== undefined && tick <= last && count < MOST_COUNTED; tick = ticks.after(tick)) count++;
  return { tick: last, count };
}

/** What a start finds: ticks that were missed, and one whose run did not come to its end. */
export interface Leftover extends Passed {
  cause: 'missed' | 'abandoned';
}

/**
 * What was left undone before `now`.
 *
 * @param rows of the pipeline, of any scope, the latest tick first; those of other scopes count where there is none of
 * its own: what it loads has changed since.
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
  /** Absent when no tick comes any more. */
  pending: Pending | undefined;

  constructor(
    readonly pipeline: PipelineSchedule,
    readonly scope: string,
    private readonly random: () => number,
  ) {
    this.ticks = ticksOf(pipeline.cron, pipeline.timeZone);
  }

  /** The next is the first after an instant. */
  waitAfter(instant: number): void {
    const tick = this.ticks.after(instant);
    this.pending =
      tick === undefined
        ? undefined
        : { tick, at: tick + this.#jitter(), cause: 'tick', count: 1, tries: 0, watched: false };
  }

  /** A tick that has passed is to be run at once. */
  runNow({ tick, count }: Passed, cause: StartCause, now: number): void {
    this.pending = { tick, at: now, cause, count, tries: 0, watched: false };
  }

  /** Ticks that came after the one that is pending. */
  passedBy(now: number): Passed | undefined {
    return this.pending && passedTicks(this.ticks, this.pending.tick, now);
  }

  /** It is looked at again after a while, or when the next tick comes. */
  again(pending: Pending, now: number, afterMs: number): void {
    const next = this.ticks.after(pending.tick) ?? Number.POSITIVE_INFINITY;
    this.pending = { ...pending, tries: pending.tries + 1, at: Math.max(now, Math.min(now + afterMs, next)) };
  }

  next(): NextTick | undefined {
    const { pending } = this;
    return pending && { schedule: this.pipeline.name, tick: isoTime(pending.tick), at: isoTime(pending.at) };
  }

  #jitter(): number {
    return Math.floor(this.random() * this.pipeline.jitter * 1000);
  }
}

export const isoTime = (instant: number) => new Date(instant).toISOString();
