// A service's events as lines for people.
import { formatIssue } from '../model/errors.js';
import type { FinishedEvent, ScheduleEvent, SkipCause, StartCause } from '../schedule/schedule-events.js';
import { localTime, untilWords, utcTime } from './local-time.js';
import { noticeLine } from './notice-text.js';
import { counted } from './schedule-text.js';

const MOST_REASONS = 5;

/** Time zone of a pipeline, by its name. */
export type ZoneOf = (schedule: string) => string;

/** One line or a few; the first begins with the present time, UTC. Ticks are in the time zone of their schedule. */
export function eventLines(event: ScheduleEvent, now: number, zoneOf: ZoneOf): string[] {
  const zone = 'schedule' in event ? zoneOf(event.schedule) : 'UTC';
  const at = (instant: string) => localTime(Date.parse(instant), zone);
  const [first = '', ...more] = words(event, now, at, zoneOf);
  return [`${utcTime(now)} ${first}`, ...more.map((line) => `  ${line}`)];
}

function words(event: ScheduleEvent, now: number, at: (instant: string) => string, zoneOf: ZoneOf): string[] {
  switch (event.kind) {
    case 'waiting':
      return [nextWords(event.next, now, zoneOf)];
    case 'started':
      return [`${event.schedule}: started, due ${at(event.tick)}${START_WORDS[event.cause]}`];
    case 'caught-up': {
      const missed = `catching up: one run for ${counted(event.missed, 'tick')} that nobody ran`;
      return [
        `${event.schedule}: ${event.cause === 'missed' ? missed : 'catching up: a run that did not end'}`,
      ];
    }
    case 'finished':
      return finishedLines(event);
    case 'failed':
      return [`${event.schedule}: FAILED, due ${at(event.tick)}: ${event.message}`];
    case 'skipped':
      return [
        `${event.schedule}: left out ${counted(event.count, 'tick')}, the last due ${at(event.tick)}: ${SKIP_WORDS[event.cause]}`,
      ];
    case 'busy':
      return [`${event.schedule}: waiting, again at ${at(event.again)}: ${event.message}`];
    case 'reloaded':
      return event.taken
        ? [`configuration read again: ${event.schedules.join(', ')}`]
        : ['new configuration refused, the old one goes on:', ...event.issues.map(formatIssue)];
    case 'stopping':
      return [
        event.running === undefined
          ? 'stopping'
          : `stopping: the slice in flight of ${event.running} is finished first (again to end at once)`,
      ];
  }
}

const START_WORDS: Record<StartCause, string> = {
  tick: '',
  missed: '',
  abandoned: '',
  overlap: ', put off until the run before had ended',
};

const SKIP_WORDS: Record<SkipCause, string> = {
  claimed: 'another process runs it, or has run it',
  overlap: 'the run before went on',
  missed: 'nobody was there, and it is not caught up',
  busy: 'the destination could not be had until the next was due',
  'given-up': 'three processes have ended in it without a word',
};

function nextWords(next: { schedule: string; at: string }[], now: number, zoneOf: ZoneOf): string {
  if (next.length === 0) return 'no run comes any more';
  const each = next.map(({ schedule, at }) => {
    const instant = Date.parse(at);
    return `${schedule} ${localTime(instant, zoneOf(schedule))} (${untilWords(instant - now)})`;
  });
  return `next run: ${each.join(', ')}`;
}

/** `bills: complete in 12.3 s: 360 listed, 360 loaded, 360 rows, 15 calls (run ...)`, and why it is not. */
function finishedLines({ schedule, reports, interrupted }: FinishedEvent): string[] {
  const number = (value: number) => value.toLocaleString('en');
  return reports.flatMap((report) => {
    const { name, outcome, seconds, sources, calls, runId, reasons } = report;
    const sum = (value: (source: (typeof sources)[number]) => number) =>
      number(sources.reduce((total, source) => total + value(source), 0));
    const who = name === '' ? schedule : `${schedule} ${name}`;
    const how = outcome === 'complete' ? 'complete' : outcome.toUpperCase();
    const counts = `${sum(({ ledger }) => ledger.listed)} listed, ${sum(({ ledger }) => ledger.loaded)} loaded, ${sum(({ rows }) => rows)} rows, ${number(calls.calls)} calls`;
    const run = runId === '' ? 'nothing was read' : `run ${runId}`;
    const shown = reasons.slice(0, MOST_REASONS).map(noticeLine);
    const rest = reasons.length - shown.length;
    return [
      `${who}: ${how} in ${seconds.toFixed(1)} s: ${counts} (${run})`,
      ...shown,
      ...(rest > 0 ? [`and ${rest} more: source-ovhcloud runs show ${runId}`] : []),
      ...(interrupted ? ['the next start goes on with it'] : []),
    ];
  });
}
