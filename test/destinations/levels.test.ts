// How many parts a table has after many commits, and how often a row is written again.
import { expect, test } from '@jest/globals';
import { mergeFrom } from '../../connector/destinations/segments/compaction.js';
import type { Segment } from '../../connector/destinations/segments/segment.js';

const part = (rows: number): Segment => ({
  file: 'f',
  offset: 0,
  length: 1,
  rows,
  deletes: 0,
  facts: { digits: {}, odd: [] },
});

test.each([
  ['slices of a large load', 1000, (n: number) => 5000 + (n % 7)],
  ['a run of single rows', 1000, () => 1],
  ['large and small in turns', 600, (n: number) => (n % 50 === 0 ? 100_000 : 3)],
  ['ever smaller', 300, (n: number) => Math.ceil(1e9 / (n + 1) ** 2)],
])('%s', (_what, commits, size) => {
  let parts: Segment[] = [];
  let [written, rows, most] = [0, 0, 0];
  for (let n = 0; n < commits; n++) {
    parts.push(part(size(n)));
    rows += size(n);
    const from = mergeFrom(parts);
    if (from !== undefined) {
      const sum = parts.slice(from).reduce((total, one) => total + one.rows, 0);
      written += sum;
      parts = [...parts.slice(0, from), part(sum)];
    }
    most = Math.max(most, parts.length);
  }
  expect(parts.reduce((total, one) => total + one.rows, 0)).toBe(rows);
  expect(most).toBeLessThan(40);
  expect(written / rows).toBeLessThan(8);
});
