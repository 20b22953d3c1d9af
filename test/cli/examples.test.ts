// Every folder of examples/ runs, and gives what its expected.txt says.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Place, placeWith } from './command.js';

const EXAMPLES = resolve(import.meta.dirname, '../../examples');
const FOLDERS = readdirSync(EXAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

let place: Place;

beforeAll(async () => {
  place = await placeWith({ seed: 'examples', bills: 5, edges: false });
});

afterAll(async () => {
  await place.close();
});

/** The lines of the report that say what was listed and loaded. */
function ledgerLines(stdout: string): string {
  const lines = stdout.split('\n');
  const start = lines.findIndex((line) => line.startsWith('source object'));
  const end = lines.findIndex((line, index) => index > start && line === '');
  const table =
    start < 0
      ? lines.filter((line) => line !== '')
      : [lines[0]?.split(' · ')[0] ?? '', ...lines.slice(start, end)];
  return `${table.join('\n')}\n`;
}

describe('examples', () => {
  test.each(FOLDERS)('%s', async (folder) => {
    const config = join(EXAMPLES, folder, 'source.yaml');
    const stdout = existsSync(config) ? await load(config, folder) : await program(folder);
    const expected = join(EXAMPLES, folder, 'expected.txt');
    if (process.env.WRITE_EXPECTED) writeFileSync(expected, ledgerLines(stdout));
    expect(ledgerLines(stdout)).toBe(readFileSync(expected, 'utf8'));
  });
});

async function load(config: string, folder: string): Promise<string> {
  const args = ['load', '--config', config, '--base-url', place.sandbox.url, '--to', `${folder}.db`];
  const ended = await place.run(...args);
  expect(ended.stderr.replace(/^.* calls \(.*\n/gm, '')).toBe('');
  expect(ended.code).toBe(0);
  return ended.stdout;
}

function program(folder: string): Promise<string> {
  const file = join(EXAMPLES, folder, 'load.mjs');
  const env = { ...place.env, OVH_BASE_URL: place.sandbox.url };
  return new Promise((done, failed) =>
    execFile(process.execPath, [file, place.path(`${folder}.db`)], { env }, (error, stdout) =>
      error ? failed(error) : done(stdout),
    ),
  );
}
