// schedule: shows the next runs of `serve`, its last ones, and what it would catch up.
import { lastRuns } from '../../app/schedule/last-runs.js';
import { scheduledWithoutKeys } from '../../app/schedule/scheduled-source.js';
import { systemClock } from '../../model/clock.js';
import { type PipelineStatus, pipelineStatuses, upcomingRuns } from '../../schedule/upcoming.js';
import { scheduleText } from '../../text/schedule-text.js';
import type { ScheduleOptions } from '../commands/schedule.js';
import { printJson, printText, textColumns } from '../output.js';
import { inputFrom } from './sources.js';

export async function schedule(options: ScheduleOptions): Promise<void> {
  const { file, options: reading } = inputFrom(options);
  const { pipelines, destination } = scheduledWithoutKeys(file, reading);
  const now = systemClock.now();
  const from = options.from ?? now;
  const runs = upcomingRuns(
    pipelines.map(({ pipeline }) => pipeline),
    from,
    options.count,
  );
  const states = await pipelineStatuses(pipelines, destination, now);
  const isRead = states.every(({ problem }) => problem === undefined);
  const last = isRead ? await lastRuns(destination, { limit: options.count }) : [];
  const answer = { pipelines: states.map(stateAsJson), runs: runs.map(withIso), lastRuns: last };
  if (options.json) printJson(answer);
  else printText(scheduleText(states, runs, from, last, textColumns()));
}

const withIso = <T extends { tick: number }>(run: T) => ({
  ...run,
  tick: new Date(run.tick).toISOString(),
});

const stateAsJson = ({ leftover, ...state }: PipelineStatus) => ({
  ...state,
  ...(leftover && { leftover: withIso(leftover) }),
});
