// report: writes what was spent in a month, with its proof: a page, a workbook, CSV files, Markdown, or the facts as JSON.
import { formats } from '../../../console/ui/formats.js';
import { texts } from '../../../console/ui/texts/texts.js';
import { proofCounts } from '../../../reports/page/proof-counts.js';
import { passedBudgets } from '../../../reports/report/passed-budgets.js';
import { isAbsent, type ReportData } from '../../../reports/report/report-data.js';
import type { WantedLabel } from '../../../reports/report/report-options.js';
import { notifyOfBudgets, readReport } from '../../app/mart/report.js';
import { readSpendBudgets } from '../../config/spend-budgets.js';
import { ConfigError } from '../../model/errors.js';
import type { ReportCommandOptions } from '../commands/report.js';
import { note, print } from '../output.js';
import { assertOutputs, type ReportOutputs, writeOutputs } from '../report-outputs.js';
import { firstDraft, tablesFrom } from './sources.js';

export async function report(options: ReportCommandOptions): Promise<void> {
  const outputs = outputsOf(options);
  const budgets = options.budget === undefined ? undefined : readSpendBudgets(options.budget);
  if (options.notify && budgets === undefined)
    throw new ConfigError([
      { code: 'option-conflict', where: '--notify', message: 'has no meaning without --budget FILE' },
    ]);
  assertOutputs(outputs);
  const draft = options.notify ? firstDraft(options) : tablesFrom(options);
  const data = await readReport(draft, {
    month: options.month,
    against: options.against,
    accounts: options.account,
    labels: options.label?.map(labelOf),
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

function labelOf(text: string): WantedLabel {
  const [, name, value] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return { name: name.trim(), value };
  const message = `"${text}" is no label: write NAME=VALUE, such as "customer=Acme Ltd"`;
  throw new ConfigError([{ code: 'option-value', where: '--label', message }]);
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
      : `${account}: ${t.health.outcome[run.outcome]}, ${t.health.objects(run.missing, run.ledger.listed, run.accepted ?? 0)}`,
  );
  const proof =
    data.proof.currencies.length === 0
      ? t.proof.noDocuments(f.month(data.month))
      : t.proof.lead(proofCounts(data));
  return [`${f.month(data.month)}: ${sums.length === 0 ? 'no spend' : sums.join(', ')}`, proof, ...loads];
}
