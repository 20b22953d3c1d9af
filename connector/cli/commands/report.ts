// report: writes what was spent in a month, with its proof: a page, a workbook, CSV files, Markdown, or the facts as JSON.
import { type Command, Option } from 'commander';
import { formats, LANGUAGES, type Language } from '../../../console/ui/formats.js';
import { texts } from '../../../console/ui/texts/texts.js';
import { proofCounts } from '../../../reports/page/proof-counts.js';
import type { Theme } from '../../../reports/page/render-report.js';
import { passedBudgets } from '../../../reports/report/passed-budgets.js';
import { isAbsent, type ReportData } from '../../../reports/report/report-data.js';
import { notifyOfBudgets, readReport } from '../../app/mart/report.js';
import { readSpendBudgets } from '../../config/spend-budgets.js';
import { ConfigError } from '../../model/errors.js';
import type { LedgerCounts } from '../../model/report.js';
import { note, print } from '../output.js';
import { assertOutputs, type ReportOutputs, writeOutputs } from '../report-outputs.js';
import { addConfigOptions, type ConfigOptions, firstDraft } from './options.js';

interface ReportCommandOptions extends ConfigOptions {
  month?: string;
  against?: string;
  account?: string[];
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
  source-ovhcloud report --budget budget.yaml --notify    for a daily task

Nothing is called. The file asks nothing of anybody: it can be kept, mailed and printed.`;

export function addReport(program: Command): void {
  addConfigOptions(program.command('report').description('write what was spent, with its proof, as one page'))
    .option('--month <month>', 'YYYY-MM (default: the last whole month that has documents)', month)
    .option('--against <month>', 'the month beside it, YYYY-MM (default: the one before)', month)
    .option('--account <names...>', 'only these accounts (default: all of the tables)')
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
    .action(report);
}

async function report(options: ReportCommandOptions): Promise<void> {
  const outputs = outputsOf(options);
  const budgets = options.budget === undefined ? undefined : readSpendBudgets(options.budget);
  if (options.notify && budgets === undefined)
    throw new ConfigError([
      { code: 'option-conflict', where: '--notify', message: 'has no meaning without --budget FILE' },
    ]);
  assertOutputs(outputs);
  const draft = firstDraft(options);
  const data = await readReport(draft, {
    month: options.month,
    against: options.against,
    accounts: options.account,
    budgets,
  });
  const files = await writeOutputs(data, outputs);
  print(`Wrote ${files.join(', ')}`);
  for (const line of summaryOf(data)) print(line);
  if (options.notify)
    await notifyOfBudgets(draft, passedBudgets(data), (way, problem) => {
      if (problem !== undefined) note(`the ${way} did not accept the notification: ${problem}`);
    });
}

function outputsOf({
  html,
  xlsx,
  csv,
  markdown,
  json,
  language,
  theme,
}: ReportCommandOptions): ReportOutputs {
  const wanted = { xlsx, csv, markdown, json, languages: language, theme };
  const isAlone = Object.values({ xlsx, csv, markdown, json }).every((each) => each === undefined);
  if (html === undefined) return isAlone ? { html: '', ...wanted } : wanted;
  return { html: html === true ? '' : html, ...wanted };
}

function month(text: string): string {
  if (/^\d{4}-(?:0[1-9]|1[0-2])$/.test(text)) return text;
  const message = `"${text}" is no month: write YYYY-MM, such as 2026-10`;
  throw new ConfigError([{ code: 'option-value', where: '--month, --against', message }]);
}

/** What the page says first: the sums, the proof, the load. */
function summaryOf(data: ReportData): string[] {
  const f = formats('en');
  const t = texts(f);
  const sums = data.currencies.flatMap(({ currency, comparison }) => {
    if (isAbsent(comparison)) return [];
    const { amount, before } = comparison.total;
    return [`${f.money(amount ?? '0', currency)} (${f.change(amount, before)} on ${f.month(data.against)})`];
  });
  const loads = data.health.map(({ account, run }) =>
    run === null
      ? `${account}: ${t.health.noRun}`
      : `${account}: ${t.health.outcome[run.outcome]}, ${t.health.objects(notLoaded(run.ledger), run.ledger.listed, run.accepted ?? 0)}`,
  );
  const proof =
    data.proof.currencies.length === 0
      ? t.proof.noDocuments(f.month(data.month))
      : t.proof.lead(proofCounts(data));
  return [`${f.month(data.month)}: ${sums.length === 0 ? 'no spend' : sums.join(', ')}`, proof, ...loads];
}

function notLoaded({ refused, rejected, failed }: LedgerCounts): number {
  return refused + rejected + failed;
}
