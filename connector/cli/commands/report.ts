// The command line of `report`.
import { type Command, Option } from 'commander';
import { LANGUAGES, type Language } from '../../../console/ui/formats.js';
import type { Theme } from '../../../reports/report/page-options.js';
import { ConfigError } from '../../model/errors.js';
import { addConfigOptions, type ConfigOptions } from './options.js';

export interface ReportCommandOptions extends ConfigOptions {
  month?: string;
  against?: string;
  account?: string[];
  label?: string[];
  html?: string | true;
  xlsx?: string;
  csv?: string;
  markdown?: string;
  json?: string;
  language: Language[];
  theme: Theme;
  budget?: string;
  notify?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud report                                  the last whole month, as report-MONTH.html
  source-ovhcloud report --month 2026-10 --language fr
  source-ovhcloud report --html oct.html --xlsx oct.xlsx --csv oct/
  source-ovhcloud report --label "customer=Acme Ltd"
  source-ovhcloud report --budget budget.yaml --notify    for a daily task

Nothing is called. The file asks nothing of anybody: it can be kept, mailed and printed.`;

export function addReport(program: Command): void {
  addConfigOptions(program.command('report').description('write what was spent, with its proof, as one page'))
    .option('--month <month>', 'YYYY-MM (default: the last whole month that has documents)', month)
    .option('--against <month>', 'the month beside it, YYYY-MM (default: the one before)', month)
    .option('--account <names...>', 'only these accounts (default: all of the tables)')
    .option('--label <name=value...>', 'only accounts with these labels of their connections')
    .option('--html [file]', 'one page for browsers and print (default: report-MONTH.html)')
    .option('--xlsx <file>', 'workbook, one sheet a table')
    .option('--csv <folder>', 'CSV files, one a table')
    .option('--markdown <file>', 'for a ticket, a wiki or a mail')
    .option('--json <file>', 'the facts themselves, for programs')
    .addOption(
      new Option('--language <languages...>', 'of words and numbers; of several, the HTML is in each')
        .choices(LANGUAGES)
        .default(['en']),
    )
    .addOption(
      new Option('--theme <theme>', 'of the HTML').choices(['system', 'light', 'dark']).default('system'),
    )
    .option('--budget <file>', 'limits of spend a month, with thresholds')
    .option('--notify', 'send a notification where a threshold of a budget is passed')
    .addHelpText('after', EXAMPLES)
    .action(async (options: ReportCommandOptions) => (await import('../actions/report.js')).report(options));
}

function month(text: string): string {
  if (/^\d{4}-(?:0[1-9]|1[0-2])$/.test(text)) return text;
  const message = `"${text}" is no month: write YYYY-MM, such as 2026-10`;
  throw new ConfigError([{ code: 'option-value', where: '--month, --against', message }]);
}
