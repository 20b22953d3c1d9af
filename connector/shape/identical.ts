// Rows without an id: their content identifies them, and a number where the content repeats.
import { createHash } from 'node:crypto';

/** Partitions remembered at a time: far more than are ever read concurrently. */
const PARTITIONS = 256;

/** Names elements by their content: the same list has the same names, in any order. */
export class ElementNames {
  readonly #seen = new Map<string, Map<string, number>>();

  /** 32 hexadecimal digits; the second, third … identical element of a partition ends in `-2`, `-3` … */
  name(partition: string, content: string): string {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 32);
    const counts = this.#counts(partition);
    const count = (counts.get(hash) ?? 0) + 1;
    counts.set(hash, count);
    return count === 1 ? hash : `${hash}-${count}`;
  }

  #counts(partition: string): Map<string, number> {
    const counts = this.#seen.get(partition) ?? new Map<string, number>();
    this.#seen.delete(partition);
    this.#seen.set(partition, counts);
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > PARTITIONS && oldest !== undefined) this.#seen.delete(oldest);
    return counts;
  }
}
