// Rows of a table or of a query as CSV or JSON, part by part: exactly the filter, the order and the columns that are asked for.
import { harmless } from '../../model/formulas.js';
import type { QueryColumn, QueryValue } from '../../model/query.js';
import type { ColumnType } from '../../model/table.js';
import { type PageRequest, readPage, type TablePage, textOf } from '../../query/table/read-page.js';
import { tableSql } from '../../query/table/table-sql.js';
import type { TableSessions } from './table-sessions.js';

export interface ExportForm {
  format: 'csv' | 'json';
  /** CSV: an apostrophe before texts that a spreadsheet would take for a formula. */
  formulas?: 'keep' | 'escape';
}

/** Rows of one reading: a session is open for so long. */
const CHUNK = 10_000;
/** Of what has no cursor, each reading begins anew. */
const CHUNK_OF_VIEW = 100_000;
const LIMIT_MS = 60_000;

type Rows = Pick<TablePage, 'columns' | 'rows'>;

/** Each part is read in a session of its own, so that no load waits for whoever saves the file. */
export async function* exportedTable(
  sessions: TableSessions,
  name: string,
  request: Omit<PageRequest, 'limit'>,
  form: ExportForm,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  let after: string | undefined;
  let isFirst = true;
  do {
    const page: TablePage = await sessions.use(async (session) => {
      const table = await tableSql(session, name);
      if (!table) throw new Error(`the table ${name} is no more`);
      const limit = table.isView ? CHUNK_OF_VIEW : CHUNK;
      const from = after === undefined ? {} : { after };
      return readPage(session, table, { ...request, ...from, limit }, { timeoutMs: LIMIT_MS, signal });
    });
    yield written(page, form, isFirst);
    isFirst = false;
    after = page.next;
  } while (after !== undefined);
  if (form.format === 'json') yield '\n]\n';
}

/** The answer of a query that a person typed. */
export function exportedAnswer(
  { columns, rows }: { columns: readonly QueryColumn[]; rows: readonly QueryValue[][] },
  form: ExportForm,
): string {
  const texts = rows.map((row) => row.map((value, at) => textOf(value, columns[at]?.type)));
  const found = { columns: columns.map(({ name, type }) => ({ name, type, path: name })), rows: texts };
  return `${written(found, form, true)}${form.format === 'json' ? '\n]\n' : ''}`;
}

function written(
  { columns, rows }: Rows,
  { format, formulas = 'keep' }: ExportForm,
  isFirst: boolean,
): string {
  if (format === 'json') {
    const lines = rows.map((row, index) => {
      const members = columns.map(
        ({ name, type }, at) => `${JSON.stringify(name)}:${jsonOf(row[at] ?? null, type)}`,
      );
      return `${isFirst && index === 0 ? '' : ','}\n{${members.join(',')}}`;
    });
    return `${isFirst ? '[' : ''}${lines.join('')}`;
  }
  const cell = (text: string | null, type: ColumnType) =>
    csvCell(text, formulas === 'escape' && (type === 'text' || type === 'json'));
  const lines = rows.map((row) => columns.map(({ type }, at) => cell(row[at] ?? null, type)).join(','));
  const head = isFirst ? [columns.map(({ name }) => cell(name, 'text')).join(',')] : [];
  return [...head, ...lines].map((line) => `${line}\r\n`).join('');
}

/** NULL is nothing between the commas, an empty text is `""`. */
export function csvCell(text: string | null, isSafe = false): string {
  if (text === null) return '';
  const safe = isSafe ? harmless(text) : text;
  return safe === '' || /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Numbers as texts, since readers of JSON round them; JSON columns as they are. */
function jsonOf(text: string | null, type: ColumnType): string {
  if (text === null) return 'null';
  if (type === 'boolean') return text;
  if (type !== 'json') return JSON.stringify(text);
  try {
    JSON.parse(text);
    return text;
  } catch {
    return JSON.stringify(text);
  }
}
