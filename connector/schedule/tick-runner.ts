// The life of a due tick: it is claimed and run, retried later, left to another process, or left out. Each step is an event.
import type { Clock } from '../model/clock.js';
import type { Destination, LockHolder } from '../model/destination.js';
import { ConfigError, DestinationError } from '../model/errors.js';
import type { ScheduleEvent, SkipCause, StartCause } from '../model/events/schedule-events.js';
import type { Notice } from '../model/notice.js';
import { alreadyLocked } from './already-locked.js';
import { type Claimed, type ClaimResult, claimTick } from './claim.js';
import type { Pipeline } from './pipeline.js';
import { isoTime, type Passed, type Pending, type PipelineState, passedTicks } from './pipeline-state.js';
import type { TickEnd, TickLoad, TickSignals } from './schedule.js';

export interface TickRunnerContext {
  clock: Clock;
  holder(): LockHolder;
  signals: TickSignals;
  retryMs: number;
  watchMs: number;
  emit(event: ScheduleEvent): void;
  destination(): Destination;
  /** Throws `ConfigError`. */
  prepare(pipeline: Pipeline): TickLoad;
}

/** `reported`: its end was an event, without a run. `silent`: no event; the tick is looked at again. */
export type TickResult = 'ran' | 'reported' | 'silent';

/** A tick that starts later than this was missed: the machine slept or stood still. */
const LATE_MS = 120_000;
/** The first retry comes soon: the holder of the lock may only have read. */
const SOON_MS = 1000;
/** After so many attempts a destination that cannot be used, and is not in use, is reported as failed. */
const FAILED_TRIES = 5;
/** The interval between attempts doubles up to so many times the usual one. */
const MOST_TIMES = 32;

const STILL_ACTIVE: Notice = {
  code: 'destination-in-use',
  message: 'the previous run is still active in another process',
};

export class TickRunner {
  /** Name of the pipeline that is running. */
  running: string | undefined;

  constructor(private readonly context: TickRunnerContext) {}

  /** Handles the pending tick of a pipeline. Afterwards `state` has its next one. */
  async runDue(state: PipelineState): Promise<TickResult> {
    const { pending: found } = state;
    if (!found) return 'silent';
    const now = this.context.clock.now();
    const later = state.passedBy(now);
    if (later && (found.watched || found.tries > 0)) return this.#overtaken(state, found, later);
    const isLate = found.cause === 'tick' && now - Math.max(found.at, later?.tick ?? 0) > LATE_MS;
    const pending: Pending = {
      ...found,
      ...(later && { tick: later.tick, count: found.count + later.count }),
      ...(isLate && { cause: 'missed' }),
    };
    if (isLate && !state.pipeline.catchUp) {
      this.skip(state, 'missed', pending);
      state.waitAfter(now);
      return 'reported';
    }
    if (later && pending.cause !== 'missed') this.skipAllButLast(state, 'missed', pending);
    return this.#try(state, pending);
  }

  /** Reports ticks that are left out. */
  skip(state: PipelineState, cause: SkipCause, { tick, count }: Passed): void {
    const { name: pipeline } = state.pipeline;
    this.context.emit({ event: 'schedule.skipped', pipeline, cause, tick: isoTime(tick), count });
  }

  skipAllButLast(state: PipelineState, cause: SkipCause, { tick, count }: Passed): void {
    const before = state.ticks.upTo(tick - 1);
    if (count > 1 && before !== undefined) this.skip(state, cause, { tick: before, count: count - 1 });
  }

  /** The next tick came while this one waited for another process. */
  #overtaken(state: PipelineState, found: Pending, later: Passed): TickResult {
    if (!found.watched) this.skip(state, 'busy', found);
    this.skipAllButLast(state, 'busy', later);
    state.waitAfter(later.tick - 1);
    return 'reported';
  }

  async #try(state: PipelineState, pending: Pending): Promise<TickResult> {
    const { tick } = pending;
    const { clock, prepare, destination, holder } = this.context;
    let load: TickLoad;
    try {
      load = prepare(state.pipeline);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      const [issue] = error.issues;
      this.#reportFailure(state, tick, { code: issue?.code ?? 'unexpected', message: error.message });
      state.waitAfter(tick);
      return 'reported';
    }
    const claim = await claimTick({
      destination: destination(),
      pipeline: state.pipeline.name,
      scope: state.scope,
      tick,
      now: clock.now(),
      holder: holder(),
    });
    if (claim.kind !== 'claimed') return this.#notClaimed(state, pending, claim);
    await this.#run(state, pending, load, claim);
    return 'ran';
  }

  #notClaimed(state: PipelineState, pending: Pending, claim: Exclude<ClaimResult, Claimed>): TickResult {
    const { tick, watched, tries } = pending;
    const one = { tick, count: 1 };
    switch (claim.kind) {
      case 'taken':
        if (!watched) this.skip(state, 'claimed', one);
        if (claim.running && state.pipeline.catchUp)
          state.lookAgain({ ...pending, watched: true }, this.context.clock.now(), this.context.watchMs);
        else state.waitAfter(tick);
        return watched ? 'silent' : 'reported';
      case 'overlap':
        if (state.pipeline.overlap === 'after') return this.#retryLater(state, pending, STILL_ACTIVE);
        this.skip(state, 'overlap', one);
        state.waitAfter(tick);
        return 'reported';
      case 'given-up':
        this.skip(state, 'given-up', one);
        state.waitAfter(tick);
        return 'reported';
      case 'busy':
        if (claim.code !== 'destination-in-use' && tries === FAILED_TRIES)
          this.#reportFailure(state, tick, claim);
        return this.#retryLater(state, pending, claim);
    }
  }

  #reportFailure(state: PipelineState, tick: number, { code, message }: Notice): void {
    const { name: pipeline } = state.pipeline;
    this.context.emit({ event: 'schedule.failed', pipeline, tick: isoTime(tick), code, message });
  }

  #retryLater(state: PipelineState, pending: Pending, { code, message }: Notice): TickResult {
    const { clock, retryMs } = this.context;
    const { tries } = pending;
    const times = code === 'destination-in-use' ? 1 : Math.min(MOST_TIMES, 2 ** tries);
    state.lookAgain(pending, clock.now(), tries === 0 ? Math.min(SOON_MS, retryMs) : retryMs * times);
    if (tries !== 1) return 'silent';
    const of = { pipeline: state.pipeline.name, tick: isoTime(pending.tick) };
    const again = isoTime(state.pending?.at ?? 0);
    this.context.emit({ event: 'schedule.busy', ...of, code, message, again });
    return 'silent';
  }

  async #run(state: PipelineState, pending: Pending, load: TickLoad, claim: Claimed): Promise<void> {
    const { emit, signals, destination } = this.context;
    const { name: pipeline } = state.pipeline;
    const cause: StartCause = claim.wasAbandoned && pending.cause === 'tick' ? 'abandoned' : pending.cause;
    const of = { pipeline, tick: isoTime(pending.tick), cause };
    this.running = pipeline;
    try {
      if (cause === 'missed' || cause === 'abandoned')
        emit({ event: 'schedule.caught_up', ...of, cause, missed: pending.count });
      emit({ event: 'schedule.started', ...of, connections: load.connections });
      const end = await load.run(alreadyLocked(destination()), signals, { pipeline, tick: of.tick });
      const problem = await this.#settle(claim, end);
      this.running = undefined;
      emit({ event: 'schedule.finished', ...of, ...end });
      if (problem) emit({ event: 'schedule.failed', pipeline, tick: of.tick, ...problem });
    } finally {
      this.running = undefined;
      await claim.release();
    }
    this.#afterRun(state, pending.tick);
  }

  async #settle(claim: Claimed, { reports, interrupted, outcome }: TickEnd): Promise<Notice | undefined> {
    const runIds = reports.flatMap(({ runId }) => (runId === '' ? [] : [runId]));
    const state = interrupted ? 'interrupted' : 'done';
    try {
      await claim.settle({ state, endedAt: this.context.clock.now(), outcome, runIds });
      return undefined;
    } catch (error) {
      if (!(error instanceof DestinationError)) throw error;
      return { code: error.code, message: `the end of the run could not be stored: ${error.message}` };
    }
  }

  /** Handles the ticks of the same pipeline that came during its run. */
  #afterRun(state: PipelineState, tick: number): void {
    const now = this.context.clock.now();
    const passed = passedTicks(state.ticks, tick, now);
    if (!passed) state.waitAfter(tick);
    else if (state.pipeline.overlap === 'skip') {
      this.skip(state, 'overlap', passed);
      state.waitAfter(now);
    } else {
      this.skipAllButLast(state, 'overlap', passed);
      state.runNow({ ...passed, count: 1 }, 'overlap', now);
    }
  }
}
