// The command line of `schedule`.
import { type Command, InvalidArgumentError } from 'commander';
import { addConfigOptions, type ConfigOptions } from './options.js';

export interface ScheduleOptions extends ConfigOptions {
  from?: number;
  count: number;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud schedule                            the next ten runs and the last ones, local time and UTC
  source-ovhcloud schedule --from 2027-03-27          as it will be then: on that day the clock changes
  source-ovhcloud schedule --count 3 --json

Nothing is called, no file is made.`;

export function addSchedule(program: Command): void {
  addConfigOptions(
    program
      .command('schedule')
      .description('show the next runs of `serve`, its last ones, and what it would catch up'),
  )
    .option('--from <date>', 'runs after this date or instant (ISO 8601, UTC), instead of now', instantOf)
    .option('--count <n>', 'how many runs, next and last', countOf, 10)
    .option('--json', 'as JSON, for programs')
    .addHelpText('after', EXAMPLES)
    .action(async (options: ScheduleOptions) => (await import('../actions/schedule.js')).schedule(options));
}

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
