// The command line of `load`.
import { type Command, InvalidArgumentError } from 'commander';
import {
  addLogOptions,
  addMetricsOptions,
  addStrategyOption,
  type LoadChoices,
  type LogOptions,
  type MetricsOptions,
} from './load-options.js';
import {
  addBatchOption,
  addConfigOptions,
  addConnectionOption,
  addOnlyOption,
  type ConfigOptions,
  concurrencyOf,
} from './options.js';
import { addShardOptions } from './shard-options.js';

export interface LoadCommandOptions extends ConfigOptions, LogOptions, MetricsOptions, LoadChoices {
  report?: string;
  concurrency?: number;
  incompleteExit?: number;
  quiet?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud load --config source.yaml
  source-ovhcloud load --only bills bill_details --report report.json
  source-ovhcloud load --quiet --report - > report.json
  source-ovhcloud load --connection parent      one of the connections of the configuration
  source-ovhcloud load --shard 2/3              a third of the connections, another process has each of the others
  source-ovhcloud load --log-level info --log-file ovh.log --metrics-port 9464

Ends with 0 when complete, 3 when something listed is not loaded, 1 when it failed, 2 when the configuration
is wrong; of several connections the worst counts. Ctrl-C ends it cleanly: what is read to its end is committed, the rest
left out whole, and the report is printed.`;

export function addLoad(program: Command): void {
  const command = program.command('load').description('load the configured source objects into their tables');
  addBatchOption(
    addShardOptions(addConfigOptions(command)),
    'name of a batch that the runs are a part of: `runs show --batch` reports all of them',
  );
  addStrategyOption(addMetricsOptions(addLogOptions(addOnlyOption(addConnectionOption(command)))))
    .option(
      '--concurrency <number>',
      'connections that are loaded at the same time, in place of the configured number',
      concurrencyOf,
    )
    .option(
      '--incomplete-exit <code>',
      'exit code of an incomplete load in place of 3, for orchestrators; not of one that a signal ended',
      exitCodeOf,
    )
    .option('--report <file>', 'write the report as JSON; - for standard output')
    .option('--scheduled', 'a scheduler starts this run: methods with effects need allowWriteOnSchedule')
    .option(
      '--full-refresh [name...]',
      'read these source objects completely, or all: nothing counts as known',
    )
    .option('-q, --quiet', 'no progress and no report for people')
    .addHelpText('after', EXAMPLES)
    .action(async (options: LoadCommandOptions) => (await import('../actions/load.js')).load(options));
}

function exitCodeOf(text: string): number {
  const code = /^\d{1,3}$/.test(text) ? Number(text) : 256;
  if (code > 255) throw new InvalidArgumentError('Allowed is a whole number from 0 to 255.');
  return code;
}
