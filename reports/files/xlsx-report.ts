// A report as a workbook: one sheet a table. Amounts are numbers to calculate with; a spreadsheet holds 15 digits of a
// number, so the exact text stands below each sum, and beside an amount that has more digits.
import type { Cell, CellObject, Row } from 'write-excel-file/node';
import { visible } from '../../connector/model/visible.js';
import type { Language } from '../../console/ui/formats.js';
import { plain } from '../../console/ui/parts/rich.js';
import { proofCounts } from '../page/proof-counts.js';
import { accountsText } from '../page/report-page.js';
import { viewOf } from '../page/view.js';
import type { ReportData } from '../report/report-data.js';
import { laterRuns } from './proof-tables.js';
import type { ReportTable, TableCell, TableColumn } from './report-table.js';
import { reportTables } from './report-tables.js';

/** Digits that a spreadsheet keeps of a number. */
const DIGITS = 15;
const LONGEST_CELL = 32_767;

export async function xlsxReport(data: ReportData, language: Language = 'en'): Promise<Buffer> {
  // Loaded for this alone: the command starts faster without it.
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const { t } = viewOf(data, language);
  const sheets = reportTables(data, language).map((table) => {
    const exact = columnsWithExactText(table);
    return {
      sheet: table.name,
      data: sheetRows(table, exact, t.exactText),
      columns: table.columns.flatMap((column, index) => {
        const width = widthOf(table, index);
        return exact.has(column.name) ? [{ width }, { width }] : [{ width }];
      }),
      stickyRowsCount: 1,
    };
  });
  const first = { sheet: 'report', data: frontRows(data, language), columns: [{ width: 120 }] };
  return writeExcelFile([first, ...sheets]).toBuffer();
}

/** What a reader must know before the figures. */
function frontRows(data: ReportData, language: Language): Row[] {
  const view = viewOf(data, language);
  const { t, f, many } = view;
  const words = [
    accountsText(view),
    t.head.amounts(data.currencies.map(({ currency }) => currency)),
    t.head.made(data.madeAt),
    ...data.health.map(({ account, run }) =>
      [
        account,
        run === null ? t.health.noRun : t.health.outcome[run.outcome],
        run && plain(t.health.equation(run.ledger)),
        ...laterRuns(view, run),
      ]
        .filter(Boolean)
        .join(' · '),
    ),
    ...data.notices.map((notice) => t.notice(notice, many)),
    t.proof.lead(proofCounts(data)),
    t.foot.made(data.generator.name, data.generator.version, data.database),
    ...(data.synthetic ? [t.foot.synthetic] : []),
  ];
  return [
    [{ value: f.capital(f.month(data.month)), fontWeight: 'bold' }],
    ...words.map((each) => [textCell(each)]),
  ];
}

function sheetRows(table: ReportTable, exact: Set<string>, exactTitle: string): Row[] {
  const { columns, rows, totals = [] } = table;
  const head = columns.flatMap((column): Cell[] => {
    const cell: CellObject = {
      value: column.title,
      fontWeight: 'bold',
      ...(isFigure(column) ? { align: 'right' } : {}),
    };
    return exact.has(column.name)
      ? [cell, { value: `${column.title}, ${exactTitle}`, fontWeight: 'bold' }]
      : [cell];
  });
  const written = (row: TableCell[], style: Partial<CellObject> = {}): Row =>
    columns.flatMap((column, index) => {
      const value = row[index] ?? null;
      const cell = cellOf(value, column);
      const styled = cell === null ? null : { ...cell, ...style };
      return exact.has(column.name) ? [styled, value === null ? null : textCell(String(value))] : [styled];
    });
  /** The digits of a sum, as text. */
  const digits = (row: TableCell[]): Row =>
    columns.flatMap((column, index) => {
      const value = row[index] ?? null;
      const cell: Cell =
        index === 0
          ? { value: exactTitle, textColor: '#545d6b' }
          : column.kind === 'amount' && value !== null
            ? { value: String(value), type: String, align: 'right', textColor: '#545d6b' }
            : null;
      return exact.has(column.name) ? [cell, null] : [cell];
    });
  return [
    head,
    ...rows.map((row) => written(row)),
    ...totals.flatMap((row) => [written(row, { fontWeight: 'bold' }), digits(row)]),
  ];
}

function isFigure({ kind }: TableColumn): boolean {
  return kind === 'amount' || kind === 'number' || kind === 'count' || kind === 'percent';
}

function cellOf(value: TableCell, { kind }: TableColumn): CellObject | null {
  if (value === null) return null;
  if (typeof value === 'number') return { value, type: Number, format: '#,##0' };
  if (kind === 'amount') return { value: Number(value), type: Number, format: amountFormat(value) };
  if (kind === 'number' || kind === 'percent')
    return { value: Number(value), type: Number, format: 'General' };
  if (kind === 'day') return { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };
  return textCell(value);
}

/** Every decimal that the text has, and at least two. */
function amountFormat(text: string): string {
  const places = Math.max(2, text.split('.')[1]?.length ?? 0);
  return `#,##0.${'0'.repeat(places)}`;
}

/** Amounts with more digits than a number of a spreadsheet. */
function columnsWithExactText({ columns, rows, totals = [] }: ReportTable): Set<string> {
  const long = columns.filter(
    ({ kind }, index) =>
      kind === 'amount' &&
      [...rows, ...totals].some((row) => {
        const value = row[index];
        return typeof value === 'string' && value.replace(/^-?0*\.?0*|[-.]/g, '').length > DIGITS;
      }),
  );
  return new Set(long.map(({ name }) => name));
}

/** As text, whatever it begins with. What a workbook cannot hold is visible as its escape. */
function textCell(text: string): CellObject {
  const allowed = visible(text).replace(
    /[\ufffd\p{Noncharacter_Code_Point}]/gu,
    (char) => `\\u${char.codePointAt(0)?.toString(16)}`,
  );
  return { value: allowed.slice(0, LONGEST_CELL), type: String };
}

function widthOf({ columns, rows }: ReportTable, index: number): number {
  const lengths = rows.slice(0, 200).map((row) => String(row[index] ?? '').length);
  return Math.min(
    60,
    Math.max(10, (columns[index]?.title.length ?? 0) + 2, ...lengths.map((length) => length + 2)),
  );
}
