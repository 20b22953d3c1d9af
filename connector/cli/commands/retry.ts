// retry: reads what an earlier run did not load, and nothing else.
import type { Command } from 'commander';
import type { ConfiguredSource } from '../../app/open.js';
import { sourcesToRetry } from '../../app/repair/retry.js';
import { addStrategyOption } from '../observe/load-options.js';
import { REASONS, reasonsOf } from './ledger.js';
import { type LoadCommandOptions, loadAndReport } from './load.js';
import { addConfigOptions, addConnectionOption, type ConfigOptions, sourcesFrom } from './options.js';

type RetryOptions = ConfigOptions & Omit<LoadCommandOptions, 'retry' | 'fullRefresh'> & { reason?: string };

const EXAMPLES = `
Examples:
  source-ovhcloud retry                          the last run that left something out
  source-ovhcloud retry 20261120T101500Z
  source-ovhcloud retry last --reason expired,gone
  source-ovhcloud retry --connection child       of one of several connections; without it, of each

Asks again for what was refused, rejected or failed; nothing else is read, no row is marked as deleted. It is a run of
its own, with its ledger. Ends as load does: 0 when nothing is left out any more, 3 when something is.`;

export function addRetry(program: Command): void {
  const command = program
    .command('retry')
    .description('read what an earlier run did not load, and nothing else')
    .argument('[run]', 'its id, the beginning of it, or last; default: the last run that left something out');
  addStrategyOption(addConnectionOption(addConfigOptions(command)))
    .option('--reason <reasons>', `only these, separated by commas: ${REASONS.join(', ')}`)
    .option('--report <file>', 'write the report as JSON; - for standard output')
    .option('-q, --quiet', 'no progress and no report for people')
    .addHelpText('after', EXAMPLES)
    .action(retry);
}

async function retry(run: string | undefined, { reason, ...options }: RetryOptions): Promise<void> {
  const reasons = reason === undefined ? undefined : reasonsOf(reason);
  const retry = { run, reasons };
  const sources = () => sourcesFrom(options) as [ConfiguredSource, ...ConfiguredSource[]];
  await loadAndReport({ ...options, retry }, () => sourcesToRetry(sources(), run));
}
