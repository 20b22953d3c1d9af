// The next runs, and the ticks that a start of the service would catch up. Reads only.
import type { Destination } from '../model/destination.js';
import { DestinationError } from '../model/errors.js';
import { ticksOf } from './cron.js';
import type { Pipeline, ScheduledPipeline } from './pipeline.js';
import { type Leftover, leftoverOf } from './pipeline-state.js';
import { tickRows } from './tick-table.js';

export interface UpcomingRun {
  pipeline: string;
  timeZone: string;
  /** Milliseconds since 1970. */
  tick: number;
}

/** The next runs of all pipelines, in order of time. */
export function upcomingRuns(pipelines: readonly Pipeline[], from: number, count = 10): UpcomingRun[] {
  const runs = pipelines.flatMap(({ name: pipeline, cron, timeZone }) => {
    const ticks = ticksOf(cron, timeZone);
    const own: UpcomingRun[] = [];
    for (let tick = ticks.after(from); tick !== undefined && own.length < count; tick = ticks.after(tick))
      own.push({ pipeline, timeZone, tick });
    return own;
  });
  return runs.sort((one, other) => one.tick - other.tick).slice(0, count);
}

export interface LastTick {
  /** ISO 8601, UTC. */
  tick: string;
  /** `claimed`: it is running, or its process died. */
  state: 'claimed' | 'interrupted' | 'done';
  outcome?: string;
}

export interface PipelineStatus {
  pipeline: Pipeline;
  /** The last stored tick; absent where none is stored. */
  last?: LastTick;
  /** What a start of the service now would catch up. */
  leftover?: Leftover;
  /** Why the destination could not be read: then neither is known. */
  problem?: string;
}

/** Reads the ticks that the destination stores. Takes no lock and creates no file: without one, no tick is known. */
export async function pipelineStatuses(
  pipelines: readonly ScheduledPipeline[],
  destination: Destination,
  now: number,
): Promise<PipelineStatus[]> {
  try {
    const session = await destination.open({ readOnly: true });
    try {
      const statuses: PipelineStatus[] = [];
      for (const { pipeline, scope } of pipelines) {
        const rows = await tickRows(session, pipeline.name);
        const known = rows.find((row) => row.scope === scope) ?? rows[0];
        const leftover = leftoverOf(ticksOf(pipeline.cron, pipeline.timeZone), scope, rows, now);
        statuses.push({
          pipeline,
          ...(known && {
            last: { tick: new Date(known.tick).toISOString(), state: known.state, outcome: known.outcome },
          }),
          ...(leftover && { leftover }),
        });
      }
      return statuses;
    } finally {
      await session.close();
    }
  } catch (error) {
    if (!(error instanceof DestinationError)) throw error;
    const problem = error.code === 'destination-empty' ? {} : { problem: error.message };
    return pipelines.map(({ pipeline }) => ({ pipeline, ...problem }));
  }
}
