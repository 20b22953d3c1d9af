// The command line of `retry`.
import type { Command } from 'commander';
import { NOT_LOADED_STATES } from '../../model/report.js';
import type { LoadCommandOptions } from './load.js';
import { addStrategyOption } from './load-options.js';
import { addConfigOptions, addConnectionOption, type ConfigOptions } from './options.js';

export type RetryOptions = ConfigOptions &
  Omit<LoadCommandOptions, 'retry' | 'fullRefresh'> & { reason?: string; source?: string[]; id?: string[] };

const EXAMPLES = `
Examples:
  source-ovhcloud retry                          the last run that left something out
  source-ovhcloud retry 20261120T101500Z
  source-ovhcloud retry last --reason expired,gone
  source-ovhcloud retry last --source bills --id billId=FR68230763
  source-ovhcloud retry --connection child       of one of several connections; without it, of each

Asks again for what was refused, rejected or failed; nothing else is read, no row is marked as deleted. It is a run of
its own, with its ledger. Ends as load does: 0 when nothing is left out any more, 3 when something is.`;

export function addRetry(program: Command): void {
  const command = program
    .command('retry')
    .description('read what an earlier run did not load, and nothing else')
    .argument('[run]', 'its id, the beginning of it, or last; default: the last run that left something out');
  addStrategyOption(addConnectionOption(addConfigOptions(command)))
    .option('--reason <reasons>', `only these, separated by commas: ${NOT_LOADED_STATES.join(', ')}`)
    .option('--source <names...>', 'only what it left out of these source objects')
    .option('--id <ids...>', 'only these objects, by their ids as `ledger` prints them')
    .option('--report <file>', 'write the report as JSON; - for standard output')
    .option('-q, --quiet', 'no progress and no report for people')
    .addHelpText('after', EXAMPLES)
    .action(async (run: string | undefined, options: RetryOptions) =>
      (await import('../actions/retry.js')).retry(run, options),
    );
}
