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
}

const MOST_RUNS = 5;
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
    return { path, line: lineOf(path), fields: Object.fromEntries(fields), next: nextRuns(group, nowMs) };
  });
}

function nextRuns({ cron, timeZone = 'UTC' }: Record<string, unknown>, nowMs: number): string[] {
  if (typeof cron !== 'string' || typeof timeZone !== 'string') return [];
  if (cronProblem(cron) !== undefined || !isTimeZone(timeZone)) return [];
  const ticks = ticksOf(cron, timeZone);
  const runs: string[] = [];
  for (let tick = ticks.after(nowMs); tick !== undefined && runs.length < MOST_RUNS; tick = ticks.after(tick))
    runs.push(new Date(tick).toISOString());
  return runs;
}
