// What the loop needs from outside: the pipelines, the destination that stores their ticks, and the load of each tick.
import type { ConnectionReport } from '../model/accounts-report.js';
import type { Destination } from '../model/destination.js';
import type { Due, RunOutcome } from '../model/report.js';
import type { Pipeline, ScheduledPipeline } from './pipeline.js';

/** A configuration as it was when the loop read it. */
export interface Schedule {
  pipelines: ScheduledPipeline[];
  destination: Destination;
  /** Called once for each tick, before it is claimed. Throws `ConfigError`. */
  prepare(pipeline: Pipeline): TickLoad;
}

/** The load of one tick, with query dates as of now. */
export interface TickLoad {
  /** Names of the connections; empty where the configuration has none. */
  connections: string[];
  /** Always resolves. The loop has locked `destination`, so that taking its lock again succeeds at once. */
  run(destination: Destination, signals: TickSignals, due: Due): Promise<TickEnd>;
}

export interface TickSignals {
  /** Ends the run after the slice in flight is committed. */
  finish: AbortSignal;
  /** Ends the run now and drops what is not read to its end. */
  abort: AbortSignal;
}

export interface TickEnd {
  /** The worst outcome of all reports. */
  outcome: RunOutcome;
  /** One for each account; `name` is the connection, empty where the configuration has none. */
  reports: ConnectionReport[];
  /** A signal ended it before all was read. */
  interrupted: boolean;
}
