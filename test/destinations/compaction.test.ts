// How many segments a table has after many commits, and how often a row is written again.
import { expect, test } from '@jest/globals';
import { compactFrom } from '../../connector/destinations/segments/compaction.js';
import type { Segment } from '../../connector/destinations/segments/segment.js';

const segment = (rows: number): Segment => ({
  file: 'f',
  offset: 0,
  length: 1,
  rows,
  tombstones: 0,
  stats: { digits: {}, odd: [] },
});

test.each([
  ['slices of a large load', 1000, (n: number) => 5000 + (n % 7)],
  ['a run of single rows', 1000, () => 1],
  ['large and small in turns', 600, (n: number) => (n % 50 === 0 ? 100_000 : 3)],
  ['ever smaller', 300, (n: number) => Math.ceil(1e9 / (n + 1) ** 2)],
])('%s', (_what, commits, size) => {
  let segments: Segment[] = [];
  let [written, rows, most] = [0, 0, 0];
  for (let n = 0; n < commits; n++) {
    segments.push(segment(size(n)));
    rows += size(n);
    const from = compactFrom(segments);
    if (from !== undefined) {
      const sum = segments.slice(from).reduce((total, one) => total + one.rows, 0);
      written += sum;
      segments = [...segments.slice(0, from), segment(sum)];
    }
    most = Math.max(most, segments.length);
  }
  expect(segments.reduce((total, one) => total + one.rows, 0)).toBe(rows);
  expect(most).toBeLessThan(40);
  expect(written / rows).toBeLessThan(8);
});
