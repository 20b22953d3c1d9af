// What goes wrong in the middle of a load: clear words, nothing harmed, and the next load goes on to the whole truth.
import { chmodSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { type LoadOptions, loadSource } from '../../connector/app/load.js';
import type { ConfiguredSource } from '../../connector/app/open.js';
import { sqliteDestination } from '../../connector/destinations/sqlite/sqlite.js';
import { type Clock, systemClock } from '../../connector/model/clock.js';
import type { Destination } from '../../connector/model/destination.js';
import { DestinationError } from '../../connector/model/errors.js';
import { EXIT_CODES, type RunReport } from '../../connector/model/report.js';
import type { RowBatch } from '../../connector/model/table.js';
import { noticeLines } from '../../connector/text/notice-text.js';
import { startSandbox } from '../../sandbox/main.js';
import { type Setting, setUp, steadyClock } from './sandbox-config.js';
import { compareTables, readTruth, type Truth } from './truth.js';

let setting: Setting;

afterEach(async () => {
  await setting.close();
});

const schemas = { use: 'never' };
const SANDBOX = { seed: 'failures', bills: 20, lines: 1, edges: false, timeTolerance: 3600 } as const;
const endpoints = [
  { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } },
  { name: 'bills', path: '/me/bill/{billId}', parameters: { billId: { from: 'bill_ids' } } },
  {
    name: 'line_ids',
    path: '/me/bill/{billId}/details',
    parameters: { billId: { from: 'bill_ids' } },
    read: { item: 'billDetailId' },
  },
];

const ROUTES = endpoints.map(({ path }) => path);

/** Small slices, so that there is a middle. */
const options: LoadOptions = { sliceRoots: 10, strategy: 'single' };

const change = async (wanted: object) => {
  const body = JSON.stringify(wanted);
  const reply = await fetch(`${setting.sandbox.url}/__sandbox/options`, { method: 'POST', body });
  expect(reply.status).toBe(200);
};

/** What is there is true, and each bill that is there has all of its lines. Gives the number of bills. */
function expectUnharmed(truth: Truth): number {
  const database = new Database(setting.database, { readonly: true });
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    const bills = database.prepare('select bill_id from bills').pluck().all() as string[];
    const lines = database.prepare('select count(*) from line_ids where bill_id = ?').pluck();
    const told = new Map(
      truth.sources['/me/bill/{billId}/details']?.entries.map(({ params, items }) => [
        params.billId,
        items?.length,
      ]),
    );
    for (const bill of bills)
      expect({ bill, lines: lines.get(bill) }).toEqual({ bill, lines: told.get(bill) });
    return bills.length;
  } finally {
    database.close();
  }
}

/** The next load brings what is missing, and reads nothing of what is there again. */
async function expectResumed(source: ConfiguredSource, done: number, truth: Truth): Promise<void> {
  const report = await loadSource(source, options);
  expect({ outcome: report.outcome, reasons: noticeLines(report.reasons) }).toEqual({
    outcome: 'complete',
    reasons: [],
  });
  expect(report.sources[0]?.ledger.known).toBe(done);
  expect(compareTables(setting.database, source, truth)).toEqual([]);
}

function expectFailed(report: RunReport, words: RegExp): void {
  expect({ outcome: report.outcome, code: EXIT_CODES[report.outcome] }).toEqual({
    outcome: 'failed',
    code: 1,
  });
  expect(noticeLines(report.reasons).join('\n')).toMatch(words);
  expect(noticeLines(report.reasons).join('\n')).not.toMatch(/unexpected/);
}

/** A destination of which one commit goes wrong after its first batch, as a lost connection does; 0 records the begin. */
function failing(destination: Destination, at: number): Destination {
  let commits = 0;
  async function* cut(batches: AsyncIterable<RowBatch>): AsyncGenerator<RowBatch> {
    for await (const batch of batches) {
      yield batch;
      throw new DestinationError(
        'destination-lost',
        'the connection to the destination was lost. Look after it, then run again',
      );
    }
  }
  return {
    ...destination,
    open: async (opening) => {
      const session = await destination.open(opening);
      const commit = session.commit.bind(session);
      session.commit = (slice) =>
        commit(commits++ === at ? { ...slice, batches: cut(slice.batches) } : slice);
      return session;
    },
  };
}

/** Done while the load is on its way, once. */
function onSlice(number: number, work: () => void): LoadOptions['onProgress'] {
  let isDone = false;
  return (progress) => {
    if (isDone || progress().slices < number) return;
    isDone = true;
    work();
  };
}

describe('the destination', () => {
  test('is full: what was committed stays, and there is room for it when it is read', async () => {
    setting = await setUp(SANDBOX);
    const source = setting.source({ endpoints, schemas }, { clock: steadyClock() });
    const truth = await readTruth(setting.sandbox.url, ROUTES);
    await loadSource(setting.source({ endpoints, schemas, account: 'nobody' }), options);
    const database = new Database(setting.database);
    const pages = database.pragma('page_count', { simple: true }) as number;
    database.exec('delete from bills; delete from line_ids; delete from bill_ids; vacuum');
    const empty = database.pragma('page_count', { simple: true }) as number;
    database.close();
    const maxPages = Math.floor(empty + (pages - empty) / 2);
    const destination = sqliteDestination(setting.database, { maxPages });
    expectFailed(
      await loadSource(source, { ...options, destination }),
      /SQLite file .*: the disk is full. Make room, then run again: what was committed before is kept/,
    );
    const done = expectUnharmed(truth);
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(truth.sources['/me/bill/{billId}']?.entries.length ?? 0);
    await expectResumed(source, done, truth);
  });

  test('cannot be written to: refused with the file, before a call; nothing is harmed', async () => {
    setting = await setUp(SANDBOX);
    const source = setting.source({ endpoints, schemas }, { clock: steadyClock() });
    const truth = await readTruth(setting.sandbox.url, ROUTES);
    await loadSource(source, options);
    const calls = async () =>
      ((await (await fetch(`${setting.sandbox.url}/__sandbox/stats`)).json()) as { total: number }).total;
    const before = await calls();
    chmodSync(setting.folder, 0o555);
    chmodSync(setting.database, 0o444);
    try {
      await asNobody(() =>
        expect(loadSource(source, options)).rejects.toThrow(
          /^SQLite file .*: it cannot be (written to|opened)\. (Give this user the right|Check the path, and the rights)/,
        ),
      );
    } finally {
      chmodSync(setting.folder, 0o755);
      chmodSync(setting.database, 0o644);
    }
    expect(await calls()).toBe(before);
    expect(compareTables(setting.database, source, truth)).toEqual([]);
  });

  test.each([0, 1, 5])('fails in the middle of commit %i: that slice is left out whole', async (at) => {
    setting = await setUp(SANDBOX);
    const source = setting.source({ endpoints, schemas }, { clock: steadyClock() });
    const truth = await readTruth(setting.sandbox.url, ROUTES);
    const destination = failing(sqliteDestination(setting.database), at);
    expectFailed(
      await loadSource(source, { ...options, destination }),
      /connection to the destination was lost/,
    );
    const done = at < 2 ? 0 : expectUnharmed(truth);
    expect(done).toBe(Math.max(0, at - 1) * 10);
    await expectResumed(source, done, truth);
  });

  test('fails at the very end: the rows are whole, and the report says what is not written', async () => {
    setting = await setUp(SANDBOX);
    const source = setting.source({ endpoints, schemas }, { clock: steadyClock() });
    const truth = await readTruth(setting.sandbox.url, ROUTES);
    const whole = await loadSource(source, options);
    const destination = failing(sqliteDestination(setting.database), whole.slices + 1);
    const report = await loadSource(source, { ...options, destination, refresh: true });
    expect(report.outcome).toBe('incomplete');
    expect(noticeLines(report.reasons)).toEqual([
      expect.stringMatching(/^the end of the run could not be written beside the data/),
    ]);
    expect(compareTables(setting.database, source, truth)).toEqual([]);
  });
});

/** Root may write everywhere: for the time of the work it is somebody else. */
async function asNobody(work: () => Promise<unknown>): Promise<void> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

describe('the clock', () => {
  const DAY = 86_400_000;

  test.each([
    ['forwards', DAY],
    ['backwards', -DAY],
  ])('jumps a day %s and back: every row comes, and nobody waits for it', async (_way, jump) => {
    setting = await setUp(SANDBOX);
    let offset = 0;
    const waits: number[] = [];
    const clock: Clock = {
      ...systemClock,
      now: () => systemClock.now() + offset,
      sleep: (ms, signal) => {
        waits.push(ms);
        return systemClock.sleep(ms, signal);
      },
    };
    const source = setting.source({ endpoints, schemas }, { clock });
    const progress = [
      onSlice(3, () => {
        offset = jump;
      }),
      onSlice(6, () => {
        offset = 0;
      }),
    ];
    const report = await loadSource(source, {
      ...options,
      onProgress: (told) => {
        for (const each of progress) each?.(told);
      },
    });
    expect({ outcome: report.outcome, reasons: noticeLines(report.reasons) }).toEqual({
      outcome: 'complete',
      reasons: [],
    });
    expect(Math.max(...waits)).toBeLessThan(60_000);
    expect(compareTables(setting.database, source, await readTruth(setting.sandbox.url, ROUTES))).toEqual([]);
  });
});

describe('the API', () => {
  test('revokes the keys in the middle: with new ones the load goes on', async () => {
    setting = await setUp(SANDBOX);
    const source = setting.source({ endpoints, schemas }, { clock: steadyClock() });
    const truth = await readTruth(setting.sandbox.url, ROUTES);
    const revoking: Promise<void>[] = [];
    const onProgress = onSlice(3, () => revoking.push(change({ revoke: true })));
    expectFailed(await loadSource(source, { ...options, onProgress }), /INVALID_CREDENTIAL.*login/s);
    await Promise.all(revoking);
    const done = expectUnharmed(truth);
    expect(done).toBeGreaterThanOrEqual(30);
    // Nothing is begun with keys that are not taken.
    await expect(loadSource(source, options)).rejects.toThrow(/INVALID_CREDENTIAL/);
    expect(expectUnharmed(truth)).toBe(done);
    await change({ revoke: false });
    await expectResumed(source, done, truth);
  });

  test('is gone in the middle and back later: the load says so and goes on', async () => {
    setting = await setUp(SANDBOX);
    const patient = { endpoints, schemas, http: { attempts: 3 } };
    const source = setting.source(patient, { clock: steadyClock(100) });
    const truth = await readTruth(setting.sandbox.url, ROUTES);
    const closing: Promise<void>[] = [];
    const onProgress = onSlice(3, () => closing.push(setting.sandbox.close()));
    expectFailed(
      await loadSource(source, { ...options, onProgress }),
      /ECONNREFUSED|could not be reached|connect/i,
    );
    await Promise.all(closing);
    const done = expectUnharmed(truth);
    expect(done).toBeGreaterThanOrEqual(30);
    setting.sandbox = await startSandbox({
      rate: 0,
      ...SANDBOX,
      port: Number(new URL(source.config.origin).port),
    });
    const again = setting.source(
      { ...patient, auth: { ...setting.sandbox.keys } },
      { clock: steadyClock(100) },
    );
    await expectResumed(again, done, truth);
  });

  test('is gone for a moment: nobody notices', async () => {
    setting = await setUp(SANDBOX);
    const source = setting.source({ endpoints, schemas, http: { attempts: 20 } });
    const port = Number(new URL(source.config.origin).port);
    const keys = { ...setting.sandbox.keys };
    const coming: Promise<void>[] = [];
    const onProgress = onSlice(1, () =>
      coming.push(
        setting.sandbox.close().then(async () => {
          await systemClock.sleep(300);
          setting.sandbox = await startSandbox({ rate: 0, ...SANDBOX, port });
        }),
      ),
    );
    const report = await loadSource(source, { ...options, onProgress });
    await Promise.all(coming);
    expect(setting.sandbox.keys).toEqual(keys);
    expect({ outcome: report.outcome, reasons: noticeLines(report.reasons) }).toEqual({
      outcome: 'complete',
      reasons: [],
    });
    expect(report.calls.retries).toBeGreaterThan(0);
    expect(compareTables(setting.database, source, await readTruth(setting.sandbox.url, ROUTES))).toEqual([]);
  });
});
