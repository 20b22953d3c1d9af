// Documents that recurse, nest or grow without end: bounded work, and what is not understood is read without types.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadSource } from '../../connector/app/load.js';
import { openSource } from '../../connector/app/open.js';
import type { TypeShape } from '../../connector/model/api-schema.js';
import { ApiDocuments } from '../../connector/schemas/api-documents.js';
import { readDocument } from '../../connector/schemas/document.js';
import { MOST_FIELDS } from '../../connector/schemas/type-shape.js';
import { type RunningSandbox, startSandbox } from '../../sandbox/main.js';

const properties = (types: Record<string, string>) => ({
  properties: Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type }])),
});

/** Each model has two fields of the next. */
const doubling = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `m${at}`,
      properties(at + 1 < count ? { a: `m${at + 1}`, b: `m${at + 1}` } : { id: 'string' }),
    ]),
  );
const chain = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `c${at}`,
      properties({ id: 'string', next: at + 1 < count ? `c${at + 1}` : 'long' }),
    ]),
  );
const many = (count: number) =>
  properties(Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, 'string'])));

/** A response type, the models, and what of it is beyond what is understood. */
const HOSTILE: [string, string, object, RegExp | undefined][] = [
  [
    'a generic model inside itself',
    'a.G<string>',
    { 'a.G<T>': { generics: ['T'], ...properties({ id: 'string', inner: 'a.G<a.G<T>>' }) } },
    undefined,
  ],
  [
    'two generic models in turn',
    'a.G<string>',
    { 'a.G<T>': properties({ x: 'a.H<T>' }), 'a.H<T>': properties({ y: 'a.G<a.H<T>>' }) },
    undefined,
  ],
  [
    'a model inside itself',
    'a',
    { a: properties({ id: 'string', a: 'a', list: 'a[]', map: 'map[string]a' }) },
    undefined,
  ],
  ['100,000 lists', `string${'[]'.repeat(100_000)}`, {}, /no type of the API/],
  ['100,000 lists the other way', `${'[]'.repeat(100_000)}string`, {}, /no type of the API/],
  ['100,000 maps', `${'map[string]'.repeat(100_000)}string`, {}, /no type of the API/],
  ['lists as deep as a type may be long', `string${'[]'.repeat(200)}`, {}, /deeper than 32/],
  [
    'a field with 100,000 lists',
    'a',
    { a: properties({ id: 'string', deep: `string${'[]'.repeat(100_000)}` }) },
    /no type of the API/,
  ],
  ['26 models with two fields of the next', 'm0', doubling(26), /more than 10,000 fields/],
  ['60 models with two fields of the next', 'm0[]', doubling(60), /more than 10,000 fields/],
  ['a chain of 5,000 models', 'c0', chain(5_000), /deeper than 32/],
  ['100,000 fields', 'a', { a: many(100_000) }, /more than 10,000 fields/],
  [
    'a parameter that is a pattern',
    'a<string>',
    { 'a<T>': { generics: ['(a+)+$'], ...properties({ x: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' }) } },
    undefined,
  ],
  [
    'a parameter that is no pattern',
    'a<string>',
    { 'a<T>': { generics: ['('], ...properties({ x: '(' }) } },
    undefined,
  ],
  [
    'an argument with signs of a replacement',
    "a<$&$'$`>",
    { 'a<T>': { generics: ['T'], ...properties({ x: 'T[]' }) } },
    undefined,
  ],
];

const documentOf = (responseType: string, models: object, more: object = {}) => ({
  resourcePath: '/me',
  apis: [{ path: '/me/bill', operations: [{ httpMethod: 'GET', responseType, parameters: [], ...more }] }],
  models,
});

function fieldsOf(shape: TypeShape): number {
  if (shape.kind === 'array' || shape.kind === 'map') return fieldsOf(shape.of);
  return shape.kind === 'object'
    ? shape.fields.reduce((sum, field) => sum + 1 + fieldsOf(field.shape), 0)
    : 0;
}

test.each(HOSTILE)('%s: bounded, and told where something is left out', (_, type, models, problem) => {
  const document = readDocument(documentOf(type, models), 'v1');
  const documents = new ApiDocuments(document ? [document] : []);
  const [operation] = documents.operations();
  const shape = operation && documents.response(operation);
  expect(shape && fieldsOf(shape)).toBeLessThanOrEqual(MOST_FIELDS);
  expect(() => documents.declare('GET', '/me/bill')).not.toThrow();
  const found = documents.responseProblem('GET', '/me/bill');
  if (problem === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(problem);
});

test('what is understood of a type is used beside what is not', () => {
  const models = { a: properties({ id: 'long', deep: `string${'[]'.repeat(100_000)}`, when: 'datetime' }) };
  const document = readDocument(documentOf('a', models), 'v1');
  const { table } = new ApiDocuments(document ? [document] : []).declare('GET', '/me/bill') ?? {};
  expect(table?.fields.map(({ parts, type }) => [parts[0], type])).toEqual([
    ['id', 'bigint'],
    ['when', 'timestamp'],
  ]);
});

test('texts, parameters and values without end', () => {
  const long = 'x'.repeat(1_000_000);
  const nested = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as unknown;
  const document = readDocument(
    {
      resourcePath: '/me',
      description: long,
      apis: [
        { path: `/${long}`, operations: [{ httpMethod: 'GET', responseType: 'string' }] },
        {
          path: '/me/bill',
          operations: [
            {
              httpMethod: 'GET',
              responseType: 'string[]',
              description: long,
              errors: [long, 'Client::NotFound'],
              parameters: [
                { name: long, dataType: 'string', paramType: 'query', required: true },
                ...Array.from({ length: 100_000 }, (_, at) => ({
                  name: `p${at}`,
                  dataType: 'long',
                  paramType: 'query',
                })),
                { name: 'limit', dataType: 'long', paramType: 'query', description: '1'.repeat(100_000) },
              ],
            },
          ],
        },
      ],
      models: {
        [long]: properties({ a: 'string' }),
        e: { enum: ['a', nested, { b: 1 }, 3], enumType: 'string' },
      },
    },
    'v1',
  );
  expect(document?.operations.map(({ path }) => path)).toEqual(['/me/bill']);
  expect(document?.operations[0]?.parameters.length).toBeLessThanOrEqual(500);
  expect(document?.operations[0]).toMatchObject({ description: '', errors: ['Client::NotFound'] });
  expect(document?.description).toBe('');
  expect([...(document?.models ?? [])].map(([name, { values }]) => [name, values])).toEqual([
    ['e', ['a', '3']],
  ]);
});

describe('a load with such documents', () => {
  let sandbox: RunningSandbox;
  let folder = '';
  beforeAll(async () => {
    sandbox = await startSandbox({ rate: 0, edges: false, bills: 3 });
    folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(HOSTILE.filter(([, , , problem]) => problem))(
    '%s: complete, with a warning',
    async (_, type, models) => {
      mkdirSync(join(folder, 'documents', 'v1'), { recursive: true });
      writeFileSync(join(folder, 'documents', 'v1', 'me.json'), JSON.stringify(documentOf(type, models)));
      const config = {
        region: 'eu',
        baseUrl: sandbox.url,
        account: 'acc',
        auth: { ...sandbox.keys },
        destination: { type: 'memory' },
        budget: { callsPerSecond: 1000 },
        schemas: { folder: join(folder, 'documents') },
        endpoints: [{ name: 'bills', path: '/me/bill', read: { item: 'billId' } }],
      };
      const report = await loadSource(openSource(config, { env: {}, cwd: folder, home: folder }));
      const [source] = report.sources;
      expect([report.outcome, source?.ledger.loaded]).toEqual(['complete', source?.rows]);
      expect(source?.rows).toBeGreaterThan(0);
      expect(report.warnings.map((each) => [each.code, each.source])).toContainEqual([
        'types-unusable',
        'bills',
      ]);
    },
  );
});
