// Progress and reports of hundreds of accounts: a summary, the worst first, no more lines than a person reads.
import { describe, expect, test } from '@jest/globals';
import { accountsReport, type ConnectionReport } from '../../connector/model/accounts-report.js';
import type { RunOutcome } from '../../connector/model/report.js';
import type { RunProgress } from '../../connector/run/run-state.js';
import { accountsLines, accountsSummary } from '../../connector/text/accounts/accounts-live-text.js';
import { accountsText, MANY } from '../../connector/text/accounts/accounts-text.js';

function report(name: string, outcome: RunOutcome, missing = 0): ConnectionReport {
  const ledger = { listed: 10 + missing, loaded: 10, known: 0 };
  const at = '2026-01-01T00:00:00.000Z';
  return {
    ...{ name, outcome, runId: 'r', account: `${name}-ovh`, region: 'eu', destination: 'ovh.db' },
    ...{ startedAt: at, endedAt: at, seconds: 0, reasons: [], warnings: [], drift: [] },
    calls: { calls: 15 },
    sources: [{ ledger, rows: 10 }],
  } as unknown as ConnectionReport;
}

const many = Array.from({ length: 500 }, (_, n) =>
  report(`c${n}`, n === 321 ? 'failed' : n % 100 === 50 ? 'incomplete' : 'complete', n % 100 === 50 ? n : 0),
);

describe('the report', () => {
  test('of 500: failed, then incomplete by what is missing, then some of the others, and where the rest is', () => {
    const lines = accountsText(accountsReport(many)).trimEnd().split('\n');
    expect(lines[0]).toBe(
      'FAILED: 494 of 500 connections complete; failed: c321; incomplete: c50, c150, c250, c350, c450',
    );
    const names = lines.slice(4, 4 + MANY).map((line) => line.split(/\s/)[0]);
    expect(names).toEqual(['c321', 'c450', 'c350', 'c250', 'c150', 'c50', ...names.slice(6)]);
    expect(names).toHaveLength(MANY);
    expect(lines.at(-2)).toMatch(/^all +failed +6,250 +5,000 +7,500 +5,000$/);
    expect(lines.at(-1)).toBe('480 more: `--report FILE` has each of them');
  });

  test('of hundreds that failed: the first names, and how many more', () => {
    const all = many.map(({ name }) => report(name, 'failed'));
    const [head = ''] = accountsText(accountsReport(all)).split('\n');
    expect(head).toMatch(/failed: c0, c1, .*c19 and 480 more$/);
  });

  test('an account that nobody could ask for is not known', () => {
    const lines = accountsText(accountsReport([{ ...report('b', 'failed'), account: '' }])).split('\n');
    expect(lines[4]).toMatch(/^b +not known +eu +failed /);
  });

  test('of a few: each, in the order of the configuration', () => {
    const few = accountsText(accountsReport([report('b', 'complete'), report('a', 'failed')]));
    expect(few).toMatch(/\nb [\s\S]*\na [\s\S]*\nall /);
    expect(few).not.toContain('more');
  });
});

describe('the live view', () => {
  const progress = (calls: number) =>
    ({
      calls,
      rows: 2 * calls,
      statistics: { calls, retries: 0 },
      trees: [{ root: 'bill_ids', stage: 'reading', rootsListed: 50, rootsDone: 10, calls, rows: 2 * calls }],
      tree: { root: 'bill_ids', rootsListed: 50, rootsDone: 10 },
    }) as unknown as RunProgress;
  const elapsed = { seconds: 10, rootsPerSecond: 4, number: 1, of: 2 };
  const present = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ name: `c${n}`, progress: progress(n + 1), elapsed }));

  test('a line for each of a few, and one for all', () => {
    const state = { all: 500, ended: many.slice(0, 100), present: present(3), seconds: 60 };
    expect(accountsLines(state)).toEqual([
      'c0: bill_ids (1 of 2): 10 of 50 done · 1 calls (0.1/s) · 2 rows committed · about 10 s left of it',
      'c1: bill_ids (1 of 2): 10 of 50 done · 2 calls (0.2/s) · 4 rows committed · about 10 s left of it',
      'c2: bill_ids (1 of 2): 10 of 50 done · 3 calls (0.3/s) · 6 rows committed · about 10 s left of it',
      '100 of 500 connections done (1 incomplete) · loading c0, c1, c2 · 1,506 calls · 1,012 rows · 60 s · about 4 min left',
    ]);
  });

  test('of many the first; of one its trees', () => {
    const lines = accountsLines({ all: 500, ended: [], present: present(32), seconds: 1 });
    expect(lines).toHaveLength(14);
    expect(lines.slice(-2)).toEqual([
      '... 20 more are being loaded',
      '0 of 500 connections done · loading c0, c1, c2, c3 and 28 more · 528 calls · 1,056 rows · 1 s',
    ]);
    const [tree, whole] = accountsLines({ all: 500, ended: [], present: present(1), seconds: 1 });
    expect(tree).toMatch(/^bill_ids +10 of 50/);
    expect(whole).toMatch(/^c0: 1 calls/);
  });

  test('one that has not read anything yet', () => {
    const state = { all: 2, ended: [], present: [{ name: 'a' }, { name: 'b' }], seconds: 0 };
    expect(accountsLines(state).slice(0, 2)).toEqual(['a: starting', 'b: starting']);
    expect(accountsSummary({ ...state, present: [] })).toBe(
      '0 of 2 connections done · 0 calls · 0 rows · 0 s',
    );
  });
});
