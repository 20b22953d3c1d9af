// What the command prints: broken lines, plain signs, what to do next.
import { describe, expect, test } from '@jest/globals';
import { showable } from '../../connector/cli/output.js';
import type { RunReport, SourceReport } from '../../connector/model/report.js';
import { nextSteps } from '../../connector/text/next-steps.js';
import { reportText } from '../../connector/text/report-text.js';
import { tableText } from '../../connector/text/table-text.js';
import { wrap } from '../../connector/text/wrap.js';

describe('wrap', () => {
  test('breaks at words, indents what follows, keeps a long word whole', () => {
    expect(wrap('  one two three four', 11, 2)).toBe('  one two\n    three\n    four');
    expect(wrap('short', 80)).toBe('short');
    expect(wrap('a averyveryverylongword b', 10)).toBe('a\n  averyveryverylongword\n  b');
  });
});

describe('a table', () => {
  const long = 'a'.repeat(50);
  const heads = ['one', 'two', 'three'];

  test('is whole where there is no terminal', () => {
    for (const width of [undefined, Number.POSITIVE_INFINITY])
      expect(tableText(heads, [[long, long, long]], { width })[2]).toBe([long, long, long].join('  '));
    expect(tableText(heads, [[long, long, long]])[0]).toMatch(/^one +two +three$/);
  });

  test('has short cells on a terminal, and leaves columns out', () => {
    const cut = `${'a'.repeat(39)}…`;
    const [head, , row, more] = tableText(heads, [[long, long, long]], { width: 90 });
    expect([head?.split(/ +/), row, more]).toEqual([['one', 'two'], `${cut}  ${cut}`, '(and 1 more: three)']);
    const [, , all] = tableText(heads, [[long, long, long]], { width: 90, allColumns: true });
    expect(all).toBe(`${cut}  ${cut}  ${cut}`);
  });
});

describe('showable', () => {
  test('our signs are ASCII on a terminal whose locale is not UTF-8, and only there', () => {
    expect(showable('3 × 2 · 1…', { isTTY: true }, { LANG: 'C' })).toBe('3 x 2 - 1...');
    expect(showable('3 × 2', { isTTY: true }, { LANG: 'fr_FR.UTF-8' })).toBe('3 × 2');
    expect(showable('3 × 2', {}, { LANG: 'C' })).toBe('3 × 2');
  });
});

test('a report tells how many rows are no longer there', () => {
  const report = {
    ...{
      outcome: 'complete',
      refusedStrategies: [],
      warnings: [],
      drift: [],
      reasons: [],
      seconds: 10,
      runId: 'r',
      account: 'a',
    },
    ...{ region: 'eu', destination: 'ovh.db', startedAt: '', endedAt: '', slices: 1 },
    calls: { calls: 1, retries: 0, budgetWaitMs: 0, retryWaitMs: 0, byStatus: {}, perSecond: 1 },
    sources: [
      ['bills', 3],
      ['lines', 0],
      ['zones', 1200],
    ].map(([name, deleted]) => ({
      ...{ name, table: name, deleted, loaded: true, ledger: {}, rows: 0, reads: 0, omitted: [], notes: [] },
      ...{
        calls: { single: 1, expanded: 0, batch: 0 },
        notLoaded: [],
        notLoadedTotal: 0,
        columnsWidened: [],
      },
    })),
  } as unknown as RunReport;
  for (const { ledger } of report.sources) Object.assign(ledger, { listed: 0, loaded: 0, absent: 0 });
  expect(reportText(report)).toContain(
    'no longer there, marked with _deleted_at: 3 in bills, 1,200 in zones',
  );
});

describe('the line of calls', () => {
  const text = (more: object) =>
    reportText({
      ...{
        outcome: 'complete',
        sources: [],
        refusedStrategies: [],
        warnings: [],
        drift: [],
        reasons: [],
        seconds: 10,
        runId: 'r',
      },
      ...{ account: 'a', region: 'eu', destination: 'ovh.db', startedAt: '', endedAt: '', slices: 1 },
      calls: {
        ...{ calls: 90, retries: 2, budgetWaitMs: 0, retryWaitMs: 0, byStatus: { 200: 90 }, perSecond: 9 },
        ...more,
      },
    });

  test('tells of slowdowns, where there were any', () => {
    expect(text({})).toContain('90 calls in 10.0 s (9.0/s; 2 retries): 90 × 200');
    expect(text({ slowdowns: 2, lowestPace: 4.5 })).toContain(
      '(9.0/s; 2 retries; slowed down 2 times, to 4.5/s at the lowest)',
    );
    expect(text({ slowdowns: 1, lowestPace: 1 / 3 })).toContain('slowed down once, to 0.33/s at the lowest');
  });
});

describe('next steps', () => {
  const ledger = {
    listed: 2,
    loaded: 0,
    known: 0,
    absent: 0,
    gone: 0,
    expired: 0,
    refused: 0,
    rejected: 0,
    failed: 0,
  };
  const source = (name: string, counts: Partial<typeof ledger>, method = 'GET') =>
    ({
      name,
      method,
      path: '/me/bill/{billId}',
      rows: 0,
      notLoaded: [],
      ledger: { ...ledger, ...counts },
    }) as unknown as SourceReport;
  const report = (outcome: RunReport['outcome'], sources: SourceReport[], interrupted?: true) =>
    ({ outcome, sources, interrupted }) as unknown as RunReport;

  test('a complete run needs none', () => {
    expect(nextSteps(report('complete', [source('bills', {})]))).toEqual([]);
  });

  test('all refused: the rule to grant; some refused: ask the owner', () => {
    expect(nextSteps(report('incomplete', [source('bills', { refused: 2 })]))).toEqual([
      expect.stringContaining('`GET /me/bill/*`'),
    ]);
    expect(nextSteps(report('incomplete', [source('bills', { refused: 1, loaded: 1 })]))).toEqual([
      expect.stringContaining('the contact who owns'),
    ]);
  });

  test('cut or interrupted: run again, except what changes things', () => {
    expect(nextSteps(report('failed', [source('bills', {})]))).toEqual([
      expect.stringContaining('run the same command again'),
    ]);
    expect(nextSteps(report('incomplete', [source('bills', {})], true))).toHaveLength(1);
    expect(nextSteps(report('failed', [source('orders', {}, 'POST')]))[0]).toMatch(/^orders changes things/);
  });

  test('rejected rows: where to look', () => {
    expect(nextSteps(report('incomplete', [source('bills', { rejected: 1 })]))[0]).toMatch(
      /_ovh_rejected.*source-ovhcloud replay/,
    );
  });
});
