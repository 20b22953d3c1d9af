// Warnings of Node and words of libraries never stand between JSON lines or among results.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { configText, type Place, placeWith } from './command.js';

/** As libraries do, again and again from the begin of the command on. */
const NOISE = `
const noise = () => {
  process.emitWarning('old way', 'DeprecationWarning', 'DEP0001');
  process.emitWarning('new way', 'ExperimentalWarning');
  process.emitWarning('NodeDeprecationWarning: the SDK will no longer support this Node');
  process.emitWarning('certificates ignored');
  process.emitWarning('two\\nlines', 'MaxListenersExceededWarning');
  console.log('noise on standard output');
  console.error('noise %s', 'on standard error', { a: 1 });
  console.warn(new Error('noise with a stack'));
};
const [ofNode] = process.listeners('warning');
let times = 0;
setInterval(() => process.listeners('warning').includes(ofNode) || times++ % 100 || noise(), 5).unref();
`;

let place: Place;

beforeEach(async () => {
  place = await placeWith({ edges: false });
  place.file('noise.mjs', NOISE);
  place.env.NODE_OPTIONS = `--import ${place.path('noise.mjs')}`;
});

afterEach(async () => {
  await place.close();
});

interface Line {
  level: string;
  msg: string;
}

const linesOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

describe('JSON lines', () => {
  test.each<[string, string[], string, number]>([
    ['asked for by option', ['--log-format', 'json'], '', 0],
    ['asked for by option, with progress', ['--log-format', 'json', '--log-level', 'info'], '', 0],
    ['asked for by the configuration', [], 'log: { format: json }', 0],
    ['of a refusal', ['--log-format', 'json'], 'log: { format: jsno }', 2],
  ])('%s', async (_, options, config, code) => {
    place.file(
      'source.yaml',
      configText(place, '  - preset: bills', `budget: { callsPerSecond: 200 }\n${config}`),
    );
    const ended = await place.start('load', ...options).ended;
    expect([ended.code, ended.stdout]).toEqual([code, expect.not.stringContaining('noise')]);
    const words = linesOf(ended.stderr).map(({ msg }) => msg);
    expect(words).toContain('Warning: certificates ignored');
    expect(words.join('\n')).not.toMatch(/old way|new way|no longer support/);
  });

  test('of rows on standard output', async () => {
    place.file('source.yaml', configText(place, '  - { name: nic, path: /me }'));
    const ended = await place.start('load', '--quiet', '--to', 'jsonl:-').ended;
    expect(ended.code).toBe(0);
    expect(
      ended.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).not.toEqual([]);
  });
});

test('among words: what a user can do something about, one line each', async () => {
  place.file('source.yaml', configText(place, '  - { name: nic, path: /me }'));
  const ended = await place.start('load').ended;
  expect(ended.stdout).toMatch(/^Complete/);
  expect(ended.stderr).toMatch(/^Warning: certificates ignored$/m);
  expect(ended.stderr).toMatch(/^MaxListenersExceededWarning: two\\nlines$/m);
  expect(ended.stderr).not.toMatch(/old way|new way|no longer support|--trace-warnings/);
});
