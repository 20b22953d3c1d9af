import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { ApiOperation, TypeShape } from '../../connector/model/api-schema.js';
import { compilePlan } from '../../connector/plan/compile.js';
import { deriveDefinitions } from '../../connector/schemas/derivation/derive.js';
import { apiDocumentsFromFolder } from '../../connector/schemas/document-sources.js';
import { declaredPagination } from '../../connector/schemas/pagination.js';
import { keyColumns } from '../../connector/shape/keys.js';
import { readWithoutKeys } from '../config/fixtures.js';

const LIST: TypeShape = { kind: 'array', of: { kind: 'scalar', type: 'string', column: 'text' } };

function operation(parameters: [string, string, string?][], branch: 'v1' | 'v2' = 'v1'): ApiOperation {
  return {
    branch,
    section: '/l',
    path: '/l',
    method: 'GET',
    description: '',
    parameters: parameters.map(([name, type, description = '']) => ({
      name,
      in: 'query',
      type,
      required: false,
      description,
    })),
    responseType: 'string[]',
    authenticated: true,
    status: { value: 'PRODUCTION', description: '' },
    iamActions: [],
  };
}

describe('pages that a document declares', () => {
  test.each<[[string, string, string?][], object | undefined]>([
    [
      [
        ['page', 'long'],
        ['pageSize', 'long'],
      ],
      { by: 'page', parameter: 'page', size: 'pageSize' },
    ],
    [
      [
        ['page', 'long'],
        ['size', 'long'],
      ],
      { by: 'page', parameter: 'page', size: 'size' },
    ],
    [
      [
        ['offset', 'long'],
        ['limit', 'long', 'Amount (max 50)'],
      ],
      { by: 'offset', parameter: 'offset', size: 'limit', pageSize: 50 },
    ],
    [
      [
        ['page', 'string'],
        ['pageSize', 'long'],
      ],
      undefined,
    ],
    [[['limit', 'long']], undefined],
    [[['page', 'long']], undefined],
    [
      [
        ['page', 'long'],
        ['size', 'l.SizeEnum'],
      ],
      undefined,
    ],
    // The items of this list have no fields to take a marker from.
    [
      [
        ['marker', 'string'],
        ['limit', 'long'],
      ],
      undefined,
    ],
  ])('%j', (parameters, expected) => {
    expect(declaredPagination(operation(parameters), LIST, [])).toEqual(expected);
  });

  test('not where the definition pages itself, on /v2, or where the response is no list', () => {
    const parameters: [string, string][] = [
      ['page', 'long'],
      ['size', 'long'],
    ];
    expect(declaredPagination(operation(parameters), LIST, ['page'])).toBeUndefined();
    expect(declaredPagination(operation(parameters), LIST, ['size'])).toBeUndefined();
    expect(declaredPagination(operation(parameters), LIST, ['sort'])).toBeDefined();
    expect(declaredPagination(operation(parameters, 'v2'), LIST, [])).toBeUndefined();
    expect(declaredPagination(operation(parameters), { kind: 'any' }, [])).toBeUndefined();
  });
});

const REAL = resolve(import.meta.dirname, '../../../shared/ovh-api/schemas');
const onReal = existsSync(REAL) ? test : test.skip;

onReal('the lists of the real API that page by their query string', () => {
  const documents = apiDocumentsFromFolder(REAL);
  const found = documents.operations().flatMap((each) => {
    const paging =
      each.method === 'GET' ? documents.pagination({ method: 'GET', query: {} }, each.path) : undefined;
    return paging ? [`${each.path} ${Object.values(paging).join(' ')}`] : [];
  });
  const storage = '/cloud/project/{serviceName}/region/{regionName}/storage/{name}/object';
  expect(found.sort()).toEqual([
    '/cloud/project/{serviceName}/ai/app page page size',
    '/cloud/project/{serviceName}/ai/job page page size',
    '/cloud/project/{serviceName}/ai/notebook page page size',
    '/cloud/project/{serviceName}/ai/notebook/{notebookId}/backup page page size',
    '/cloud/project/{serviceName}/region/{regionName}/gateway marker marker id limit 50',
    `${storage} marker keyMarker key limit 1000`,
    `${storage}/{key}/version marker versionIdMarker versionId limit 1000`,
    '/support/tickets page page pageSize',
  ]);
});

onReal('tasks and events of /v2: tasks by their id, events by their content', () => {
  const documents = apiDocumentsFromFolder(REAL);
  const routes = documents
    .operations()
    .filter(
      ({ method, responseType }) => method === 'GET' && /^common\.(Task|Event)\[\]$/.test(responseType),
    );
  expect(routes.length).toBeGreaterThan(10);
  for (const { path, responseType } of routes) {
    const derived = deriveDefinitions(documents, path);
    if ('reason' in derived) throw new Error(`${path}: ${derived.reason}`);
    const config = readWithoutKeys(
      { region: 'eu', endpoints: derived.definitions },
      { env: {}, cwd: '/', home: '/nowhere' },
      { presets: [] },
    );
    const plan = compilePlan(config.endpoints, { secrets: [], v2: true, locate: (name) => name });
    const node = plan.nodes.at(-1);
    if (!node) throw new Error(`${path}: an empty plan`);
    expect(node.definition.path).toBe(path);
    // Where a path parameter is called {id}, its column has that name: the content tells tasks apart.
    const hasId = responseType === 'common.Task[]' && !node.table.parameters.includes('id');
    const key = keyColumns(node.table, 'element');
    expect({ path, first: key[0], last: key.at(-1), length: key.length }).toEqual({
      path,
      first: '_account',
      last: hasId ? 'id' : '_row_hash',
      length: 2 + node.table.parameters.length,
    });
  }
});
