import { describe, expect, test } from '@jest/globals';
import type { ParameterBinding } from '../../connector/model/definition.js';
import type { EndpointInput } from '../../connector/model/preset.js';
import { datedQuery } from '../../connector/model/relative-date.js';
import { compilePlan } from '../../connector/plan/compile.js';
import { ApiDocuments } from '../../connector/schemas/api-documents.js';
import {
  type DerivationInput,
  type Derived,
  deriveDefinitions,
} from '../../connector/schemas/derivation/derive.js';
import { technicalName } from '../../connector/schemas/derivation/technical-name.js';
import { readDocument } from '../../connector/schemas/document.js';
import { NO_OPTIONS } from '../model/no-options.js';

/** A route as `responseType`, with required query parameters by name and enum types of path parameters. */
function route(
  path: string,
  responseType: string,
  query: Record<string, string> = {},
  types: Record<string, string> = {},
) {
  const names = [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');
  const parameters = [
    ...names.map((name) => ({ name, paramType: 'path', fullType: types[name] ?? 'string', required: true })),
    ...Object.entries(query).map(([name, fullType]) => ({
      name,
      paramType: 'query',
      fullType,
      required: true,
    })),
  ];
  return { path, operations: [{ httpMethod: 'GET', responseType, parameters }] };
}

const fields = (properties: Record<string, string | { type: string; canBeNull: boolean }>) => ({
  properties: Object.fromEntries(
    Object.entries(properties).map(([name, type]) => [name, typeof type === 'string' ? { type } : type]),
  ),
});

const MODELS = {
  'z.ById': fields({ id: 'long', name: 'string' }),
  'z.ByOwnName': fields({ id: 'long', boxId: 'string' }),
  'z.NullId': fields({ id: { type: 'long', canBeNull: true } }),
  'z.OnlyName': fields({ name: 'string', parts: 'string[]' }),
  'z.Nothing': fields({ colour: 'string' }),
  'z.KindEnum': { enum: ['red', 'green'], enumType: 'string' },
};

const documents = new ApiDocuments(
  [
    readDocument(
      {
        resourcePath: '/zoo',
        models: MODELS,
        apis: [
          route('/zoo', 'string[]'),
          route('/zoo/{zooName}', 'z.ById'),
          route('/zoo/nearest', 'string'),
          route('/zoo/{zooName}/tag/{tagId}', 'string'),
          route('/zoo/nearest/tag/{tagId}', 'string'),
          route('/{any}/nearest/tag/now', 'string'),
          route('/{any}/nearest', 'string'),
          route('/zoo/{zooName}/box', 'z.ByOwnName[]'),
          route('/zoo/{zooName}/box/{boxId}', 'z.ByOwnName'),
          route('/zoo/{zooName}/box/{boxId}/toy', 'z.ById[]'),
          route('/zoo/{zooName}/box/{boxId}/toy/{toyId}', 'z.ById'),
          route('/zoo/{zooName}/nullable', 'z.NullId[]'),
          route('/zoo/{zooName}/named', 'z.OnlyName[]'),
          route('/zoo/{zooName}/keeper', 'z.OnlyName[]'),
          route('/zoo/{zooName}/keeper/{keeperName}', 'z.OnlyName'),
          route('/zoo/{zooName}/blank', 'z.Nothing[]'),
          route('/zoo/{zooName}/blank/{blankId}', 'z.Nothing'),
          route('/zoo/{zooName}/paint/{kind}', 'string', {}, { kind: 'z.KindEnum' }),
          route('/zoo/{zooName}/coat', 'z.KindEnum[]'),
          route('/zoo/{zooName}/coat/{kind}', 'string', {}, { kind: 'z.KindEnum' }),
          route('/zoo/{zooName}/price', 'string[]', {
            kind: 'z.KindEnum',
            loud: 'boolean',
            quantity: 'long',
          }),
          route('/zoo/{zooName}/price/{priceId}', 'string', { quantity: 'long' }),
          route('/zoo/{zooName}/route', 'string[]', { plan: 'string' }),
          route('/zoo/{zooName}/route/{routeId}', 'string'),
          route('/zoo/{zooName}/orphan/{orphanId}', 'string'),
          route('/zoo/{zooName}/gone', 'void'),
          route('/zoo/{id}/cage', 'z.ById[]'),
          route('/select', 'string'),
        ],
      },
      'v1',
    ),
  ].flatMap((document) => document ?? []),
);

function derive(path: string, given?: DerivationInput): Extract<Derived, { definitions: unknown }> {
  const derived = deriveDefinitions(documents, path, given);
  if ('reason' in derived) throw new Error(derived.reason);
  compilePlan(derived.definitions.map(inFull), { secrets: [], v2: true, locate: (name) => name });
  return derived;
}

function inFull({ name, path, parameters = {}, query = {}, headers = {}, ...groups }: EndpointInput) {
  const bindings = Object.entries(parameters).map(([parameter, binding]): [string, ParameterBinding] => [
    parameter,
    typeof binding === 'object' && ('from' in binding || 'value' in binding)
      ? binding
      : { value: binding as string },
  ]);
  return {
    name,
    path,
    query: datedQuery(query, 0),
    headers,
    ...NO_OPTIONS,
    ...groups,
    method: 'GET' as const,
    parameters: Object.fromEntries(bindings),
  };
}

const last = (path: string, given?: DerivationInput) => derive(path, given).definitions.at(-1);

describe('where a parameter comes from', () => {
  test('the field with its name before `id`; parents first, in one line', () => {
    const { definitions } = derive('/zoo/{zooName}/box/{boxId}/toy/{toyId}');
    expect(definitions.map(({ name }) => name)).toEqual([
      'zoo_ids',
      'zoo_box',
      'zoo_box_toy',
      'zoo_box_toy_by_toy_id',
    ]);
    expect(definitions[2]?.parameters).toEqual({
      zooName: { from: 'zoo_box', parameter: 'zooName' },
      boxId: { from: 'zoo_box', field: 'boxId' },
    });
    expect(definitions[3]?.parameters).toEqual({
      zooName: { from: 'zoo_box_toy', parameter: 'zooName' },
      boxId: { from: 'zoo_box_toy', parameter: 'boxId' },
      toyId: { from: 'zoo_box_toy', field: 'id' },
    });
  });

  test('an enum: all its values where nothing lists them, and none of them has to be there', () => {
    expect(last('/zoo/{zooName}/paint/{kind}')).toMatchObject({
      parameters: { kind: ['red', 'green'] },
      read: { absent: [404] },
    });
  });

  test('an enum that a list tells: only what is there', () => {
    const definition = last('/zoo/{zooName}/coat/{kind}');
    expect(definition?.parameters?.kind).toEqual({ from: 'zoo_coat_ids' });
    expect(definition?.read).toBeUndefined();
  });

  test('a name that is not the same is told', () => {
    const derived = derive('/zoo/{zooName}/keeper/{keeperName}');
    expect(derived.notes).toEqual([expect.stringMatching(/\{keeperName\} is taken from the field "name"/)]);
  });

  test.each([
    ['/zoo/{zooName}/blank/{blankId}', /lists objects, and none of their fields is \{blankId\}/],
    ['/zoo/{zooName}/orphan/{orphanId}', /there is no GET .*orphan/],
    ['/zoo/{zooName}/gone', /has no response/],
    ['/zoo/{zooName}/route/{routeId}', /GET \/zoo\/\{zooName\}\/route needs plan \(string\)/],
  ])('%s: the reason', (path, words) => {
    expect(deriveDefinitions(documents, path)).toEqual(
      expect.objectContaining({ reason: expect.stringMatching(words) }),
    );
  });

  test('what is given stands as a constant, also for the lists on the way', () => {
    expect(
      derive('/zoo/{zooName}/orphan/{orphanId}', { parameters: { orphanId: ['a', 'b'], zooName: 'z' } })
        .definitions,
    ).toEqual([expect.objectContaining({ parameters: { zooName: 'z', orphanId: ['a', 'b'] } })]);
    const { definitions } = derive('/zoo/{zooName}/route/{routeId}', { query: { plan: 'p1' } });
    expect(definitions.map(({ query }) => query)).toEqual([undefined, { plan: 'p1' }, undefined]);
    const [need] = (deriveDefinitions(documents, '/zoo/{zooName}/route') as { needs: unknown[] }).needs;
    expect(need).toMatchObject({ in: 'query', name: 'plan', type: 'string' });
  });
});

describe('keys', () => {
  test.each<[string, string[] | undefined]>([
    ['/zoo/{zooName}/box', ['zooName', 'boxId']],
    ['/zoo/{zooName}/box/{boxId}/toy', ['zooName', 'boxId', 'id']],
    ['/zoo/{zooName}/keeper', ['zooName', 'name']],
    // No route proves the name to be unique; an id that may be null would have rows rejected.
    ['/zoo/{zooName}/named', undefined],
    ['/zoo/{zooName}/nullable', undefined],
  ])('%s', (path, key) => {
    expect(last(path)?.table).toEqual(key && { primaryKey: key });
  });

  test('never a field that a path parameter hides', () => {
    expect(last('/zoo/{id}/cage')?.table).toBeUndefined();
  });
});

describe('query-string parameters that are required', () => {
  test('an enum, a boolean and a quantity are chosen, and told', () => {
    const { definitions, notes } = derive('/zoo/{zooName}/price/{priceId}');
    expect(definitions.map(({ query }) => query)).toEqual([
      undefined,
      { kind: 'red', loud: false, quantity: 1 },
      { quantity: 1 },
    ]);
    expect(notes).toHaveLength(4);
    expect(notes[0]).toBe('/zoo/{zooName}/price requires query.kind: "red" is chosen; other values: green');
  });

  test('what is given comes before what is chosen', () => {
    expect(last('/zoo/{zooName}/price', { query: { kind: 'green', quantity: 7 } })?.query).toEqual({
      kind: 'green',
      loud: false,
      quantity: 7,
    });
  });
});

describe('technical names', () => {
  test('a word of SQL, a name of ours, a name that is too long, a name that is taken', () => {
    expect(last('/select')?.name).toBe('api_select');
    expect(technicalName('/ovh/run', false, new Set())).toBe('api_ovh_run');
    expect(technicalName('/ovhCloudConnect', true, new Set())).toBe('ovh_cloud_connect_ids');
    const long = technicalName(`/first/${'middle/'.repeat(12)}last`, false, new Set());
    expect(long).toMatch(/^middle_.*_last$/);
    expect(long.length).toBeLessThanOrEqual(60);
    expect(technicalName('/a/{b}', false, new Set(['a', 'a_by_b']))).toBe('a_by_b_2');
  });
});

describe('routes by a concrete path', () => {
  test.each([
    ['/zoo/berlin', '/zoo/{zooName}'],
    ['/zoo/nearest', '/zoo/nearest'],
    ['/bar/nearest', '/{any}/nearest'],
    ['/zoo/berlin/tag/7', '/zoo/{zooName}/tag/{tagId}'],
    ['/zoo/nearest/tag/7', '/zoo/nearest/tag/{tagId}'],
    ['/zoo/nearest/tag/now', '/zoo/nearest/tag/{tagId}'],
    // Both `/zoo/{zooName}/keeper` and `/zoo/{id}/cage` have this many segments.
    ['/zoo/7/cage', '/zoo/{id}/cage'],
    ['/1.0/zoo/berlin/box/7?x=1', '/zoo/{zooName}/box/{boxId}'],
    ['/zoo/', '/zoo'],
    ['/zoo/{anything}/keeper', '/zoo/{zooName}/keeper'],
    ['/zoo/a/b/c/d/e', undefined],
    ['/select', '/select'],
  ])('%s is of %s', (path, expected) => {
    expect(documents.find('GET', path)?.path).toBe(expected);
  });
});
