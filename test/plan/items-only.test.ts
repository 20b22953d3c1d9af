// `table: false`: a source object that is read for its items alone.
import { describe, expect, test } from '@jest/globals';
import { openWithoutKeys } from '../../connector/app/open.js';
import { isSubset } from '../../connector/app/repair/preflight.js';
import { PlanGraph } from '../../connector/plan/plan-graph.js';
import { fingerprint } from '../../connector/state/known/fingerprint.js';
import { noticeLines } from '../../connector/text/notice-text.js';

const open = (endpoints: object[], only?: string[], alone?: boolean) =>
  openWithoutKeys({ region: 'eu', endpoints }, { env: {}, home: '/nowhere', cwd: '/nowhere', only, alone });
const IDS = { name: 'ids', path: '/me/bill', table: false, read: { item: 'billId' } };
const BILLS = { name: 'bills', path: '/me/bill/{billId}' };
const ZONES = { name: 'zones', path: '/domain/zone', table: false, read: { item: 'zone' } };

const loaded = (endpoints: object[], only?: string[]) =>
  open(endpoints, only).plan.nodes.map(({ name, load }) => `${name} ${load}`);

describe('what is read', () => {
  test.each<[string, object[], string[] | undefined, string[]]>([
    ['a list and its objects', [IDS, BILLS], undefined, ['ids false', 'bills true']],
    [
      '`true` is a table without options',
      [{ ...IDS, table: true }, BILLS],
      undefined,
      ['ids true', 'bills true'],
    ],
    [
      'a list that nothing is mapped from is not',
      [IDS, BILLS, ZONES],
      undefined,
      ['ids false', 'bills true'],
    ],
    [
      'a chain of lists',
      [
        IDS,
        { name: 'lines', path: '/me/bill/{billId}/details', table: false, read: { item: 'l' } },
        {
          name: 'details',
          path: '/me/bill/{billId}/details/{l}',
          parameters: { billId: { from: 'lines', parameter: 'billId' }, l: { from: 'lines' } },
        },
      ],
      undefined,
      ['ids false', 'lines false', 'details true'],
    ],
    [
      'combinations',
      [
        IDS,
        ZONES,
        {
          name: 'pairs',
          path: '/x/{a}/{b}',
          parameters: { a: { from: 'ids' }, b: { from: 'zones' } },
          read: { combine: true },
        },
      ],
      undefined,
      ['ids false', 'zones false', 'pairs true'],
    ],
    ['with --only', [IDS, BILLS, ZONES], ['bills'], ['ids false', 'bills true']],
    [
      'a call with effects, without a table for its answer',
      [{ name: 'w', method: 'POST', path: '/w', table: false, write: { allowWrite: true } }],
      undefined,
      ['w false'],
    ],
  ])('%s', (_what, endpoints, only, expected) => {
    expect(loaded(endpoints, only)).toEqual(expected);
  });

  test('a list that nothing is mapped from is told', () => {
    expect(noticeLines(open([IDS, BILLS, ZONES]).plan.warnings)).toEqual([
      'zones: is not read: it has no table, and nothing that has one is mapped from it',
    ]);
  });

  test('it is no subset of the configuration: what changed is found and remembered', () => {
    expect(isSubset(open([IDS, BILLS]))).toBe(false);
    expect(isSubset(open([IDS, BILLS], ['bills']))).toBe(false);
    expect(isSubset(open([IDS, BILLS, { name: 'me', path: '/me' }], ['bills']))).toBe(true);
    const both = [{ ...IDS, table: {} }, BILLS];
    // The list comes along.
    expect(isSubset(open(both, ['bills']))).toBe(false);
    expect(isSubset(open(both, ['bills'], true))).toBe(true);
  });

  test('a table more or less is a change of the definition', () => {
    const [with_, without] = [{ ...IDS, table: {} }, IDS].map((ids) => {
      const { plan } = open([ids, BILLS]);
      return plan.nodes.slice(0, 1).map((node) => fingerprint(new PlanGraph(plan), node));
    });
    expect(without).toHaveLength(1);
    expect(without).not.toEqual(with_);
  });
});

describe('what is refused', () => {
  test.each<[string, object[], string[] | undefined, RegExp]>([
    [
      'nothing with a table',
      [IDS],
      undefined,
      /there is no endpoint to load: every endpoint has `table: false`/,
    ],
    [
      '--only of it',
      [IDS, BILLS],
      ['ids'],
      /--only: "ids" has no table \(`table: false`\): name what is mapped/,
    ],
    [
      'deletions',
      [{ ...IDS, sync: { deletions: false } }, BILLS],
      undefined,
      /ids\.sync\.deletions: is about rows/,
    ],
    [
      'snapshots',
      [{ ...IDS, sync: { mode: 'snapshot' } }, BILLS],
      undefined,
      /ids\.sync\.mode: is about rows/,
    ],
    [
      'a limit',
      [{ ...IDS, sync: { maxRejected: 3 } }, BILLS],
      undefined,
      /ids\.sync\.maxRejected: is about rows/,
    ],
    [
      'a disposition',
      [{ ...IDS, write: { disposition: 'append' } }, BILLS],
      undefined,
      /ids\.write\.disposition: is about rows/,
    ],
    [
      'another word',
      [{ ...IDS, table: 'none' }, BILLS],
      undefined,
      /table: found "none"; allowed: false \(read for/,
    ],
    ['a key that is none', [{ ...IDS, table: { itme: 1 } }, BILLS], undefined, /table\.itme: unknown key/],
  ])('%s', (_what, endpoints, only, words) => {
    expect(() => open(endpoints, only)).toThrow(words);
  });
});
