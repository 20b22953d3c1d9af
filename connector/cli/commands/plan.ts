// The command line of `plan`.
import type { Command } from 'commander';
import { addConfigOptions, addConnectionOption, addOnlyOption, type ConfigOptions } from './options.js';
import { addShardOptions } from './shard-options.js';

export interface PlanOptions extends ConfigOptions {
  count?: boolean;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud plan                 calls nothing, opens nothing
  source-ovhcloud plan --count         reads the lists without parameters, for true numbers`;

export function addPlan(program: Command): void {
  const command = program.command('plan').description('show what a load would read: tree, calls, minutes');
  addOnlyOption(addShardOptions(addConnectionOption(addConfigOptions(command))))
    .option('--count', 'read the lists without parameters, and count the rows of earlier loads')
    .option('--scheduled', 'check as for a scheduled run')
    .option('--json', 'as a JSON array, an entry for each connection')
    .addHelpText('after', EXAMPLES)
    .action(async (options: PlanOptions) => (await import('../actions/plan.js')).plan(options));
}
