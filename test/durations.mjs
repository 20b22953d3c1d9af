// Remembers how long each test file took: a reporter for Jest, and what `--changed` and the order of the tests ask. It also
// tells the processor time of a run, which hardly depends on what else the machine does.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
/** Files that are named. */
const MOST = 5;
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
    tellCpu(testResults);
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

/** Seconds of all, and of the files that took the most. */
function tellCpu(testResults) {
  const files = testResults
    .map(({ testFilePath, cpuSeconds = 0 }) => ({ file: relative(ROOT, testFilePath), cpuSeconds }))
    .sort((a, b) => b.cpuSeconds - a.cpuSeconds);
  const total = files.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  const most = files.slice(0, MOST).map(({ file, cpuSeconds }) => `${file} ${cpuSeconds.toFixed(1)}`);
  console.log(`CPU:         ${total.toFixed(1)} s, most in ${most.join(', ')}`);
}
