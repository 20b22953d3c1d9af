// export: writes what is loaded in formats of the field.
import { FOCUS_DATASETS, type FocusDataset } from '../../../reports/focus/columns/column.js';
import { DATASETS } from '../../../reports/focus/columns/datasets.js';
import { exportFocus, formatOf } from '../../app/focus/export-focus.js';
import { openMart } from '../../app/mart/views.js';
import { ConfigError, type ConfigIssue } from '../../model/errors.js';
import { focusExportText } from '../../text/focus/export-text.js';
import type { ExportFocusOptions } from '../commands/export.js';
import { printText, textColumns } from '../output.js';
import { tablesFrom } from './sources.js';

export async function exportAsFocus(options: ExportFocusOptions): Promise<void> {
  const { spec: version, from, until, out, purchases, account: accounts, ascii: isAscii = false } = options;
  const dataset = datasetOf(options.dataset);
  checkOptions(dataset, options);
  formatOf(out);
  const { session } = await openMart(tablesFrom(options).config, { settings: { purchases } });
  try {
    const written = await exportFocus(session, {
      dataset,
      version,
      from,
      until,
      out,
      purchases,
      accounts,
      isAscii,
    });
    printText(options.json ? JSON.stringify(written, null, 2) : focusExportText(written, textColumns()));
    if (written.violations.length > 0) process.exitCode = 3;
  } finally {
    await session.close();
  }
}

function datasetOf(option: string): FocusDataset {
  return FOCUS_DATASETS.find((name) => DATASETS[name].option === option) ?? 'CostAndUsage';
}

function checkOptions(dataset: FocusDataset, { spec, from, until }: ExportFocusOptions): void {
  const issues: ConfigIssue[] = [];
  for (const [where, month] of [
    ['--from', from],
    ['--until', until],
  ] as const) {
    if (month === undefined || /^\d{4}-(0[1-9]|1[0-2])$/.test(month)) continue;
    issues.push({ code: 'option-value', where, message: `"${month}" is no month such as 2026-01` });
  }
  if (issues.length === 0 && from !== undefined && until !== undefined && from > until)
    issues.push({ code: 'option-value', where: '--until', message: `${until} is before ${from}` });
  const { since, option } = DATASETS[dataset];
  if (spec < since)
    issues.push({
      code: 'option-conflict',
      where: '--dataset',
      message: `${option} is a dataset of FOCUS ${since}: add --spec ${since}`,
    });
  if (issues.length > 0) throw new ConfigError(issues);
}
