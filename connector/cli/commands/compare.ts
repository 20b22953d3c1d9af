// The command line of `compare`.
import type { Command } from 'commander';
import { addConfigOptions, type ConfigOptions } from './options.js';

export interface CompareOptions extends ConfigOptions {
  json?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud compare focus focus.csv
  source-ovhcloud compare focus export/2026/10/*/focus.csv     OVHcloud's own exports: the last of each month counts
  source-ovhcloud compare focus focus.parquet --to ovh.db --json

Nothing is called. Compares costs by month, account and currency, and by invoice where the file names invoices. Ends with 0
when all are equal to the last digit, with 3 when one differs.`;

export function addCompare(program: Command): void {
  const command = program
    .command('compare')
    .description('compare what is loaded with files of others')
    .addHelpText('after', EXAMPLES);
  addConfigOptions(command.command('focus').description("files of FOCUS, such as OVHcloud's own export"))
    .argument('<files...>', 'CSV, CSV with gzip, or Parquet')
    .option('--json', 'print the comparison as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], _: ConfigOptions, self: Command) =>
      (await import('../actions/compare.js')).compareWithFocus(files, self.optsWithGlobals()),
    );
}
