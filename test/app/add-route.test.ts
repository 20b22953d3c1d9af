// Definitions of a route into a configuration file: what is there is used, everything else stays as it is.
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { addToConfig, deriveRoute } from '../../connector/app/explorer/add-route.js';
import { readRoute } from '../../connector/app/explorer/route.js';
import { openWithoutKeys } from '../../connector/app/open.js';
import { appendEndpoints } from '../../connector/config/edit/append-endpoints.js';
import type { EndpointInput } from '../../connector/model/preset.js';
import { ApiDocuments } from '../../connector/schemas/api-documents.js';
import { readDocument } from '../../connector/schemas/document.js';

const get = (path: string, responseType: string, parameters: object[] = []) => ({
  path,
  operations: [{ httpMethod: 'GET', responseType, parameters, noAuthentication: false }],
});
const parameter = (name: string, paramType: string, required = true) => ({
  name,
  dataType: 'string',
  paramType,
  required,
});
const document = readDocument(
  {
    resourcePath: '/me',
    apis: [
      get('/me/bill', 'string[]', [parameter('date.from', 'query', false)]),
      get('/me/bill/{billId}', 'string', [parameter('billId', 'path')]),
      get('/me/bill/{billId}/payment', 'string', [parameter('billId', 'path')]),
      get('/me/hidden/{key}', 'string', [parameter('key', 'path')]),
      get('/me/use', 'string', [parameter('period', 'query')]),
    ],
    models: {},
  },
  'v1',
);
const documents = new ApiDocuments(document ? [document] : []);

let folder: string;
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return name;
};
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const add = (name: string, route: string, given = {}) =>
  addToConfig(name, deriveRoute(documents, readRoute(route), given).definitions, { cwd: folder, env: {} });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-add-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const HEAD = '# mine\nregion:   eu   # here\n';

describe('what is there is used', () => {
  test('by presets and by hand, whatever it is called; nothing twice', () => {
    file('a.yaml', `${HEAD}endpoints:\n  - preset: bills\n`);
    const first = add('a.yaml', '/me/bill/{billId}');
    expect(first.added).toEqual([]);
    expect(first.reused).toContain('bill_ids');
    file('b.yaml', `${HEAD}endpoints:\n  - { name: mine, path: /v1/me/bill, read: { item: billId } }\n`);
    const second = add('b.yaml', '/me/bill/{billId}/payment');
    expect(second).toMatchObject({ reused: ['mine'], added: [{ parameters: { billId: { from: 'mine' } } }] });
    const text = read('b.yaml');
    expect(add('b.yaml', '/me/bill/{billId}/payment').added).toEqual([]);
    expect(read('b.yaml')).toBe(text);
  });

  test('other values are another source object, with a number where the name is taken', () => {
    file('a.yaml', `${HEAD}endpoints:\n  - { name: me_bill_ids, path: /me/bill, read: { item: billId } }\n`);
    const merged = add('a.yaml', '/me/bill', { query: { 'date.from': '2024-01-01' } });
    expect(merged.added).toMatchObject([{ name: 'me_bill_ids_2', query: { 'date.from': '2024-01-01' } }]);
    expect(merged.notes.join()).toContain('the same route with other values');
    file('b.yaml', `${HEAD}endpoints:\n  - { name: Me-Bill, path: /me }\n`);
    expect(add('b.yaml', '/me/bill/{billId}').added.map(({ name }) => name)).toEqual([
      'me_bill_ids',
      'me_bill_2',
    ]);
  });

  test('a concrete path gives constants', () => {
    file('a.yaml', `${HEAD}endpoints:\n  - preset: bills\n`);
    expect(add('a.yaml', '/me/bill/FR%2F1').added).toMatchObject([{ parameters: { billId: 'FR/1' } }]);
  });
});

describe('what must be given is told by its option', () => {
  test.each([
    ['/me/hidden/{key}', {}, /--parameter key=VALUE/],
    ['/me/use', {}, /--query period=VALUE/],
    ['/me/bill', { query: { 'date.form': '1' } }, /date\.form.*no route on the way has it/],
    ['/me/bill', { parameters: { billId: '1' } }, /billId.*no route on the way has it/],
    ['POST /me/bill', {}, /has no POST; it has/],
  ])('%s %j', (route, given, words) => {
    expect(() => deriveRoute(documents, readRoute(route), given)).toThrow(words);
  });

  test('and taken when it is', () => {
    const given = { parameters: { key: "a'b: #" }, query: {} };
    file('a.yaml', `${HEAD}endpoints:\n  - preset: bills\n`);
    add('a.yaml', '/me/hidden/{key}', given);
    const { plan } = openWithoutKeys(join(folder, 'a.yaml'), { env: {} });
    expect(plan.nodes.find(({ name }) => name === 'me_hidden')?.bindings).toMatchObject([
      { values: ["a'b: #"] },
    ]);
  });
});

describe('the file', () => {
  const texts: Record<string, string> = {
    'block.yaml': `${HEAD}endpoints:\n  - preset: bills   # all\n    only: [bills]\n    # about it\n\n# the end\nhttp: { timeout: 5 }  # s\n`,
    'column.yaml': `${HEAD}endpoints:\n- preset: bills\n# destination\ndestination: { type: sqlite }`,
    'text.yaml': `${HEAD}endpoints:\n  - name: a\n    path: >-\n      /me\n`,
    'windows.yaml': '# mine\r\nregion: eu\r\nendpoints:\r\n    - preset: bills',
    'flow.yaml': `${HEAD}endpoints: [{ preset: bills }] # all\n`,
    'lines.json': '{\n\t"region": "eu",\n\t"endpoints": [\n\t\t{ "preset": "bills" }\n\t]\n}\n',
    'short.json': '{"region":"eu","http":{"timeout":5.0},"endpoints":[{"preset":"bills"}]}',
  };

  test.each(Object.entries(texts))('%s: only lines are added', (name, before) => {
    file(name, before);
    const { added } = add(name, '/me/bill/{billId}/payment', { parameters: { billId: 'FR1' } });
    expect(added).toHaveLength(1);
    const after = read(name);
    const start = [...before].findIndex((sign, at) => after[at] !== sign);
    const kept = start < 0 ? before.length : start;
    expect(after.endsWith(before.slice(kept))).toBe(true);
    if (before.includes('\r')) expect(after).not.toMatch(/[^\r]\n/);
    if (name.endsWith('.json')) expect(JSON.parse(after).endpoints).toHaveLength(2);
    const { plan } = openWithoutKeys(join(folder, name), { env: {} });
    expect(plan.nodes.map((node) => node.name)).toContain('me_bill_payment');
  });

  test('a list that is not there yet, or empty', () => {
    for (const end of ['', 'endpoints:\n', 'endpoints: []\n']) {
      file('a.yaml', `${HEAD}${end}`);
      expect(add('a.yaml', '/me/bill').added).toHaveLength(1);
      expect(read('a.yaml')).toContain('# mine');
    }
  });

  test('a link stays a link, the mode stays, nothing is left beside', () => {
    file('real.yaml', `${HEAD}endpoints:\n  - preset: bills\n`);
    chmodSync(join(folder, 'real.yaml'), 0o640);
    symlinkSync('real.yaml', join(folder, 'link.yaml'));
    add('link.yaml', '/me/bill/FR1');
    expect(lstatSync(join(folder, 'link.yaml')).isSymbolicLink()).toBe(true);
    expect(statSync(join(folder, 'real.yaml')).mode & 0o777).toBe(0o640);
    expect(read('real.yaml')).toContain('FR1');
    expect(readdirSync(folder).sort()).toEqual(['link.yaml', 'real.yaml']);
  });

  test.each([
    ['none.yaml', undefined, /init --output none\.yaml/],
    ['source.ts', 'export default {}', /only a YAML or JSON file/],
    ['broken.yaml', 'endpoints: [', /no YAML or JSON/],
    ['list.yaml', '- a\n', /no YAML or JSON/],
    ['wrong.yaml', `${HEAD}endpoints:\n  - preset: billz\n`, /billz/],
    ['alias.yaml', `${HEAD}x: &l\n  - preset: bills\nendpoints: *l\n`, /alias|unknown|not/i],
    // What is mapped by its name could then come from two lists.
    [
      'two.yaml',
      `${HEAD}endpoints:\n  - { name: ids, path: /me/bill, query: { a: 1 }, read: { item: billId } }\n  - { name: one, path: "/me/bill/{billId}" }\n`,
      /several source objects/,
    ],
  ])('%s is refused and stays as it is', (name, text, words) => {
    if (text !== undefined) file(name, text);
    expect(() => add(name, '/me/bill')).toThrow(words);
    if (text !== undefined) expect(read(name)).toBe(text);
  });

  test('texts of every kind survive', () => {
    const odd: EndpointInput = { name: 'a', path: '/me', query: { 'x: #': '"\'- ~ é\n', y: '1', z: true } };
    const yaml = appendEndpoints('endpoints:\n- preset: bills\n', [odd]);
    const json = appendEndpoints('{"endpoints":[{"preset":"bills"}]}', [odd]);
    expect(JSON.parse(json).endpoints[1]).toEqual(odd);
    expect(yaml.startsWith('endpoints:\n- preset: bills\n- name: a\n')).toBe(true);
  });
});
