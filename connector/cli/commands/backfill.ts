// backfill: reads a part of the past of one source object, beside the regular loads.
import type { Command } from 'commander';
import { inBackfill } from '../../app/plan/steps.js';
import { ConfigError } from '../../model/errors.js';
import type { Backfill } from '../../plan/modes/backfill.js';
import { addStrategyOption } from '../observe/load-options.js';
import { type LoadCommandOptions, loadAndReport } from './load.js';
import { addAloneOption, addConfigOptions, addConnectionOption, sourcesFrom } from './options.js';

interface Options extends Omit<LoadCommandOptions, 'only' | 'alone' | 'fullRefresh'> {
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
    .action(run);
}

async function run(name: string, { from, until, filter, alone, ...options }: Options): Promise<void> {
  refuseDate(options.to);
  const [earliest, latest] = filter ?? [];
  const spec =
    earliest === undefined ? {} : { filter: { from: earliest, ...(latest ? { to: latest } : {}) } };
  const backfill: Backfill = { name, from, ...(until === undefined ? {} : { to: until }), ...spec, alone };
  const open = () => sourcesFrom(options).map((source) => inBackfill(source, backfill));
  await loadAndReport(options, open);
}

/** `--to` was the last day once, and a date is a possible name of a file. */
function refuseDate(to: string | undefined): void {
  if (to === undefined || !/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-][\d:]+)?)?$/.test(to)) return;
  const message = `"${to}" is a date, and --to names the destination: the last day is --until ${to}`;
  throw new ConfigError([{ code: 'option-value', where: '--to', message }]);
}
