// Places for the tests of destinations, and the batches that they write.
import { expect } from '@jest/globals';
import type { Stored } from '../../connector/destinations/kit/cells.js';
import type { Destination, TableSession } from '../../connector/model/destination.js';

export { batch, bill, type Columns, write } from '../../connector/destinations/testing/context.js';

/** One place that data goes to; each `open` is a new session on it. */
export interface Fixture {
  open(): Promise<TableSession>;
  destination(): Destination;
  /**
   * All rows by column name, in the order of writing (`anyOrder` where there is none); booleans as booleans, integers
   * as bigint.
   */
  read(table: string): Promise<Record<string, Stored>[]>;
  remove(): Promise<void>;
}

/** Rows that a destination keeps in no order: equal to a list of the same rows in any order. */
export function anyOrder<T>(rows: T[]): T[] {
  return Unordered.from(rows) as T[];
}

class Unordered extends Array<unknown> {
  // What is made of the rows is a list like any other.
  static override get [Symbol.species]() {
    return Array;
  }
}

type Testers = Parameters<typeof expect.addEqualityTesters>[0];

expect.addEqualityTesters([
  function (a: unknown, b: unknown, testers: Testers) {
    const [rows, list] = a instanceof Unordered ? [a, b] : [b, a];
    if (!(rows instanceof Unordered) || !Array.isArray(list)) return undefined;
    const left = [...list];
    for (const row of rows) {
      const index = left.findIndex((one) => this.equals(row, one, testers));
      if (index < 0) return false;
      left.splice(index, 1);
    }
    return left.length === 0;
  },
]);
