// The loop of a schedule: runs each tick when it is due, one at a time, until it is stopped.
import type { Clock } from '../model/clock.js';
import type { Destination, LockHolder } from '../model/destination.js';
import { ConfigError } from '../model/errors.js';
import type { NextTick, ScheduleEvent } from '../model/events/schedule-events.js';
import type { Pipeline } from './pipeline.js';
import { leftoverOf, PipelineState } from './pipeline-state.js';
import type { Schedule } from './schedule.js';
import { TickRunner } from './tick-runner.js';
import { readTicks } from './tick-table.js';
import { Wake } from './wake.js';

export interface LoopOptions {
  clock: Clock;
  /** This process, for the locks and claims that it takes. */
  holder(): LockHolder;
  /** Receives each event when it happens. An error that it throws ends the loop. */
  onEvent?: (event: ScheduleEvent) => void;
  /** Replaces the destination of the schedule. */
  destination?: Destination;
  /** Milliseconds until a destination that is in use is tried again. Default 10,000. */
  retryMs?: number;
  /** Milliseconds between looks at a run of another process. Default 15,000. */
  watchMs?: number;
}

export class ScheduleLoop {
  readonly #clock: Clock;
  readonly #wake: Wake;
  readonly #finish = new AbortController();
  readonly #abort = new AbortController();
  readonly #runner: TickRunner;
  #schedule: Schedule;
  #states: PipelineState[];
  #wantsReload = false;

  /** @param read the schedule as it is now; throws `ConfigError` */
  constructor(
    private readonly read: () => Schedule,
    private readonly options: LoopOptions,
  ) {
    this.#clock = options.clock;
    this.#wake = new Wake(this.#clock);
    this.#schedule = read();
    this.#states = this.#statesOf(this.#schedule);
    this.#runner = new TickRunner({
      clock: this.#clock,
      holder: () => options.holder(),
      signals: { finish: this.#finish.signal, abort: this.#abort.signal },
      retryMs: options.retryMs ?? 10_000,
      watchMs: options.watchMs ?? 15_000,
      emit: (event) => this.#emit(event),
      destination: () => this.#destination(),
      prepare: (pipeline) => this.#schedule.prepare(pipeline),
    });
  }

  /** The pipelines of the current configuration. */
  pipelines(): Pipeline[] {
    return this.#states.map(({ pipeline }) => pipeline);
  }

  /** The next tick of each pipeline, in order of time. */
  next(): NextTick[] {
    const found = this.#states.flatMap((state) => state.next() ?? []);
    return found.sort((one, other) => one.at.localeCompare(other.at));
  }

  /** Starts no further run, and ends the current one after the slice in flight is committed. */
  stop(): void {
    if (this.#finish.signal.aborted) return;
    const { running } = this.#runner;
    this.#finish.abort();
    this.#wake.now();
    this.#emit({ event: 'schedule.stopping', ...(running === undefined ? {} : { running }) });
  }

  /** Ends the current run now and drops what is not read to its end. */
  abort(): void {
    this.stop();
    this.#abort.abort();
  }

  /** Reads the configuration again as soon as no run is active. The current one stays where the new one is wrong. */
  reload(): void {
    this.#wantsReload = true;
    this.#wake.now();
  }

  /**
   * Runs until it is stopped, or until no tick is left. A run that fails does not end it. Throws `DestinationError`
   * when the destination cannot be read at the start.
   */
  async run(): Promise<void> {
    for (const state of this.#states) await this.#start(state);
    this.#emitNext();
    while (!this.#finish.signal.aborted) {
      if (this.#wantsReload) this.#reload();
      const state = this.#earliest();
      if (!state?.pending) return;
      if (state.pending.at > this.#clock.now()) await this.#wake.sleepUntil(state.pending.at);
      else await this.#runDue(state);
    }
  }

  async #runDue(state: PipelineState): Promise<void> {
    const result = await this.#runner.runDue(state);
    if (result === 'silent') return;
    if (result === 'ran') this.#runDelayed(state);
    if (!this.#finish.signal.aborted) this.#emitNext();
  }

  /** Pipelines that came due during a run of another run next; this delay does not make them missed. */
  #runDelayed(ran: PipelineState): void {
    const now = this.#clock.now();
    for (const state of this.#states) {
      const { pending } = state;
      if (state === ran || !pending || pending.at > now || pending.tries > 0 || pending.watched) continue;
      const later = state.passedBy(now);
      const passed = { tick: later?.tick ?? pending.tick, count: pending.count + (later?.count ?? 0) };
      if (later && pending.cause === 'tick') this.#runner.skipAllButLast(state, 'overlap', passed);
      state.runNow(pending.cause === 'tick' ? { ...passed, count: 1 } : passed, pending.cause, now);
    }
  }

  /** Ticks that were missed, or whose run did not end, come first. */
  async #start(state: PipelineState): Promise<void> {
    const now = this.#clock.now();
    const rows = await readTicks(this.#destination(), state.pipeline.name);
    const leftover = leftoverOf(state.ticks, state.scope, rows, now);
    if (leftover && state.pipeline.catchUp) state.runNow(leftover, leftover.cause, now);
    else {
      if (leftover?.cause === 'missed') this.#runner.skip(state, 'missed', leftover);
      state.waitAfter(now);
    }
  }

  #reload(): void {
    this.#wantsReload = false;
    const issues = this.#readAgain();
    const pipelines = this.pipelines().map(({ name }) => name);
    this.#emit({ event: 'schedule.reloaded', taken: issues.length === 0, issues, pipelines });
    this.#emitNext();
  }

  /** Takes the configuration as it is now. Returns its issues; with any, the current one stays. */
  #readAgain(): ConfigError['issues'] {
    let schedule: Schedule;
    try {
      schedule = this.read();
    } catch (error) {
      if (error instanceof ConfigError) return error.issues;
      throw error;
    }
    const before = this.#states;
    this.#schedule = schedule;
    this.#states = this.#statesOf(schedule);
    for (const state of this.#states) {
      const known = before.find((other) => isSame(other, state));
      if (known) state.pending = known.pending;
      else state.waitAfter(this.#clock.now());
    }
    return [];
  }

  #statesOf({ pipelines }: Schedule): PipelineState[] {
    return pipelines.map(
      ({ pipeline, scope }) => new PipelineState(pipeline, scope, () => this.#clock.random()),
    );
  }

  #destination(): Destination {
    return this.options.destination ?? this.#schedule.destination;
  }

  #earliest(): PipelineState | undefined {
    const at = ({ pending }: PipelineState) => pending?.at ?? Number.POSITIVE_INFINITY;
    return [...this.#states].sort((one, other) => at(one) - at(other))[0];
  }

  #emitNext(): void {
    this.#emit({ event: 'schedule.waiting', next: this.next() });
  }

  #emit(event: ScheduleEvent): void {
    this.options.onEvent?.(event);
  }
}

const isSame = (one: PipelineState, other: PipelineState) =>
  one.scope === other.scope && JSON.stringify(one.pipeline) === JSON.stringify(other.pipeline);
