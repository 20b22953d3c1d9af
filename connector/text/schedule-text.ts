// The output of `schedule`: the pipelines, the next and the last runs, and what a start would catch up.
import { counted } from '../model/events/schedule-events.js';
import type { Pipeline } from '../schedule/pipeline.js';
import { type PipelineStatus, type UpcomingRun, upcomingRuns } from '../schedule/upcoming.js';
import { textOf } from './lines.js';
import { localTime, untilWords, utcTime } from './local-time.js';
import { tableText } from './table-text.js';

export function scheduleText(
  states: readonly PipelineStatus[],
  runs: readonly UpcomingRun[],
  from: number,
  last: readonly LastRun[] = [],
  width?: number,
): string {
  const heads = ['pipeline', 'cron', 'time zone', 'jitter', 'catch up', 'overlap', 'loads'];
  const pipelines = tableText(
    heads,
    states.map(({ pipeline }) => pipelineRow(pipeline)),
    { width, allColumns: true },
  );
  const next = tableText(
    ['next runs, local time', 'UTC', '', 'pipeline'],
    runs.map(({ pipeline, timeZone, tick }) => [
      localTime(tick, timeZone),
      utcTime(tick),
      untilWords(tick - from),
      pipeline,
    ]),
    { width, allColumns: true },
  );
  const zones = new Map(states.map(({ pipeline: { name, timeZone } }) => [name, timeZone]));
  return textOf([
    ...[...pipelines, '', ...next, ''],
    ...(last.length > 0 ? [...lastTable(last, zones, width), ''] : []),
    ...states.map((state) => stateLine(state, from)),
  ]);
}

/** A run that the schedule made. */
export interface LastRun {
  runId: string;
  pipeline: string;
  /** When it was due, ISO 8601. */
  tick: string;
  outcome: string;
  calls: number;
  seconds: number;
  missing: number;
  connection?: string;
}

function lastTable(runs: readonly LastRun[], zones: ReadonlyMap<string, string>, width?: number): string[] {
  const hasConnections = runs.some(({ connection }) => connection !== undefined);
  const heads = ['last runs, local time', 'outcome', 'not loaded', 'calls', 'seconds', 'pipeline'];
  return tableText(
    [...heads, ...(hasConnections ? ['connection'] : []), 'run'],
    runs.map(({ runId, pipeline, tick, outcome, calls, seconds, missing, connection = '' }) => [
      localTime(Date.parse(tick), zones.get(pipeline) ?? 'UTC'),
      ...[outcome, String(missing), String(calls), seconds.toFixed(0), pipeline],
      ...(hasConnections ? [connection] : []),
      runId,
    ]),
    { width, right: [2, 3, 4], allColumns: true },
  );
}

function pipelineRow(pipeline: Pipeline): string[] {
  const { name, cron, timeZone, jitter, catchUp, overlap, only, connections } = pipeline;
  const loads = only ? only.join(', ') : 'everything';
  const of = connections ? ` (${connections.join(', ')})` : '';
  return [name, cron, timeZone, `${jitter} s`, catchUp ? 'yes' : 'no', overlap, `${loads}${of}`];
}

function stateLine({ pipeline, last, leftover, problem }: PipelineStatus, from: number): string {
  const { timeZone, catchUp } = pipeline;
  const local = (instant: number) => localTime(instant, timeZone);
  const [next] = upcomingRuns([pipeline], from, 1);
  const name = `${pipeline.name}: next ${next ? local(next.tick) : 'none'}`;
  if (problem !== undefined) return `${name}; what is stored of its runs could not be read: ${problem}`;
  if (!last) return `${name}; no run of it is stored yet: nothing to catch up`;
  const ended = { claimed: 'has not ended', interrupted: 'was interrupted', done: last.outcome ?? 'done' };
  const words = `${name}; last run due ${local(Date.parse(last.tick))}, ${ended[last.state]}`;
  if (!leftover) return `${words}; nothing to catch up`;
  const { cause, tick, count } = leftover;
  const then = catchUp
    ? `\`serve\` ${cause === 'missed' ? 'catches up with one run' : 'resumes it'} when it starts`
    : 'it is skipped (catchUp: false)';
  if (cause === 'abandoned') return `${words}; ${then}, if no other process runs it`;
  return `${words}; ${counted(count, 'run')} missed since, the last at ${local(tick)}; ${then}`;
}
