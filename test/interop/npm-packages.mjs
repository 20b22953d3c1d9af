// npm packages of the interop tests that are no part of this project's own: made once, outside the working copy.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from './environment.mjs';

/**
 * A folder with these packages in `node_modules`, made where it is not there yet.
 *
 * @param packages name to exact version
 * @throws Error where npm cannot install them
 */
export function npmPackages(name, packages, log = console.log) {
  const wanted = JSON.stringify({ private: true, dependencies: packages });
  const hash = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const folder = join(cacheFolder(), `${name}-${hash}`);
  if (existsSync(folder)) return folder;
  log(`Making ${folder}: once, with network`);
  mkdirSync(dirname(folder), { recursive: true });
  // Under another name, so that what is there is complete.
  const making = mkdtempSync(`${folder}.`);
  try {
    writeFileSync(join(making, 'package.json'), wanted);
    const options = ['--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', ['install', ...options], { cwd: making, stdio: ['ignore', 'ignore', 'inherit'] });
    if (!existsSync(folder)) renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}
