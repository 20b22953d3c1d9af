// The output of `schedule`: the pipelines, the next runs, and what a start would catch up.
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
  return textOf([...pipelines, '', ...next, '', ...states.map((state) => stateLine(state, from))]);
}

function pipelineRow(pipeline: Pipeline): string[] {
  const { name, cron, timeZone, jitter, catchUp, overlap, only, connections } = pipeline;
  const loads = only ? only.join(', ') : 'everything';
  const of = connections ? ` (${connections.join(', ')})` : '';
  return [name, cron, timeZone, `${jitter} s`, catchUp ? 'yes' : 'no', overlap, `${loads}${of}`];
}

function stateLine({ pipeline, last, leftover }: PipelineStatus, from: number): string {
  const { timeZone, catchUp } = pipeline;
  const local = (instant: number) => localTime(instant, timeZone);
  const [next] = upcomingRuns([pipeline], from, 1);
  const name = `${pipeline.name}: next ${next ? local(next.tick) : 'none'}`;
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
