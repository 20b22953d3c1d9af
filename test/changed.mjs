// Finds the tests of a change: those that import what was changed, the nearest first, as many as a minute holds.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { durations } from './durations.mjs';

const ROOT = resolve(import.meta.dirname, '..');
/** Quick, and says something of every change. */
const ALWAYS = 'test/architecture.test.ts';
/** Seconds of all tests together, on two processors; and of a file that nobody has measured. */
const MOST_SECONDS = 70;
const UNKNOWN_SECONDS = 2;

const git = (...args) =>
  execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1e8 })
    .split('\n')
    .filter((line) => line !== '');

const sourceFiles = () =>
  git('ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx', '*.mjs').filter((file) =>
    existsSync(join(ROOT, file)),
  );

/** Since a commit; without one, since the last commit; when nothing was changed since, by the last commit. */
function changedFiles(since) {
  if (since) return git('diff', '--name-only', since);
  const own = [...git('diff', '--name-only', 'HEAD'), ...git('ls-files', '--others', '--exclude-standard')];
  return own.length > 0 ? own : git('diff', '--name-only', 'HEAD~1');
}

/**
 * Files that a file names: what it imports at run time, and pages, programs and scripts by relative path. The built
 * command counts as its sources.
 */
function namedBy(file) {
  const text = readFileSync(join(ROOT, file), 'utf8').replace(
    /^(import|export) type [^;]*? from '[^']*';$/gm,
    '',
  );
  const library = text.includes("from 'source-ovhcloud'") ? ['connector/index.ts'] : [];
  const named = [...text.matchAll(/['`](\.{1,2}\/[^'`\n$]+?\.\w+)['`]/g)].flatMap(([, name]) => {
    const target = relative(ROOT, resolve(ROOT, dirname(file), name)).replace(/^dist\//, '');
    return [target, ...['.ts', '.tsx'].map((end) => target.replace(/\.js$/, end))].filter((each) =>
      existsSync(join(ROOT, each)),
    );
  });
  return [...named, ...library];
}

/** Steps from the changed files to every file that names them, directly or through others. */
function distances(changed) {
  const users = new Map();
  for (const file of sourceFiles()) {
    for (const target of namedBy(file)) users.set(target, [...(users.get(target) ?? []), file]);
  }
  const found = new Map(changed.map((file) => [file, 0]));
  const queue = [...changed];
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    for (const user of users.get(file) ?? []) {
      if (found.has(user)) continue;
      found.set(user, found.get(file) + 1);
      queue.push(user);
    }
  }
  return found;
}

/** The test files that import a file, directly or through others. */
export const testsReaching = (file) => [...distances([file]).keys()].filter(isTest);

const isTest = (file) => file.endsWith('.test.ts') && existsSync(join(ROOT, file));

/** @param since commit, or '' */
export function nearestTests(since) {
  const changed = changedFiles(since);
  const known = durations();
  const reached = [...distances(changed)]
    .filter(([file]) => isTest(file))
    .map(([file, distance]) => ({ file, distance, seconds: known[file] ?? UNKNOWN_SECONDS }))
    .sort((a, b) => a.distance - b.distance || a.seconds - b.seconds);
  let left = MOST_SECONDS;
  const chosen = reached.filter(({ distance, seconds }) => {
    if (distance > 0 && seconds > left) return false;
    left -= seconds;
    return true;
  });
  const tests = [...new Set([ALWAYS, ...chosen.map(({ file }) => file)])];
  return { changed: changed.length, reached: reached.length, tests };
}
