// How far a proof goes that could go on for ever: a little in `npm test`, far in `npm run test:long`. The long run
// takes the test files that import this one.
import { test } from '@jest/globals';

export const isLong = process.env.TEST_LONG === '1';

/** @param variable environment variable that sets another number */
export function extent(quick: number, long: number, variable?: string): number {
  const wanted = variable === undefined ? undefined : process.env[variable];
  return wanted === undefined ? (isLong ? long : quick) : Number(wanted);
}

/** Of a random account. `TEST_SEED` repeats one. */
export const randomSeed = (): string => process.env.TEST_SEED ?? String(Math.floor(Math.random() * 1e9));

/** A test for `npm run test:long` alone. Something quicker in `npm test` shows the same. */
export const longTest = isLong ? test : test.skip;
