import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { DeclaredField } from '../../connector/model/declared-table.js';
import { ApiDocuments } from '../../connector/schemas/api-documents.js';
import { readDocument } from '../../connector/schemas/document.js';
import { apiDocumentsFromFolder, openApiDocuments } from '../../connector/schemas/document-sources.js';
import { branchOf, readIndex, sectionOf } from '../../connector/schemas/index-page.js';
import { PRESETS } from '../../endpoints/presets.js';
import { INDEX, OLD, SHOP } from './own-documents.js';

function own(): ApiDocuments {
  return new ApiDocuments([SHOP, OLD].flatMap((raw) => readDocument(raw, 'v1') ?? []));
}

const columns = (fields: readonly DeclaredField[] = []) =>
  Object.fromEntries(fields.map(({ parts, name = parts, type }) => [name.join('.'), type]));

describe('types of a route', () => {
  test('an object: every trap', () => {
    const { table, secrets } = own().declare('GET', '/shop/item/{other}') ?? {};
    expect(table?.kind).toBe('object');
    expect(columns(table?.fields)).toEqual({
      itemId: 'bigint',
      'price.value': 'decimal',
      'price.currencyCode': 'text',
      'price.ucents': 'bigint',
      total: 'decimal',
      'ratio.unit': 'text',
      'ratio.value': 'bigint',
      account: 'text',
      state: 'text',
      level: 'bigint',
      created: 'timestamp',
      day: 'date',
      tags: 'json',
      words: 'json',
      'parts.count': 'bigint',
      uniqueId: 'text',
      unique_id: 'bigint',
    });
    expect(table?.json).toEqual(['tags']);
    expect(table?.parameters).toEqual({ itemId: 'bigint' });
    expect(secrets).toEqual(['parts.pin', 'secretWord']);
    const [parts] = table?.lists ?? [];
    expect(parts?.parts).toEqual(['parts']);
    expect(columns(parts?.fields)).toEqual({
      name: 'text',
      'cost.value': 'decimal',
      'cost.currencyCode': 'text',
      'cost.ucents': 'bigint',
      'pieces.count': 'bigint',
    });
    expect(parts?.lists.map((list) => columns(list.fields))).toEqual([{ size: 'decimal' }]);
    expect(table?.fields.find((field) => field.parts[0] === 'state')?.values).toEqual(['on', 'off']);
  });

  test.each([
    ['/shop/item', 'item', 'bigint'],
    ['/shop/state', 'scalar', 'text'],
    ['/shop/level', 'scalar', 'bigint'],
    ['/old/thing', 'item', 'text'],
  ])('%s is %s of %s', (path, kind, type) => {
    expect(own().declare('GET', path)?.table).toMatchObject({ kind, item: type });
  });

  test('lists of objects, money by itself, and what makes no table', () => {
    expect(own().declare('GET', '/shop/all')?.table.kind).toBe('element');
    expect(columns(own().declare('GET', '/shop/price')?.table.fields)).toEqual({
      value: 'decimal',
      currencyCode: 'text',
      ucents: 'bigint',
    });
    expect(own().declare('GET', '/shop/map')).toBeUndefined();
    expect(own().declare('POST', '/shop/item')).toBeUndefined();
    expect(own().declare('GET', '/shop/unknown')).toBeUndefined();
  });

  test('old documents', () => {
    expect(own().find('GET', '/old/thing')).toMatchObject({
      authenticated: false,
      parameters: [{ required: false }],
    });
  });

  test.each([
    null,
    [],
    'text',
    {},
    { apis: 3 },
    { apis: [null, { operations: 'x' }] },
    { models: { a: null } },
  ])('odd documents do no harm: %j', (raw) => {
    const document = readDocument(raw, 'v1');
    expect(document?.operations ?? []).toEqual([]);
  });
});

describe('where documents come from', () => {
  const folders: string[] = [];
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'documents-'));
    folders.push(made);
    return made;
  };

  afterEach(() => {
    for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
  });

  function api(answers: Record<string, unknown>) {
    const asked: string[] = [];
    const fetchJson = async (path: string) => {
      asked.push(path);
      return answers[path];
    };
    return { asked, fetchJson };
  }

  const day = 86_400_000;
  const answers = { '/1.0/': INDEX, '/1.0/shop.json': SHOP };
  const routes = ['/shop/item', '/shop/item/{itemId}', '/elsewhere'];

  test('only the sections that are needed, once, then from the cache until they are old', async () => {
    const cache = folder();
    const { asked, fetchJson } = api(answers);
    const open = (now: number) => openApiDocuments({ routes, cache, fetchJson, maxAgeMs: day, now });
    expect((await open(1e12)).declare('GET', '/shop/item/{x}')).toBeDefined();
    expect(asked).toEqual(['/1.0/', '/1.0/shop.json']);
    await open(1e12 + day / 2);
    expect(asked).toHaveLength(2);
    await open(1e12 + 2 * day);
    expect(asked).toHaveLength(4);
    expect(readdirSync(join(cache, 'v1')).sort()).toEqual(['_index.json', 'shop.json']);
  });

  test('an API that gives none: the cache of whatever age, or a note', async () => {
    const cache = folder();
    const options = { routes, cache, maxAgeMs: day };
    await openApiDocuments({ ...options, now: 1e12, fetchJson: api(answers).fetchJson });
    const offline = await openApiDocuments({
      ...options,
      now: 1e12 + 90 * day,
      fetchJson: api({}).fetchJson,
    });
    expect(offline.declare('GET', '/shop/item/{x}')).toBeDefined();
    expect(offline.notes.join('\n')).toMatch(/did not answer with its document.*2001-09-09 is used/);
    const nothing = await openApiDocuments({
      ...options,
      cache: undefined,
      now: 1e12,
      fetchJson: api({}).fetchJson,
    });
    expect(nothing.size).toBe(0);
    expect(nothing.notes).toEqual([expect.stringMatching(/types come from the data/)]);
  });

  test('a cache that is broken is asked for again', async () => {
    const cache = folder();
    const open = (fetchJson: (path: string) => Promise<unknown>) =>
      openApiDocuments({ routes, cache, fetchJson, maxAgeMs: day, now: 1e12 });
    await open(api(answers).fetchJson);
    writeFileSync(join(cache, 'v1', 'shop.json'), '{"savedAt": 1000000000000, "val');
    const { asked, fetchJson } = api(answers);
    expect((await open(fetchJson)).size).toBeGreaterThan(0);
    expect(asked).toEqual(['/1.0/shop.json']);
    expect(() => JSON.parse(readFileSync(join(cache, 'v1', 'shop.json'), 'utf8'))).not.toThrow();
  });

  test('the section of a route is the longest that it begins with', () => {
    const sections = readIndex(INDEX) ?? [];
    expect(sectionOf('/shop/server/x', sections)).toBe('/shop/server');
    expect(sectionOf('/shop/serverless', sections)).toBe('/shop');
    expect(sectionOf('/shopping', sections)).toBeUndefined();
    expect(branchOf('/v2/iam/resource')).toEqual({ branch: 'v2', path: '/iam/resource' });
    expect(readIndex({ nothing: 1 })).toBeUndefined();
  });

  test('a folder without documents says so', () => {
    expect(() => apiDocumentsFromFolder(folder())).toThrow(/contains no schema documents/);
  });
});

const REAL = resolve(import.meta.dirname, '../../../shared/ovh-api/schemas');
const onReal = existsSync(REAL) ? describe : describe.skip;
if (!existsSync(REAL))
  console.log('the documents of the real API are not beside this checkout: their tests are skipped');

onReal('the documents of the real API', () => {
  const documents = existsSync(REAL) ? apiDocumentsFromFolder(REAL) : new ApiDocuments([]);

  test('all GET routes tell a table, but for a handful of maps and charts', () => {
    const routes = documents.operations().filter((operation) => operation.method === 'GET');
    expect(routes.length).toBeGreaterThan(3900);
    const silent = routes.filter((operation) => !documents.declare('GET', operation.path));
    expect(silent.length).toBeLessThan(25);
  });

  test('every route of every preset exists', () => {
    const missing = PRESETS.flatMap((preset) => preset.endpoints)
      .filter(({ method = 'GET', path, read }) => !read?.unchecked && !documents.find(method, path))
      .map(({ path }) => path);
    expect(missing).toEqual([]);
  });

  test('no preset uses a deprecated route', () => {
    const deprecated = PRESETS.flatMap((preset) => preset.endpoints)
      .filter(({ path }) => documents.find('GET', path)?.status.value === 'DEPRECATED')
      .map(({ path }) => path);
    expect(deprecated).toEqual([]);
  });

  test('what the presets leave out covers what the documents call passwords', () => {
    const bill = documents.declare('GET', '/cloud/project/{p}/instance');
    expect(bill?.secrets).toEqual(['rescuePassword']);
  });

  test('the same name, another type: totalPrice and quantity', () => {
    const usage = documents.declare('GET', '/cloud/project/{p}/usage/current')?.table;
    const listed = (path: string) => usage?.lists.find((list) => list.parts.join('.') === path)?.fields ?? [];
    expect(columns(listed('hourlyUsage.instance'))).toMatchObject({ totalPrice: 'decimal' });
    expect(columns(listed('hourlyUsage.rancher'))).toMatchObject({ 'totalPrice.value': 'decimal' });
    const quantity = (path: string) => columns(documents.declare('GET', path)?.table.fields).quantity;
    expect(quantity('/me/bill/{b}/details/{d}')).toBe('text');
    expect(quantity('/me/correctiveInvoice/{c}/details/{d}')).toBe('bigint');
  });
});
