// The command line of `replay`.
import type { Command } from 'commander';
import { addConfigOptions, addConnectionOption, type ConfigOptions } from './options.js';

export interface ReplayCommandOptions extends ConfigOptions {
  source?: string;
  dryRun?: boolean;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud replay --dry-run            what would be loaded now, and why the rest would not
  source-ovhcloud replay                      all that was rejected
  source-ovhcloud replay --source bills last  only of one source object, only of the last run

Nothing is called. Ends with 0 when nothing is rejected any more, 3 when something still is, 1 when it failed.`;

export function addReplay(program: Command): void {
  const command = program
    .command('replay')
    .description('shape rejected records again with the current configuration, without a call');
  addConnectionOption(addConfigOptions(command))
    .argument('[run]', 'only the records that this run rejected: its id, the beginning of it, or last')
    .option('--source <name>', 'only this source object')
    .option('--dry-run', 'write nothing, and report what would happen')
    .option('--json', 'the reports as a JSON array, one for each account')
    .addHelpText('after', EXAMPLES)
    .action(async (run: string | undefined, options: ReplayCommandOptions) =>
      (await import('../actions/replay.js')).replay(run, options),
    );
}
