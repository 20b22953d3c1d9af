// Lists in pages, of an API that pages well or badly: the tables equal the truth, or the run says which list is short.
import { afterEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { loadSource } from '../../connector/app/load.js';
import type { RunReport } from '../../connector/model/report.js';
import { noticeLines } from '../../connector/text/notice-text.js';
import type { SandboxOptions } from '../../sandbox/main.js';
import { type Setting, setUp } from './sandbox-config.js';
import { compareTables, readTruth } from './truth.js';

let setting: Setting | undefined;

afterEach(async () => {
  await setting?.close();
  setting = undefined;
});

const IN_PROJECT = { serviceName: { from: 'project_ids' } };
const CLOUD = [
  { name: 'project_ids', path: '/cloud/project', read: { item: 'serviceName' } },
  {
    name: 'jobs',
    path: '/cloud/project/{serviceName}/ai/job',
    parameters: IN_PROJECT,
    table: { primaryKey: ['serviceName', 'id'] },
  },
  {
    name: 'region_names',
    path: '/cloud/project/{serviceName}/region',
    parameters: IN_PROJECT,
    read: { item: 'regionName' },
  },
  {
    name: 'gateways',
    path: '/cloud/project/{serviceName}/region/{regionName}/gateway',
    parameters: {
      serviceName: { from: 'region_names', parameter: 'serviceName' },
      regionName: { from: 'region_names' },
    },
    table: { primaryKey: ['serviceName', 'regionName', 'id'] },
  },
];

const PROJECT = '/v2/publicCloud/project';
const RANCHERS = [
  { name: 'projects', path: PROJECT, table: { primaryKey: ['id'] } },
  {
    name: 'ranchers',
    path: `${PROJECT}/{projectId}/rancher`,
    parameters: { projectId: { from: 'projects', field: 'id' } },
    table: { primaryKey: ['projectId', 'id'] },
  },
  ...['task', 'event'].map((what) => ({
    name: `rancher_${what}s`,
    path: `${PROJECT}/{projectId}/rancher/{rancherId}/${what}`,
    parameters: {
      projectId: { from: 'ranchers', parameter: 'projectId' },
      rancherId: { from: 'ranchers', field: 'id' },
    },
    table: what === 'task' ? { primaryKey: ['projectId', 'rancherId', 'id'] } : {},
  })),
];

interface Outcome {
  report: RunReport;
  differences: string[];
  failed: Record<string, number>;
  rows(sql: string): unknown[];
}

async function load(
  options: Partial<SandboxOptions>,
  endpoints: object[],
  config: object = {},
): Promise<Outcome> {
  setting = await setUp({ seed: 'pages', bills: 0, edges: false, ...options });
  const source = setting.source({ endpoints, ...config });
  const report = await loadSource(source);
  const { database } = setting;
  const differences = compareTables(database, source, await readTruth(setting.sandbox.url, source));
  return {
    report,
    differences: [...new Set(differences.map(({ table }) => table))],
    failed: Object.fromEntries(
      report.sources
        .filter(({ ledger }) => ledger.failed > 0)
        .map(({ name, ledger }) => [name, ledger.failed]),
    ),
    rows: (sql) => {
      const open = new Database(database, { readonly: true });
      try {
        return open.prepare(sql).raw().all();
      } finally {
        open.close();
      }
    },
  };
}

describe('lists that page by their query string', () => {
  test.each<[string, Partial<SandboxOptions>]>([
    ['as told, pages counted from 1', {}],
    ['as told, pages counted from 0', { firstPage: 0 }],
    ['small pages, whatever is asked', { queryPaging: 'capped' }],
    ['small pages, counted from 0', { queryPaging: 'capped', firstPage: 0 }],
    ['everything each time', { queryPaging: 'ignored' }],
    ['large pages are refused', { pageLimit: 30 }],
  ])('%s: complete, from the documents alone', async (_, options) => {
    const { report, differences, rows } = await load(options, CLOUD);
    expect(noticeLines(report.reasons)).toEqual([]);
    expect(report.outcome).toBe('complete');
    expect(differences).toEqual([]);
    expect(rows('select count(*) from jobs')).toEqual([[330]]);
    expect(rows('select count(*) from gateways')).toEqual([[174]]);
    expect(report.sources.map(({ duplicates }) => duplicates)).toEqual([0, 0, 0, 0]);
  });

  test.each<[SandboxOptions['queryPaging'], number]>([
    ['deleted', 330],
    ['moved', 330],
    ['inserted', 332],
  ])('a list that changes between two pages (%s): nothing is missing', async (queryPaging, jobs) => {
    const { report, differences, rows } = await load({ queryPaging }, CLOUD);
    expect(noticeLines(report.reasons)).toEqual([]);
    expect(rows('select count(*), count(distinct id) from jobs')).toEqual([[jobs, jobs]]);
    // The truth does not know what came meanwhile.
    if (queryPaging !== 'inserted') expect(differences).toEqual([]);
    expect(report.sources.find(({ name }) => name === 'jobs')).toMatchObject({
      proof: 'pages',
      balanced: true,
    });
  });

  test('a list that loses an item with each page is failed, by code, with what came', async () => {
    const { report, failed, rows } = await load({ queryPaging: 'shrinking' }, CLOUD);
    expect(failed).toEqual({ jobs: 2 });
    expect(report.reasons.map(({ code, source, count }) => ({ code, source, count }))).toEqual([
      { code: 'objects-missing', source: 'jobs', count: 2 },
      { code: 'list-changed', source: 'jobs', count: 2 },
    ]);
    expect(rows("select code from _ovh_ledger where source = 'jobs'")).toEqual([
      ['list-changed'],
      ['list-changed'],
    ]);
    expect(Number((rows('select count(*) from jobs') as number[][])[0]?.[0])).toBeGreaterThan(300);
  });

  test.each<[SandboxOptions['queryPaging'], number]>([
    ['honest', 1],
    ['deleted', 1],
    ['inserted', 2],
  ])('ids of support tickets in small pages (%s)', async (queryPaging, most) => {
    const pagination = { by: 'page', parameter: 'page', size: 'pageSize', pageSize: 2, first: 1 };
    const tickets = [
      { name: 'ids', path: '/support/tickets', read: { item: 'ticketId', pagination } },
      { name: 'tickets', path: '/support/tickets/{ticketId}', parameters: { ticketId: { from: 'ids' } } },
    ];
    const { report, differences, rows } = await load({ queryPaging }, tickets);
    const [listed] = report.sources;
    expect(listed?.ledger.listed).toBeGreaterThan(2);
    expect(listed?.proof).toBe('pages');
    if (most === 1) expect([report.outcome, differences]).toEqual(['complete', []]);
    // The new one has no object behind it.
    else expect(rows("select reason from _ovh_ledger where source = 'tickets'")).toEqual([['gone']]);
  });

  test('never moving on: every list that is short is told as failed', async () => {
    const { report, failed, rows } = await load({ queryPaging: 'loop' }, CLOUD);
    expect(report.outcome).toBe('incomplete');
    expect(JSON.stringify(report)).toMatch(/the list has no end: the same \d+ items came again/);
    // Two projects have jobs; of their regions, three have more than two gateways.
    expect(failed).toEqual({ jobs: 2, gateways: 3 });
    expect(rows('select count(*) from jobs')).toEqual([[200]]);
  });

  test('without the documents the definition says it', async () => {
    const schemas = { use: 'never' };
    const silent = await load({}, CLOUD, { schemas });
    expect(silent.rows('select count(*) from jobs')).toEqual([[50]]);
    await setting?.close();
    const given = CLOUD.map((each) => {
      const pagination = {
        jobs: { by: 'page', parameter: 'page', size: 'size', pageSize: 60, first: 1 },
        gateways: { by: 'marker', parameter: 'marker', size: 'limit', pageSize: 20 },
      }[each.name];
      return pagination ? { ...each, read: { ...each.read, pagination } } : each;
    });
    const { report, differences } = await load({}, given, { schemas });
    expect([report.outcome, differences]).toEqual(['complete', []]);
  });

  test('whoever pages by the query, or wants one request, has his way', async () => {
    const own = CLOUD.map((each) => ({
      ...each,
      ...(each.name === 'jobs' ? { query: { page: 1, size: 30 } } : {}),
      ...(each.name === 'gateways' ? { read: { ...each.read, pagination: { by: 'none' } } } : {}),
    }));
    const { rows } = await load({}, own);
    expect(rows('select count(*) from jobs')).toEqual([[60]]);
    expect(rows('select count(*) from gateways')).toEqual([[104]]);
  });
});

describe('lists of /v2', () => {
  test.each([1, 7, 1000, undefined])('tasks and events in pages of %s', async (pageSize) => {
    const endpoints = RANCHERS.map((each) =>
      pageSize === undefined ? each : { ...each, read: { pageSize } },
    );
    const { report, differences, rows } = await load({}, endpoints);
    expect([report.outcome, report.reasons, differences]).toEqual(['complete', [], []]);
    // Of 60 events three are like another one in every field: each is a row of its own.
    expect(rows('select count(*), count(distinct _row_hash) from rancher_events')).toEqual([[60, 60]]);
    expect(
      rows("select substr(_row_hash, 33) from rancher_events where _row_hash like '%-%' order by 1"),
    ).toEqual([['-2'], ['-2'], ['-3']]);
    expect(rows('select count(*), count(distinct id) from rancher_tasks')).toEqual([[60, 60]]);
  });

  test('a second load adds no event', async () => {
    const first = await load({}, RANCHERS);
    const source = setting?.source({ endpoints: RANCHERS });
    if (source) await loadSource(source);
    expect(first.rows('select count(*) from rancher_events')).toEqual([[60]]);
  });

  test('each page twice: every row once, in the table and in the ledger', async () => {
    const { report, differences, rows } = await load({ cursor: 'repeating' }, RANCHERS);
    expect([report.outcome, differences]).toEqual(['complete', []]);
    const counts = report.sources.map(({ name, ledger, duplicates, rows }) => ({
      name,
      listed: ledger.listed,
      rows,
      isRepeated: duplicates > 0,
    }));
    expect(counts.find(({ name }) => name === 'rancher_tasks')).toEqual({
      name: 'rancher_tasks',
      listed: 60,
      rows: 60,
      isRepeated: true,
    });
    expect(rows('select count(*), count(distinct _row_hash) from rancher_events')).toEqual([[60, 60]]);
  });

  test.each([1, 9, 40])(
    'pages of more than %d are refused: smaller ones, with a warning',
    async (pageLimit) => {
      const endpoints = RANCHERS.map((each) => ({ ...each, read: { pageSize: 500 } }));
      const { report, differences } = await load({ pageLimit }, endpoints);
      expect([report.outcome, differences]).toEqual(['complete', []]);
      expect(report.warnings.map(({ code, source }) => `${code} ${source}`).sort()).toEqual(
        RANCHERS.map(({ name }) => `page-size-refused ${name}`).sort(),
      );
    },
  );

  test.each<SandboxOptions['cursor']>(['loop', 'endless'])(
    'cursors that go on for ever (%s): failed, each row once',
    async (cursor) => {
      const { report, differences, failed } = await load({ cursor }, RANCHERS);
      expect(report.outcome).toBe('incomplete');
      expect(JSON.stringify(report)).toMatch(/the list has no end/);
      expect(differences).toEqual([]);
      // Three projects, three ranchers: each of their lists.
      expect(failed).toEqual({ projects: 1, ranchers: 3, rancher_tasks: 3, rancher_events: 3 });
    },
  );
});
