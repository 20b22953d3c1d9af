// Home's lines and what needs a person, from facts: the worst first, what later runs made up for counts, sums exact.
import { describe, expect, test } from '@jest/globals';
import type { RunLine, RunsAnswer } from '../../console/contract/history.js';
import type { HomeReport } from '../../console/contract/home.js';
import type { AccountAnswer, SessionAccount } from '../../console/contract/source.js';
import { needsOf } from '../../console/page/home/needs.js';
import { rowsOf } from '../../console/page/home/rows.js';

const account = (connection: string, isComplete = true): SessionAccount => ({
  connection,
  region: 'eu',
  origin: '',
  credentials: { kind: 'keys', from: [], isComplete },
  hasOAuth2: true,
  pace: 18,
});

const run = (connection: string, more: Partial<RunLine> = {}): RunLine => ({
  ...{ runId: `R-${connection}`, kind: 'load', outcome: 'complete', startedAt: '2026-11-03T09:00:00Z' },
  ...{ seconds: 7, account: `${connection}-ovh`, connection, region: 'eu', rows: 10, calls: 118 },
  ...{ listed: 10, loaded: 10, known: 0, missing: 0 },
  ...more,
});

const runsOf = (...runs: RunLine[]): RunsAnswer => ({
  ...{ destination: 'ovh.db', runs, more: false, neverStarted: [], loads: [] },
});

const health = (name: string, outcome: 'complete' | 'incomplete', missing: number) => ({
  ...{ account: `${name}-ovh`, region: 'eu', newestDocument: '2026-10-30' },
  run: {
    ...{ id: `R-${name}`, outcome, startedAt: '', seconds: 7, calls: 9, listed: 10, missing },
    ...{ tables: 2, rows: 20 },
  },
});

const report = (more: Partial<HomeReport> = {}): HomeReport => ({
  ...{ month: '2026-10', against: '2026-09', today: '2026-11-03', accounts: [], odd: [], currencies: [] },
  ...more,
});

const nobody = () => undefined;

describe('lines', () => {
  test('the worst first; a retry that brought all makes the load whole; a newer failure does not', () => {
    const accounts = ['whole', 'mended', 'left', 'down', 'new'].map((name) => account(name));
    const runs = runsOf(
      run('down', { outcome: 'failed', startedAt: '2026-11-03T10:00:00Z' }),
      run('down'),
      run('left', { outcome: 'incomplete', missing: 3 }),
      run('mended', { outcome: 'incomplete', missing: 2 }),
      run('whole'),
    );
    const found = report({
      accounts: [
        health('mended', 'complete', 0),
        health('left', 'incomplete', 3),
        health('down', 'complete', 0),
      ],
    });
    const rows = rowsOf({
      accounts: [...accounts, account('keyless', false)],
      runs,
      report: found,
      keyOf: nobody,
    });
    expect(rows.map(({ connection, state, missing }) => [connection, state, missing])).toEqual([
      ['keyless', 'no-keys', 0],
      ['down', 'failed', 0],
      ['left', 'incomplete', 3],
      ['new', 'never', 0],
      ['whole', 'complete', 0],
      ['mended', 'complete', 0],
    ]);
    expect(rows[1]).toMatchObject({ freshAt: '2026-11-03T09:00:00Z', price: { calls: 118, seconds: 7 } });
  });

  test('the next run is the first of the pipelines that load the connection', () => {
    const pipeline = (name: string, next: string, connections: string[]) => ({
      ...{ name, next, connections, timeZone: 'UTC', only: [] },
    });
    const home = {
      ...{ at: '', deprecated: [] },
      pipelines: [
        pipeline('all', '2026-11-04T06:00:00Z', []),
        pipeline('one', '2026-11-03T12:00:00Z', ['a']),
      ],
    };
    const rows = rowsOf({ accounts: [account('a'), account('b')], home, keyOf: nobody });
    expect(rows.map(({ next }) => next?.pipeline)).toEqual(['one', 'all']);
  });

  test('a document that does not add up is a gap, though the load is whole', () => {
    const money = { account: 'a-ovh', amount: '1', before: null, documents: 4, exact: 3 };
    const currency = {
      ...{ currency: 'EUR', budgets: [], documents: 4, exact: 3, accounts: [money] },
      ...{ late: [], expiring: [], anomalies: [] },
    };
    const rows = rowsOf({
      accounts: [account('a')],
      runs: runsOf(run('a')),
      report: report({ currencies: [currency] }),
      keyOf: nobody,
    });
    expect(rows[0]?.state).toBe('gap');
  });
});

describe('what needs a person', () => {
  const [row] = rowsOf({
    accounts: [account('a')],
    runs: runsOf(run('a', { outcome: 'incomplete', missing: 5 })),
    keyOf: (): AccountAnswer => ({
      ...{ state: 'expires', expires: '2026-11-20T00:00:00Z', daysLeft: 17, createTokenLink: '' },
    }),
  });
  const facets = {
    runs: [
      { runId: 'R', account: 'a-ovh', kind: 'load', outcome: 'incomplete', startedAt: '' },
      { runId: 'S', account: 'mended-ovh', kind: 'load', outcome: 'incomplete', startedAt: '' },
    ],
    counts: [
      { run: 0, source: 'bills', reason: 'refused', accepted: false, count: 2 },
      { run: 0, source: 'lines', reason: 'failed', status: 500, accepted: false, count: 1 },
      { run: 0, source: 'lines', reason: 'failed', status: 504, accepted: false, count: 2 },
      { run: 0, source: 'odd', reason: 'rejected', accepted: true, count: 9 },
      { run: 0, source: 'payment', reason: 'absent', accepted: false, count: 7 },
      { run: 1, source: 'bills', reason: 'failed', accepted: false, count: 4 },
    ],
  };

  test('not loaded, soon, money; what is accepted, absent or made up for is not there', () => {
    const late = (open: string, daysLate: number) => ({ account: 'a-ovh', id: open, open, daysLate });
    const needs = needsOf({
      rows: row ? [row] : [],
      facets,
      entries: {
        from: 0,
        entries: [
          {
            runId: 'R',
            account: 'a-ovh',
            source: 'lines',
            id: 'billId=1',
            reason: 'failed',
            message: 'no',
            at: '',
          },
        ],
      },
      home: {
        ...{ at: '', pipelines: [] },
        deprecated: [
          { source: 'x', method: 'GET', path: '/x' },
          { source: 'y', method: 'GET', path: '/y', deletion: '2027-01-01' },
          { source: 'y2', method: 'GET', path: '/y', deletion: '2027-01-01' },
        ],
      },
      report: report({
        odd: [
          { state: 'not-loaded', account: 'a-ovh', id: '1', currency: null, gap: null },
          { state: 'gap', account: 'a-ovh', id: '2', currency: 'EUR', gap: '-0.1' },
          { state: 'gap', account: 'a-ovh', id: '3', currency: 'EUR', gap: '0.2' },
        ],
        currencies: [
          {
            ...{ currency: 'EUR', budgets: [], documents: 3, exact: 0, accounts: [], expiring: [] },
            late: [late('9007199254740993.01', 106), late('0.02', 3)],
            anomalies: [],
          },
        ],
      }),
    });
    expect(needs).toEqual([
      expect.objectContaining({
        kind: 'left',
        reason: 'failed',
        source: 'lines',
        count: 3,
        id: 'billId=1',
        connection: 'a',
      }),
      expect.objectContaining({ kind: 'left', reason: 'refused', source: 'bills', count: 2 }),
      expect.objectContaining({ kind: 'key', daysLeft: 17, day: '2026-11-20', connection: 'a' }),
      expect.objectContaining({ kind: 'deprecated', route: 'GET /y', sources: ['y', 'y2'] }),
      expect.objectContaining({ kind: 'deprecated', route: 'GET /x' }),
      { group: 'money', kind: 'odd', count: 2, amounts: [{ currency: 'EUR', gap: '0.3' }] },
      expect.objectContaining({
        kind: 'late',
        open: '9007199254740993.03',
        oldest: { days: 106, open: '9007199254740993.01' },
      }),
    ]);
  });

  test('nothing where all is whole', () => {
    const rows = rowsOf({ accounts: [account('a')], runs: runsOf(run('a')), keyOf: nobody });
    expect(needsOf({ rows, facets, report: report() })).toEqual([]);
  });
});
