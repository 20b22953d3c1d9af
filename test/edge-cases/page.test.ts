// The page of the edge cases names the tests that there are, all 45 of them, in their words.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const FOLDER = import.meta.dirname;

test('docs/edge-cases.md has each test, by number and name', () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.test.ts'));
  const tests = files
    .flatMap((name) => [...readFileSync(join(FOLDER, name), 'utf8').matchAll(/^test\('(\d+): (.*)', /gm)])
    .map((match) => `${match[1]} | ${match[2]}`);
  const page = readFileSync(join(FOLDER, '../../docs/edge-cases.md'), 'utf8');
  const rows = [...page.matchAll(/^\| (\d+) \| (.*?) \| .+ \|$/gm)].map(
    (match) => `${match[1]} | ${match[2]}`,
  );
  expect(rows.map((row) => Number.parseInt(row, 10))).toEqual(Array.from({ length: 45 }, (_, at) => at + 1));
  expect([...tests].sort()).toEqual([...rows].sort());
});
