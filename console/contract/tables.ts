// The loaded tables: all of them, pages of rows, one record, and SQL that a person types. Every value is text.

export type CellType = 'boolean' | 'bigint' | 'decimal' | 'text' | 'json' | 'timestamp' | 'date';

/** `GET /api/tables`. */
export interface TablesAnswer {
  /** Where they are, for people. */
  location: string;
  dialect: 'sqlite' | 'postgres' | 'duckdb';
  /** Tables of the source, parents before their children; then views, then the connector's own. */
  tables: TableEntry[];
}

export interface TableEntry {
  name: string;
  kind: 'table' | 'view' | 'own';
  /** Below which table it hangs, and how deep. */
  parent?: string;
  depth: number;
  children: string[];
  /** Absent where counting took too long. */
  rows?: number;
  columns: number;
  /** Beginning of the last run that wrote to it. */
  lastChange?: string;
  /** What the last load did not bring: its run, its source object, and counts by reason. */
  notLoaded?: { runId: string; source: string; missing: number; counts: Record<string, number> };
  /** By the API's documents, where they are known. */
  about?: string;
}

/** A condition on a column; `null` and `not null` have no value. NULL meets no other. */
export type WhereEntry = [column: string, operator: WhereOperator, value?: string];
export type WhereOperator =
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'contains'
  | 'starts'
  | 'null'
  | 'not null';

/** Which rows, in which order, with which columns. */
export interface TableSelection {
  table: string;
  /** JSON of a list of `WhereEntry`. */
  where?: string;
  /** `-date,bill_id`: a minus is descending. */
  sort?: string;
  /** `bill_id,date`; absent: all. */
  cols?: string;
}

/** `GET /api/tables/rows`. */
export interface RowsRequest extends TableSelection {
  /** `next` of an earlier answer with the same filter and order. */
  after?: string;
  /** Rows to leave out before. */
  skip?: number;
  limit?: number;
  /** After which the query is stopped; 2 by default. */
  seconds?: number;
}

export interface TableColumn {
  name: string;
  type: CellType;
  /** Where the value comes from: a field (`priceWithTax.value`), `{parameter}`, or `_run_id`. */
  path: string;
  key: boolean;
  about?: string;
}

export interface RowsAnswer {
  columns: TableColumn[];
  /** NULL is null; everything else is text, with every digit. */
  rows: (string | null)[][];
  /** What names each row, for its record; empty where nothing does. */
  ids: string[];
  next?: string;
  milliseconds: number;
}

/** `GET /api/tables/about`: a table without its rows. */
export interface TableAbout {
  name: string;
  columns: TableColumn[];
  relations: TableRelation[];
}

/** Columns that are equal in a parent and its child, and amounts that should add up. */
export interface TableRelation {
  parent: string;
  child: string;
  columns: [parent: string, child: string][];
  isNearest: boolean;
  amounts?: { parent: string; child: string };
}

/** `GET /api/tables/count`: how many rows a filter leaves. */
export interface CountAnswer {
  rows: number;
  /** There are more: counting was stopped. */
  atLeast: boolean;
}

/** `GET /api/tables/sum`: exact. */
export interface SumAnswer {
  rows: string;
  sum: string | null;
}

/** `GET /api/tables/row`. */
export interface RecordAnswer {
  columns: TableColumn[];
  values: (string | null)[];
  parents: LinkedRows[];
  children: LinkedRows[];
  /** The operation that answers the object, with the values of its path, where the plan has one. */
  operation?: { method: string; path: string; parameters: [string, string][] };
}

export interface LinkedRows {
  table: string;
  where: WhereEntry[];
  rows?: number;
  /** Whether lines add up to what their document says. */
  sum?: { column: string; amount: string; of: string; says: string; gap: string };
}

/** `POST /api/tables/query`: one statement that reads. */
export interface QueryRequest {
  sql: string;
  seconds?: number;
}

export interface QueryAnswer {
  columns: { name: string; type: CellType }[];
  rows: (string | null)[][];
  /** There are more rows than these. */
  isCut: boolean;
  milliseconds: number;
}

/** `GET /api/tables/export` and `GET /api/tables/query/export`: a file. */
export interface ExportForm {
  format: 'csv' | 'json';
  /** CSV: texts that a spreadsheet would take for a formula begin with an apostrophe. */
  formulas?: 'keep' | 'escape';
}
