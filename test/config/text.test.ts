// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of a configuration look like that
// The text of a configuration: YAML that is broken or hostile, variables, numbers, secrets.
import { describe, expect, test } from '@jest/globals';
import { Secret } from '../../connector/model/secret.js';
import { extent } from '../extent.js';
import { AUTH, ENTRY, issuesOf, load, machine, PRESETS, readConfig, wrong } from './fixtures.js';

const HEAD = `region: eu\n${AUTH}`;
const bytes = (text: string) => new TextEncoder().encode(text);

describe('text that is no configuration', () => {
  test.each<[string, string | Uint8Array, string | RegExp]>([
    [
      'empty',
      '',
      'source.yaml: is empty; allowed: a group of keys such as region, auth, destination, endpoints',
    ],
    ['only comments', '# nothing\n', /^source\.yaml: is empty/],
    ['a list', '- a\n- b\n', /^source\.yaml: holds a list; allowed/],
    ['a single value', 'hush', /^source\.yaml: holds a single value; allowed/],
    ['a tab', 'region: eu\n\tauth: x\n', /^source\.yaml:2:1: a tab stands where YAML wants spaces/],
    [
      'a duplicate key',
      'region: eu\nhttp: {}\nregion: ca\n',
      'source.yaml:3:1: region: is given twice, first in line 1; keep one of them',
    ],
    [
      'a duplicate key in JSON',
      '{ "region": "eu", "region": "ca" }',
      /^source\.yaml:1:19: region: is given twice/,
    ],
    ['an open quote', 'region: "eu\n', /^source\.yaml:\d+:\d+: a quote, a bracket or the ":"/],
    ['an open bracket', 'endpoints: [a\n', /^source\.yaml:\d+:\d+: the indentation or the brackets/],
    ['two values on a line', 'region: eu: x\n', /^source\.yaml:1:9: a second "key: value"/],
    ['two documents', 'region: eu\n---\nregion: ca\n', /^source\.yaml:\d+:\d+: a second document/],
    ['YAML 1.1', '%YAML 1.1\n---\nregion: eu\n', /another version/],
    ['an unknown alias', 'region: *nobody\n', /^source\.yaml:1:1: region: \*nobody names no anchor/],
    ['a value that contains itself', 'http: &a\n  x: *a\n', /http\.x: \*a contains itself/],
    ['a tag', 'region: !!binary aHVzaA==\n', /^source\.yaml:1:18: region: has the tag/],
    ['a key that is a list', '? [a]\n: b\n', /has a key that is not a text/],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x61, 0]), 'source.yaml: is saved as UTF-16; save it as UTF-8'],
    [
      'Latin-1',
      new Uint8Array([...bytes('region: eu\n# caf'), 0xe9, 10]),
      'source.yaml:2:1: is not UTF-8 text; save it as UTF-8',
    ],
    ['binary', new Uint8Array([1, 2, 0, 255, 254]), /^source\.yaml:1:1: is not UTF-8/],
    ['a NUL', 'region: eu\nx: \0\n', /^source\.yaml:2:1: holds a NUL byte/],
    ['huge', new Uint8Array(6_000_000).fill(35), 'source.yaml: is 6 MB large; it may have at most 1 MB'],
  ])('%s', (_, text, expected) => {
    const found = issuesOf(() => load(text));
    expect(found).toContainEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
    expect(found.join()).not.toContain('hush');
  });

  test.each([
    ['brackets', '['.repeat(100_000)],
    ['closed brackets', `x: ${'['.repeat(60)}${']'.repeat(60)}`],
    ['braces', '{a: '.repeat(10_000)],
    ['dashes', '- '.repeat(50_000)],
    ['indentation', Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['sixty levels', Array.from({ length: 60 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ])('deep nesting: %s', (_, text) => {
    expect(issuesOf(() => load(text))[0]).toMatch(/is nested too deeply/);
  });

  test('an alias bomb ends early', () => {
    const levels = Array.from({ length: 12 }, (_, level) =>
      level === 0
        ? 'x0: &x0 [a, a, a, a, a, a, a, a, a, a]'
        : `x${level}: &x${level} [${Array(10)
            .fill(`*x${level - 1}`)
            .join(', ')}]`,
    );
    // Would not end in the time of a test if it were followed.
    expect(issuesOf(() => load(`${levels.join('\n')}\n`))[0]).toBe(
      'source.yaml: holds more than 200000 values',
    );
  });

  test('thousands of keys: the first hundred are told, and that there are more', () => {
    const text = Array.from({ length: extent(2000, 20_000) }, (_, index) => `k${index}: 1`).join('\n');
    expect(wrong(text)).toHaveLength(101);
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    '%s is no key',
    (key) => {
      const found = wrong(`${key}: { admin: true }`);
      expect(found).toHaveLength(1);
      expect(found[0]).toMatch(new RegExp(`^source\\.yaml:1:1: ${key}: (unknown key|cannot be used)`));
      expect(({} as Record<string, unknown>).admin).toBeUndefined();
      const json = JSON.parse(
        `{ "region": "eu", "auth": { "token": "t" }, "http": { "${key}": 1 }, "endpoints": [{ "name": "a", "path": "/a" }] }`,
      );
      expect(issuesOf(() => readConfig(json, machine(), { presets: [] }))[0]).toContain(`http.${key}`);
    },
  );

  test('__proto__ is no key of a body either', () => {
    const text = `${HEAD}endpoints:\n  - name: a\n    path: /a\n    body: { x: { __proto__: { y: 1 } } }\n`;
    expect(issuesOf(() => load(text))).toEqual([
      'source.yaml:6:18: endpoints[0].body.x.__proto__: cannot be used as a key',
    ]);
  });

  test('control characters of keys and values do not reach the terminal', () => {
    const found = wrong('"\\e[31mred": 1\nregion: "\\e[2J\\u202e\\u009b"');
    expect(found.join()).not.toMatch(/\p{Cc}|\u202e/u);
    expect(found).toHaveLength(2);
  });

  test('objects that are not plain data', () => {
    const loop: Record<string, unknown> = {};
    loop.x = { loop };
    const input = {
      ...loop,
      region: new Date(0),
      auth: { token: () => 'x' },
      account: Symbol('s'),
      http: { timeout: Number.NaN },
      endpoints: [new Secret('hush')],
    };
    const found = issuesOf(() => readConfig(input, machine(), { presets: [] })).join('\n');
    expect(found).toMatch(/region: is not plain data/);
    expect(found).toMatch(/auth\.token: is not plain data/);
    expect(found).toMatch(/account: is not plain data/);
    expect(found).toMatch(/http\.timeout: has lost digits/);
    expect(found).toMatch(/endpoints\[0\]: is not plain data/);
    expect(found).toMatch(/contains itself/);
    expect(found).not.toContain('hush');
    expect(issuesOf(() => readConfig([], machine(), { presets: [] }))[0]).toContain(
      'configuration object: holds a list',
    );
  });
});

describe('variables', () => {
  const account = (text: string, env: Record<string, string> = {}) =>
    load(`${HEAD}${ENTRY}account: ${JSON.stringify(text)}\n`, env).account;

  test.each([
    ['${A}', { A: 'x' }, 'x'],
    ['p-${A}-${B}', { A: 'x', B: 'y' }, 'p-x-y'],
    ['${A:-fallback}', {}, 'fallback'],
    ['${A:-fallback}', { A: '' }, 'fallback'],
    ['${A:-fallback}', { A: 'x' }, 'x'],
    ['x${A:-}', {}, 'x'],
    ['$${A}', { A: 'x' }, '${A}'],
    ['$${A}${A}', { A: 'x' }, '${A}x'],
    ['$A', { A: 'x' }, '$A'],
    ['${A}', { A: '${B}', B: 'no' }, '${B}'],
    ['${A}', { A: '0123' }, '0123'],
    ['${A}', { A: '$&' }, '$&'],
  ])('%s', (text, env, expected) => {
    expect(account(text, env as Record<string, string>)).toBe(expected);
  });

  test.each(['${A', '${}', '${A-x}', '${1A}', '${A:-${B}}', '${A B}'])('%s is malformed', (text) => {
    const found = issuesOf(() => account(text, { A: 'x', B: 'y' }));
    expect(found).toEqual([
      'source.yaml:6:10: account: holds "${" that is not ${NAME}, ${NAME:-default} or ${file:PATH}; write $${ for a literal ${',
    ]);
  });

  test('one that is not set is named with its key, not with those of Object', () => {
    expect(issuesOf(() => account('${NOPE}'))).toEqual([
      'source.yaml:6:10: account: the environment variable NOPE is not set; set it, or write ${NOPE:-default}',
    ]);
    expect(issuesOf(() => account('${constructor}'))).toEqual([
      expect.stringContaining('constructor is not set'),
    ]);
  });

  test('in bodies, lists and queries; not in keys; never a number', () => {
    const text = `${HEAD}endpoints:\n  - name: a\n    path: /a\n    body: { "\${A}": ["\${A}"] }\n    query: { q: "\${A}" }\n`;
    const [definition] = load(text, { A: '7' }).endpoints;
    expect(definition?.body).toEqual({ '${A}': ['7'] });
    expect(definition?.query).toEqual({ q: '7' });
    expect(issuesOf(() => load(`${HEAD}${ENTRY}http: { timeout: "\${A}" }`, { A: '5' }))).toEqual([
      'source.yaml:6:18: http.timeout: found "${A}"; allowed: a number from 1 to 3600 (seconds)',
    ]);
  });
});

describe('numbers', () => {
  test.each(['0123', '-007', '0x1f', '0o17', '+12', '.5', '5.', '.inf', '-.inf', '.nan'])(
    '%s must be quoted',
    (text) => {
      const found = issuesOf(() =>
        load(`${HEAD}endpoints:\n  - { name: a, path: "/{p}", parameters: { p: ${text} } }\n`),
      );
      expect(found).toEqual([
        expect.stringMatching(
          /^source\.yaml:4:\d+: endpoints\[0\]\.parameters\.p: is read by YAML as another number/,
        ),
      ]);
    },
  );

  test('everywhere, also where a number is wanted', () => {
    expect(wrong('http: { timeout: 0180 }')).toEqual([
      expect.stringContaining('source.yaml:1:18: http.timeout: is read by YAML'),
    ]);
    expect(wrong('account: 0123')).toEqual([
      expect.stringContaining('source.yaml:1:10: account: is read by YAML'),
    ]);
    expect(wrong('account: 123')).toEqual([
      expect.stringContaining('account: found 123; allowed: an account name'),
    ]);
  });

  test.each([
    ['1e3', '1e3'],
    ['9007199254740992', '9007199254740992'],
    ['-9007199254740993', '-9007199254740993'],
    ['9007199254740991', 9007199254740991],
    ['-0', '-0'],
    ['1.0', '1.0'],
    ['2024-01-01', '2024-01-01'],
    ['2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z'],
    ['12:30:00', '12:30:00'],
    ['1_000', '1_000'],
    ['!!str 012', '012'],
    ['no', 'no'],
    ['false', false],
  ])('query value %s', (text, expected) => {
    const config = load(`${HEAD}endpoints:\n  - name: a\n    path: /a\n    query: { q: ${text} }\n`);
    expect(config.endpoints[0]?.query).toEqual({ q: expected });
  });
});

describe('secrets are in no issue', () => {
  test.each([
    ['a text for a group', 'auth: hush-1'],
    [
      'wrong characters',
      'auth: { applicationKey: "hush 1", applicationSecret: "hush\\n2", consumerKey: [hush] }',
    ],
    ['a number', 'auth: { applicationKey: 4815162342, applicationSecret: 04815162342, consumerKey: true }'],
    ['a misspelt key', 'auth: { aplicationKey: hush-1, token: hush-2 }'],
    ['a key in the wrong place', 'consumerKey: hush-1\nsecret: hush-2'],
    ['an address with credentials', 'baseUrl: https://hush:hush/w@host/\ntokenUrl: https://x/?token=hush'],
    ['an address without a scheme', 'baseUrl: user:hush@host'],
    ['a wrong variable', 'auth: { token: "${HUSH}" }'],
    ['a variable elsewhere', 'account: "${HUSH}"\nregion: "${HUSH}"'],
    ['a variable for a preset', 'endpoints: [ { preset: "${HUSH}" }, { preset: bills, only: ["${hush}"] } ]'],
    ['broken YAML', 'auth:\n  token: "hush\nx: ]hush'],
    ['broken YAML, stray token', 'region: eu\n}hush'],
    ['a header', 'endpoints: [ { name: a, path: /a, headers: { X-Key: "hush\\n" } } ]'],
    ['a query value', 'endpoints: [ { name: a, path: /a, query: { token: [hush], apiKey: { a: hush } } } ]'],
    ['an option', 'destination: { type: sqlite, path: "", password: hush }'],
  ])('%s', (_, text) => {
    const found = wrong(text, { HUSH: 'hush with spaces', hush: 'hush-1' })
      .join('\n')
      .replaceAll(/\$\{hush\}/gi, '');
    expect(found).not.toMatch(/hush|4815162342/);
    expect(found.length).toBeGreaterThan(0);
  });

  test('long values are cut', () => {
    const [found = ''] = wrong(`region: ${'x'.repeat(5000)}`);
    expect(found).toContain(`found "${'x'.repeat(57)}..."`);
    expect(found.length).toBeLessThan(400);
  });
});

test('presets are given, not built in', () => {
  const text = `${HEAD}endpoints: [ { preset: bills } ]\n`;
  expect(load(text).endpoints).toHaveLength(PRESETS[0]?.endpoints.length ?? 0);
  const found = issuesOf(() =>
    readConfig('source.yaml', machine({ '/project/source.yaml': text }), { presets: [] }),
  );
  expect(found).toEqual([expect.stringContaining('unknown preset: found "bills"; allowed: none')]);
});
