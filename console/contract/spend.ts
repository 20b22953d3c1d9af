// Spend: the facts of a report, and what belongs to them: its files, the views, the export.
import type { DocumentKind } from '../../reports/report/proof-data.js';
import type { ReportData } from '../../reports/report/report-data.js';

/** `GET /api/spend`: what `report` reads. */
export interface SpendRequest {
  /** `2026-10`; absent: the last month that is over and has documents. */
  month?: string;
  /** The month beside it; absent: the one before. */
  against?: string;
  /** Of the tables; absent: all. */
  account?: string;
}

export interface SpendAnswer {
  data: ReportData;
  /** Whether the views stand beside the tables, where SQL finds them. `none`: the destination has no views. */
  views: 'made' | 'missing' | 'none';
  /** All accounts of the tables. */
  accounts: string[];
  /** Where the lines of each kind of document are: a table, and its column with the id of the document. */
  lines: Partial<Record<DocumentKind, { table: string; column: string }>>;
}

/** `POST /api/views/install` and `POST /api/views/drop`: after consent. */
export interface ViewsAnswer {
  location: string;
  views: string[];
}

/** `GET /api/spend/report`: a file, by the same functions as the command. CSV is one archive of a file a table. */
export interface ReportFileRequest extends SpendRequest {
  format: 'html' | 'xlsx' | 'csv' | 'markdown' | 'json';
  language: 'en' | 'fr';
}

/** `GET /api/spend/focus`: one file of the FinOps specification. */
export interface FocusFileRequest {
  /** Months, both included. */
  from: string;
  until: string;
  format: 'csv' | 'parquet';
  account?: string;
}
