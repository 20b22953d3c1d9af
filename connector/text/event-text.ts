// Events as lines for people: the sentences of the event table, with times as a reader of the line needs them.
import { type AnyEvent, sentenceOf } from '../model/events/events.js';
import type { ScheduleEvent } from '../model/events/schedule-events.js';
import { visibleLine } from '../model/visible.js';
import { localTime, untilWords, utcTime } from './local-time.js';

/** One line, without the run, connection and source object of the event. */
export function eventText(event: AnyEvent): string {
  const at = (instant: string) => utcTime(Date.parse(instant));
  return visibleLine(sentenceOf(event, { at, until: at }).join('; '));
}

/** Time zone of a pipeline, by its name. */
export type ZoneOf = (pipeline: string) => string;

/** One line or a few. Ticks are in the time zone of their pipeline. */
export function scheduleEventLines(event: ScheduleEvent, now: number, zoneOf: ZoneOf): readonly string[] {
  const lines = sentenceOf(event, {
    at: (instant, pipeline) => localTime(Date.parse(instant), zoneOf(pipeline)),
    until: (instant) => untilWords(Date.parse(instant) - now),
  });
  return lines.map(visibleLine);
}

/** The same as a service prints them: the first begins with the present time, UTC, and the others are indented. */
export function scheduleOutput(event: ScheduleEvent, now: number, zoneOf: ZoneOf): string[] {
  const [first = '', ...more] = scheduleEventLines(event, now, zoneOf);
  return [`${utcTime(now)} ${first}`, ...more.map((line) => `  ${line}`)];
}

/** The lines of an event without times of a schedule, as a worker prints them. */
export function eventLines(event: AnyEvent, now: number): string[] {
  const at = (instant: string) => utcTime(Date.parse(instant));
  const [first = '', ...more] = sentenceOf(event, { at, until: at }).map(visibleLine);
  return [`${utcTime(now)} ${first}`, ...more.map((line) => `  ${line}`)];
}
