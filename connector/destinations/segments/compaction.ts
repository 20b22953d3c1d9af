// Compaction: keeps the segments of a table few, and rewrites large ones ever more seldom.
import type { Segment } from './segment.js';

/** Fewest segments that are compacted at a time. */
const MANY = 32;

/**
 * The first segment of those that become one; undefined while they are few. A segment stays when it is larger than all
 * after it together, so each row is rewritten a number of times that grows with the logarithm of the table.
 */
export function compactFrom(segments: readonly Segment[]): number | undefined {
  const sizes = segments.map(({ rows, tombstones }) => rows + tombstones);
  let after = sizes.reduce((sum, size) => sum + size, 0);
  for (let index = 0; segments.length - index >= MANY; index++) {
    const own = sizes[index] ?? 0;
    after -= own;
    if (own <= after) return index;
  }
  return undefined;
}
