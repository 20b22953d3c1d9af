// The addresses of the tables: all of them, pages of rows, one record, SQL, and files.
import type { Context, Hono } from 'hono';
import { readSelection } from '../../../connector/app/tables/selection-text.js';
import { TableReader } from '../../../connector/app/tables/table-reader.js';
import type { ExportForm } from '../../contract/tables.js';
import { answer } from '../answer.js';
import { Refused } from '../failure.js';
import { checked } from '../requests.js';
import type { Workspace } from '../workspace.js';
import { TABLE_REQUESTS } from './requests.js';
import { tableAbout, tableColumns, tablesAnswer, textRows } from './views.js';

const PAGE_ROWS = 200;
const SECONDS = 2;
/** Of a query: shown at once, and in a file. */
const QUERY_ROWS = 1_000;
const QUERY_FILE_ROWS = 1_000_000;
/** For which descriptions are waited for: without them the page shows names and types. */
const ABOUT_MS = 1_500;

export function addTables(app: Hono, workspace: Workspace): void {
  const { clock } = workspace;
  const limits = (signal: AbortSignal, seconds = SECONDS) => ({ timeoutMs: seconds * 1000, signal });
  answer(app, 'GET /api/tables', TABLE_REQUESTS.none, async () =>
    tablesAnswer(await (await readerOf(workspace)).all()),
  );
  answer(app, 'GET /api/tables/about', TABLE_REQUESTS.table, async ({ table }) =>
    tableAbout(await (await readerOf(workspace)).about(table)),
  );
  answer(app, 'GET /api/tables/rows', TABLE_REQUESTS.rows, async (request, signal) => {
    const { table, after, skip, limit = PAGE_ROWS, seconds } = request;
    const reader = await readerOf(workspace);
    const started = clock.now();
    const page = await reader.page(
      table,
      {
        ...readSelection(request),
        limit,
        ...(after !== undefined && { after }),
        ...(skip !== undefined && { skip }),
      },
      limits(signal, seconds),
    );
    return {
      columns: tableColumns(page.columns, page.schema, reader.abouts(table)),
      rows: page.rows,
      ids: page.ids,
      ...(page.next !== undefined && { next: page.next }),
      milliseconds: clock.now() - started,
    };
  });
  answer(app, 'GET /api/tables/count', TABLE_REQUESTS.selection, async (request, signal) =>
    (await readerOf(workspace)).count(request.table, readSelection(request), signal),
  );
  answer(app, 'GET /api/tables/sum', TABLE_REQUESTS.sum, async ({ table, column, where }, signal) =>
    (await readerOf(workspace)).sum(table, column, readSelection({ where }), limits(signal)),
  );
  answer(app, 'GET /api/tables/row', TABLE_REQUESTS.row, async ({ table, id }, signal) => {
    const reader = await readerOf(workspace);
    const record = await reader.record(table, id, limits(signal));
    if (!record) throw new Refused(404, 'not-found', `${table} has no such row any more`);
    const about = await reader.about(table);
    const operation = reader.operationFor(table, record);
    const where = (conditions: (typeof record.parents)[number]['where']) =>
      conditions.map(({ column, operator, value }): [string, typeof operator, string?] =>
        value === undefined ? [column, operator] : [column, operator, value],
      );
    const linked = (rows: typeof record.parents) =>
      rows.map((each) => ({ ...each, where: where(each.where) }));
    return {
      columns: tableColumns(record.columns, about.schema, about.abouts),
      values: record.values,
      parents: linked(record.parents),
      children: linked(record.children),
      ...(operation && { operation }),
    };
  });
  answer(app, 'POST /api/tables/query', TABLE_REQUESTS.query, async ({ sql, seconds }, signal) => {
    const reader = await readerOf(workspace);
    const started = clock.now();
    const { columns, rows, isCut } = await reader.query(sql, QUERY_ROWS, limits(signal, seconds));
    return { columns, rows: textRows(columns, rows), isCut, milliseconds: clock.now() - started };
  });
  addFiles(app, workspace);
}

function addFiles(app: Hono, workspace: Workspace): void {
  app.get('/api/tables/export', async (c) => {
    const request = checked(TABLE_REQUESTS.exportTable, c.req.query());
    const { table } = request;
    const reader = await readerOf(workspace);
    const parts = reader.export(table, readSelection(request), formOf(request), c.req.raw.signal);
    // What is wrong with the request is said before the file begins.
    const first = await parts.next();
    async function* all() {
      if (!first.done) yield first.value;
      yield* parts;
    }
    return file(c, table, request.format, all());
  });
  app.get('/api/tables/query/export', async (c) => {
    const request = checked(TABLE_REQUESTS.exportQuery, c.req.query());
    const { sql, seconds = SECONDS, format } = request;
    const reader = await readerOf(workspace);
    const limits = { timeoutMs: seconds * 1000, signal: c.req.raw.signal };
    const text = await reader.exportQuery(sql, formOf(request), QUERY_FILE_ROWS, limits);
    async function* all() {
      yield text;
    }
    return file(c, 'query', format, all());
  });
}

const formOf = ({ format, formulas = 'keep' }: ExportForm) => ({ format, formulas });

/** A fault in the middle breaks the file off, so that it is not taken for a whole one. */
function file(c: Context, name: string, format: 'csv' | 'json', parts: AsyncGenerator<string>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await parts.return(undefined);
    },
  });
  const plain = name.replace(/[^\w.-]+/g, '_');
  return c.body(body, 200, {
    'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
    'content-disposition': `attachment; filename="${plain}.${format}"`,
  });
}

export async function readerOf(workspace: Workspace): Promise<TableReader> {
  const { sources, problem } = workspace.sources();
  if (problem) throw problem;
  const { clock } = workspace;
  const late = clock.sleep(ABOUT_MS, AbortSignal.timeout(ABOUT_MS * 2)).then(() => undefined);
  const documents = await Promise.race([workspace.documents().catch(() => undefined), late]);
  return new TableReader({
    sessions: workspace.tableSessions(),
    plans: sources.map(({ plan }) => plan),
    documents,
    clock,
  });
}
