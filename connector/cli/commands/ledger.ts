// The command line of `ledger`.
import type { Command } from 'commander';
import { NOT_LOADED_STATES } from '../../model/report.js';
import { addConfigOptions, addConnectionOption, type ConfigOptions } from './options.js';

export interface LedgerOptions extends ConfigOptions {
  source?: string;
  reason?: string;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud ledger                                   what the last run did not load; of several
                                                           connections, the last run of each
  source-ovhcloud ledger 20261120T101500Z --source bills
  source-ovhcloud ledger last --reason gone,refused --json

Nothing is called, no file is made.`;

export function addLedger(program: Command): void {
  const command = program.command('ledger').description('list what a run did not load, and why');
  addConnectionOption(addConfigOptions(command))
    .argument('[run]', 'id, the beginning of it, or last', 'last')
    .option('--source <name>', 'only this source object')
    .option('--reason <reasons>', `only these, separated by commas: ${NOT_LOADED_STATES.join(', ')}`)
    .option('--json', 'as a JSON array')
    .addHelpText('after', EXAMPLES)
    .action(async (run: string, options: LedgerOptions) =>
      (await import('../actions/ledger.js')).ledger(run, options),
    );
}
