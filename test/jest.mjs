// Starts Jest, as `npm run jest`. Two options are its own:
// --long            the test files whose proofs go further than in `npm test`, or those that are named, at their full
//                   extent (extent.ts)
// --changed[=REF]   the tests nearest to what was changed (changed.mjs), as many as a minute holds
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { run } from 'jest';
import { nearestTests, testsReaching } from './changed.mjs';
import { useRunFolder } from './runner/run-folder.mjs';

const ROOT = resolve(import.meta.dirname, '..');
const args = process.argv.slice(2);

/** Takes an option out of the arguments: its value, '' without one; undefined when it is not there. */
function take(name) {
  const at = args.findIndex((each) => each === name || each.startsWith(`${name}=`));
  return at < 0 ? undefined : args.splice(at, 1)[0].slice(name.length + 1);
}

const since = take('--changed');
if (take('--long') !== undefined) {
  process.env.TEST_LONG = '1';
  if (args.every((arg) => arg.startsWith('-')))
    args.push('--runTestsByPath', ...testsReaching('test/extent.ts'));
}
if (since !== undefined) {
  const { changed, tests, reached } = nearestTests(since);
  console.log(
    `${changed} files changed, ${reached} test files reach them: the nearest ${tests.length} run here`,
  );
  // Some tests run the built command.
  execFileSync('npm', ['run', '-s', 'build'], { cwd: ROOT, stdio: 'inherit' });
  args.push('--runTestsByPath', ...tests);
}
useRunFolder();
await run(args);
