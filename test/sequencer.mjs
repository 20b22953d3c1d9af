// The order of the test files: the slowest first, so that no worker is left with one of them at the end.
import { relative, resolve } from 'node:path';
import Sequencer from '@jest/test-sequencer';
import { testsReaching } from './changed.mjs';
import { durations } from './durations.mjs';

const ROOT = resolve(import.meta.dirname, '..');
/** Where nothing was measured yet: seconds of the tests that import one of these. */
const SLOW = {
  'test/mart/account.ts': 50,
  'test/integration/truth.ts': 12,
  'test/destinations/contract.ts': 10,
  'test/cli/command.ts': 10,
  'test/browser/chromium.mjs': 10,
};

export default class SlowestFirst extends Sequencer {
  sort(tests) {
    const known = durations();
    const slow = Object.entries(SLOW).flatMap(([file, each]) =>
      testsReaching(file).map((test) => [test, each]),
    );
    const expected = Object.fromEntries(slow.reverse());
    const seconds = ({ path }) => {
      const file = relative(ROOT, path);
      return known[file] ?? expected[file] ?? 1;
    };
    return [...tests].sort((a, b) => seconds(b) - seconds(a));
  }
}
