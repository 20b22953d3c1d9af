// Starts the interop tests, as `npm run test:interop`: what others have written reads what we write. They are in Python, in
// environments of their own (environment.mjs). Where there is no Python, it says so and ends well.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { environment, findPython } from './environment.mjs';

const ROOT = resolve(import.meta.dirname, '../..');

const python = findPython();
if (python === undefined) {
  console.log(
    'SKIPPED: the interop tests need Python 3.12 or newer, and none was found. Install it, or name one: PYTHON=/path/to/python3',
  );
} else {
  const env = { ...process.env, INTEROP_FOCUS_PYTHON: environment('requirements-focus.txt', python) };
  const args = ['run', '-s', 'jest', '--', '--maxWorkers=1', '--testMatch', '**/test/interop/*.interop.ts'];
  const { status } = spawnSync('npm', [...args, ...process.argv.slice(2)], {
    cwd: ROOT,
    env,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}
