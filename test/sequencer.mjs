// The order of the test files: the slowest first, so that no worker is left with one of them at the end.
import { relative, resolve } from 'node:path';
import Sequencer from '@jest/test-sequencer';
import { testsReaching } from './changed.mjs';
import { durations } from './durations.mjs';

const ROOT = resolve(import.meta.dirname, '..');
/** Where nothing was measured yet: what imports one of these is slow. */
const SLOW = ['test/destinations/contract.ts', 'test/cli/command.ts', 'test/integration/truth.ts'];

export default class SlowestFirst extends Sequencer {
  sort(tests) {
    const known = durations();
    const slow = new Set(SLOW.flatMap(testsReaching));
    const seconds = ({ path }) => {
      const file = relative(ROOT, path);
      return known[file] ?? (slow.has(file) ? 10 : 1);
    };
    return [...tests].sort((a, b) => seconds(b) - seconds(a));
  }
}
