// Loads into a folder of Parquet files: the truth, read by DuckDB; again with few calls; replaced, marked, cut.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type LoadOptions, loadSource } from '../../connector/app/load.js';
import { folderDestination } from '../../connector/destinations/files/files.js';
import { parquetFormat } from '../../connector/destinations/formats/parquet.js';
import { createDestination } from '../../connector/destinations/registry.js';
import { LocalStorage } from '../../connector/destinations/storage/local.js';
import { DestinationError } from '../../connector/model/errors.js';
import type { RunReport } from '../../connector/model/report.js';
import { findRun, ledgerOf } from '../../connector/state/history/stored-runs.js';
import { noticeLines } from '../../connector/text/notice-text.js';
import { copyToSqlite, differentTables, query, withDuckDb } from './parquet-rows.js';
import { type Setting, setUp, steadyClock } from './sandbox-config.js';
import { compareTables, readTruth } from './truth.js';

let setting: Setting;
let folder: string;
let copies = 0;

afterEach(() => setting.close());

beforeEach(() => {
  copies = 0;
});

async function start(options: Parameters<typeof setUp>[0], endpoints: object[]) {
  setting = await setUp({ timeTolerance: 3600, ...options });
  folder = join(setting.folder, 'data');
  const destination = createDestination({ type: 'parquet', path: folder });
  const source = setting.source({ endpoints }, { clock: steadyClock() });
  const load = (more: LoadOptions = {}) => loadSource(source, { destination, ...more });
  /** What is wrong with the folder: nothing. */
  const wrong = async () => {
    const copy = join(setting.folder, `copy-${copies++}.db`);
    await copyToSqlite(destination, copy);
    const unlike = compareTables(copy, source, await readTruth(setting.sandbox.url, source));
    return [...(await differentTables(destination, folder)), ...unlike];
  };
  return { destination, load, wrong };
}

const made = (report: RunReport) =>
  report.sources.reduce((sum, { calls }) => sum + calls.single + calls.expanded + calls.batch, 0);
const duck = (sql: string) =>
  withDuckDb(async (connection) => (await query(connection, sql.replaceAll('DATA', folder))).flat());

async function change(options: object): Promise<void> {
  await fetch(`${setting.sandbox.url}/__sandbox/options`, { method: 'POST', body: JSON.stringify(options) });
}

test('the tables are the truth; a second load makes few calls and leaves files that did not change', async () => {
  const presets = ['bills', 'bill_payments', 'orders', 'refunds'].map((preset) => ({ preset }));
  const { destination, load, wrong } = await start({ seed: 'folder', bills: 60, edges: true }, presets);
  const first = await load();
  expect(await wrong()).toEqual([]);
  const types = await duck(
    "select column_type from (describe select bill_id, date, price_with_tax_value, order_id from 'DATA/bills.parquet')",
  );
  expect(types).toEqual([
    'VARCHAR',
    'TIMESTAMP WITH TIME ZONE',
    expect.stringMatching(/^DECIMAL\(38,\d+\)$/),
    'BIGINT',
  ]);
  // Lines of bills are read again where one of them was refused; those of orders are all there.
  const lines = statSync(join(folder, 'order_details.parquet')).ino;
  const second = await load();
  expect(second.outcome).toBe(first.outcome);
  expect(made(second)).toBeLessThan(made(first));
  expect(await wrong()).toEqual([]);
  expect(statSync(join(folder, 'order_details.parquet')).ino).toBe(lines);
  const run = await findRun(destination, 'last');
  expect([run.runId, run.outcome]).toEqual([second.runId, second.outcome]);
  const entries: string[] = [];
  for await (const { source, id } of ledgerOf(destination, 'last')) entries.push(`${source} ${id}`);
  expect(entries.length).toBe(second.sources.reduce((sum, { notLoaded }) => sum + notLoaded.length, 0));
});

const BILL_IDS = { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } };
const BILLS = { name: 'bills', path: '/me/bill/{billId}', parameters: { billId: { from: 'bill_ids' } } };

test('a load that was cut is gone on with', async () => {
  const { load, wrong } = await start({ seed: 'cut', bills: 100, edges: false }, [BILL_IDS, BILLS]);
  const ending = new AbortController();
  const cut = await load({
    sliceRoots: 5,
    signal: ending.signal,
    onProgress: (progress) => {
      if (progress().slices >= 8) ending.abort();
    },
  });
  expect(cut.outcome).toBe('incomplete');
  const done = cut.sources.find(({ name }) => name === 'bills')?.ledger.loaded ?? 0;
  expect(done).toBeGreaterThanOrEqual(40);
  // What is committed is there for others, too.
  expect(await duck("select count(*) from 'DATA/bills.parquet'")).toEqual([String(done)]);
  const rest = await load({ sliceRoots: 5 });
  expect(rest.outcome).toBe('complete');
  expect(rest.sources.find(({ name }) => name === 'bill_ids')?.ledger.known).toBe(done);
  expect(await wrong()).toEqual([]);
});

test('rows whose objects are gone are marked, once, and come back', async () => {
  const { load, wrong } = await start({ seed: 'gone', bills: 12, edges: false }, [BILL_IDS, BILLS]);
  const gone = () => duck("select count(_deleted_at) from 'DATA/bills.parquet'");
  await load();
  await change({ removedBills: 3 });
  const second = await load();
  expect(second.sources.map(({ deleted }) => deleted)).toEqual([3, 3]);
  expect(await gone()).toEqual(['3']);
  expect((await load()).sources.map(({ deleted }) => deleted)).toEqual([0, 0]);
  await change({ removedBills: 0 });
  await load();
  expect(await gone()).toEqual(['0']);
  expect(await wrong()).toEqual([]);
});

test('a table that is replaced has the rows of the last complete run', async () => {
  const replaced = [BILL_IDS, BILLS].map((one) => ({
    ...one,
    write: { disposition: 'replace' },
  }));
  const { load, wrong } = await start({ seed: 'replaced', bills: 12, edges: false }, replaced);
  await load();
  const [before] = await duck("select count(*) from 'DATA/bills.parquet'");
  await change({ removedBills: 3 });
  await load();
  expect(await duck("select count(*) from 'DATA/bills.parquet'")).toEqual([String(Number(before) - 3)]);
  expect(await wrong()).toEqual([]);
});

test('files that cannot be written are told in the report; what is loaded is safe, and the next load writes them', async () => {
  const { load, wrong } = await start({ seed: 'full', bills: 10, edges: false }, [BILL_IDS, BILLS]);
  class FullStorage extends LocalStorage {
    override put(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
      if (name.endsWith('.parquet'))
        return Promise.reject(new DestinationError('destination-full', 'the disk is full'));
      return super.put(name, chunks);
    }
  }
  const full = (path: string) => new FullStorage(path);
  const format = parquetFormat({ compression: 'none' });
  const destination = folderDestination({ name: 'parquet', path: folder, format, storage: full });
  const report = await load({ destination });
  expect(report.outcome).toBe('incomplete');
  expect(noticeLines(report.reasons).join()).toMatch(
    /what is loaded is safe.*the disk is full.*next run writes them/,
  );
  expect((await load()).outcome).toBe('complete');
  expect(await wrong()).toEqual([]);
});
