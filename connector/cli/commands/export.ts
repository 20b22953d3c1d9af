// The command line of `export`.
import { type Command, Option } from 'commander';
import { FOCUS_DATASETS, FOCUS_VERSIONS, type FocusVersion } from '../../../reports/focus/columns/column.js';
import { DATASETS } from '../../../reports/focus/columns/datasets.js';
import { PURCHASES, type Purchases } from '../../../reports/sql/view.js';
import { MONTH_IN_NAME } from '../../app/focus/month-in-name.js';
import { addConfigOptions, type ConfigOptions } from './options.js';

export interface ExportFocusOptions extends ConfigOptions {
  spec: FocusVersion;
  dataset: string;
  from?: string;
  until?: string;
  out: string;
  purchases: Purchases;
  account?: string[];
  ascii?: boolean;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud export focus --out focus.parquet
  source-ovhcloud export focus --spec 1.2 --from 2026-01 --until 2026-03 --out quarter.csv
  source-ovhcloud export focus --out 'focus-{month}.csv'          one file a month
  source-ovhcloud export focus --spec 1.4 --dataset invoice-detail --out invoices.csv
  source-ovhcloud export focus --to ovh.db --purchases amortise --out amortised.parquet

Nothing is called. Files are replaced whole, and the same rows give the same bytes. Every row is checked against the rules
of the specification: ends with 3 when one is broken. docs/focus.md has the columns, and where each comes from.`;

export function addExport(program: Command): void {
  const command = program
    .command('export')
    .description('write what is loaded in formats of the field')
    .addHelpText('after', EXAMPLES);
  addConfigOptions(
    command.command('focus').description('costs in FOCUS, the format of FinOps, as CSV or Parquet'),
  )
    .addOption(
      new Option('--spec <version>', 'version of the specification').choices(FOCUS_VERSIONS).default('1.3'),
    )
    .addOption(
      new Option('--dataset <name>', 'dataset; the last two are of 1.4')
        .choices(FOCUS_DATASETS.map((name) => DATASETS[name].option))
        .default(DATASETS.CostAndUsage.option),
    )
    .option('--from <month>', 'first month, such as 2026-01 (default: the first that there is)')
    .option('--until <month>', 'last month (default: the last that there is)')
    .requiredOption(
      '--out <file>',
      `file that ends in .csv or .parquet; with ${MONTH_IN_NAME} in its name, one a month`,
    )
    .addOption(
      new Option(
        '--purchases <how>',
        'usage: as usage; amortise: spread over the months that they are for; plain: as purchases',
      )
        .choices(PURCHASES)
        .default('usage'),
    )
    .option('--account <nichandle...>', 'only these accounts (default: all in the destination)')
    .option('--ascii', 'fold text to ASCII, for readers that take nothing else')
    .option('--json', 'print what was written as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (_: ConfigOptions, self: Command) =>
      (await import('../actions/export.js')).exportAsFocus(self.optsWithGlobals()),
    );
}
