// What the contract suite asserts with: Node's own assertions, so that it needs no test library.
import assert from 'node:assert/strict';
import type { Stored } from '../kit/cells.js';

export type Row = Record<string, Stored>;

export function equal(actual: unknown, expected: unknown): void {
  assert.deepEqual(actual, expected);
}

/** The same rows, in any order: a destination promises none. */
export function sameRows(actual: readonly Row[], expected: readonly Row[]): void {
  assert.deepEqual(sorted(actual), sorted(expected));
}

/** That the promise is rejected with a `DestinationError` whose message has these words. @param what is refused */
export async function refused(work: Promise<unknown>, words: RegExp = /./, what?: string): Promise<void> {
  await assert.rejects(
    work,
    (error: Error) => {
      assert.equal(error.name, 'DestinationError', `not a DestinationError: ${error.stack}`);
      assert.match(error.message, words);
      return true;
    },
    what,
  );
}

/** That the promise is rejected with this very error. */
export async function failsWith(work: Promise<unknown>, expected: Error): Promise<void> {
  const found = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert(found === expected, `failed with ${String(found)}, not with ${expected}`);
}

function sorted(rows: readonly Row[]): Row[] {
  const text = (row: Row) => Object.values(row).map(String).join('\n');
  return rows
    .map((row) => ({ ...row }))
    .sort((one, other) => (text(one) < text(other) ? -1 : text(one) > text(other) ? 1 : 0));
}
