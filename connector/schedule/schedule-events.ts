// What a service tells of itself while it runs: for its lines, logs, metrics and webhooks. Plain data.

import type { ConnectionReport } from '../model/accounts-report.js';
import type { ConfigIssue } from '../model/errors.js';
import type { RunOutcome } from '../model/report.js';

/** A tick that lies ahead. Instants are ISO 8601, UTC. */
export interface NextTick {
  schedule: string;
  /** When the schedule has it. */
  tick: string;
  /** When it is begun: with the jitter that was drawn, or when it is tried again. */
  at: string;
}

/**
 * - `tick`: it is due.
 * - `missed`: ticks passed while nobody was there, and one run makes up for them.
 * - `abandoned`: whoever had claimed it ended before the run had: killed, or asked to stop.
 * - `overlap`: it was due during the run before, and `overlap: after` has it run now.
 */
export type StartCause = 'tick' | 'missed' | 'abandoned' | 'overlap';

/**
 * - `claimed`: another process on this destination runs it, or has run it.
 * - `overlap`: the run before went on.
 * - `missed`: it passed while nobody was there, and is not caught up.
 * - `busy`: the destination was in use, or could not be used, until the next tick came.
 * - `given-up`: three processes have ended in it without a word.
 */
export type SkipCause = 'claimed' | 'overlap' | 'missed' | 'busy' | 'given-up';

interface OfTick {
  schedule: string;
  /** ISO 8601, UTC. */
  tick: string;
}

/** Nothing is to be done now. Told at the begin, after each run, and after a reload. */
export interface WaitingEvent {
  kind: 'waiting';
  /** The next of each pipeline, the first first. */
  next: NextTick[];
}

/** One run makes up for ticks that were missed or abandoned; `started` follows. */
export interface CaughtUpEvent extends OfTick {
  kind: 'caught-up';
  cause: 'missed' | 'abandoned';
  /** Ticks that the run makes up for, `tick` being the last of them; counted to 100. */
  missed: number;
}

export interface StartedEvent extends OfTick {
  kind: 'started';
  cause: StartCause;
  /** Connections that are loaded; empty where the configuration has none. */
  connections: string[];
}

export interface FinishedEvent extends OfTick {
  kind: 'finished';
  cause: StartCause;
  /** The worst of all reports. */
  outcome: RunOutcome;
  /** One for each account: with its connection as `name`, which is empty where there are no connections. */
  reports: ConnectionReport[];
  /** It was asked to end before its end, and is gone on with by the next. */
  interrupted: boolean;
}

/**
 * A run cannot begin, or its end could not be written: the destination, the configuration. The service goes on, and
 * tries a destination that cannot be used again until the next tick comes.
 */
export interface FailedEvent extends OfTick {
  kind: 'failed';
  message: string;
}

export interface SkippedEvent {
  kind: 'skipped';
  schedule: string;
  cause: SkipCause;
  /** The last of them, ISO 8601, UTC. */
  tick: string;
  /** How many; counted to 100. */
  count: number;
}

/** The destination is in use, or cannot be used: it is tried again. Told once for a tick. */
export interface BusyEvent extends OfTick {
  kind: 'busy';
  message: string;
  /** ISO 8601, UTC. */
  again: string;
}

/** The configuration was read again: taken, or refused with its mistakes while the old one goes on. */
export interface ReloadedEvent {
  kind: 'reloaded';
  taken: boolean;
  issues: ConfigIssue[];
  /** Names of the pipelines that are now in force. */
  schedules: string[];
}

/** The service was asked to end. */
export interface StoppingEvent {
  kind: 'stopping';
  /** Pipeline whose slice in flight is being finished; absent when nothing runs. */
  running?: string;
}

export type ScheduleEvent =
  | WaitingEvent
  | CaughtUpEvent
  | StartedEvent
  | FinishedEvent
  | FailedEvent
  | SkippedEvent
  | BusyEvent
  | ReloadedEvent
  | StoppingEvent;
