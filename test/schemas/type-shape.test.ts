import { describe, expect, test } from '@jest/globals';
import type { TypeShape } from '../../connector/model/api-schema.js';
import { ApiDocuments } from '../../connector/schemas/api-documents.js';
import { readDocument } from '../../connector/schemas/document.js';
import { bodyExample } from '../../connector/schemas/explore/example.js';
import { searchOperations } from '../../connector/schemas/explore/search.js';
import { resolveType } from '../../connector/schemas/type-shape.js';

const property = (type: string, more: object = {}) => ({ type, canBeNull: false, ...more });

const raw = {
  resourcePath: '/t',
  models: {
    // Only the generic entry is there, none for its uses.
    't.Range<T>': {
      generics: ['T'],
      properties: { from: property('T'), all: property('T[]'), by: property('map[string]T') },
    },
    't.Box': {
      properties: { size: property('t.Range<t.Range<long>>'), keys: property('map[string]password') },
    },
    't.Loop': { properties: { next: property('t.Loop[]') } },
    't.Set': {
      properties: { id: property('long', { readOnly: 1 }), label: property('string', { readOnly: 0 }) },
    },
    't.Sealed': { properties: { id: property('long', { readOnly: true }) } },
    't.Cost': { properties: { currencyCode: property('string'), value: property('double') } },
  },
  apis: [
    {
      path: '/t/set',
      operations: [
        {
          httpMethod: 'PUT',
          description: 'Alter',
          longDescription: 'Only the label can be altered',
          responseType: 't.Cost',
          parameters: [{ paramType: 'body', fullType: 't.Set', dataType: 't.Set', required: true }],
        },
        {
          httpMethod: 'POST',
          responseType: 'void',
          parameters: [
            { name: 'sealed', paramType: 'body', fullType: 't.Sealed' },
            { name: 'sets', paramType: 'body', fullType: 't.Set[]' },
          ],
        },
      ],
    },
  ],
};

const document = readDocument(raw, 'v1');
if (!document) throw new Error('not a document');
const documents = new ApiDocuments([document]);
const shape = (type: string) => resolveType(type, document);

function fieldsOf(found: TypeShape): Record<string, TypeShape> {
  return found.kind === 'object'
    ? Object.fromEntries(found.fields.map((field) => [field.name, field.shape]))
    : {};
}

const LONG = { kind: 'scalar', type: 'long', column: 'bigint' };

describe('types as documents write them', () => {
  test.each([
    ['coreTypes.ServiceId:long', LONG],
    ['coreTypes.ServiceId[]:long[]', { kind: 'array', of: LONG }],
    ['coreTypes.ServiceId:long[]', { kind: 'array', of: LONG }],
    ['map[string][]long', { kind: 'map', of: { kind: 'array', of: LONG } }],
    ['t.Cost', { kind: 'money', model: 't.Cost' }],
    ['t.Nowhere', { kind: 'any', note: 'the document has no model t.Nowhere' }],
    ['', { kind: 'any' }],
  ])('%s', (type, expected) => {
    expect(shape(type)).toMatchObject(expected);
  });

  test('generics inside generics, filled in wherever their letter stands', () => {
    const inner = fieldsOf(fieldsOf(shape('t.Box')).size ?? { kind: 'any' }).from ?? { kind: 'any' as const };
    expect(fieldsOf(inner)).toEqual({
      from: LONG,
      all: { kind: 'array', of: LONG },
      by: { kind: 'map', of: LONG },
    });
  });

  test('a map of passwords is a secret', () => {
    const box = shape('t.Box');
    expect(box.kind === 'object' && box.fields.map(({ name, secret }) => [name, secret])).toEqual([
      ['size', false],
      ['keys', true],
    ]);
  });

  test('a model inside itself ends, and says so', () => {
    expect(fieldsOf(shape('t.Loop'))).toEqual({
      next: { kind: 'array', of: { kind: 'any', note: 't.Loop inside itself' } },
    });
  });
});

describe('examples and search', () => {
  const operation = (method: string) => documents.route(method, '/t/set');

  test('a body has what may be set; a model that nobody may set stays whole', () => {
    const [put, post] = [operation('PUT'), operation('POST')];
    expect(put && bodyExample(documents, put)).toEqual({ label: 'text' });
    expect(post && bodyExample(documents, post)).toEqual({ sealed: { id: 1 }, sets: [{ label: 'text' }] });
  });

  test('long descriptions and the members of money are found', () => {
    const found = (criteria: object) =>
      searchOperations(documents, criteria).map((hit) => hit.operation.method);
    expect(found({ description: 'label' })).toEqual(['PUT']);
    expect(found({ response: 'currencyCode' })).toEqual(['PUT']);
  });
});
