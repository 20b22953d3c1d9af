// The runs that lie ahead, and what a start of the service would catch up: to look at. Changes nothing.

import type { Destination } from '../model/destination.js';
import { DestinationError } from '../model/errors.js';
import { ticksOf } from './cron.js';
import { type Leftover, leftoverOf } from './pipeline-state.js';
import type { PipelineSchedule } from './pipelines.js';
import type { ScheduledPipeline } from './scheduled-source.js';
import { tickRows } from './tick-table.js';

export interface UpcomingRun {
  schedule: string;
  timeZone: string;
  /** Milliseconds since 1970. */
  tick: number;
}

/** The next runs of all pipelines together, the first first. */
export function upcomingRuns(
  pipelines: readonly PipelineSchedule[],
  from: number,
  count = 10,
): UpcomingRun[] {
  const runs = pipelines.flatMap(({ name: schedule, cron, timeZone }) => {
    const ticks = ticksOf(cron, timeZone);
    const own: UpcomingRun[] = [];
    for (let tick = ticks.after(from); tick !== undefined && own.length < count; tick = ticks.after(tick))
      own.push({ schedule, timeZone, tick });
    return own;
  });
  return runs.sort((one, other) => one.tick - other.tick).slice(0, count);
}

export interface LastTick {
  /** ISO 8601, UTC. */
  tick: string;
  /** `claimed`: it runs, or its process has ended without a word. */
  state: 'claimed' | 'interrupted' | 'done';
  outcome?: string;
}

export interface PipelineState {
  pipeline: PipelineSchedule;
  /** Absent where none is written down. */
  last?: LastTick;
  /** What a start of the service now would find undone. */
  leftover?: Leftover;
}

/** What the destination knows of each pipeline. Waits for nobody and makes no file: nothing is known then. */
export async function pipelineStates(
  pipelines: readonly ScheduledPipeline[],
  destination: Destination,
  now: number,
): Promise<PipelineState[]> {
  try {
    const session = await destination.open({ readOnly: true });
    try {
      const states: PipelineState[] = [];
      for (const { pipeline, scope } of pipelines) {
        const rows = await tickRows(session, pipeline.name);
        const known = rows.find((row) => row.scope === scope) ?? rows[0];
        const leftover = leftoverOf(ticksOf(pipeline.cron, pipeline.timeZone), scope, rows, now);
        states.push({
          pipeline,
          ...(known && {
            last: { tick: new Date(known.tick).toISOString(), state: known.state, outcome: known.outcome },
          }),
          ...(leftover && { leftover }),
        });
      }
      return states;
    } finally {
      await session.close();
    }
  } catch (error) {
    if (!(error instanceof DestinationError)) throw error;
    return pipelines.map(({ pipeline }) => ({ pipeline }));
  }
}
