// Keeps the parts of a table few: when many have come, the last ones become one, and larger ones ever more seldom.
import type { Segment } from './segment.js';

/** Parts that are merged at a time, at the least. */
const MANY = 16;

/**
 * The part from which on all become one; undefined while they are few. A part that is larger than all after it stays:
 * so each row is written again a number of times that grows with the logarithm of the table.
 */
export function mergeFrom(parts: readonly Segment[]): number | undefined {
  const sizes = parts.map(({ rows, deletes }) => rows + deletes);
  let after = sizes.reduce((sum, size) => sum + size, 0);
  for (let index = 0; parts.length - index >= MANY; index++) {
    const own = sizes[index] ?? 0;
    after -= own;
    if (own <= after) return index;
  }
  return undefined;
}
