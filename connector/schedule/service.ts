// A service: loads each pipeline of a configuration when its schedule says so, one run at a time, until it is stopped.

import type { ConfiguredSource, SourceOptions } from '../app/open.js';
import { type Clock, systemClock } from '../model/clock.js';
import type { Destination } from '../model/destination.js';
import { ConfigError } from '../model/errors.js';
import type { Listener, LoadEvent } from '../model/event.js';
import type { RunProgress } from '../run/run-state.js';
import { leftoverOf, PipelineState } from './pipeline-state.js';
import type { PipelineSchedule } from './pipelines.js';
import type { NextTick, ScheduleEvent } from './schedule-events.js';
import { openScheduled, type ScheduledSource } from './scheduled-source.js';
import { TickRunner } from './tick-runner.js';
import { readTicks } from './tick-table.js';
import { Wake } from './wake.js';

export interface ServiceOptions extends Omit<SourceOptions, 'only' | 'scheduled'> {
  /** What happens, as it happens. What it throws ends the service. */
  onEvent?: (event: ScheduleEvent) => void;
  /** Called after each commit of a run; what it hands over may be asked at any time. */
  onProgress?: (source: ConfiguredSource, progress: () => RunProgress) => void;
  /** Hears what happens in each run, as it happens. It must not throw. */
  onLoadEvent?: Listener<LoadEvent>;
  /** Asks once a run when the keys end, and tells it to `onLoadEvent`. */
  askExpiry?: boolean;
  /** Sources are about to be loaded: with dates as of now, and the keys of the present configuration. */
  onSources?: (sources: readonly ConfiguredSource[]) => void;
  /** In place of the configured one. */
  destination?: Destination;
  /** Milliseconds after which a destination that is in use is tried again. Default 10,000. */
  retryMs?: number;
  /** Milliseconds after which it is looked whether a run of another process has come to its end. Default 15,000. */
  watchMs?: number;
}

export class ScheduleService {
  readonly #clock: Clock;
  readonly #wake: Wake;
  readonly #finish = new AbortController();
  readonly #abort = new AbortController();
  readonly #attendant: TickRunner;
  #source: ScheduledSource;
  #lanes: PipelineState[];
  #wantsReload = false;

  /** Reads the configuration; calls nothing. Throws `ConfigError`, also when it has no `schedule`. */
  constructor(
    private readonly input: string | object,
    private readonly options: ServiceOptions = {},
  ) {
    this.#clock = options.clock ?? systemClock;
    this.#wake = new Wake(this.#clock);
    this.#source = openScheduled(input, options);
    this.#lanes = this.#lanesOf(this.#source);
    this.#attendant = new TickRunner({
      clock: this.#clock,
      signals: { finish: this.#finish.signal, abort: this.#abort.signal },
      retryMs: options.retryMs ?? 10_000,
      watchMs: options.watchMs ?? 15_000,
      tell: (event) => this.#tell(event),
      destination: () => this.#destination(),
      sources: ({ pipeline }) => this.#open(pipeline),
      listeners: {
        onProgress: options.onProgress,
        onEvent: options.onLoadEvent,
        askExpiry: options.askExpiry,
      },
    });
  }

  /** What is in force now. */
  pipelines(): PipelineSchedule[] {
    return this.#lanes.map(({ pipeline }) => pipeline);
  }

  /** The next tick of each pipeline, the first first. */
  next(): NextTick[] {
    const found = this.#lanes.flatMap((lane) => lane.next() ?? []);
    return found.sort((one, other) => one.at.localeCompare(other.at));
  }

  /** Ends it: no further run is begun, and the slice in flight is finished and committed. */
  stop(): void {
    if (this.#finish.signal.aborted) return;
    const { running } = this.#attendant;
    this.#finish.abort();
    this.#wake.now();
    this.#tell({ kind: 'stopping', ...(running === undefined ? {} : { running }) });
  }

  /** Ends it now: the slice in flight is left out whole. */
  abort(): void {
    this.stop();
    this.#abort.abort();
  }

  /** Reads the configuration again when no run goes on. One that is wrong is refused, and the old one goes on. */
  reload(): void {
    this.#wantsReload = true;
    this.#wake.now();
  }

  /**
   * Runs until it is stopped, or until no tick comes any more. A run that fails does not end it. Throws
   * `DestinationError` when the destination cannot be read at the begin.
   */
  async run(): Promise<void> {
    for (const lane of this.#lanes) await this.#begin(lane);
    this.#tellNext();
    while (!this.#finish.signal.aborted) {
      if (this.#wantsReload) this.#reload();
      const lane = this.#earliest();
      if (!lane?.pending) return;
      if (lane.pending.at > this.#clock.now()) await this.#wake.sleepUntil(lane.pending.at);
      else await this.#attend(lane);
    }
  }

  async #attend(lane: PipelineState): Promise<void> {
    const attended = await this.#attendant.attend(lane);
    if (attended === 'quiet') return;
    if (attended === 'ran') this.#makeUp(lane);
    if (!this.#finish.signal.aborted) this.#tellNext();
  }

  /** Others that had to wait for a run are not late: they are next. */
  #makeUp(ran: PipelineState): void {
    const now = this.#clock.now();
    for (const lane of this.#lanes) {
      const { pending } = lane;
      if (lane === ran || !pending || pending.at > now || pending.tries > 0 || pending.watched) continue;
      const later = lane.passedBy(now);
      const passed = { tick: later?.tick ?? pending.tick, count: pending.count + (later?.count ?? 0) };
      if (later && pending.cause === 'tick') this.#attendant.skipBut(lane, 'overlap', passed);
      lane.runNow(pending.cause === 'tick' ? { ...passed, count: 1 } : passed, pending.cause, now);
    }
  }

  /** What was left undone is done first, or told. */
  async #begin(lane: PipelineState): Promise<void> {
    const now = this.#clock.now();
    const rows = await readTicks(this.#destination(), lane.pipeline.name);
    const leftover = leftoverOf(lane.ticks, lane.scope, rows, now);
    if (leftover && lane.pipeline.catchUp) lane.runNow(leftover, leftover.cause, now);
    else {
      if (leftover?.cause === 'missed') this.#attendant.skip(lane, 'missed', leftover);
      lane.waitAfter(now);
    }
  }

  #reload(): void {
    this.#wantsReload = false;
    const issues = this.#readAgain();
    const schedules = this.pipelines().map(({ name }) => name);
    this.#tell({ kind: 'reloaded', taken: issues.length === 0, issues, schedules });
    this.#tellNext();
  }

  /** What is wrong with the configuration now; then everything stays as it is. */
  #readAgain(): ConfigError['issues'] {
    let source: ScheduledSource;
    try {
      source = openScheduled(this.input, this.options);
    } catch (error) {
      if (error instanceof ConfigError) return error.issues;
      throw error;
    }
    const before = this.#lanes;
    this.#source = source;
    this.#lanes = this.#lanesOf(source);
    for (const lane of this.#lanes) {
      const known = before.find((other) => isSame(other, lane));
      if (known) lane.pending = known.pending;
      else lane.waitAfter(this.#clock.now());
    }
    return [];
  }

  #lanesOf({ pipelines }: ScheduledSource): PipelineState[] {
    return pipelines.map(
      ({ pipeline, scope }) => new PipelineState(pipeline, scope, () => this.#clock.random()),
    );
  }

  #open(pipeline: PipelineSchedule): ConfiguredSource[] {
    const sources = this.#source.open(pipeline);
    this.options.onSources?.(sources);
    return sources;
  }

  #destination(): Destination {
    return this.options.destination ?? this.#source.destination;
  }

  #earliest(): PipelineState | undefined {
    const at = ({ pending }: PipelineState) => pending?.at ?? Number.POSITIVE_INFINITY;
    return [...this.#lanes].sort((one, other) => at(one) - at(other))[0];
  }

  #tellNext(): void {
    this.#tell({ kind: 'waiting', next: this.next() });
  }

  #tell(event: ScheduleEvent): void {
    this.options.onEvent?.(event);
  }
}

const isSame = (one: PipelineState, other: PipelineState) =>
  one.scope === other.scope && JSON.stringify(one.pipeline) === JSON.stringify(other.pipeline);
