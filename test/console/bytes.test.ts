// The bytes of the page as built: what the first view needs stays small.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';

const BUILT = resolve(import.meta.dirname, '../../dist/console/page');

const sizeOf = (name: string) => gzipSync(readFileSync(join(BUILT, name)), { level: 9 }).length;
const index = readFileSync(join(BUILT, 'index.html'), 'utf8');

/** A script and all that it imports before it runs. */
function withImports(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  const text = readFileSync(join(BUILT, 'assets', name), 'utf8');
  for (const [, other = ''] of text.matchAll(/(?:from|import)"\.\/([\w-]+\.js)"/g)) withImports(other, seen);
  return seen;
}

test('the first view has its place in 120 kB, the style in 12', () => {
  const script = /src="\/assets\/(main-\w+\.js)"/.exec(index)?.[1] ?? '';
  const style = /href="\/assets\/(page-\w+\.css)"/.exec(index)?.[1] ?? '';
  const scripts = [...withImports(script)].reduce((sum, name) => sum + sizeOf(`assets/${name}`), 0);
  expect(scripts).toBeGreaterThan(5_000);
  expect(sizeOf(`assets/${style}`)).toBeLessThan(12_000);
  // The lite list of all operations has 40 kB of it.
  expect(scripts + sizeOf(`assets/${style}`) + sizeOf('index.html')).toBeLessThan(80_000);
});

test('the editor comes when it is first needed: 140 kB with YAML, and what JSON adds is little', () => {
  const [first, ofYaml, ofJson] = ['main', 'yaml-editor', 'json-editor'].map((name) =>
    withImports(entry(name)),
  );
  const added = (to: Set<string> | undefined, from: Set<string> | undefined) =>
    [...(to ?? [])]
      .filter((name) => !from?.has(name))
      .reduce((sum, name) => sum + sizeOf(`assets/${name}`), 0);
  expect(added(ofYaml, first)).toBeGreaterThan(100_000);
  expect(added(ofYaml, first)).toBeLessThan(140_000);
  expect(added(ofJson, ofYaml)).toBeLessThan(4_000);
});

/** The file that a part of the page became. */
function entry(name: string): string {
  const found = readdirSync(join(BUILT, 'assets')).filter((file) =>
    new RegExp(`^${name}-\\w+\\.js$`).test(file),
  );
  expect(found).toHaveLength(1);
  return found[0] ?? '';
}
