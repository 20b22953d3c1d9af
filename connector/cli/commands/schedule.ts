// schedule: shows the next runs of `serve`, and what it would catch up.
import { type Command, InvalidArgumentError } from 'commander';
import { scheduledWithoutKeys } from '../../app/schedule/scheduled-source.js';
import { systemClock } from '../../model/clock.js';
import { type PipelineStatus, pipelineStatuses, upcomingRuns } from '../../schedule/upcoming.js';
import { scheduleText } from '../../text/schedule-text.js';
import { printJson, printText } from '../output.js';
import { addConfigOptions, type ConfigOptions, inputFrom } from './options.js';

interface Options extends ConfigOptions {
  from?: number;
  count: number;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud schedule                            the next ten runs, local time and UTC
  source-ovhcloud schedule --from 2027-03-27          as it will be then: on that day the clock changes
  source-ovhcloud schedule --count 3 --json

Nothing is called, no file is made.`;

export function addSchedule(program: Command): void {
  addConfigOptions(
    program.command('schedule').description('show the next runs of `serve`, and what it would catch up'),
  )
    .option('--from <date>', 'runs after this date or instant (ISO 8601, UTC), instead of now', instantOf)
    .option('--count <n>', 'how many runs', countOf, 10)
    .option('--json', 'as JSON, for programs')
    .addHelpText('after', EXAMPLES)
    .action(async (options: Options) => {
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
      const answer = { pipelines: states.map(stateAsJson), runs: runs.map(withIso) };
      if (options.json) printJson(answer);
      else printText(scheduleText(states, runs, from));
    });
}

const withIso = <T extends { tick: number }>(run: T) => ({
  ...run,
  tick: new Date(run.tick).toISOString(),
});

const stateAsJson = ({ leftover, ...state }: PipelineStatus) => ({
  ...state,
  ...(leftover && { leftover: withIso(leftover) }),
});

function instantOf(text: string): number {
  const instant = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(instant)) throw new InvalidArgumentError('allowed: a date such as 2027-03-27');
  return instant;
}

function countOf(text: string): number {
  const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > 1000) throw new InvalidArgumentError('allowed: a whole number from 1 to 1000');
  return count;
}
