// What segments tell of their columns without their rows.
import { expect, test } from '@jest/globals';
import type { Stored } from '../../connector/destinations/kit/cells.js';
import {
  combinedStats,
  type Measured,
  noStats,
  sameIn,
  statsAdder,
} from '../../connector/destinations/segments/column-stats.js';
import type { Column } from '../../connector/model/table.js';

const COLUMNS: Column[] = [
  { name: '_Account', type: 'text', path: '' },
  { name: '_run_id', type: 'text', path: '' },
  { name: 'price', type: 'decimal', path: 'price' },
  { name: 'at', type: 'timestamp', path: 'at' },
  { name: 'on', type: 'date', path: 'on' },
];
const [ACCOUNT, RUN] = [0, 1];

function of(...rows: Stored[][]): Measured {
  const stats = noStats();
  const add = statsAdder({ table: 't', columns: COLUMNS, primaryKey: [] });
  for (const row of rows) add(stats, row);
  return { rows: rows.length, stats };
}

const row = (account: Stored, run: Stored = 'r1', price: Stored = '1.5'): Stored[] => [account, run, price];

test.each<[string, Measured[], string | undefined]>([
  ['all rows of one account', [of(row('a'), row('a'))], 'a'],
  ['of several segments', [of(row('a')), of(row('a', 'r2'))], 'a'],
  ['a segment without rows says nothing', [of(row('a')), of()], 'a'],
  ['two accounts', [of(row('a'), row('b'))], undefined],
  ['and back again', [of(row('a'), row('b'), row('a'))], undefined],
  ['in two segments', [of(row('a')), of(row('b'))], undefined],
  ['a row without an account', [of(row('a'), row(null))], undefined],
  ['no rows', [of()], undefined],
  ['rows from before the column', [of(row('a')), { rows: 1, stats: noStats() }], undefined],
  ['an earlier version did not look', [of(row('a')), { rows: 1, stats: { digits: {}, odd: [] } }], undefined],
])('the same text in all rows: %s', (_what, all, expected) => {
  expect(sameIn(all, ACCOUNT)).toBe(expected);
  const rows = all.reduce((sum, one) => sum + one.rows, 0);
  expect(sameIn([{ rows, stats: combinedStats(all, COLUMNS) }], ACCOUNT)).toBe(expected);
  // As they come back from the manifest.
  expect(sameIn(JSON.parse(JSON.stringify(all)), ACCOUNT)).toBe(expected);
});

test('columns are watched each by itself', () => {
  const all = [of(row('a', 'r1')), of(row('a', 'r2'))];
  expect(sameIn(all, RUN)).toBeUndefined();
  expect(sameIn(all, ACCOUNT)).toBe('a');
  expect(sameIn(all, 2)).toBeUndefined();
});

test('digits, and instants that are none', () => {
  const { stats } = of(
    ['a', 'r1', '-12.5', '2024-01-01T00:00:00.000000Z', '2024-02-29'],
    ['a', 'r1', '1.125', '2024-01-01T00:00:00.1234567Z', '2024-02-30'],
    ['a', 'r1', null, null, null],
  );
  expect(stats.digits).toEqual({ 2: [2, 3] });
  expect(stats.odd).toEqual([3, 4]);
});
