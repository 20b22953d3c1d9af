// What becomes of a tick that has come: it is claimed and run, put off, left to others, or left out; always told.

import { lockHolder } from '../app/load.js';
import type { ConfiguredSource } from '../app/open.js';
import type { Clock } from '../model/clock.js';
import type { Destination } from '../model/destination.js';
import { ConfigError, DestinationError } from '../model/errors.js';
import { type Claimed, type ClaimResult, claimTick } from './claim.js';
import { isoTime, type Passed, type Pending, type PipelineState, passedTicks } from './pipeline-state.js';
import { runTick, type TickListeners, type TickSignals } from './run-tick.js';
import type { FinishedEvent, ScheduleEvent, SkipCause, StartCause } from './schedule-events.js';

export interface TickRunnerContext {
  clock: Clock;
  signals: TickSignals;
  retryMs: number;
  watchMs: number;
  tell(event: ScheduleEvent): void;
  destination(): Destination;
  /** Throws `ConfigError`. */
  sources(lane: PipelineState): ConfiguredSource[];
  listeners: TickListeners;
}

/** `quiet`: nothing was told, it is looked at again. */
export type TickResult = 'ran' | 'told' | 'quiet';

/** A tick that is begun later than this has been missed: the machine slept, or stood still. */
const LATE_MS = 120_000;
/** The first look again: whoever held it may only have looked, too. */
const SOON_MS = 1000;
/** A destination that cannot be used, and is not in use by others, is told as failed after so many attempts. */
const FAILED_TRIES = 5;
/** It is then tried at intervals of so many times the usual, at the most. */
const MOST_TIMES = 32;

export class TickRunner {
  /** Pipeline that runs now. */
  running: string | undefined;

  constructor(private readonly around: TickRunnerContext) {}

  /** A tick has come, or is looked at again. Afterwards the lane knows what comes next. */
  async attend(lane: PipelineState): Promise<TickResult> {
    const { pending: found } = lane;
    if (!found) return 'quiet';
    const now = this.around.clock.now();
    const later = lane.passedBy(now);
    if (later && (found.watched || found.tries > 0)) return this.#overtaken(lane, found, later);
    const isLate = found.cause === 'tick' && now - Math.max(found.at, later?.tick ?? 0) > LATE_MS;
    const pending: Pending = {
      ...found,
      ...(later && { tick: later.tick, count: found.count + later.count }),
      ...(isLate && { cause: 'missed' }),
    };
    if (isLate && !lane.pipeline.catchUp) {
      this.skip(lane, 'missed', pending);
      lane.waitAfter(now);
      return 'told';
    }
    if (later && pending.cause !== 'missed') this.skipBut(lane, 'missed', pending);
    return this.#try(lane, pending);
  }

  /** Tells of ticks that are left out. */
  skip(lane: PipelineState, cause: SkipCause, { tick, count }: Passed): void {
    const { name: schedule } = lane.pipeline;
    this.around.tell({ kind: 'skipped', schedule, cause, tick: isoTime(tick), count });
  }

  /** The same for all but the last. */
  skipBut(lane: PipelineState, cause: SkipCause, { tick, count }: Passed): void {
    const before = lane.ticks.upTo(tick - 1);
    if (count > 1 && before !== undefined) this.skip(lane, cause, { tick: before, count: count - 1 });
  }

  /** The next tick has come while this one waited for others. */
  #overtaken(lane: PipelineState, found: Pending, later: Passed): TickResult {
    if (!found.watched) this.skip(lane, 'busy', found);
    this.skipBut(lane, 'busy', later);
    lane.waitAfter(later.tick - 1);
    return 'told';
  }

  async #try(lane: PipelineState, pending: Pending): Promise<TickResult> {
    const { tick } = pending;
    const { clock } = this.around;
    let sources: ConfiguredSource[];
    try {
      sources = this.around.sources(lane);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.#tellFailed(lane, tick, error.message);
      lane.waitAfter(tick);
      return 'told';
    }
    const claim = await claimTick({
      destination: this.around.destination(),
      schedule: lane.pipeline.name,
      scope: lane.scope,
      tick,
      now: clock.now(),
      holder: lockHolder({ clock }),
    });
    if (claim.kind !== 'claimed') return this.#leave(lane, pending, claim);
    await this.#run(lane, pending, sources, claim);
    return 'ran';
  }

  /** It is not ours, or not yet. */
  #leave(lane: PipelineState, pending: Pending, claim: Exclude<ClaimResult, Claimed>): TickResult {
    const { tick, watched, tries } = pending;
    const one = { tick, count: 1 };
    switch (claim.kind) {
      case 'taken':
        if (!watched) this.skip(lane, 'claimed', one);
        if (claim.running && lane.pipeline.catchUp)
          lane.again({ ...pending, watched: true }, this.around.clock.now(), this.around.watchMs);
        else lane.waitAfter(tick);
        return watched ? 'quiet' : 'told';
      case 'overlap':
        if (lane.pipeline.overlap === 'after')
          return this.#putOff(lane, pending, 'the run before goes on in another process', true);
        this.skip(lane, 'overlap', one);
        lane.waitAfter(tick);
        return 'told';
      case 'given-up':
        this.skip(lane, 'given-up', one);
        lane.waitAfter(tick);
        return 'told';
      case 'busy':
        if (!claim.inUse && tries === FAILED_TRIES) this.#tellFailed(lane, tick, claim.message);
        return this.#putOff(lane, pending, claim.message, claim.inUse);
    }
  }

  #tellFailed(lane: PipelineState, tick: number, message: string): void {
    this.around.tell({ kind: 'failed', schedule: lane.pipeline.name, tick: isoTime(tick), message });
  }

  #putOff(lane: PipelineState, pending: Pending, message: string, inUse: boolean): TickResult {
    const { clock, retryMs } = this.around;
    const { tries } = pending;
    const times = inUse ? 1 : Math.min(MOST_TIMES, 2 ** tries);
    lane.again(pending, clock.now(), tries === 0 ? Math.min(SOON_MS, retryMs) : retryMs * times);
    if (tries !== 1) return 'quiet';
    const of = { schedule: lane.pipeline.name, tick: isoTime(pending.tick) };
    this.around.tell({ kind: 'busy', ...of, message, again: isoTime(lane.pending?.at ?? 0) });
    return 'quiet';
  }

  async #run(
    lane: PipelineState,
    pending: Pending,
    sources: ConfiguredSource[],
    claim: Claimed,
  ): Promise<void> {
    const { tell, signals, listeners } = this.around;
    const { name: schedule } = lane.pipeline;
    const cause: StartCause = claim.wasAbandoned && pending.cause === 'tick' ? 'abandoned' : pending.cause;
    const of = { schedule, tick: isoTime(pending.tick), cause };
    const connections = sources.flatMap(({ config }) => config.connection ?? []);
    this.running = schedule;
    try {
      if (cause === 'missed' || cause === 'abandoned')
        tell({ kind: 'caught-up', ...of, cause, missed: pending.count });
      tell({ kind: 'started', ...of, connections });
      const end = await runTick(sources, this.around.destination(), signals, listeners);
      const problem = await this.#settle(claim, end);
      this.running = undefined;
      tell({ kind: 'finished', ...of, ...end });
      if (problem !== undefined) tell({ kind: 'failed', schedule, tick: of.tick, message: problem });
    } finally {
      this.running = undefined;
      await claim.release();
    }
    this.#afterRun(lane, pending.tick);
  }

  async #settle(
    claim: Claimed,
    { reports, interrupted, outcome }: Pick<FinishedEvent, 'reports' | 'interrupted' | 'outcome'>,
  ): Promise<string | undefined> {
    const runIds = reports.flatMap(({ runId }) => (runId === '' ? [] : [runId]));
    const state = interrupted ? 'interrupted' : 'done';
    try {
      await claim.settle({ state, endedAt: this.around.clock.now(), outcome, runIds });
      return undefined;
    } catch (error) {
      if (!(error instanceof DestinationError)) throw error;
      return `that the run has ended could not be written: ${error.message}`;
    }
  }

  /** Ticks of its own that came while the run went on. */
  #afterRun(lane: PipelineState, tick: number): void {
    const now = this.around.clock.now();
    const passed = passedTicks(lane.ticks, tick, now);
    if (!passed) lane.waitAfter(tick);
    else if (lane.pipeline.overlap === 'skip') {
      this.skip(lane, 'overlap', passed);
      lane.waitAfter(now);
    } else {
      this.skipBut(lane, 'overlap', passed);
      lane.runNow({ ...passed, count: 1 }, 'overlap', now);
    }
  }
}
