// A report as Markdown: for a ticket, a wiki or a mail. The same words and figures as the page, without its long tables.

import type { Language } from '../../console/ui/formats.js';
import { plain } from '../../console/ui/parts/rich.js';
import { proofCounts } from '../page/proof-counts.js';
import { accountsText } from '../page/report-page.js';
import { type View, viewOf } from '../page/view.js';
import { isAbsent, type ReportData } from '../report/report-data.js';
import { laterRuns } from './proof-tables.js';
import type { ReportTable, TableCell, TableColumn } from './report-table.js';
import { reportTables } from './report-tables.js';

const MOST_ROWS = 30;

export function markdownReport(data: ReportData, language: Language = 'en'): string {
  const view = viewOf(data, language);
  const { t, f } = view;
  const tables = reportTables(data, language).filter(({ isLong }) => !isLong);
  const facts = [
    accountsText(view),
    t.head.amounts(data.currencies.map(({ currency }) => currency)),
    t.head.made(data.madeAt),
  ];
  return [
    `# ${text(f.capital(f.month(data.month)))}`,
    text(facts.join(' · ')),
    ...healthLines(view),
    text(t.proof.lead(proofCounts(data))),
    ...totals(view),
    ...tables.flatMap((table) => [`## ${text(table.title)}`, markdownTable(table, view)]),
    text(t.foot.made(data.generator.name, data.generator.version, data.database)),
    ...(data.synthetic ? [text(t.foot.synthetic)] : []),
    '',
  ].join('\n\n');
}

function healthLines(view: View): string[] {
  const { data, t, f, many } = view;
  const lines = data.health.map(({ account, run, newestDocument }) =>
    [
      `**${run === null ? t.health.noRun : t.health.outcome[run.outcome]}**${many ? ` ${text(account)}` : ''}`,
      run && text(plain(t.health.equation(run.ledger))),
      ...laterRuns(view, run).map(text),
      newestDocument && text(t.health.newest(f.day(newestDocument))),
    ]
      .filter(Boolean)
      .join(' · '),
  );
  return [...lines, ...data.notices.map((notice) => text(t.notice(notice, many)))];
}

function totals({ data, t, f }: View): string[] {
  return data.currencies.flatMap(({ currency, comparison }) => {
    if (isAbsent(comparison)) return [];
    const { amount, before } = comparison.total;
    return [
      `**${f.money(amount ?? '0', currency)}** · ${f.change(amount, before)} ${t.spend.onMonth(data.against, true)}`,
    ];
  });
}

/** Columns that say the same in every row, or that only programs need. */
function isNeedless({ name }: TableColumn, { data, many }: View): boolean {
  return (
    name === 'project_id' ||
    (name === 'account' && !many) ||
    (name === 'currency' && data.currencies.length < 2)
  );
}

function markdownTable({ columns, rows, totals: sums = [] }: ReportTable, view: View): string {
  const shown = rows.slice(0, MOST_ROWS);
  const used = columns.map(
    (column, index) =>
      !isNeedless(column, view) && [...shown, ...sums].some((row) => (row[index] ?? null) !== null),
  );
  const pick = <T>(cells: T[]): T[] => cells.filter((_, index) => used[index]);
  const line = (cells: string[]) => `| ${pick(cells).join(' | ')} |`;
  const isFigure = ({ kind }: TableColumn) => ['amount', 'number', 'count', 'percent'].includes(kind);
  const written = (row: TableCell[]) =>
    columns.map((column, index) => cellText(row[index] ?? null, column, view));
  const more = rows.length - shown.length;
  return [
    line(columns.map(({ title }) => text(title))),
    line(columns.map((column) => (isFigure(column) ? '--:' : '---'))),
    ...shown.map((row) => line(written(row))),
    ...sums.map((row) => line(written(row).map((cell) => (cell === '–' ? '' : `**${cell}**`)))),
    ...(more > 0 ? ['', text(view.t.moreRows(more))] : []),
  ].join('\n');
}

function cellText(cell: TableCell, { kind }: TableColumn, { f }: View): string {
  if (cell === null) return '–';
  if (typeof cell === 'number') return f.count(cell);
  if (kind === 'amount') return f.amount(cell);
  if (kind === 'number') return f.digits(cell);
  if (kind === 'percent') return f.percentage(cell);
  if (kind === 'day') return f.day(cell);
  if (kind === 'month') return f.month(cell);
  return text(cell);
}

/** Nothing in a text is markup: neither a table, nor a link, nor HTML. */
function text(words: string): string {
  return words.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>|#~]/g, '\\$&');
}
