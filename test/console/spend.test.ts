// Spend by the console's server: the facts are those of the report, the files those of the commands, and views are made on consent.

import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportFocusFile } from '../../connector/app/focus/export-focus-file.js';
import { renderReport, renderReportCsv } from '../../connector/app/mart/render-report.js';
import { readReport } from '../../connector/app/mart/report.js';
import { zipOf } from '../../connector/app/mart/zip.js';
import { openSource } from '../../connector/app/open.js';
import type { ReportData } from '../../reports/report/report-data.js';
import { type ConsolePlace, consolePlace, loadInto } from './place.js';

let place: ConsolePlace;

beforeAll(async () => {
  place = await consolePlace({
    sandbox: { bills: 12, seed: 'demo', edges: true },
    endpoints: '  - preset: bills\n  - preset: refunds\n',
  });
  await loadInto(place).catch(() => undefined);
}, 60_000);

afterAll(() => place.close());

const source = () => openSource(place.file, { env: {}, home: place.folder, cwd: place.folder });
/** When it was made is of no account. */
const timeless = (data: ReportData) => ({ ...data, madeAt: '' });

async function download(address: string): Promise<{ status: number; bytes: Buffer; name: string | null }> {
  const response = await fetch(`${place.origin}${address}`, {
    headers: { cookie: place.cookie, 'sec-fetch-site': 'same-origin' },
  });
  const name = /filename="(.*)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? null;
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()), name };
}

describe('facts', () => {
  test('of a month are those of the report, to the last digit', async () => {
    const { answer } = await place.ask('GET /api/spend');
    expect(timeless(answer.data)).toEqual(timeless(await readReport(source())));
    expect(answer).toMatchObject({
      views: 'missing',
      accounts: answer.data.accounts.map(({ account }) => account),
    });
    expect(answer.lines).toEqual({
      bill: { table: 'bill_details', column: 'bill_id' },
      refund: { table: 'refund_details', column: 'refund_id' },
    });
    const [first] = answer.data.currencies;
    const months = first && 'months' in first.trend ? first.trend.months : [];
    const request = { month: months.at(-2) ?? '', against: months[0] ?? '' };
    const { answer: other } = await place.ask('GET /api/spend', request);
    expect(timeless(other.data)).toEqual(timeless(await readReport(source(), request)));
    expect([other.data.month, other.data.against]).toEqual([request.month, request.against]);
  });

  test('what is wrong is said', async () => {
    const refused = async (request: object) => {
      const { status, error } = await place.ask('GET /api/spend', request);
      return [status, error.message];
    };
    expect(await refused({ month: '2026-13' })).toEqual([
      400,
      expect.stringContaining('a month such as 2026-10'),
    ]);
    expect(await refused({ account: 'nobody-ovh' })).toEqual([
      400,
      expect.stringContaining('nothing of it is in the tables'),
    ]);
  });
});

describe('files', () => {
  test('the page, in the language that is asked for', async () => {
    const { answer } = await place.ask('GET /api/spend');
    const { month } = answer.data;
    const { bytes, name } = await download(`/api/spend/report?format=html&language=fr&month=${month}`);
    const text = bytes.toString('utf8');
    expect(name).toBe(`report-${month}.html`);
    const made = await renderReport({ ...(await readReport(source(), { month })) }, { language: 'fr' });
    const body = (html: string) => html.slice(html.indexOf('id="proof"'), html.indexOf('class="foot"'));
    expect(body(text)).toBe(body(made));
  });

  test('CSV is an archive of the same files', async () => {
    const { bytes, name } = await download('/api/spend/report?format=csv&language=en');
    const files = await renderReportCsv(await readReport(source()), 'en');
    expect(name).toMatch(/^report-\d{4}-\d\d\.zip$/);
    const held = unzipped(bytes);
    expect([...held.keys()]).toEqual([...files.keys()]);
    const same = [...files].filter(([file, text]) => held.get(file) === text).length;
    // One has the moment at which it was made.
    expect(same).toBeGreaterThanOrEqual(files.size - 1);
  });

  test('workbook and Markdown; FOCUS, row for row that of the command', async () => {
    const xlsx = await download('/api/spend/report?format=xlsx&language=en');
    expect(xlsx.bytes.toString('latin1', 0, 2)).toBe('PK');
    const markdown = await download('/api/spend/report?format=markdown&language=en');
    expect(markdown.bytes.toString('utf8')).toMatch(/^# /m);
    const { answer } = await place.ask('GET /api/spend');
    const { spend } = answer.data.currencies[0] ?? {};
    const months = spend && 'months' in spend ? spend.months : [];
    const [from = '', until = ''] = [months[0], months.at(-1)];
    const focus = await download(`/api/spend/focus?from=${from}&until=${until}&format=csv`);
    const out = `${place.folder}/own.csv`;
    await exportFocusFile(source().config, { from, until, out });
    expect(focus.bytes.toString('utf8')).toBe(readFileSync(out, 'utf8'));
    expect(focus.name).toBe(`focus-${from}-${until}.csv`);
    const none = await download('/api/spend/focus?from=1999-01&until=1999-02&format=csv');
    expect([none.status, none.bytes.toString('utf8')]).toEqual([400, expect.stringContaining('error')]);
  });
});

describe('views', () => {
  test('are made and removed on consent alone', async () => {
    const refused = await place.ask('POST /api/views/install', { consent: false });
    expect([refused.status, refused.error.code]).toEqual([409, 'consent-missing']);
    const { answer } = await place.ask('POST /api/views/install', { consent: true });
    expect(answer.views).toContain('charges');
    expect((await place.ask('GET /api/spend')).answer.views).toBe('made');
    const { answer: tables } = await place.ask('GET /api/tables');
    expect(tables.tables.find(({ name }) => name === 'charges')).toMatchObject({ kind: 'view' });
    const { answer: charges } = await place.ask('GET /api/tables/rows', { table: 'charges', limit: 5 });
    expect(charges.rows.length).toBe(5);
    const { answer: gone } = await place.ask('POST /api/views/drop', { consent: true });
    expect(gone.views).toContain('charges');
    expect((await place.ask('GET /api/spend')).answer.views).toBe('missing');
  });
});

test('an archive has what it is made of', () => {
  const files = new Map([
    ['a.csv', 'x\r\n1\r\n'],
    ['ümläut.csv', '–'],
    ['empty.csv', ''],
  ]);
  expect(unzipped(Buffer.from(zipOf(files)))).toEqual(files);
});

test('no fault of the console', () => {
  expect(place.faults).toEqual([]);
});

/** Read by the directory at its end, as a program of others reads it. */
function unzipped(bytes: Buffer): Map<string, string> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const files = new Map<string, string>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size, length, extra, comment, head] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
      bytes.readUInt32LE(at + 42),
    ];
    const name = bytes.toString('utf8', at + 46, at + 46 + length);
    const start = head + 30 + bytes.readUInt16LE(head + 26) + bytes.readUInt16LE(head + 28);
    const content = bytes.subarray(start, start + size);
    files.set(name, (method === 0 ? content : inflateRawSync(content)).toString('utf8'));
    at += 46 + length + extra + comment;
  }
  return files;
}
