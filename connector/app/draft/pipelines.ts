// The schedule of a draft, with the next runs of what is valid in it.

import type { KeyPath } from '../../config/file/key-path.js';
import { isGroup } from '../../config/reading.js';
import type { JsonValue } from '../../model/json.js';
import { type PlainJson, toPlain } from '../../model/plain-json.js';
import { cronProblem, isTimeZone, ticksOf } from '../../schedule/cron.js';

export interface DraftPipeline {
  path: (string | number)[];
  line: number;
  fields: Record<string, PlainJson>;
  /** Instants, ISO 8601. */
  next: string[];
  /** Those of seven days, at most one an hour, for a chart. */
  week: string[];
}

const MOST_RUNS = 5;
const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
const MOST_PIPELINES = 100;

export function pipelinesOf(
  schedule: unknown,
  lineOf: (path: KeyPath) => number,
  nowMs: number,
): DraftPipeline[] {
  if (schedule === undefined || schedule === null) return [];
  const listed: [unknown, (string | number)[]][] = Array.isArray(schedule)
    ? schedule.map((each: unknown, at) => [each, ['schedule', at]])
    : [[schedule, ['schedule']]];
  return listed.slice(0, MOST_PIPELINES).map(([each, path]) => {
    const group = isGroup(each) ? each : {};
    const fields = Object.entries(group).map(([key, value]) => [key, toPlain((value ?? null) as JsonValue)]);
    return { path, line: lineOf(path), fields: Object.fromEntries(fields), ...nextRuns(group, nowMs) };
  });
}

function nextRuns(
  { cron, timeZone = 'UTC' }: Record<string, unknown>,
  nowMs: number,
): Pick<DraftPipeline, 'next' | 'week'> {
  if (typeof cron !== 'string' || typeof timeZone !== 'string') return { next: [], week: [] };
  if (cronProblem(cron) !== undefined || !isTimeZone(timeZone)) return { next: [], week: [] };
  const ticks = ticksOf(cron, timeZone);
  const next: string[] = [];
  for (let tick = ticks.after(nowMs); tick !== undefined && next.length < MOST_RUNS; tick = ticks.after(tick))
    next.push(new Date(tick).toISOString());
  const week: string[] = [];
  for (
    let tick = ticks.after(nowMs);
    tick !== undefined && tick < nowMs + WEEK_MS;
    tick = ticks.after(tick + HOUR_MS - 1)
  )
    week.push(new Date(tick).toISOString());
  return { next, week };
}
