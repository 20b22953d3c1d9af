// A report as CSV, Markdown and workbook: the digits of the data, names that stay, and no text that becomes anything else.

import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { sum } from '../../console/ui/numbers.js';
import { csvFiles } from '../../reports/files/csv-report.js';
import { markdownReport } from '../../reports/files/markdown-report.js';
import type { ReportTable } from '../../reports/files/report-table.js';
import { reportTables } from '../../reports/files/report-tables.js';
import { xlsxReport } from '../../reports/files/xlsx-report.js';
import type { CurrencyReport, ReportData } from '../../reports/report/report-data.js';
import type { Comparison, MonthlySpend } from '../../reports/report/spend-data.js';
import { reportData } from './fixture.js';

const tables = reportTables(reportData());
const table = (name: string): ReportTable => {
  const found = tables.find((each) => each.name === name);
  if (!found) throw new Error(`no table ${name}`);
  return found;
};
const columnOf = (name: string, column: string): string[] => {
  const { columns, rows } = table(name);
  const index = columns.findIndex((each) => each.name === column);
  return rows.map((row) => String(row[index] ?? '0'));
};

/** With a resource whose name and lines are hostile. */
function hostile(text: string): ReportData {
  const data = reportData();
  const [report] = data.currencies as [CurrencyReport];
  const resource = (report.spend as MonthlySpend).kinds[0]?.services[0]?.resources[0];
  if (!resource) throw new Error('no resource');
  resource.resource = text;
  for (const line of resource.lines) line.description = text;
  const [mover] = (report.comparison as Comparison).movers;
  if (mover) mover.label = text;
  return data;
}

describe('tables', () => {
  test('every section has one', () => {
    expect(tables.map(({ name }) => name)).toEqual([
      'documents_that_do_not_add_up',
      'documents_by_kind',
      'documents_by_month',
      'documents_apart',
      'load',
      'spend_by_month',
      'comparison_of_accounts',
      'comparison_of_services',
      'comparison_of_resources',
      'kinds_of_service',
      'kinds_of_resource',
      'projects',
      'tags',
      'gpu',
      'trend',
      'forecast',
      'budgets',
      'anomalies',
      'unmapped',
      'owed',
      'payments',
      'vat',
      'expiring',
      'credits',
      'commitments',
      'unit_costs',
      'spend_by_resource',
      'lines',
    ]);
  });

  test.each([
    ['documents_by_kind', 'without_tax', '11127.58'],
    ['spend_by_month', '2026-10', '11127.58'],
    ['spend_by_month', '2025-10', '8960.30'],
    ['spend_by_resource', '2026-10', '11127.58'],
    ['comparison_of_services', 'amount_before', '11324.46'],
    ['kinds_of_service', 'amount', '11127.58'],
    ['kinds_of_resource', 'amount', '11127.58'],
    ['projects', 'amount', '11127.58'],
    ['gpu', 'amount', '376.01'],
    ['owed', 'open', '3440.52'],
    ['payments', 'amount', '10066.35'],
    ['expiring', 'price', '7952.96'],
    ['credits', 'left', '462.60'],
  ])('%s: its rows of %s add up to %s', (name, column, total) => {
    expect(sum(columnOf(name, column))).toBe(total);
  });

  test('lines are those of the resources that are shown, and add up to them', () => {
    const resources = reportData().currencies.flatMap(({ spend }) =>
      (spend as MonthlySpend).kinds.flatMap(({ services }) => services.flatMap((each) => each.resources)),
    );
    expect(sum(columnOf('lines', 'amount'))).toBe(sum(resources.map(({ amounts }) => amounts.at(-1) ?? '0')));
    expect(table('lines').rows.length).toBeGreaterThan(40);
  });

  test('every row has a cell for every column', () => {
    for (const { name, columns, rows, totals = [] } of tables)
      expect([name, [...rows, ...totals].filter((row) => row.length !== columns.length)]).toEqual([name, []]);
  });

  test('a section without facts stands in the table of what is absent', () => {
    const data = reportData();
    (data.currencies[0] as CurrencyReport).gpu = { absent: 'not-loaded', needs: ['cloud_usage_history'] };
    const made = reportTables(data);
    expect(made.map(({ name }) => name)).not.toContain('gpu');
    expect(made.find(({ name }) => name === 'absent')?.rows).toEqual([
      ['EUR', 'gpu', 'not-loaded', 'cloud_usage_history'],
    ]);
  });
});

describe('CSV', () => {
  test('has the digits of the data, and names that no language changes', () => {
    const english = csvFiles(tables);
    const french = csvFiles(reportTables(reportData(), 'fr'));
    expect(english.get('vat.csv')).toBe(
      [
        'currency,month,rate,documents,without_tax,tax,rate_of_base,rounding,with_tax',
        'EUR,2026-10,20,33,11111.58,2222.36,2222.3160,0.0440,13333.94',
        'EUR,2026-10,0,3,16.00,0.00,0.0000,0.0000,16.00',
        'EUR,2026-09,20,32,11308.46,2261.69,2261.6920,-0.0020,13570.15',
        'EUR,2026-09,0,2,16.00,0.00,0.0000,0.0000,16.00',
        '',
      ].join('\r\n'),
    );
    const heads = (files: Map<string, string>) =>
      [...files].map(([name, text]) => [name, text.split('\r\n')[0]]);
    expect(heads(french)).toEqual(heads(english));
  });

  test.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['@SUM(1)', "'@SUM(1)"],
    ['a,"b"\nc', '"a,""b""\nc"'],
  ])('%j stays text', (text, written) => {
    expect(csvFiles(reportTables(hostile(text))).get('lines.csv')).toContain(written);
  });

  test('a negative amount is a number, not a formula', () => {
    expect(csvFiles(tables).get('documents_by_kind.csv')).toContain(',-20.80,');
  });
});

describe('Markdown', () => {
  test('says what is not known first, and has the figures of the page', () => {
    const text = markdownReport(reportData());
    expect(text).toMatch(/^# October 2026\n\nab12345-ovh · amounts in EUR/);
    expect(text.indexOf('Load incomplete')).toBeLessThan(text.indexOf('€11,127.58'));
    expect(text).toContain('| October 2026 |');
    expect(text).toContain('**11,127.58**');
    expect(text).not.toContain('FR68229000-1');
    expect(markdownReport(reportData(), 'fr')).toContain('**11\u202f127,58**');
  });

  test('every row of a table has as many cells as its head', () => {
    const blocks = markdownReport(reportData())
      .split('\n\n')
      .filter((block) => block.startsWith('|'));
    expect(blocks.length).toBeGreaterThan(15);
    for (const block of blocks) {
      const cells = block.split('\n').map((line) => line.split(/(?<!\\)\|/).length);
      expect(new Set(cells).size).toBe(1);
    }
  });

  test('no text is markup', () => {
    const text = markdownReport(hostile('[x](http://y) | <img src=x> `code` # head'));
    expect(text).toContain('\\[x\\](http://y) \\| \\<img src=x\\> \\`code\\` \\# head');
  });
});

describe('workbook', () => {
  const parts = async (data: ReportData, language: 'en' | 'fr' = 'en') => {
    const files = unzipped(await xlsxReport(data, language));
    return { names: [...files.keys()], text: (name: string) => files.get(name) ?? '' };
  };

  test('has a sheet for every table, after one that says what it is', async () => {
    const { text } = await parts(reportData());
    const sheets = [...text('xl/workbook.xml').matchAll(/<sheet [^>]*name="([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(sheets).toEqual(['report', ...tables.map(({ name }) => name)]);
    expect(sheets.filter((name) => (name?.length ?? 0) > 31)).toEqual([]);
  });

  test('amounts are numbers, and the exact text stands below each sum', async () => {
    const { text } = await parts(reportData());
    const sheet = text('xl/worksheets/sheet3.xml');
    expect(sheet).toMatch(/<v>11127\.58<\/v>/);
    const shared = text('xl/sharedStrings.xml') + sheet;
    expect(shared).toContain('>11127.58<');
    expect(shared).toContain('>61.98<');
  });

  test('an amount with more digits than a number holds has its text beside it', async () => {
    const data = reportData();
    const [report] = data.currencies as [CurrencyReport];
    const digits = '12345678901234.56789012';
    report.expiring = {
      days: 60,
      rows: [
        {
          account: 'ab12345-ovh',
          ends: '2026-11-09',
          daysLeft: 6,
          service: 'x',
          what: 'y',
          duration: null,
          renewal: 'manual',
          price: digits,
        },
      ],
      total: digits,
      unpriced: 0,
    };
    const { names, text } = await parts(data);
    const all = names.map(text).join('');
    expect(all).toContain(`>${digits}<`);
    expect(all).toContain('Price, exact text');
  });

  test('no text breaks the file or becomes a formula', async () => {
    const { names, text } = await parts(hostile('=1+1\u0000\u001b[31m<x>&"\ud800\ufffd😀'));
    const all = names
      .filter((name) => name.endsWith('.xml'))
      .map(text)
      .join('');
    expect(all).not.toContain('<f>');
    const allowed = ['\t', '\n', '\r'];
    expect([...all].filter((char) => char < ' ' && !allowed.includes(char))).toEqual([]);
    expect(all).toContain('=1+1\\u0000\\u001b[31m&lt;x&gt;&amp;"\\ud800\\ufffd😀');
  });

  test('titles are in the language of the reader', async () => {
    const { names, text } = await parts(reportData(), 'fr');
    expect(names.map(text).join('')).toContain('Somme des lignes');
  });
});

/** Names and texts of the files in a ZIP archive, by its central directory. */
function unzipped(archive: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const end = archive.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [method, size] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = archive.subarray(start, start + size);
    files.set(name, (method === 0 ? content : inflateRawSync(content)).toString('utf8'));
    at += 46 + nameLength + extra + comment;
  }
  return files;
}
