// What the Source form makes of text by itself: values in one line, keys at a place, issues of a key, a schedule in words.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { FieldsAnswer } from '../../console/contract/source-fields.js';
import { parseFlow, parseTexts, printFlow, printTexts } from '../../console/page/draft/flow.js';
import { isAbout, keyText } from '../../console/page/draft/key-path.js';
import { hold, withSecrets } from '../../console/page/draft/typed-secrets.js';
import { cronWords } from '../../console/page/schedule/cron-words.js';
import { fieldsBelow, keysAbove } from '../../console/page/source/yaml-completion.js';
import { extent } from '../extent.js';

describe('values in one line', () => {
  const scalar = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom(
      'PAID',
      'true',
      '1e3',
      '2024-01-01',
      'a: b',
      '# no',
      '-x',
      'date.from',
      'it’s "so"',
      '59.90',
    ),
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      scalar,
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(
        fc.string({ minLength: 1 }).filter((key) => key !== '__proto__' && key !== '$number'),
        tie('any'),
        { maxKeys: 3 },
      ),
    ),
  })).any;

  test('what is printed is read as the same, by the form and by YAML', () => {
    fc.assert(
      fc.property(value, (any) => {
        const text = printFlow(any as null);
        expect(text).not.toContain('\n');
        expect(parseFlow(text)).toEqual({ value: any });
        expect(parse(text)).toEqual(any);
      }),
      { numRuns: extent(200, 5000) },
    );
  });

  test('as people write it; digits stay', () => {
    expect(parseFlow('{ status: [PAID, "12", null], daysAgo: 30 }')).toEqual({
      value: { status: ['PAID', '12', null], daysAgo: 30 },
    });
    expect(parseFlow('59.90')).toEqual({ value: { $number: '59.90' } });
    expect(printFlow({ $number: '59.90' })).toBe('59.90');
    expect(parseFlow("{ a: 'it''s', b: }")).toEqual({ problem: 18 });
    for (const wrong of ['{ a: 1', '[1, 2', '"a', '[a] b', ''])
      expect(parseFlow(wrong)).toHaveProperty('problem');
    expect(parseTexts('status, "a, b", kind')).toEqual(['status', 'a, b', 'kind']);
    expect(printTexts(['status', 'a, b'])).toBe('status, "a, b"');
  });
});

test('an issue is about a key, or what is in it, and about no other', () => {
  const path = ['endpoints', 2, 'query', 'date.from'];
  expect(keyText(path)).toBe('endpoints[2].query["date.from"]');
  const issue = (key: string) => ({ code: 'x', where: '', message: '', key });
  expect(isAbout(issue('endpoints[2].query["date.from"].daysAgo'), path)).toBe(true);
  expect(isAbout(issue('endpoints[2].query["date.from"]'), path.slice(0, 3))).toBe(true);
  expect(isAbout(issue('endpoints[20]'), ['endpoints', 2])).toBe(false);
  expect(isAbout({ ...issue('bills.query["date.from"]'), entry: 2 }, path)).toBe(true);
  expect(isAbout({ ...issue('bills.query["date.from"]'), entry: 1 }, path)).toBe(false);
  expect(isAbout(issue('endpoints[2].queryOther'), path.slice(0, 3))).toBe(false);
});

test('a secret that is typed is a mark in the draft, however it is quoted, and leaves with it alone', () => {
  const mark = hold('p"w: #1');
  expect(mark).not.toContain('p"w');
  const sent = withSecrets(`auth: { consumerKey: "${mark}", applicationKey: ${mark} } # <typed-99>`);
  expect(parse(sent)).toEqual({ auth: { consumerKey: 'p"w: #1', applicationKey: 'p"w: #1' } });
  expect(sent).toContain('<typed-99>');
});

describe('completion of YAML', () => {
  const keys = (text: string) => keysAbove(text.split('\n'));

  test('keys above a place', () => {
    expect(keys('reg')).toEqual([]);
    expect(keys('destination:\n  ty')).toEqual(['destination']);
    expect(keys('endpoints:\n  - na')).toEqual(['endpoints', '[]']);
    expect(keys('endpoints:\n- name: x\n  pa')).toEqual(['endpoints', '[]']);
    expect(keys('endpoints:\n  - name: x\n    read:\n\n      # why\n      abs')).toEqual([
      'endpoints',
      '[]',
      'read',
    ]);
    expect(keys('endpoints:\n  - name: x\n    sync: { mode: open, un')).toEqual(['endpoints', '[]', 'sync']);
    expect(keys('endpoints:\n  - name: x\n    read: { a: 1 }\n    sy')).toEqual(['endpoints', '[]']);
    expect(keys('region: eu\nschedule: { cr')).toEqual(['schedule']);
  });

  test('the fields that may stand there', () => {
    const field = (key: string) => ({ key, help: '', kind: 'text' as const, required: false });
    const group = (name: string, ...names: string[]) => ({
      group: name,
      title: '',
      description: '',
      fields: names.map(field),
    });
    const fields: FieldsAnswer = {
      definition: [group('', 'name', 'path'), group('read', 'absent')],
      presetUse: [group('', 'preset', 'only')],
      destinations: [{ type: 'sqlite', description: '', fields: [field('path')] }],
      schedule: [field('cron')],
      connection: [group('', 'region'), group('auth', 'consumerKey')],
      regions: [],
    };
    const at = (text: string) => fieldsBelow(fields, keys(text)).map(({ key }) => key);
    expect(at('endpoints:\n  - n')).toEqual(['name', 'path', 'preset', 'only']);
    expect(at('endpoints:\n  - read: { a')).toEqual(['absent']);
    expect(at('auth:\n  c')).toEqual(['consumerKey']);
    expect(at('connections:\n  - auth:\n      c')).toEqual(['consumerKey']);
    expect(at('connections:\n  - r')).toEqual(['region']);
    expect(at('schedule:\n  c')).toEqual(['cron']);
    expect(at('d')).toContain('destination');
  });
});

test('a schedule in words, where people would say it so', () => {
  expect(cronWords('0 6 * * *', 'en')).toBe('Every day at 06:00');
  expect(cronWords('30 6,18 * * 1-5', 'en')).toBe('From Monday to Friday at 06:30 and 18:30');
  expect(cronWords('0 6 * * 7', 'fr')).toBe('Chaque dimanche à 06:00');
  expect(cronWords('@monthly', 'fr')).toBe('Le 1er de chaque mois à 00:00');
  expect(cronWords('*/15 * * * *', 'en')).toBe('Every 15 minutes');
  expect(cronWords('5 */6 * * *', 'en')).toBe('Every 6 hours, at minute 5');
  for (const other of [
    '*/7 * * * *',
    '0 */5 * * *',
    '0 6 1 * 1',
    '0 6 * 2 *',
    '61 * * * *',
    '0 24 * * *',
    '',
    '0 0 6 * * *',
  ])
    expect(cronWords(other, 'en')).toBeUndefined();
});
