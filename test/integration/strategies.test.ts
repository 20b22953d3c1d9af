// Strategies against the sandbox: each way in which they may work or fail gives the same tables as single calls.
import { afterEach, describe, expect, test } from '@jest/globals';
import { loadSource } from '../../connector/app/load.js';
import type { RunReport } from '../../connector/model/report.js';
import type { SandboxOptions } from '../../sandbox/main.js';
import { batchKinds, expandedKinds } from '../../sandbox/options/strategy-options.js';
import { extent, isLong } from '../extent.js';
import { type Setting, setUp } from './sandbox-config.js';
import { compareTables, readTruth } from './truth.js';

let setting: Setting | undefined;

afterEach(async () => {
  await setting?.close();
  setting = undefined;
});

/** Lists with details, lists in lists, ids that must be encoded; in the long run also one object below each, number ids. */
const PRESETS = isLong ? ['bills', 'bill_payments', 'orders', 'ips'] : ['bills', 'ips'];

async function loaded(
  options: Partial<SandboxOptions>,
  config: object = {},
  presets = PRESETS,
): Promise<RunReport> {
  setting = await setUp({ seed: 'short', bills: 12, ...options });
  const source = setting.source({ endpoints: presets.map((preset) => ({ preset })), ...config });
  const report = await loadSource(source);
  expect(compareTables(setting.database, source, await readTruth(setting.sandbox.url, source))).toEqual([]);
  for (const { name, balanced, ledger } of report.sources) {
    expect({ name, balanced, failed: ledger.failed }).toEqual({ name, balanced: true, failed: 0 });
  }
  return report;
}

const made = (report: RunReport) =>
  report.sources.reduce((sum, { calls }) => sum + calls.single + calls.expanded + calls.batch, 0);
const wanted = (report: RunReport) => report.sources.reduce((sum, { reads }) => sum + reads, 0);
const refused = (report: RunReport, strategy: string) =>
  report.refusedStrategies.filter((one) => one.strategy === strategy).map(({ reason }) => reason);

describe('expanded lists', () => {
  test.each([...expandedKinds])('%s', async (expanded) => {
    const report = await loaded({ expanded, batch: 'ignored' });
    const reasons = refused(report, 'expanded').join();
    const words: Record<string, RegExp> = {
      ignored: /ids in place of objects/,
      refused: /400: Invalid header/,
      idless: /do not have the ids/,
      summary: /differs from what it is by itself/,
    };
    if (words[expanded]) expect(reasons).toMatch(words[expanded]);
    else expect(made(report)).toBeLessThan(wanted(report) * 0.8);
  });

  test.each([200, 60])(
    'pages of more than %d are refused: smaller ones, and the strategy stays',
    async (pageLimit) => {
      const report = await loaded({ bills: 150, edges: false, pageLimit }, {}, ['bills']);
      expect(report.refusedStrategies).toEqual([]);
      expect(made(report)).toBeLessThan(50);
    },
  );

  test('a whole account without odd objects: a list below a bill is two calls, its ids and its objects', async () => {
    const report = await loaded({ edges: false, batch: 'ignored' }, {}, ['bills']);
    expect(report.outcome).toBe('complete');
    const bills = report.sources.find(({ name }) => name === 'bills')?.ledger.listed ?? 0;
    // Two readings of the bills, two of the lines of each, and a few that are compared.
    expect(made(report)).toBeLessThan(bills * 2 + 20);
    expect(made(report)).toBeGreaterThan(bills);
  });
});

describe('batches', () => {
  test.each([...batchKinds])('%s', async (batch) => {
    // An object that does not name itself cannot show that it is another's.
    const presets = batch === 'mixed' ? ['bills'] : PRESETS;
    const report = await loaded({ expanded: 'ignored', batch }, {}, presets);
    const words: Record<string, RegExp> = {
      ignored: /404/,
      refused: /400 Batch is not available/,
      mixed: /differs from what it is by itself/,
    };
    if (words[batch]) expect(refused(report, 'batch').join()).toMatch(words[batch]);
    else expect(made(report)).toBeLessThan(wanted(report) * 0.9);
    if (batch === 'lastOnly')
      expect(refused(report, 'batch').join()).toMatch(/not available on this segment/);
  });

  test('too many ids at once: smaller batches', async () => {
    const report = await loaded({ expanded: 'ignored', batchLimit: 7, edges: false }, {}, ['bills']);
    expect(refused(report, 'batch')).toEqual([]);
    expect(made(report)).toBeLessThan(wanted(report) * 0.8);
  });

  test('the size is what is configured', async () => {
    const small = await loaded({ expanded: 'ignored', edges: false }, { batchSize: 10 }, ['bills']);
    await setting?.close();
    const large = await loaded({ expanded: 'ignored', edges: false }, {}, ['bills']);
    const batches = (report: RunReport) =>
      report.sources.find(({ name }) => name === 'bills')?.calls.batch ?? 0;
    expect(batches(small)).toBeGreaterThanOrEqual(3 * batches(large));
  });
});

/** What goes wrong with one of them alone is above. */
const some = <T>(kinds: readonly T[]) => kinds.slice(0, extent(2, kinds.length));

describe('both', () => {
  test('bills and all their lines in a few calls', async () => {
    const report = await loaded({ bills: 150, edges: false }, {}, ['bills']);
    expect(report.outcome).toBe('complete');
    expect(wanted(report)).toBeGreaterThan(800);
    expect(made(report)).toBeLessThan(30);
    expect(report.refusedStrategies).toEqual([]);
  });

  test('batches that do not expand: their ids prove the lists, and each list is asked for its objects alone', async () => {
    const report = await loaded({ batchExpands: false, bills: 150, edges: false }, {}, ['bills']);
    expect(refused(report, 'combined').join()).toMatch(/ids in place of objects/);
    const { listed: bills = 0 } = report.sources.find(({ name }) => name === 'bills')?.ledger ?? {};
    expect(made(report)).toBeLessThan(bills * 1.06 + 20);
  });

  test.each(some(['idless', 'summary', 'inserted', 'deleted', 'capped'] as const))(
    'with %s lists',
    async (expanded) => {
      await loaded({ expanded });
    },
  );

  test.each(some(['missing', 'error', 'doubled', 'valueless', 'lastOnly'] as const))(
    'with %s batches',
    async (batch) => {
      await loaded({ batch });
    },
  );

  test('with every fault', async () => {
    await loaded({ faults: ['429', '500', 'reset', 'truncate', 'html200'], faultRate: 0.1 }, {}, [
      'bills',
      'orders',
    ]);
  }, 120_000);
});

describe('choosing', () => {
  const ways = (report: RunReport) =>
    report.sources.reduce(
      (sum, { calls }) => ({ expanded: sum.expanded + calls.expanded, batch: sum.batch + calls.batch }),
      {
        expanded: 0,
        batch: 0,
      },
    );

  test('for all: single, expanded, batch', async () => {
    const single = await loaded({ edges: false }, { strategy: 'single' }, ['bills']);
    expect(ways(single)).toEqual({ expanded: 0, batch: 0 });
    const counts = Object.fromEntries(single.sources.map(({ name, ledger }) => [name, ledger.listed]));
    const duplicates = single.sources.reduce((sum, each) => sum + each.duplicates, 0);
    expect(duplicates).toBeLessThan(3);
    // 1 list, n bills, n lists of lines, m lines.
    expect(made(single)).toBe(1 + 2 * (counts.bills ?? 0) + (counts.bill_details ?? 0));
    await setting?.close();
    const expanded = await loaded({ edges: false }, { strategy: 'expanded' }, ['bills']);
    expect(ways(expanded).batch).toBe(0);
    expect(ways(expanded).expanded).toBeGreaterThan(0);
    await setting?.close();
    const batch = await loaded({ edges: false }, { strategy: 'batch' }, ['bills']);
    expect(ways(batch).expanded).toBe(0);
    expect(ways(batch).batch).toBeGreaterThan(0);
  });

  test('a strategy for the load wins over those of definitions', async () => {
    setting = await setUp({ seed: 'short', bills: 10, edges: false });
    const source = setting.source({
      endpoints: [
        { name: 'ids', path: '/me/bill', read: { item: 'billId', strategy: 'auto' } },
        {
          name: 'bills',
          path: '/me/bill/{billId}',
          parameters: { billId: { from: 'ids' } },
          read: { strategy: 'auto' },
        },
      ],
    });
    expect(ways(await loadSource(source, { strategy: 'single' }))).toEqual({ expanded: 0, batch: 0 });
  });

  test('a definition that says single is read singly', async () => {
    setting = await setUp({ seed: 'short', bills: 10, edges: false });
    const source = setting.source({
      endpoints: [
        { name: 'ids', path: '/me/bill', read: { item: 'billId' } },
        {
          name: 'bills',
          path: '/me/bill/{billId}',
          parameters: { billId: { from: 'ids' } },
          read: { strategy: 'single' },
        },
      ],
    });
    expect(ways(await loadSource(source))).toEqual({ expanded: 0, batch: 0 });
  });
});
