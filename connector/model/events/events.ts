// The table of all events, and what the code asks of it: levels, sentences, types.
import { CALL_EVENTS } from './call-events.js';
import type { EventKind, EventOf, EventsOf, Fields, LogLevel, TimeWords } from './event-kind.js';
import { OBSERVER_EVENTS, RUN_EVENTS } from './load-events.js';
import { SCHEDULE_EVENTS, type ScheduleEvent } from './schedule-events.js';
import { WORKER_EVENTS, type WorkerEvent } from './worker-events.js';

const LOAD_EVENTS = { ...RUN_EVENTS, ...CALL_EVENTS, ...OBSERVER_EVENTS };

/** Every event of the product, by name. */
export const EVENTS = { ...LOAD_EVENTS, ...SCHEDULE_EVENTS, ...WORKER_EVENTS };
export type EventName = keyof typeof EVENTS;

/** The events of a load. */
export type EngineEvent = EventsOf<typeof LOAD_EVENTS>;
/** A load event of one name. */
export type LoadEventOf<Name extends keyof typeof LOAD_EVENTS> = EventOf<Name, (typeof LOAD_EVENTS)[Name]>;

/** Where an event comes from. */
export interface EventContext {
  /** Name of the pipeline, in a service. */
  pipeline?: string;
  /** Name of the connection, where the configuration has several. */
  connection?: string;
  /** From `run.started` on. */
  runId?: string;
}

/** An event as a listener of a load receives it. */
export type LoadEvent = EngineEvent & EventContext;

export type AnyEvent = LoadEvent | ((ScheduleEvent | WorkerEvent) & EventContext);

/** The load waits for it: it must return fast, and must not throw. */
export type Listener<E = EngineEvent> = (event: E) => void;

export function eventKind({ event }: { event: EventName }): EventKind<Fields> {
  return EVENTS[event] as EventKind<Fields>;
}

export function levelOf(event: AnyEvent): LogLevel {
  const { level } = eventKind(event);
  return typeof level === 'string' ? level : level.of({ ...event });
}

/** @returns the lines for people */
export function sentenceOf(event: AnyEvent, time: TimeWords): readonly string[] {
  const sentence = eventKind(event).sentence({ ...event }, time);
  return typeof sentence === 'string' ? [sentence] : sentence;
}

/** The values that the log has beside the sentence. */
export function loggedValues(event: AnyEvent): Record<string, unknown> {
  const { fields } = eventKind(event);
  return Object.fromEntries(Object.entries(event).filter(([name]) => fields[name]?.isLogged !== false));
}
