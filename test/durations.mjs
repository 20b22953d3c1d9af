// Remembers how long each test file took: a reporter for Jest, and what `--changed` and the order of the tests ask.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const FILE = resolve(ROOT, 'node_modules/.cache/test-durations.json');

/** Seconds by test file, as far as they have run here. */
export function durations() {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8'));
  } catch {
    return {};
  }
}

export default class Durations {
  onRunComplete(_, { testResults }) {
    if (process.env.TEST_LONG) return;
    // A run of single tests of a file says nothing of the whole.
    const whole = testResults.filter(({ numPendingTests, skipped }) => !skipped && numPendingTests < 3);
    const took = whole.map(({ testFilePath, perfStats }) => [
      relative(ROOT, testFilePath),
      Math.round(perfStats.runtime / 100) / 10,
    ]);
    mkdirSync(dirname(FILE), { recursive: true });
    writeFileSync(FILE, JSON.stringify({ ...durations(), ...Object.fromEntries(took) }));
  }
}
