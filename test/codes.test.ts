// The table of codes, the places that use them, and the code that must not read sentences.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CODE_GROUPS } from '../connector/model/codes/codes.js';

const ROOT = resolve(import.meta.dirname, '..');

interface SourceFile {
  path: string;
  text: string;
}

/** Without comments: those may name codes, and quote code. */
const FILES: SourceFile[] = readdirSync(join(ROOT, 'connector'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ path: `connector/${name.replaceAll('\\', '/')}`, text: '' }))
  .map(({ path }) => ({ path, text: withoutComments(readFileSync(join(ROOT, path), 'utf8')) }));

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

const matches = (files: readonly SourceFile[], pattern: RegExp): string[] =>
  files.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map((match) => `${path}: ${match[0].replace(/\s+/g, ' ').slice(0, 90)}`),
  );

describe('the table of codes', () => {
  const codes = CODE_GROUPS.flatMap((group) => Object.entries(group.codes));
  const used = FILES.filter(({ path }) => !path.startsWith('connector/model/codes/'));

  test('no code is there twice, and each is words with hyphens', () => {
    const names = codes.map(([code]) => code);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
  });

  test('each says what it means and what to do, in sentences that fit a row', () => {
    const bad = codes.filter(([, { means, next }]) =>
      [means, next].some((text) => !/^[^|\n]+\.$/.test(text)),
    );
    expect(bad.map(([code]) => code)).toEqual([]);
  });

  test.each(codes.map(([code]) => code))('%s is used', (code) => {
    expect(used.some(({ text }) => text.includes(`'${code}'`))).toBe(true);
  });
});

// That each code is one of the table, and that each issue of a configuration has one, the compiler sees.
describe('places that end something', () => {
  test('errors that a person may meet begin with a code', () => {
    const sites = matches(FILES, /new (?:StopError|DestinationError)\(\s*[^)]{0,40}/g);
    const coded = /Error\(\s*(?:'[a-z-]+'|code|reason|\w*[cC]ode \?\? '[a-z-]+')\s*,/;
    expect(sites.length).toBeGreaterThan(80);
    expect(sites.filter((site) => !coded.test(site))).toEqual([]);
  });
});

describe('no program path reads a sentence', () => {
  /** What outsiders say has no other form than text: drivers, object storage, the API, the parsers of cron texts and options, libraries. */
  const OUTSIDERS = [
    /^connector\/destinations\/\w+\/(errors|s3-errors|bucket)\.ts$/,
    /^connector\/http\/verdict\.ts$/,
    /^connector\/schedule\/cron\.ts$/,
    /^connector\/cli\/(library-noise|run-command)\.ts$/,
  ];
  const ours = FILES.filter(({ path }) => !OUTSIDERS.some((outsider) => outsider.test(path)));
  const SENTENCE = '(?:message|messages|words|sentence|notice|note|warning|advice|text\\.message)';
  // The reason of an entry in the ledger is a code; a reason that begins or ends in some way is a sentence.
  const ASKED = [
    new RegExp(
      `\\b(?:${SENTENCE}|reason|why)\\)?\\??\\.(?:startsWith|endsWith|match|matchAll|search|indexOf)\\(`,
      'g',
    ),
    new RegExp(`\\b${SENTENCE}\\)?\\??\\.(?:includes|localeCompare)\\(`, 'g'),
    new RegExp(`/[a-z]*\\.(?:test|exec)\\(\\s*[^()]*\\b(?:${SENTENCE}|reason|why)\\b`, 'g'),
    /\/[a-z]*\.(?:test|exec)\(\(\w+ as Error\)/g,
    new RegExp(`(?<!typeof )\\b${SENTENCE}\\b\\s*(?:===|!==)\\s*(?:['"][^'"]|\`)`, 'g'),
    new RegExp(`\\b${SENTENCE}\\.(?:replace|replaceAll)\\((?!'\\\\n')`, 'g'),
  ];
  const found = (files: readonly SourceFile[]) => ASKED.flatMap((pattern) => matches(files, pattern));

  test('no message, reason or warning is searched, compared or taken apart', () => {
    expect(found(ours)).toEqual([]);
  });

  test.each([
    "reasons.some((reason) => reason.startsWith('interrupted'))",
    '/^interrupted/.test(reason)',
    '/at position (\\d+)/.exec((error as Error).message)',
    "error.message.includes('403')",
    "message === 'the disk is full'",
    "words.replaceAll('TABLE', name)",
  ])('the search finds %s', (text) => {
    expect(found([{ path: 'x', text }]).length).toBeGreaterThan(0);
  });
});
