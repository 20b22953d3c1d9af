// A report as a page or as files. What renders is loaded with the first of each, so that a program that loads data does
// not wait for it.
import type { Language, PageOptions } from '../../../reports/report/page-options.js';
import type { ReportData } from '../../../reports/report/report-data.js';

/**
 * The report as one HTML file, which asks nothing of anybody. Rejects with an `Error` where a sum is not that of its
 * parts, which is a fault of whoever made the facts.
 */
export async function renderReport(data: ReportData, options: PageOptions = {}): Promise<string> {
  const { renderReport: render } = await import('../../../reports/page/render-report.js');
  return render(data, options);
}

/** The report as a workbook (XLSX): one sheet a table, amounts as numbers, and their exact text beside those that a spreadsheet would round. */
export async function renderReportXlsx(data: ReportData, language: Language = 'en'): Promise<Uint8Array> {
  const { xlsxReport } = await import('../../../reports/files/xlsx-report.js');
  return xlsxReport(data, language);
}

/**
 * The report as CSV: names of files with their text, one a table, also of tables without rows. Amounts are exact; names of
 * files and columns are the same in every language.
 */
export async function renderReportCsv(
  data: ReportData,
  language: Language = 'en',
): Promise<Map<string, string>> {
  const { csvFiles } = await import('../../../reports/files/csv-report.js');
  const { allReportTables } = await import('../../../reports/files/report-tables.js');
  return csvFiles(allReportTables(data, language));
}

/** The report as Markdown, for a ticket or a mail: without the long tables. */
export async function renderReportMarkdown(data: ReportData, language: Language = 'en'): Promise<string> {
  const { markdownReport } = await import('../../../reports/files/markdown-report.js');
  return markdownReport(data, language);
}
