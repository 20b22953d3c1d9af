// A real Chromium for one test file or script: the one of the system, installed where there is none.
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { chromium } from 'playwright-core';

const INSTALL = resolve(import.meta.dirname, 'install.sh');
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * A browser that reaches nothing but what it is given. Close it when done.
 *
 * @param {readonly string[]} [more] arguments of Chromium
 */
export async function startBrowser(more = []) {
  return chromium.launch({
    executablePath: program(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--font-render-hinting=none',
      ...more,
    ],
  });
}

function program() {
  const named = process.env.CHROMIUM ?? found();
  if (named !== undefined) return named;
  execFileSync('sh', [INSTALL], { stdio: ['ignore', 'ignore', 'inherit'] });
  const installed = found();
  if (installed === undefined) throw new Error(`${INSTALL} installed no Chromium`);
  return installed;
}

function found() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(runs);
}

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
