// What the command writes: names, languages that lead to each other, rights, and places that are refused before anything is read.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { assertOutputs, type ReportOutputs, writeOutputs } from '../../connector/cli/report-outputs.js';
import { passedBudgets, passedThreshold } from '../../reports/report/passed-budgets.js';
import { reportData } from './fixture.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-outputs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = (name: string) => join(folder, name);
const outputs = (wanted: Partial<ReportOutputs>): ReportOutputs => ({
  languages: ['en'],
  theme: 'system',
  ...wanted,
});

describe('files', () => {
  test('are written for their owner alone, and say what they are', async () => {
    const written = await writeOutputs(
      reportData(),
      outputs({
        html: place('a.html'),
        xlsx: place('a.xlsx'),
        csv: place('csv'),
        markdown: place('a.md'),
        json: place('a.json'),
      }),
    );
    expect(written).toEqual(['a.html', 'a.xlsx', 'csv', 'a.md', 'a.json'].map(place));
    expect(readFileSync(place('a.html'), 'utf8')).toMatch(/^<!doctype html>/);
    expect(readFileSync(place('a.xlsx')).toString('latin1', 0, 2)).toBe('PK');
    expect(readFileSync(place('a.md'), 'utf8')).toMatch(/^# October 2026/);
    expect(JSON.parse(readFileSync(place('a.json'), 'utf8'))).toEqual(reportData());
    const modes = ['a.html', 'a.xlsx', 'a.md', 'a.json', 'csv/vat.csv'].map(
      (name) => statSync(place(name)).mode & 0o777,
    );
    expect(modes).toEqual([0o600, 0o600, 0o600, 0o600, 0o600]);
  });

  test('a folder of CSV has the same files for every report, so that none of an earlier one stays', async () => {
    await writeOutputs(reportData(), outputs({ csv: place('csv') }));
    const before = readdirSync(place('csv')).sort();
    const data = reportData();
    for (const report of data.currencies) report.gpu = { absent: 'nothing', needs: [] };
    await writeOutputs(data, outputs({ csv: place('csv') }));
    expect(readdirSync(place('csv')).sort()).toEqual(before);
    expect(readFileSync(place('csv/gpu.csv'), 'utf8').trim().split('\r\n')).toHaveLength(1);
    expect(readFileSync(place('csv/absent.csv'), 'utf8')).toContain('EUR,gpu,nothing,');
  });

  test('in two languages, each page leads to the other', async () => {
    const written = await writeOutputs(
      reportData(),
      outputs({ html: place('bill.html'), languages: ['fr', 'en'] }),
    );
    expect(written).toEqual([place('bill.html'), place('bill.en.html')]);
    expect(readFileSync(place('bill.html'), 'utf8')).toMatch(/<html lang="fr">[\s\S]*href="bill\.en\.html"/);
    expect(readFileSync(place('bill.en.html'), 'utf8')).toMatch(/<html lang="en">[\s\S]*href="bill\.html"/);
  });
});

describe('places that cannot be written', () => {
  test.each([
    ['html', 'nowhere/a.html', /--html .*nowhere\/a\.html: the folder .*nowhere does not exist: create it/],
    ['xlsx', 'folder', /--xlsx .*folder: is a folder: name a file in it/],
    ['csv', 'file', /--csv .*file: is a file: name a folder/],
  ] as const)('--%s %s', (option, name, message) => {
    mkdirSync(place('folder'));
    writeFileSync(place('file'), '');
    expect(() => assertOutputs(outputs({ [option]: place(name) }))).toThrow(message);
  });

  test('a new folder for CSV is fine', () => {
    expect(() => assertOutputs(outputs({ csv: place('new') }))).not.toThrow();
  });
});

describe('budgets', () => {
  test('those past a threshold, with the highest', () => {
    expect(passedBudgets(reportData())).toEqual([
      {
        name: 'All of it',
        currency: 'EUR',
        month: '2026-10',
        limit: '11800.00',
        spent: '11127.58',
        percent: '94.3',
        threshold: 80,
      },
      {
        name: 'Data lake',
        currency: 'EUR',
        month: '2026-10',
        limit: '2500.00',
        spent: '2555.93',
        percent: '102.2',
        threshold: 100,
      },
    ]);
  });

  test.each([
    ['79.99999999', '100', undefined],
    ['80', '100', 80],
    ['99.99999999', '100.00', 80],
    ['100', '100', 100],
    ['-5', '100', undefined],
    ['12345678901234567890.01', '12345678901234567890.01', 100],
  ])('%s of %s', (spent, limit, threshold) => {
    expect(passedThreshold(spent, limit, [80, 100])).toBe(threshold);
  });
});
