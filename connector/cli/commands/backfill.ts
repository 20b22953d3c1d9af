// The command line of `backfill`.
import type { Command } from 'commander';
import type { LoadCommandOptions } from './load.js';
import { addStrategyOption } from './load-options.js';
import { addAloneOption, addConfigOptions, addConnectionOption } from './options.js';

export interface BackfillOptions extends Omit<LoadCommandOptions, 'only' | 'alone' | 'fullRefresh'> {
  from: string;
  until?: string;
  filter?: string[];
  alone?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud backfill bill_ids --from 2024-01-01 --until 2024-06-30  bills and lines of half a year
  source-ovhcloud backfill bill_details --from 2024-01-01 --alone         only the lines, from then on
  source-ovhcloud backfill my_list --from 2024-01-01 --filter date.from date.to

Rows merge by key. What loads know and how far they have come stays as it is, and no row is marked as deleted.
Days are whole days in UTC. Ends as load does.`;

export function addBackfill(program: Command): void {
  const command = program
    .command('backfill')
    .description('read a part of the past of a dated list, and everything that hangs on it')
    .argument('<name>', 'technical name of the list, or of a source object that hangs on it')
    .requiredOption('--from <date>', 'the first day, or an instant')
    .option('--until <date>', 'the last day, or an instant (default: now)')
    .option('--filter <parameters...>', 'the query-string parameters of the earliest and of the latest date');
  addStrategyOption(addAloneOption(addConnectionOption(addConfigOptions(command))))
    .option('--report <file>', 'write the report as JSON; - for standard output')
    .option('-q, --quiet', 'no progress and no report in words')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, options: BackfillOptions) =>
      (await import('../actions/backfill.js')).backfill(name, options),
    );
}
