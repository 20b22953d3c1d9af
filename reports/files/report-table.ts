// One table of a report, as the files have it: exact values, names of columns that stay, titles in the reader's language.

/**
 * `amount`, `number`: an exact decimal as text. `count`: a whole number. `day`, `month`, `instant`: as the report has
 * them. `percent`: a decimal. `text`: words; `code`: what a machine reads.
 */
export type ColumnKind = 'amount' | 'number' | 'count' | 'percent' | 'day' | 'month' | 'text' | 'code';

export interface TableColumn {
  /** In files for programs, snake_case; never translated. */
  name: string;
  /** For people. */
  title: string;
  kind: ColumnKind;
}

export type TableCell = string | number | null;

export interface ReportTable {
  /** File name and sheet: `spend_by_month`. Never translated. */
  name: string;
  title: string;
  columns: TableColumn[];
  rows: TableCell[][];
  /** Sums of the rows, one a currency. Files for programs leave them out, so that a column can be added up. */
  totals?: TableCell[][];
  /** Too long to be read: left out of the Markdown. */
  isLong?: boolean;
}

/** `column('gap', 'Gap', 'amount')` */
export function column(name: string, title: string, kind: ColumnKind = 'text'): TableColumn {
  return { name, title, kind };
}
