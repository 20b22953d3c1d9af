// Runs after one another: tables that are replaced, and rows whose objects are gone.
import { afterEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { loadSource } from '../../connector/app/load.js';
import type { RunReport } from '../../connector/model/report.js';
import { noticeLines } from '../../connector/text/notice-text.js';
import { type Setting, setUp } from './sandbox-config.js';
import { compareTables, readTruth } from './truth.js';

let setting: Setting;

afterEach(async () => {
  await setting.close();
});

async function change(options: object): Promise<void> {
  const reply = await fetch(`${setting.sandbox.url}/__sandbox/options`, {
    method: 'POST',
    body: JSON.stringify(options),
  });
  expect(reply.status).toBe(200);
}

function query<Row>(sql: string): Row[] {
  const database = new Database(setting.database, { readonly: true });
  try {
    return database.prepare<[], Row>(sql).all();
  } finally {
    database.close();
  }
}

const count = (table: string, where = '1') =>
  query<{ n: number }>(`select count(*) n from ${table} where ${where}`)[0]?.n;
const gone = (table: string) => count(table, '_deleted_at is not null');
const deleted = (report: RunReport) =>
  Object.fromEntries(report.sources.map(({ name, deleted }) => [name, deleted]));

const BILL_IDS = { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } };
const BILLS = { name: 'bills', path: '/me/bill/{billId}', parameters: { billId: { from: 'bill_ids' } } };
const LINE_IDS = {
  name: 'line_ids',
  path: '/me/bill/{billId}/details',
  parameters: { billId: { from: 'bill_ids' } },
  read: { item: 'billDetailId' },
};
const LINES = {
  name: 'lines',
  path: '/me/bill/{billId}/details/{billDetailId}',
  parameters: {
    billId: { from: 'line_ids', parameter: 'billId' },
    billDetailId: { from: 'line_ids' },
  },
};
const endpoints: { name: string; path: string; parameters?: object; options?: object }[] = [
  BILL_IDS,
  BILLS,
  LINE_IDS,
  LINES,
];

/** A token may be refused single routes while the sandbox runs. */
const byToken = () => {
  const { clientId, clientSecret } = setting.sandbox.oauth2;
  return { auth: { clientId, clientSecret }, tokenUrl: `${setting.sandbox.url}/auth/oauth2/token` };
};

describe('deletions', () => {
  test.each(['auto', 'single'] as const)(
    'bills that are gone, and their lines; back again (strategy %s)',
    async (strategy) => {
      setting = await setUp({ seed: 'gone', bills: 12, edges: false });
      const source = setting.source({ endpoints });
      const first = await loadSource(source, { strategy });
      expect(deleted(first)).toEqual({ bill_ids: 0, bills: 0, line_ids: 0, lines: 0 });
      const before = [count('bills'), count('lines')];
      await change({ removedBills: 3 });
      const second = await loadSource(source, { strategy });
      expect(second.outcome).toBe('complete');
      const lines = count('lines', '_deleted_at is not null') ?? 0;
      expect(lines).toBeGreaterThanOrEqual(3);
      expect(deleted(second)).toEqual({ bill_ids: 3, bills: 3, line_ids: lines, lines });
      expect([count('bills'), count('lines')]).toEqual(before);
      expect(deleted(await loadSource(source, { strategy }))).toEqual({
        bill_ids: 0,
        bills: 0,
        line_ids: 0,
        lines: 0,
      });
      expect(gone('bills')).toBe(3);
      await change({ removedBills: 0 });
      await loadSource(source, { strategy });
      expect(['bill_ids', 'bills', 'line_ids', 'lines'].map(gone)).toEqual([0, 0, 0, 0]);
      expect(compareTables(setting.database, source, await readTruth(setting.sandbox.url, source))).toEqual(
        [],
      );
    },
  );

  test('with objects that are gone, expired or refused, only what is proved is marked', async () => {
    setting = await setUp({ seed: 'edges', bills: 10 });
    const source = setting.source({ endpoints });
    const first = await loadSource(source);
    expect(first.outcome).toBe('incomplete');
    // As if all that is refused now had been loaded once.
    const database = new Database(setting.database);
    const refused = first.sources.find(({ name }) => name === 'bills')?.notLoaded ?? [];
    for (const { id } of refused) {
      const bill = id.replace('billId=', '');
      database
        .prepare(
          "insert into bills (_account, bill_id, _run_id) select _account, ?, 'old' from bills limit 1",
        )
        .run(bill);
      database
        .prepare(
          "insert into lines (_account, bill_id, bill_detail_id, _run_id) select _account, ?, '1', 'old' from lines limit 1",
        )
        .run(bill);
    }
    database.close();
    await change({ removedBills: 2 });
    const second = await loadSource(source);
    const marked = query<{ bill_id: string }>('select bill_id from bills where _deleted_at is not null');
    const answered = refused.filter(({ reason }) => reason === 'gone');
    expect(answered.length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(answered.length);
    expect(marked).toHaveLength(2 + answered.length);
    expect(deleted(second).bills).toBe(marked.length);
    for (const { id } of refused) {
      const bill = id.replace('billId=', '');
      expect(count('lines', `bill_id = '${bill}' and _deleted_at is not null`)).toBe(0);
    }
  });

  test('a list with a filter, a list that is refused and a run that is stopped prove nothing', async () => {
    setting = await setUp({ seed: 'unproved', bills: 10, edges: false });
    await loadSource(setting.source({ endpoints }));
    await change({ removedBills: 2 });
    const filtered = [{ ...BILL_IDS, query: { 'date.from': '2023-01-01' } }, BILLS, LINE_IDS, LINES];
    expect(deleted(await loadSource(setting.source({ endpoints: filtered })))).toEqual({
      bill_ids: 0,
      bills: 0,
      line_ids: 0,
      lines: 0,
    });
    await change({ iamDenied: ['GET /me/bill'] });
    const refused = await loadSource(setting.source({ endpoints, ...byToken() }));
    expect(refused.outcome).toBe('incomplete');
    expect(['bill_ids', 'bills', 'line_ids', 'lines'].map(gone)).toEqual([0, 0, 0, 0]);
    await change({ iamDenied: ['GET /me/bill/{billId}/details'] });
    await loadSource(setting.source({ endpoints, ...byToken() }));
    // The list of bills was whole; that of no bill's lines was.
    expect(['bill_ids', 'bills'].map(gone)).toEqual([2, 2]);
    expect(['line_ids', 'lines'].map((table) => (gone(table) ?? 0) > 0)).toEqual([true, true]);
    const kept =
      'bill_id in (select bill_id from bill_ids where _deleted_at is null) and _deleted_at is not null';
    expect([count('line_ids', kept), count('lines', kept)]).toEqual([0, 0]);
    await change({ removedBills: 5 });
    const ended = new AbortController();
    ended.abort();
    await loadSource(setting.source({ endpoints }), { signal: ended.signal }).catch(() => undefined);
    expect(gone('bills')).toBe(2);
  });

  test('what is back is not taken for known', async () => {
    const one = { ...BILLS, sync: { mode: 'known' } };
    const lines = { ...LINE_IDS, sync: { mode: 'known' } };
    setting = await setUp({ seed: 'back', bills: 2, edges: false });
    const source = setting.source({ endpoints: [BILL_IDS, one, lines, LINES] });
    const first = await loadSource(source);
    expect(first.outcome).toBe('complete');
    await change({ removedBills: 2 });
    // All is read again, so that the run proves what is gone.
    const second = await loadSource(source, { refresh: true });
    expect(deleted(second)).toMatchObject({ bill_ids: 2, bills: 2 });
    await change({ removedBills: 0 });
    const third = await loadSource(source);
    expect(third.sources.map(({ ledger }) => ledger.loaded)).not.toContain(0);
    expect(['bill_ids', 'bills', 'line_ids', 'lines'].map(gone)).toEqual([0, 0, 0, 0]);
    expect(compareTables(setting.database, source, await readTruth(setting.sandbox.url, source))).toEqual([]);
  });

  test('sync.deletions: false; and no such column where nothing can be proved', async () => {
    setting = await setUp({ seed: 'off', bills: 6, edges: false });
    const off = [{ ...BILL_IDS, read: { item: 'billId' }, sync: { deletions: false } }, BILLS];
    await loadSource(setting.source({ endpoints: off }));
    await change({ removedBills: 2 });
    expect(deleted(await loadSource(setting.source({ endpoints: off })))).toEqual({ bill_ids: 0, bills: 2 });
    const columns = query<{ name: string }>("select name from pragma_table_info('bill_ids')");
    expect(columns.map(({ name }) => name)).not.toContain('_deleted_at');
  });

  test('source objects that are read only for their ids prove as well', async () => {
    setting = await setUp({ seed: 'only', bills: 6, edges: false });
    const source = setting.source({ endpoints }, { only: ['lines'], alone: true });
    await loadSource(source);
    await change({ removedBills: 2 });
    expect(deleted(await loadSource(source)).lines).toBeGreaterThanOrEqual(2);
  });
});

describe('replace', () => {
  const replaced = endpoints.map((one) => ({
    ...one,
    write: { disposition: 'replace' },
  }));

  test('a complete run: only what is there now stays', async () => {
    setting = await setUp({ seed: 'replace', bills: 12, edges: false });
    const source = setting.source({ endpoints: replaced });
    await loadSource(source);
    const before = count('bills') ?? 0;
    await change({ removedBills: 4 });
    const report = await loadSource(source);
    expect(report.outcome).toBe('complete');
    expect(count('bills')).toBe(before - 4);
    expect(query('select distinct _run_id from bills')).toEqual([{ _run_id: report.runId }]);
    expect(compareTables(setting.database, source, await readTruth(setting.sandbox.url, source))).toEqual([]);
    expect(query("select name from sqlite_master where name like '_ovh_next%'")).toEqual([]);
  });

  test('a run that is not complete: the table keeps its rows, and the report says so', async () => {
    setting = await setUp({ seed: 'kept', bills: 12, edges: false });
    const first = await loadSource(setting.source({ endpoints: replaced }));
    await change({ removedBills: 4, iamDenied: ['GET /me/bill/{billId}/details'] });
    const second = await loadSource(setting.source({ endpoints: replaced, ...byToken() }));
    expect(second.outcome).toBe('incomplete');
    expect(query('select distinct _run_id from bills')).toEqual([{ _run_id: second.runId }]);
    // Its list is not complete, so its lines are not, though none of them was refused.
    expect(query('select distinct _run_id from lines')).toEqual([{ _run_id: first.runId }]);
    expect(noticeLines(second.reasons)).toContain(
      'lines: its table lines still has the rows of the run before: "line_ids" is not complete',
    );
    expect(second.sources.find(({ name }) => name === 'lines')?.rows).toBe(0);
    expect(query("select name from sqlite_master where name like '_ovh_next%'")).toEqual([]);
  });

  test('a run that is interrupted replaces and marks nothing, and says so', async () => {
    setting = await setUp({ seed: 'interrupted', bills: 30, edges: false });
    const merged = endpoints.filter(({ name }) => name !== 'lines');
    const lines = replaced.filter(({ name }) => name === 'lines');
    const source = setting.source({ endpoints: [...merged, ...lines] });
    const first = await loadSource(source);
    const before = count('lines');
    await change({ removedBills: 5 });
    const ending = new AbortController();
    const report = await loadSource(source, {
      signal: ending.signal,
      sliceRoots: 5,
      onProgress: (progress) => {
        if (progress().slices >= 2) ending.abort();
      },
    });
    expect(report.outcome).toBe('incomplete');
    expect(noticeLines(report.reasons).join('\n')).toContain(
      'lines: its table lines still has the rows of the run before',
    );
    expect(count('bills', `_run_id = '${report.runId}'`)).toBeGreaterThan(0);
    expect(gone('bills')).toBe(0);
    expect(query('select distinct _run_id from lines')).toEqual([{ _run_id: first.runId }]);
    expect(count('lines')).toBe(before);
  });

  test('a run that is stopped by revoked keys replaces nothing', async () => {
    setting = await setUp({ seed: 'stopped', bills: 20, edges: false });
    const source = setting.source({ endpoints: replaced });
    const first = await loadSource(source);
    const before = query('select * from lines');
    await change({ revoke: true });
    const report = await loadSource(source).catch(() => undefined);
    expect(report?.outcome ?? 'failed').toBe('failed');
    expect(query('select * from lines')).toEqual(before);
    expect(query('select distinct _run_id from bills')).toEqual([{ _run_id: first.runId }]);
  });

  test('child tables of lists are replaced with their parent', async () => {
    setting = await setUp({ seed: 'children', bills: 1, edges: false });
    const projects = { name: 'project_ids', path: '/cloud/project', read: { item: 'serviceName' } };
    const instances = {
      name: 'instances',
      path: '/cloud/project/{serviceName}/instance',
      parameters: { serviceName: { from: 'project_ids' } },
      table: { primaryKey: ['serviceName', 'id'] },
      write: { disposition: 'replace' },
    };
    const source = setting.source({ endpoints: [projects, instances] });
    await loadSource(source);
    const report = await loadSource(source);
    expect(report.outcome).toBe('complete');
    expect(count('instances_ip_addresses')).toBeGreaterThan(0);
    expect(query('select distinct _run_id from instances_ip_addresses')).toEqual([{ _run_id: report.runId }]);
  });
});
