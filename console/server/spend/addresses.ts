// The addresses of spend: the facts of a report, its files, the export, and the views beside the tables.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { exportFocusFile } from '../../../connector/app/focus/export-focus-file.js';
import {
  renderReport,
  renderReportCsv,
  renderReportMarkdown,
  renderReportXlsx,
} from '../../../connector/app/mart/render-report.js';
import { readReport } from '../../../connector/app/mart/report.js';
import { dropViews, installViews } from '../../../connector/app/mart/views.js';
import { zipOf } from '../../../connector/app/mart/zip.js';
import { temporaryFolder } from '../../../connector/disk/whole-file.js';
import type { FocusFileRequest, ReportFileRequest, SpendAnswer, SpendRequest } from '../../contract/spend.js';
import { answer } from '../answer.js';
import { Refused } from '../failure.js';
import { checked } from '../requests.js';
import { readerOf } from '../tables/addresses.js';
import type { Workspace } from '../workspace.js';

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month such as 2026-10');
const account = z.string().max(200).optional();
const chosen = { month: month.optional(), against: month.optional(), account };

export const SPEND_REQUESTS = {
  spend: z.strictObject(chosen) satisfies z.ZodType<SpendRequest>,
  file: z.strictObject({
    ...chosen,
    format: z.enum(['html', 'xlsx', 'csv', 'markdown', 'json']),
    language: z.enum(['en', 'fr']),
  }) satisfies z.ZodType<ReportFileRequest>,
  focus: z.strictObject({
    from: month,
    until: month,
    format: z.enum(['csv', 'parquet']),
    account,
  }) satisfies z.ZodType<FocusFileRequest>,
  /** What changes the destination is asked for by a page that has asked the person. */
  consent: z.strictObject({ consent: z.boolean() }),
};

export function addSpend(app: Hono, workspace: Workspace): void {
  answer(app, 'GET /api/spend', SPEND_REQUESTS.spend, async (request): Promise<SpendAnswer> => {
    const data = await reportOf(workspace, request);
    const reader = await readerOf(workspace);
    return {
      data,
      views: await viewsOf(workspace),
      accounts: await accountsOf(workspace, request, data),
      lines: await reader.documentLines(),
    };
  });
  answer(app, 'POST /api/views/install', SPEND_REQUESTS.consent, async ({ consent }) => {
    agreed(consent);
    const { location, views } = await installViews(workspace.tablesSource());
    return { location, views };
  });
  answer(app, 'POST /api/views/drop', SPEND_REQUESTS.consent, async ({ consent }) => {
    agreed(consent);
    return { location: '', views: await dropViews(workspace.tablesSource()) };
  });
  app.get('/api/spend/report', async (c) => {
    const request = checked(SPEND_REQUESTS.file, c.req.query());
    return reportFile(c, await reportOf(workspace, request), request);
  });
  app.get('/api/spend/focus', async (c) =>
    focusFile(c, workspace, checked(SPEND_REQUESTS.focus, c.req.query())),
  );
}

function agreed(consent: boolean): void {
  if (!consent) throw new Refused(409, 'consent-missing', 'nothing is changed without consent');
}

/** The facts of one month. Throws as `readReport` does. */
export const reportOf = (workspace: Workspace, { month: of, against, account: wanted }: SpendRequest) =>
  readReport(
    workspace.tablesSource(),
    {
      ...(of !== undefined && { month: of }),
      ...(against !== undefined && { against }),
      ...(wanted !== undefined && { accounts: [wanted] }),
      ...(workspace.demo && { synthetic: true }),
    },
    { ownProcess: true },
  );

/** Whether the views stand beside the tables. */
export function viewsOf(workspace: Workspace): Promise<SpendAnswer['views']> {
  return workspace.tableSessions().use(async (session) => {
    // Files have no views: they are defined by whoever reads them.
    if (session.setup.length > 0) return 'none';
    return (await session.others()).has('charges') ? 'made' : 'missing';
  });
}

/** With one account chosen, the others are asked for by themselves. */
async function accountsOf(
  workspace: Workspace,
  { account: wanted }: SpendRequest,
  data: SpendAnswer['data'],
): Promise<string[]> {
  if (wanted === undefined) return data.accounts.map(({ account: name }) => name);
  return workspace.tableSessions().use(async (session) => {
    const { rows } = await session.query(
      `SELECT DISTINCT account FROM ${session.nameOf('_ovh_run')} ORDER BY account`,
    );
    return [...new Set([...rows.map(([name]) => String(name)), wanted])].sort();
  });
}

async function reportFile(
  c: Context,
  data: SpendAnswer['data'],
  { format, language }: ReportFileRequest,
): Promise<Response> {
  const name = `report-${data.month}`;
  switch (format) {
    case 'html':
      return file(c, await renderReport(data, { language }), `${name}.html`, 'text/html; charset=utf-8');
    case 'xlsx':
      return file(c, await renderReportXlsx(data, language), `${name}.xlsx`, 'application/octet-stream');
    case 'csv':
      return file(c, zipOf(await renderReportCsv(data, language)), `${name}.zip`, 'application/zip');
    case 'markdown':
      return file(
        c,
        await renderReportMarkdown(data, language),
        `${name}.md`,
        'text/markdown; charset=utf-8',
      );
    default:
      return file(c, `${JSON.stringify(data, null, 2)}\n`, `${name}.json`, 'application/json; charset=utf-8');
  }
}

async function focusFile(
  c: Context,
  workspace: Workspace,
  { from, until, format, account: wanted }: FocusFileRequest,
): Promise<Response> {
  const folder = await temporaryFolder();
  try {
    const name = `focus-${from}-${until}.${format}`;
    const out = join(folder.path, name);
    await exportFocusFile(workspace.tablesSource().config, {
      from,
      until,
      out,
      ...(wanted !== undefined && { accounts: [wanted] }),
    });
    return file(c, readFileSync(out), name, 'application/octet-stream');
  } finally {
    await folder.remove();
  }
}

/** Always saved, never shown: a page that is opened here could ask the console. */
function file(c: Context, content: string | Uint8Array, name: string, type: string): Response {
  const body = typeof content === 'string' ? content : new Uint8Array(content);
  return c.body(body, 200, { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` });
}
