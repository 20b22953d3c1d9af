// The flat form of options: read as groups, with a warning that shows how to write it now.
import { describe, expect, test } from '@jest/globals';
import { openWithoutKeys } from '../../connector/app/open.js';
import { INVALIDATES, type OptionGroups } from '../../connector/model/definition.js';
import { formatIssue } from '../../connector/model/errors.js';
import { AUTH, issuesOf, load, machine, PRESETS, readWithoutKeys } from './fixtures.js';

const HEAD = `region: eu\n${AUTH}endpoints:\n`;
const entry = (options: string, more = '') =>
  `${HEAD}  - { name: a, path: /v2/a, options: ${options}${more} }\n`;

function read(text: string) {
  const { endpoints, warnings } = load(text);
  const { table, read, sync, write } = endpoints[0] ?? {};
  return { groups: { table, read, sync, write }, warnings: warnings.map(formatIssue) };
}

describe('every option of the flat form', () => {
  test.each<[string, string, Partial<OptionGroups>]>([
    ['item', '{ item: billId }', { read: { item: 'billId' } }],
    ['one with another name', '{ writeDisposition: append }', { write: { disposition: 'append' } }],
    ['cross', '{ cross: true }', { read: { combine: true } }],
    ['paging', '{ paging: { by: none } }', { read: { pagination: { by: 'none' } } }],
    [
      'one of each group',
      '{ include: [pdfUrl], timeout: 5, mode: known, allowWrite: true }',
      {
        table: { include: ['pdfUrl'] },
        read: { timeout: 5 },
        sync: { mode: 'known' },
        write: { allowWrite: true },
      },
    ],
    ['two of one group', '{ json: [a], primaryKey: [b] }', { table: { json: ['a'], primaryKey: ['b'] } }],
  ])('%s', (_name, options, groups) => {
    const found = read(entry(options));
    expect(found.groups).toEqual({ table: {}, read: {}, sync: {}, write: {}, ...groups });
    expect(found.warnings).toHaveLength(1);
    expect(found.warnings[0]).toMatch(
      /^source\.yaml:4:\d+: endpoints\[0\]\.options: options stand in groups now: write `/,
    );
    // What the warning shows is the same configuration.
    const shown = [...(found.warnings[0] ?? '').matchAll(/`([^`]*)`/g)].map(([, text]) => text);
    const now = read(`${HEAD}  - { name: a, path: /v2/a, ${shown.join(', ')} }\n`);
    expect(now).toEqual({ groups: found.groups, warnings: [] });
  });

  test('an option that is new since then stands in its group alone', () => {
    expect(issuesOf(() => load(entry('{ disposition: append }')))).toEqual([
      expect.stringMatching(/options\.disposition: unknown key \(did you mean "write\.disposition"\?\)/),
    ]);
  });

  test('no option has the name of another', () => {
    const names = Object.values(INVALIDATES).flatMap((options) => Object.keys(options));
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('what is wrong in it', () => {
  test.each<[string, string, string]>([
    [
      'a value, at its own place',
      entry('{ timeout: 5000 }'),
      'source.yaml:4:49: endpoints[0].read.timeout: found 5000',
    ],
    [
      'a value deep in it',
      entry('{ paging: { by: leaf } }'),
      'source.yaml:4:54: endpoints[0].read.pagination.by: found "leaf"',
    ],
    [
      'an unknown key',
      entry('{ timout: 5 }'),
      'source.yaml:4:40: endpoints[0].options.timout: unknown key (did you mean "read.timeout"?)',
    ],
    [
      'a key of every object',
      entry('{ constructor: 5 }'),
      'endpoints[0].options.constructor: unknown key; allowed: table.',
    ],
    [
      'an option in both forms',
      entry('{ mode: known }', ', sync: { mode: open }'),
      'endpoints[0].options.mode: stands in `sync.mode` as well; keep that one',
    ],
    ['no group of keys', entry('soon'), 'endpoints[0].options: unknown key'],
    ['a list', entry('[item]'), 'endpoints[0].options: unknown key'],
    [
      'beside a group that is none',
      entry('{ mode: known }', ', sync: now'),
      'endpoints[0].sync: found "now"',
    ],
    [
      'on a preset',
      `${HEAD}  - { preset: bills, options: { mode: known } }\n`,
      'endpoints[0].options: unknown key',
    ],
  ])('%s', (_name, text, expected) => {
    const found = issuesOf(() => load(text));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });

  test('what the plan refuses has the place of the flat option', () => {
    const text =
      'region: eu\nendpoints:\n  - name: a\n    path: /me/bill\n    options:\n      until: { x: [1] }\n';
    const options = machine({ '/project/source.yaml': text });
    expect(issuesOf(() => openWithoutKeys('source.yaml', options))).toEqual([
      'source.yaml:6:7: a.sync.until: has a meaning with `mode: open` only',
    ]);
  });
});

test('an empty group is left out', () => {
  expect(read(entry('{}')).warnings).toEqual([expect.stringContaining('leave out this empty group')]);
});

test('many definitions: the first warnings, and how many there are', () => {
  const many = Array.from({ length: 40 }, (_, n) => `  - { name: a${n}, path: /a, options: { item: i } }\n`);
  const { warnings } = load(HEAD + many.join(''));
  expect(warnings).toHaveLength(6);
  expect(warnings.at(-1)?.message).toBe('and 35 more like these');
});

test('an object in code, too; and the plan hands the warning on', () => {
  const endpoints = [{ name: 'a', path: '/me/bill', options: { item: 'billId' } }];
  const config = readWithoutKeys({ region: 'eu', endpoints }, machine(), {
    presets: PRESETS,
  });
  expect(config.endpoints[0]?.read).toEqual({ item: 'billId' });
  const { plan } = openWithoutKeys({ region: 'eu', endpoints }, { env: {}, cwd: '/', home: '/' });
  const message =
    'configuration object: endpoints[0].options: options stand in groups now: write `read: { item: billId }`';
  expect(plan.warnings).toEqual([{ code: 'flat-options', message }]);
});
