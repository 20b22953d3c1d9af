// The command line of `reset`.
import type { Command } from 'commander';
import { addConfigOptions, addConnectionOption, type ConfigOptions } from './options.js';

export interface ResetOptions extends ConfigOptions {
  all?: boolean;
  data?: boolean;
  alone?: boolean;
  yes?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud reset bills                 the next load reads all bills anew; their rows stay and are updated
  source-ovhcloud reset bills --data          the rows of this account go too, with those of the same tree: lines, lists
  source-ovhcloud reset --all --yes           without a question, for scripts
  source-ovhcloud reset bills --connection child     of one of several connections; without it, of all

Tells what will go, and asks. The rows of other accounts, and what is written down of earlier runs, stay.`;

export function addReset(program: Command): void {
  const command = program
    .command('reset')
    .description('remove the state of source objects, so that the next load reads them again')
    .argument('[names...]', 'source objects');
  addConnectionOption(addConfigOptions(command))
    .option('--all', 'all source objects')
    .option('--data', "also remove this account's rows from their tables")
    .option('--alone', 'with --data: without the rows of the rest of their trees')
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', EXAMPLES)
    .action(async (names: string[], options: ResetOptions) =>
      (await import('../actions/reset.js')).reset(names, options),
    );
}
