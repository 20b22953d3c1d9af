// backfill: reads a part of the past of one source object, beside the regular loads.
import type { Command } from 'commander';
import { inBackfill } from '../../app/plan/steps.js';
import type { Backfill } from '../../plan/modes/backfill.js';
import { addStrategyOption } from '../observe/load-options.js';
import { type LoadCommandOptions, loadAndReport } from './load.js';
import { addAloneOption, addConnectionOption, sourcesFrom } from './options.js';

interface Options extends Omit<LoadCommandOptions, 'to' | 'only' | 'alone' | 'fullRefresh'> {
  from: string;
  to?: string;
  filter?: string[];
  into?: string;
  alone?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud backfill bill_ids --from 2024-01-01 --to 2024-06-30     bills and lines of half a year
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
    .option('--to <date>', 'the last day, or an instant (default: now)')
    .option('--filter <parameters...>', 'the query-string parameters of the earliest and of the latest date')
    .option('-c, --config <file>', 'configuration, YAML or JSON (default: source.yaml in this folder)')
    .option('--base-url <origin>', 'call this origin instead of the region: a proxy, the sandbox')
    .option('--into <file>', 'destination file, instead of the configured one');
  addStrategyOption(addAloneOption(addConnectionOption(command)))
    .option('--report <file>', 'write the report as JSON; - for standard output')
    .option('-q, --quiet', 'no progress and no report in words')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(name: string, { from, to, filter, into, alone, ...options }: Options): Promise<void> {
  const [earliest, latest] = filter ?? [];
  const spec =
    earliest === undefined ? {} : { filter: { from: earliest, ...(latest ? { to: latest } : {}) } };
  const backfill: Backfill = { name, from, ...(to === undefined ? {} : { to }), ...spec, alone };
  const open = () => sourcesFrom({ ...options, to: into }).map((source) => inBackfill(source, backfill));
  await loadAndReport(options, open);
}
