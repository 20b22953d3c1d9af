// Edits of a configuration's text: what is asked for changes, everything else stays byte for byte.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { type Edit, editText } from '../../connector/config/edit/edit-text.js';
import { UnwritableConfig } from '../../connector/config/edit/unwritable.js';
import { parseKey } from '../../connector/config/file/key-path.js';
import { extent } from '../extent.js';

const TEXT = `# the source
region: eu   # Europe

destination: { type: sqlite, path: 'out.db' }  # flow
budget:
    callsPerSecond: 12.50
endpoints:
  - preset: bills   # all of them
    # only these
    only: [bill_ids, bills]

  - name: debts
    path: "/me/bill/{billId}/debt"
    parameters: { billId: { from: bills } }
    query:
    read:
      absent:
      - 404
      - 460
    # the end of debts
  # - name: later
note: |
  several
  lines
`;

const set = (key: string, value: Extract<Edit, { set: unknown }>['value']): Edit => ({
  set: parseKey(key),
  value,
});
const add = (key: string, value: Extract<Edit, { set: unknown }>['value']): Edit => ({
  add: parseKey(key),
  value,
});
const remove = (key: string): Edit => ({ remove: parseKey(key) });
const edited = (text: string, ...edits: Edit[]) => editText(text, edits).text;

/** The text with one piece of it in place of another; both must be there once. */
function replaced(from: string, to: string, text = TEXT): string {
  expect(text.split(from)).toHaveLength(2);
  return text.replace(from, () => to);
}

describe('a key', () => {
  test.each<[string, Edit, string, string]>([
    ['a word', set('region', 'ca'), 'region: eu ', 'region: ca '],
    ['a text in quotes keeps them', set('destination.path', "it's"), "'out.db'", "'it''s'"],
    ['a text that needs quotes', set('region', 'a: b # c'), 'region: eu ', 'region: "a: b # c" '],
    ['a text that looks like a number', set('region', '1.0'), 'region: eu ', 'region: "1.0" '],
    ['digits stay', set('budget.callsPerSecond', { $number: '18.250' }), '12.50', '18.250'],
    ['a new key in a block', set('budget.reserve', 0.2), '12.50\n', '12.50\n    reserve: 0.2\n'],
    ['a new key in brackets', set('destination.x', 'a, b'), "'out.db' }", `'out.db', x: "a, b" }`],
    [
      'a new key of an entry',
      set('endpoints[0].query', { 'date.from': 1 }),
      'bills]\n',
      'bills]\n    query: { date.from: 1 }\n',
    ],
    [
      'an empty key',
      set('endpoints[1].query["date.from"]', '2024-01-01'),
      'query:\n',
      'query: { date.from: 2024-01-01 }\n',
    ],
    [
      'groups that are missing',
      set('http.proxy', 'none'),
      '  several\n  lines\n',
      '  several\n  lines\nhttp: { proxy: none }\n',
    ],
    ['a block of lines', set('note', 'short'), 'note: |\n  several\n  lines\n', 'note: short\n'],
    ['a list in place of a list', set('endpoints[0].only', ['bills']), '[bill_ids, bills]', '[bills]'],
    [
      'a group in place of a list',
      set('endpoints[1].read.absent', { a: 1 }),
      'absent:\n      - 404\n      - 460\n',
      'absent: { a: 1 }\n',
    ],
    ['a value in place of a group', set('budget', 5), 'budget:\n    callsPerSecond: 12.50\n', 'budget: 5\n'],
    [
      'a key of a group within',
      set('endpoints[1].parameters.billId', { from: 'bill_ids', field: 'x' }),
      '{ from: bills }',
      '{ from: bill_ids, field: x }',
    ],
    ['an item', add('endpoints[1].read.absent', 410), '- 460\n', '- 460\n      - 410\n'],
    ['an item in brackets', add('endpoints[0].only', 'x'), 'bills]', 'bills, x]'],
    [
      'a list that is missing',
      add('endpoints[1].connections', 'one'),
      '- 460\n',
      '- 460\n    connections: [one]\n',
    ],
    ['the first key of an entry', remove('endpoints[1].name'), '- name: debts\n    path', '- path'],
    ['a key with its comment', remove('region'), 'region: eu   # Europe\n', ''],
    ['the last item', remove('endpoints[1].read.absent[1]'), '      - 460\n', ''],
    ['an item in brackets, the first', remove('endpoints[0].only[0]'), '[bill_ids, bills]', '[bills]'],
    ['an item in brackets, the last', remove('endpoints[0].only[1]'), '[bill_ids, bills]', '[bill_ids]'],
    [
      'the only key of a group',
      remove('budget.callsPerSecond'),
      'budget:\n    callsPerSecond: 12.50\n',
      'budget: {}\n',
    ],
  ])('%s', (_, edit, from, to) => {
    expect(edited(TEXT, edit)).toBe(replaced(from, to));
  });

  test('an endpoint is added in lines, behind the comments of the list', () => {
    const endpoint = {
      name: 'orders',
      path: '/me/order/{orderId}',
      parameters: { orderId: { from: 'bills', field: 'orderId' } },
      query: { a: 'x'.repeat(50), b: 'y'.repeat(50) },
      read: { absent: [404, 460] },
    };
    const lines = `  - name: orders
    path: /me/order/{orderId}
    parameters: { orderId: { from: bills, field: orderId } }
    query:
      a: ${'x'.repeat(50)}
      b: ${'y'.repeat(50)}
    read: { absent: [404, 460] }
`.replaceAll('\n      ', '\n        ');
    const after = editText(TEXT, [add('endpoints', endpoint)]);
    expect(after.text).toBe(replaced('  # - name: later\n', `  # - name: later\n${lines}`));
    const first = after.text.split('\n').indexOf('  - name: orders') + 1;
    expect(after.changed).toEqual([{ from: first, to: first + 6 }]);
    expect(edited(after.text, remove('endpoints[2]'))).toBe(TEXT);
  });

  test('an empty list gets lines of its own', () => {
    const text = 'a: 1\nendpoints: [] # none yet\nb: 2\n';
    expect(edited(text, add('endpoints', { preset: 'bills' }))).toBe(
      'a: 1\nendpoints: # none yet\n  - preset: bills\nb: 2\n',
    );
    expect(edited(text, add('endpoints', 'x'))).toBe('a: 1\nendpoints: [x] # none yet\nb: 2\n');
  });

  test('a comment above what takes the place of the first key stays', () => {
    const text = 'endpoints:\n  - name: a # first\n    # about the path\n    path: /a\n';
    expect(edited(text, remove('endpoints[0].name'))).toBe(
      'endpoints:\n  -\n    # about the path\n    path: /a\n',
    );
  });

  test('in JSON is written as JSON', () => {
    const json = JSON.stringify({ region: 'eu', endpoints: [{ name: 'a', path: '/a' }] }, null, 4);
    const after = edited(
      json,
      set('region', 'ca'),
      add('endpoints', { preset: 'bills', only: ['x'] }),
      set('http.attempts', 3),
    );
    expect(JSON.parse(after)).toEqual({
      region: 'ca',
      endpoints: [
        { name: 'a', path: '/a' },
        { preset: 'bills', only: ['x'] },
      ],
      http: { attempts: 3 },
    });
    expect(after.split('\n').slice(0, 6)).toEqual(json.replace('"eu"', '"ca"').split('\n').slice(0, 6));
  });
});

describe('is refused with a sentence, and changes nothing', () => {
  test.each<[string, string, Edit, RegExp]>([
    ['an alias', 'a: &x { b: 1 }\nc: *x\n', set('c.b', 2), /`c` is an alias \(\*x\)/],
    ['an anchor that others use', 'a: &x 1\nc: *x\n', set('a', 2), /not changed here/],
    ['what an alias needs', 'a: &x 1\nc: *x\n', remove('a'), /not changed here/],
    ['a key that is not there', 'a: 1\n', remove('b.c'), /there is no `b`/],
    ['a group that is none', 'a: 1\n', set('a.b', 2), /`a` is a single value/],
    ['a list that is none', 'a: { b: 1 }\n', add('a', 2), /`a` is no list/],
    ['an entry too far', 'a: [1]\n', set('a[3]', 2), /`a` has 1 entries, none at 3/],
    ['a key that is given twice', 'a: 1\na: 2\n', set('a', 3), /`a` is given twice/],
    ['no YAML', 'a: [\n', set('a', 3), /no YAML or JSON/],
    ['no group', '- 1\n', set('a', 3), /no list|no group|not a group|is no/],
    [
      'aliases without end',
      `a: &a [x]\n${'bcdefgh'
        .split('')
        .map((key, at) => `${key}: &${key} [${`*${'abcdefg'[at]},`.repeat(9)}]`)
        .join('\n')}\n`,
      set('z', 1),
      /no YAML or JSON/,
    ],
  ])('%s', (_, text, edit, reason) => {
    expect(() => editText(text, [edit])).toThrow(UnwritableConfig);
    expect(() => editText(text, [edit])).toThrow(reason);
  });
});

const HOSTILE = [
  'region: eu',
  'endpoints: []\n',
  'endpoints: [] # none yet',
  '# only a comment\na: {}\n',
  'a:\tb\t# tab\nlist:\t[1,\t2]\t#x\n',
  'list:\n- a # one\n-   b: 1   # two\n    c: 2\n\n\n# end\n',
  'map: {\n  a: 1, # one\n  b: [x, y], # two\n  "c d": \'e\',\n}\nlast: "x\\ty" # l\n',
  'deep:\n   - - 1\n     - 2 # two\n   - k: v\n\n     # in between\n     m:\n        - z\ntext: >-\n   folded\n   text\n\nplain: many\n  words # c\n',
  '---\na: 1\nb: |+\n  keep\n\nc: 3\n...\n',
  '{"a": {"b": [1, 2, {"c": null}]}, "d": "e"}',
  '{\n\t"a": [\n\t\t1,\n\t\t2\n\t],\n\t"b": {}\n}\n',
  'empty:\nalso:   # nothing\nlist:\n  -\n  - x\n',
  '"quoted key": "a" # c\n? explicit\n: value\n',
  TEXT,
];
const folder = resolve(import.meta.dirname, '../../examples');
const EXAMPLES = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.yaml') && !name.includes('kubernetes'))
  .map((name) => readFileSync(join(folder, name), 'utf8'));
const ALL = [...HOSTILE, ...EXAMPLES, ...HOSTILE.map((text) => text.replaceAll('\n', '\r\n'))];

type Path = (string | number)[];

function pathsOf(data: unknown, above: Path = []): { path: Path; value: unknown }[] {
  const members: [string | number, unknown][] = Array.isArray(data)
    ? [...data.entries()]
    : typeof data === 'object' && data !== null
      ? Object.entries(data)
      : [];
  return members.flatMap(([key, value]) => [
    { path: [...above, key], value },
    ...pathsOf(value, [...above, key]),
  ]);
}

const dataOf = (text: string): unknown => parseDocument(text).toJS() ?? {};
const commentsOf = (text: string) =>
  [...text.matchAll(/(?:^|[ \t])(#[^\r\n"']*)/gm)].map(([, comment]) => comment?.trimEnd());

const scalars = fc.oneof(
  fc.string({ maxLength: 12, unit: fc.constantFrom(...'ab: #,[]{}\'"\\-?&*!|>%@`\n\té…\u2028 1.') }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(
    'true',
    'null',
    '1.0',
    '0x1f',
    '~',
    '',
    ' a',
    'a ',
    '-',
    '- a',
    'key: v',
    '2024-01-01',
    '<<',
  ),
);
const values = fc.oneof(
  scalars,
  fc.array(scalars, { maxLength: 3 }),
  fc.dictionary(
    fc.constantFrom('a', 'b c', 'date.from', 'true', '12'),
    fc.oneof(scalars, fc.array(scalars, { maxLength: 2 })),
    { maxKeys: 3 },
  ),
  fc.record({
    name: fc.constant('x'.repeat(40)),
    path: fc.constant('/y'.repeat(30)),
    list: fc.array(fc.record({ a: scalars }), { minLength: 1, maxLength: 2 }),
  }),
);

function attempt(text: string, edit: Edit): string | undefined {
  try {
    return edited(text, edit);
  } catch (error) {
    if (error instanceof UnwritableConfig) return undefined;
    throw error;
  }
}

describe('over the examples and hostile layouts', () => {
  const chosen = fc
    .constantFrom(...ALL)
    .chain((text) =>
      fc.record({ text: fc.constant(text), place: fc.constantFrom(...pathsOf(dataOf(text))) }),
    );
  const runs = { numRuns: extent(250, 4000) };

  test('a value is set, and the rest stays: comments, line ends, the end of the file', () => {
    fc.assert(
      fc.property(chosen, values, ({ text, place }, value) => {
        const after = edited(text, { set: place.path, value: value as never });
        expect(
          pathsOf(dataOf(after)).find(({ path }) => path.join('\0') === place.path.join('\0'))?.value,
        ).toEqual(value);
        if (text.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toContain('\n');
        expect(after.endsWith('\n')).toBe(text.endsWith('\n'));
        const isScalar = typeof place.value !== 'object' || place.value === null;
        if (isScalar) expect(commentsOf(after)).toEqual(expect.arrayContaining(commentsOf(text)));
      }),
      runs,
    );
  });

  test('what is added and taken out again leaves the same bytes', () => {
    fc.assert(
      fc.property(chosen, values, ({ text, place }, value) => {
        const isList = Array.isArray(place.value);
        const isGroup = !isList && typeof place.value === 'object' && place.value !== null;
        const path: Path = isList || isGroup ? place.path : place.path.slice(0, -1);
        const around =
          path.length === 0
            ? dataOf(text)
            : pathsOf(dataOf(text)).find((each) => each.path.join('\0') === path.join('\0'))?.value;
        const members = Array.isArray(around) ? around.length : Object.keys(around as object).length;
        if (members === 0) return;
        const at: Path = [...path, Array.isArray(around) ? members : 'brand-new'];
        const after = edited(
          text,
          Array.isArray(around) ? { add: path, value: value as never } : { set: at, value: value as never },
        );
        expect(edited(after, { remove: at })).toBe(text);
      }),
      runs,
    );
  });

  test.each(ALL.map((text, at) => ({ at, text })))(
    'each key of text $at is removed, and no other line changes',
    ({ text }) => {
      for (const { path } of pathsOf(dataOf(text))) {
        // Without its only key it would be no group.
        if (path.length === 1 && Object.keys(dataOf(text) as object).length === 1) continue;
        const after = attempt(text, { remove: path });
        if (after === undefined) {
          // The unusual form of HOSTILE.
          expect(path).toEqual(['explicit']);
          continue;
        }
        const left = after.split(/\r?\n/);
        const { changed } = editText(text, [{ remove: path }]);
        const mended = changed.reduce((sum, { from, to }) => sum + to - from + 1, 0);
        expect(mended).toBeLessThanOrEqual(2);
        const before = new Set(text.split(/\r?\n/));
        expect(left.filter((line) => !before.has(line)).length).toBeLessThanOrEqual(2);
      }
    },
  );
});
