import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type ApiChange, describeChange, isBreaking } from '../../connector/schemas/changes/change.js';
import { diffDocuments } from '../../connector/schemas/changes/diff.js';
import { modelsIn, reachableModels } from '../../connector/schemas/changes/model-names.js';
import { type ApiDocument, readDocument } from '../../connector/schemas/document.js';
import { SHOP } from './own-documents.js';

type Members = Record<string, unknown>;

function document(raw: unknown): ApiDocument {
  const read = readDocument(raw, 'v1');
  if (!read) throw new Error('not a document');
  return read;
}

/** Changes between the shop and the shop after an edit. */
function changed(edit: (raw: Members) => void, routes?: string[]): ApiChange[] {
  const after: Members = structuredClone(SHOP);
  edit(after);
  return diffDocuments([document(SHOP)], [document(after)], routes);
}

const words = (changes: ApiChange[]) => changes.map(describeChange);

function member(of: unknown, key: string): Members {
  const found = (of as Record<string, Members | undefined>)[key];
  if (!found) throw new Error(`there is no ${key}`);
  return found;
}

const modelOf = (raw: Members, name: string) => member(raw.models, name);
const propertiesOf = (raw: Members, model: string) => modelOf(raw, model).properties as Members;
const apisOf = (raw: Members) => raw.apis as { path: string; operations: Members[] }[];

function apiAt(raw: Members, path: string) {
  const api = apisOf(raw).find((each) => each.path === path);
  const operation = api?.operations[0];
  if (!api || !operation) throw new Error(`there is no ${path}`);
  return { api, operation };
}

describe('what changed', () => {
  test('nothing', () => {
    expect(changed(() => {})).toEqual([]);
  });

  test('routes come and go', () => {
    const changes = changed((raw) => {
      raw.apis = apisOf(raw).filter((api) => api.path !== '/shop/map');
      apisOf(raw).push({ path: '/shop/new', operations: [{ httpMethod: 'GET', responseType: 'string' }] });
    });
    expect(words(changes)).toEqual(['GET /shop/map: the route is gone', 'GET /shop/new: new route']);
    expect(changes.map(isBreaking)).toEqual([true, false]);
  });

  test('a route is deprecated: dates and replacement', () => {
    const changes = changed((raw) => {
      apiAt(raw, '/shop/item/{itemId}').operation.apiStatus = {
        value: 'DEPRECATED',
        deprecatedDate: '2026-01-01T00:00:00Z',
        deletionDate: '2027-01-01T00:00:00Z',
        replacement: '/shop/thing/{id}',
      };
    });
    expect(words(changes)).toEqual([
      'GET /shop/item/{itemId}: no status is now DEPRECATED, deprecated since 2026-01-01, deleted on 2027-01-01, use /shop/thing/{id}',
    ]);
    expect(changes.every(isBreaking)).toBe(true);
  });

  test('the zero date is no date', () => {
    const changes = changed((raw) => {
      apiAt(raw, '/shop/item').operation.apiStatus = { value: 'BETA', deletionDate: '0001-01-01T00:00:00Z' };
    });
    expect(words(changes)).toEqual(['GET /shop/item: no status is now BETA']);
  });

  test('parameters: new, required, of another type; a path parameter may change its name', () => {
    const changes = changed((raw) => {
      const { api, operation } = apiAt(raw, '/shop/item/{itemId}');
      api.path = '/shop/item/{id}';
      operation.parameters = [
        { name: 'id', paramType: 'path', fullType: 'string', required: 1 },
        { name: 'from', paramType: 'query', fullType: 'date', required: true },
      ];
    });
    expect(words(changes)).toEqual([
      'GET /shop/item/{id}: path parameter id is string, before long',
      'GET /shop/item/{id}: new required query parameter from',
    ]);
  });

  test('fields and values, to any depth, each once with the routes that reach it', () => {
    const changes = changed((raw) => {
      member(propertiesOf(raw, 'shop.Piece'), 'size').type = 'string';
      delete propertiesOf(raw, 'shop.Part').name;
      propertiesOf(raw, 'shop.Part').colour = { type: 'shop.StateEnum' };
      member(propertiesOf(raw, 'shop.Item'), 'total').canBeNull = 1;
      modelOf(raw, 'shop.StateEnum').enum = ['on', 'broken'];
    });
    expect(words(changes).sort()).toEqual([
      'shop.Item.total: may now be null (GET /shop/all and 1 more)',
      'shop.Part.colour: new field, shop.StateEnum (GET /shop/all and 1 more)',
      'shop.Part.name: the field is gone (GET /shop/all and 1 more)',
      'shop.Piece.size: double is now string (GET /shop/all and 1 more)',
      'shop.StateEnum: new value "broken" (GET /shop/all and 2 more)',
      'shop.StateEnum: the value "off" is gone (GET /shop/all and 2 more)',
    ]);
    expect(changes.filter(isBreaking)).toHaveLength(2);
  });

  test('only some routes, with the models below them', () => {
    const edit = (raw: Members) => {
      member(propertiesOf(raw, 'shop.Piece'), 'size').type = 'string';
      modelOf(raw, 'shop.LevelEnum').enum = [1, 2, 3];
      apiAt(raw, '/shop/map').operation.responseType = 'string[]';
    };
    const level = 'shop.LevelEnum: new value "3" (GET /shop/level)';
    expect(words(changed(edit, ['/shop/level']))).toEqual([level]);
    expect(words(changed(edit, ['get /1.0/shop/level']))).toEqual([level]);
    expect(words(changed(edit, ['GET /shop/item/{x}']))).toHaveLength(2);
    expect(changed(edit, ['POST /shop/map'])).toEqual([]);
    expect(changed(edit)).toHaveLength(3);
  });

  test('a section that one side does not have is not taken for removed routes', () => {
    const other = document({ ...SHOP, resourcePath: '/other' });
    expect(diffDocuments([document(SHOP), other], [document(SHOP)])).toEqual([
      { kind: 'section-removed', branch: 'v1', section: '/other' },
    ]);
    expect(words(diffDocuments([document(SHOP)], [document(SHOP), other]))).toEqual([
      'section v1 /other is new',
    ]);
  });
});

describe('models that a type mentions', () => {
  const model = (type: string) => ({ properties: { x: { type } } });
  const { models } = document({
    models: {
      'a.A': model('a.B[]'),
      'a.B': model('map[string][]a.C'),
      'a.C': model('a.A'),
      'g.G<T>': model('T'),
    },
  });

  test.each([
    ['a.A', ['a.A']],
    ['map[string]a.A[]', ['a.A']],
    ['map[string][]a.B', ['a.B']],
    ['g.G<a.C>[]', ['g.G<T>', 'a.C']],
    ['g.G<g.G<a.C>>', ['g.G<T>', 'g.G<T>', 'a.C']],
    ['string', []],
    ['a.Nowhere', []],
  ])('%s', (type, expected) => {
    expect(modelsIn(type, models)).toEqual(expected);
  });

  test('a circle ends', () => {
    expect([...reachableModels(['a.B'], models)].sort()).toEqual(['a.A', 'a.B', 'a.C']);
  });
});

const ME = resolve(import.meta.dirname, '../../../shared/ovh-api/schemas/v1/me.json');
const onReal = existsSync(ME) ? test : test.skip;

onReal('a new value of a real enum is told once, at the route that was asked for', () => {
  const raw = JSON.parse(readFileSync(ME, 'utf8'));
  const before = document(raw);
  raw.models['billing.CategoryEnum'].enum.push('new-category');
  const changes = diffDocuments([before], [document(raw)], ['/me/bill/{billId}']);
  expect(words(changes)).toEqual(['billing.CategoryEnum: new value "new-category" (GET /me/bill/{billId})']);
});
