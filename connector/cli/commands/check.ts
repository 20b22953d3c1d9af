// The command line of `check`.
import type { Command } from 'commander';
import { addConfigOptions, addConnectionOption, addOnlyOption, type ConfigOptions } from './options.js';
import { addShardOptions } from './shard-options.js';

export interface CheckCommandOptions extends ConfigOptions {
  json?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud check --config source.yaml
  source-ovhcloud check --json                 the same for programs: each line has a code (docs/errors.md)

The exit code is 1 if there is a problem.`;

export function addCheck(program: Command): void {
  const command = program
    .command('check')
    .description('test region, keys, clock, expiry and rights for what the configuration needs');
  addOnlyOption(addShardOptions(addConnectionOption(addConfigOptions(command))))
    .option('--json', 'as a JSON array, an entry for each account')
    .addHelpText('after', EXAMPLES)
    .action(async (options: CheckCommandOptions) => (await import('../actions/check.js')).check(options));
}
