// Every folder of examples/ runs, and prints what its expected.txt shows. `WRITE_EXPECTED=1` writes the files.
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Ended, type Place, placeWith, runProgram } from './command.js';

const EXAMPLES = resolve(import.meta.dirname, '../../examples');
/** Those in Python, and manifests, run in `npm run test:interop`. */
const isRunHere = (folder: string) =>
  ['source.yaml', 'load.mjs'].some((file) => existsSync(join(EXAMPLES, folder, file)));
const FOLDERS = readdirSync(EXAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && isRunHere(entry.name))
  .map((entry) => entry.name);

let place: Place;

// As `source-ovhcloud sandbox --seed examples --bills 5 --no-edges`, which examples/README.md names.
beforeAll(async () => {
  place = await placeWith({ seed: 'examples', bills: 5, edges: false });
  symlinkSync(EXAMPLES, place.path('examples'));
});

afterAll(async () => {
  await place.close();
});

/** The command of an example, as a person types it beside the folder `examples`. */
function commandOf(folder: string): string {
  return existsSync(join(EXAMPLES, folder, 'source.yaml'))
    ? `source-ovhcloud load --config examples/${folder}/source.yaml --base-url http://127.0.0.1:8080`
    : `OVH_BASE_URL=http://127.0.0.1:8080 node examples/${folder}/load.mjs`;
}

function run(folder: string): Promise<Ended> {
  const [program = '', ...args] = commandOf(folder).split(' ');
  if (program === 'source-ovhcloud') {
    const own = ['--to', `${folder}.db`];
    return place.run(...args.map((arg) => arg.replace('http://127.0.0.1:8080', place.sandbox.url)), ...own);
  }
  const file = join(EXAMPLES, folder, 'load.mjs');
  return runProgram(file, place.folder, { ...place.env, OVH_BASE_URL: place.sandbox.url });
}

/** The command and its output, without what differs from run to run. */
function transcript(folder: string, stdout: string): string {
  const output = stdout
    .replace(/^run \S+/gm, 'run ...')
    .replace(/in [\d.,]+ s \([\d.,]+\/s;/g, 'in ... s (.../s;')
    .replaceAll(`${place.folder}/${folder}.db`, 'ovh.db');
  return `$ ${commandOf(folder)}\n${output}`;
}

describe('examples', () => {
  test.each(FOLDERS)('%s', async (folder) => {
    const ended = await run(folder);
    expect(ended.stderr.replace(/^.* calls \(.*\n/gm, '')).toBe('');
    expect(ended.code).toBe(0);
    const expected = join(EXAMPLES, folder, 'expected.txt');
    if (process.env.WRITE_EXPECTED) writeFileSync(expected, transcript(folder, ended.stdout));
    expect(transcript(folder, ended.stdout)).toBe(readFileSync(expected, 'utf8'));
  });
});
