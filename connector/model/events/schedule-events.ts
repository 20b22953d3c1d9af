// The events of a service: its ticks, and what it does between them. Ticks are ISO 8601, UTC.
import type { ConnectionReport } from '../accounts-report.js';
import type { Code } from '../codes/codes.js';
import { type ConfigIssue, formatIssue } from '../errors.js';
import { noticeLine } from '../notice.js';
import type { RunOutcome } from '../report.js';
import { type EventOf, type EventsOf, event, field, notLogged, number, optional } from './event-kind.js';

/** A tick to come. */
export interface NextTick {
  /** Name of the pipeline. */
  pipeline: string;
  /** When it is due, ISO 8601, UTC. */
  tick: string;
  /** When it starts, after the jitter, or when it is tried again. */
  at: string;
}

const START_CAUSES = {
  /** It is due. */
  tick: '',
  /** One run catches up ticks that passed while no service ran. */
  missed: '',
  /** The process that claimed it died, or was stopped. */
  abandoned: '',
  /** It was due during the previous run, and `overlap: after` runs it now. */
  overlap: ', delayed by the previous run',
};
export type StartCause = keyof typeof START_CAUSES;

const SKIP_CAUSES = {
  /** Another process on this destination runs it, or ran it. */
  claimed: 'another process runs it, or ran it',
  /** The previous run was still active. */
  overlap: 'the previous run was still active',
  /** It passed while no service ran, and `catchUp` is false. */
  missed: 'no service was running, and catchUp is false',
  /** The destination was in use, or could not be used, until the next tick. */
  busy: 'the destination was not available before the next tick',
  /** Three processes died in it. */
  'given-up': 'three processes died in it',
};
export type SkipCause = keyof typeof SKIP_CAUSES;

/** Missed ticks are counted up to this number. */
export const MOST_COUNTED = 100;
const MOST_REASONS = 5;

const pipeline = field<string>('name of the pipeline');
const ofTick = { pipeline, tick: field<string>('when the tick was due') };
const started = { ...ofTick, cause: field<StartCause>('`tick`, `missed`, `abandoned` or `overlap`') };

export const SCHEDULE_EVENTS = {
  'schedule.waiting': event({
    when: 'the service starts, after each run and after a reload',
    level: 'info',
    fields: { next: field<NextTick[]>('the next tick of each pipeline, in order of time') },
    sentence: ({ next }, time) => {
      if (next.length === 0) return 'no run is left';
      const each = next.map(({ pipeline: name, at }) => `${name} ${time.at(at, name)} (${time.until(at)})`);
      return `next run: ${each.join(', ')}`;
    },
  }),
  'schedule.caught_up': event({
    when: 'a run starts that catches up ticks; `schedule.started` follows',
    level: 'info',
    fields: {
      ...ofTick,
      cause: field<'missed' | 'abandoned'>('`missed` or `abandoned`'),
      missed: field<number>(`ticks that the run covers, up to ${MOST_COUNTED}; \`tick\` is the last`),
    },
    sentence: ({ pipeline: name, cause, missed }) =>
      cause === 'missed'
        ? `${name}: catching up: one run for ${counted(missed, 'missed tick')}`
        : `${name}: catching up: the last run did not end`,
  }),
  'schedule.started': event({
    when: 'the run of a tick starts',
    level: 'info',
    fields: {
      ...started,
      connections: field<string[]>('connections that are loaded; empty where the configuration has none'),
    },
    sentence: ({ pipeline: name, tick, cause }, time) =>
      `${name}: started, due ${time.at(tick, name)}${START_CAUSES[cause]}`,
  }),
  'schedule.finished': event({
    when: 'the run of a tick has ended',
    level: 'info',
    fields: {
      ...started,
      outcome: field<RunOutcome>('the worst outcome of its reports'),
      reports: notLogged<ConnectionReport[]>(
        'one for each account; `name` is the connection, empty where the configuration has none',
      ),
      interrupted: field<boolean>('true when it was stopped; the next start resumes it'),
    },
    sentence: ({ pipeline: name, reports, interrupted }) => [
      ...reports.flatMap((report) => reportLines(name, report)),
      ...(interrupted ? ['the next start resumes it'] : []),
    ],
  }),
  'schedule.failed': event({
    when: 'a run cannot start, or its end cannot be stored; a destination is tried again until the next tick',
    level: 'error',
    fields: { ...ofTick, code: field<Code>('code of the error'), message: field<string>('why') },
    sentence: ({ pipeline: name, tick, message }, time) =>
      `${name}: FAILED, due ${time.at(tick, name)}: ${message}`,
  }),
  'schedule.skipped': event({
    when: 'ticks are left out',
    level: 'info',
    fields: {
      pipeline,
      cause: field<SkipCause>('`claimed`, `overlap`, `missed`, `busy` or `given-up`'),
      tick: field<string>('when the last of them was due'),
      count: field<number>(`how many, up to ${MOST_COUNTED}`),
    },
    sentence: ({ pipeline: name, cause, tick, count }, time) =>
      `${name}: skipped ${counted(count, 'tick')}, the last due ${time.at(tick, name)}: ${SKIP_CAUSES[cause]}`,
  }),
  'schedule.busy': event({
    when: 'the destination is in use or cannot be used; once for each tick',
    level: 'info',
    fields: {
      ...ofTick,
      code: field<Code>('code of the error'),
      message: field<string>('why'),
      again: field<string>('when it is tried again'),
    },
    sentence: ({ pipeline: name, message, again }, time) =>
      `${name}: waiting, next attempt at ${time.at(again, name)}: ${message}`,
  }),
  'schedule.reloaded': event({
    when: 'the configuration was read again',
    level: 'info',
    fields: {
      taken: field<boolean>('false: it is wrong, and the old one stays'),
      issues: field<ConfigIssue[]>('what is wrong with it'),
      pipelines: field<string[]>('names of the current pipelines'),
    },
    sentence: ({ taken, issues, pipelines }) =>
      taken
        ? `configuration reloaded: ${pipelines.join(', ')}`
        : ['the new configuration is refused, the old one stays:', ...issues.map(formatIssue)],
  }),
  'schedule.stopping': event({
    when: 'the service is asked to stop',
    level: 'info',
    fields: { running: optional<string>('pipeline whose slice in flight is finished first') },
    sentence: ({ running }) =>
      running === undefined
        ? 'stopping'
        : `stopping after the slice in flight of ${running} (again to stop at once)`,
  }),
};

export type ScheduleEvent = EventsOf<typeof SCHEDULE_EVENTS>;
export type ScheduleEventOf<Name extends keyof typeof SCHEDULE_EVENTS> = EventOf<
  Name,
  (typeof SCHEDULE_EVENTS)[Name]
>;

/** `1 tick`, `100 ticks or more`. */
export function counted(count: number, what: string): string {
  const words = `${count} ${what}${count === 1 ? '' : 's'}`;
  return count >= MOST_COUNTED ? `${words} or more` : words;
}

/** `bills: complete in 12.3 s: 360 listed, 360 loaded, 360 rows, 15 calls (run ...)`, and why it is not complete. */
function reportLines(pipelineName: string, report: ConnectionReport): string[] {
  const { name, outcome, seconds, sources, calls, runId, reasons } = report;
  const sum = (value: (source: (typeof sources)[number]) => number) =>
    number(sources.reduce((total, source) => total + value(source), 0));
  const who = name === '' ? pipelineName : `${pipelineName} ${name}`;
  const how = outcome === 'complete' ? 'complete' : outcome.toUpperCase();
  const counts = [
    `${sum(({ ledger }) => ledger.listed)} listed`,
    `${sum(({ ledger }) => ledger.loaded)} loaded`,
    `${sum(({ rows }) => rows)} rows`,
    `${number(calls.calls)} calls`,
  ];
  const run = runId === '' ? 'nothing was read' : `run ${runId}`;
  const shown = reasons.slice(0, MOST_REASONS).map(noticeLine);
  const rest = reasons.length - shown.length;
  return [
    `${who}: ${how} in ${seconds.toFixed(1)} s: ${counts.join(', ')} (${run})`,
    ...shown,
    ...(rest > 0 ? [`and ${rest} more: source-ovhcloud runs show ${runId}`] : []),
  ];
}
