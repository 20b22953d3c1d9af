// A report as CSV files, one a table: RFC 4180, UTF-8, exact values, names of columns that stay. Texts that a spreadsheet
// would run as a formula begin with an apostrophe.
import { harmless } from '../../connector/model/formulas.js';
import type { ReportTable, TableCell, TableColumn } from './report-table.js';

/** File names with their content. */
export function csvFiles(tables: ReportTable[]): Map<string, string> {
  return new Map(tables.map((table) => [`${table.name}.csv`, csvText(table)]));
}

function csvText({ columns, rows }: ReportTable): string {
  const lines = [
    columns.map(({ name }) => quoted(name)),
    ...rows.map((row) => row.map((cell, at) => csvCell(cell, columns[at]))),
  ];
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}

/** Null is no character at all, an empty text is `""`. */
function csvCell(cell: TableCell, column: TableColumn | undefined): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const isText = column?.kind === 'text' || column?.kind === 'code';
  return quoted(isText ? harmless(cell) : cell);
}

function quoted(text: string): string {
  return text === '' || /[,"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
