// What the server tells the page of the API: list, search, pasted texts, operations, changes, definitions.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OperationSearch } from '../../connector/search/operation-search.js';
import { type ConsolePlace, configOf, consolePlace } from './place.js';

let place: ConsolePlace;

beforeAll(async () => {
  place = await consolePlace({ config: 'schemasVersion: "1.0"\n' });
});

afterAll(async () => {
  expect(place.faults).toEqual([]);
  await place.close();
});

const operation = async (method: string, path: string) =>
  (await place.ask('GET /api/operation', { method, path })).answer;

test('the session: region, origin, where keys come from, and no part of a key', async () => {
  const { answer, text } = await place.ask('GET /api/session');
  expect(answer).toMatchObject({
    demo: false,
    config: { file: place.file, connections: [] },
    region: 'eu',
    origin: place.sandbox.url,
    branches: ['v1', 'v2'],
    credentials: { kind: 'keys' },
    pace: 18,
    problems: [],
  });
  expect(answer.credentials.from.join()).toContain('source.yaml');
  await place.ask('GET /api/catalogue');
  const { documents } = (await place.ask('GET /api/session')).answer;
  // Requested just now, so without an age.
  expect(documents).toEqual({ notes: [] });
  for (const key of Object.values(place.sandbox.keys)) expect(text).not.toContain(key);
});

describe('the list and the search', () => {
  test('rows of the list and of the index are the same operations; the page finds what the server finds', async () => {
    const { answer: list } = await place.ask('GET /api/catalogue');
    const { answer: index } = await place.ask('GET /api/search-index', { v: list.version });
    expect(index.version).toBe(list.version);
    expect(list.rows.path.length).toBeGreaterThan(100);
    expect(index.rows.path.map((at) => index.paths[at])).toEqual(list.rows.path);
    expect(index.rows.section.map((at) => index.sections[at])).toEqual(
      list.rows.section.map((at) => list.sections[at]?.path),
    );
    const search = new OperationSearch(index);
    const { answer: found } = await place.ask('GET /api/search', {
      q: 'bill',
      response: 'url',
      state: 'production',
    });
    expect(found.rows).toEqual(search.find({ words: ['bill'], response: 'url', status: 'production' }).rows);
    expect(found.rows.length).toBeGreaterThan(0);
    expect(found.version).toBe(list.version);
  });

  test('deprecated operations name their end and what replaces them', async () => {
    const status = (more: object) => ({ value: 'DEPRECATED', ...more });
    const route = (path: string, apiStatus: object) => ({
      path,
      operations: [{ httpMethod: 'GET', responseType: 'void', apiStatus }],
    });
    const old = await consolePlace({
      documents: [
        {
          resourcePath: '/a',
          models: {},
          apis: [
            route('/a/new/{id}', { value: 'PRODUCTION' }),
            route('/a/old/{id}', status({ deletionDate: '2027-01-01T00:00:00Z', replacement: '/a/new/{x}' })),
            route('/a/gone', status({ deprecatedDate: '2025-03-04T00:00:00Z', replacement: 'ask us' })),
            route('/a/unsaid', status({})),
          ],
        },
      ],
    });
    try {
      const { answer: list } = await old.ask('GET /api/catalogue');
      expect(list.documents.folder).toContain('documents');
      const rowOf = (path: string) => list.rows.path.indexOf(path);
      expect(list.rows.endings).toEqual([
        { row: rowOf('/a/gone'), deprecated: '2025-03-04' },
        { row: rowOf('/a/old/{id}'), deletion: '2027-01-01', replacedBy: rowOf('/a/new/{id}') },
      ]);
      const ask = async (path: string) =>
        (await old.ask('GET /api/operation', { method: 'GET', path })).answer;
      const page = await ask('/a/old/{id}');
      expect(page.state).toMatchObject({
        deletionDate: '2027-01-01',
        replacedBy: { method: 'GET', path: '/a/new/{id}' },
      });
      expect(page.related).toContainEqual({ method: 'GET', path: '/a/new/{id}', relation: 'replacement' });
      expect((await ask('/a/new/{id}')).related).toContainEqual({
        method: 'GET',
        path: '/a/old/{id}',
        relation: 'replaces',
      });
    } finally {
      await old.close();
    }
  });

  test('typing errors, and criteria that are none', async () => {
    const { answer } = await place.ask('GET /api/search', { q: 'docmuent', method: 'POST' });
    expect(answer.instead).toEqual({ docmuent: 'document' });
    const wrong = await place.ask('GET /api/search', { branch: 'v3' } as object);
    expect([wrong.status, wrong.error.code]).toEqual([400, 'request']);
    expect((await place.ask('GET /api/search', { other: 'x' } as object)).status).toBe(400);
  });

  test('a pasted curl line has its values, and none of its keys', async () => {
    const text = `curl -H 'X-Ovh-Consumer: topsecret' '${place.sandbox.url}/1.0/me/bill/FR1?x=1'`;
    const { answer, text: sent } = await place.ask('POST /api/resolve', { text });
    expect(answer.found).toMatchObject({
      method: 'GET',
      path: '/me/bill/{billId}',
      parameters: { billId: 'FR1' },
      query: { x: '1' },
      headers: {},
    });
    expect(sent).not.toContain('topsecret');
    expect((await place.ask('POST /api/resolve', { text: 'bills of me' })).answer.found).toBeNull();
  });
});

describe('an operation', () => {
  test('request and response with schemas and examples, and its neighbours', async () => {
    const page = await operation('GET', '/me/bill/{billId}');
    expect(page).toMatchObject({
      branch: 'v1',
      section: '/me',
      authenticated: true,
      state: { value: 'PRODUCTION' },
    });
    expect(page.parameters).toEqual([
      expect.objectContaining({ name: 'billId', in: 'path', required: true, type: 'string', secret: false }),
    ]);
    expect(page.body).toBeUndefined();
    expect(JSON.parse(page.response.example ?? '')).toHaveProperty('priceWithTax.currencyCode', 'EUR');
    const fields = page.response.schema?.fields ?? [];
    expect(fields.find(({ name }) => name === 'password')?.node.type).toMatch(/password|string/);
    expect(fields.find(({ name }) => name === 'priceWithTax')?.node).toMatchObject({ kind: 'money' });
    expect(page.related).toContainEqual({ method: 'GET', path: '/me/bill', relation: 'parent' });
    expect(page.related).toContainEqual({
      method: 'GET',
      path: '/me/bill/{billId}/details',
      relation: 'child',
    });
    expect(page.notAddable).toBeUndefined();
    expect(page.ovhcloudConsole).toBe(
      'https://eu.api.ovh.com/console/?section=%2Fme&branch=v1#get-/me/bill/-billId-',
    );
    const list = await operation('GET', '/me/bill');
    expect(list.related).toContainEqual({ method: 'GET', path: '/me/bill/{billId}', relation: 'each' });
    expect(list.response).toMatchObject({ type: 'string[]', schema: { kind: 'array', type: 'string[]' } });
  });

  test('its link to the console of OVHcloud comes back to it', async () => {
    for (const [method, path] of [
      ['GET', '/me/bill/{billId}'],
      ['PUT', '/me/document/{id}'],
      ['GET', '/v2/iam/policy'],
    ] as const) {
      const { ovhcloudConsole } = await operation(method, path);
      const { answer } = await place.ask('POST /api/resolve', { text: ovhcloudConsole });
      expect(answer.found).toMatchObject({ method, path });
    }
  });

  test('a body: example without what only OVHcloud sets, schema, what is required', async () => {
    const page = await operation('POST', '/me/document');
    expect(page.body?.required).toBe(true);
    expect(Object.keys(JSON.parse(page.body?.example ?? '{}'))).toContain('name');
    expect(page.body?.schema.fields?.map(({ name }) => name)).toContain('name');
    expect(page.notAddable).toEqual({ code: 'route-not-derivable', message: expect.stringContaining('GET') });
  });

  test('v2: header parameters, and the versions of schemas that are known', async () => {
    const page = await operation('GET', '/v2/iam/policy');
    expect(page.branch).toBe('v2');
    expect(page.schemaVersions).toEqual(['1.0']);
    expect(page.parameters.map((each) => each.in)).toContain('header');
    expect((await operation('GET', '/me/bill')).schemaVersions).toBeUndefined();
  });

  test('v2: tasks and events of the nearest resource that has some', async () => {
    const routes = [
      '',
      '/{id}',
      '/{id}/task',
      '/{id}/task/{taskId}',
      '/{id}/event',
      '/{id}/part/{partId}',
      '/x',
    ];
    const apis = routes.map((path) => ({
      path: `/thing/resource${path}`,
      operations: [{ httpMethod: 'GET', responseType: 'void' }],
    }));
    const resource = '/v2/thing/resource';
    const other = await consolePlace({
      documents: [],
      documentsV2: [{ resourcePath: '/thing', models: {}, apis }],
    });
    try {
      const following = async (path: string) =>
        (await other.ask('GET /api/operation', { method: 'GET', path: resource + path })).answer.related
          .filter(({ relation }) => relation === 'task' || relation === 'event')
          .map(({ path: found, relation }) => `${relation} ${found.slice(resource.length)}`)
          .sort();
      const all = ['event /{id}/event', 'task /{id}/task', 'task /{id}/task/{taskId}'];
      for (const path of ['', '/{id}', '/{id}/part/{partId}']) expect(await following(path)).toEqual(all);
      expect(await following('/x')).toEqual([]);
    } finally {
      await other.close();
    }
  });

  test('a concrete path is its operation; one that is not there has a suggestion', async () => {
    expect((await operation('GET', '/me/bill/FR1')).path).toBe('/me/bill/{billId}');
    const missing = await place.ask('GET /api/operation', { method: 'GET', path: '/me/bil' });
    expect([missing.status, missing.error.code]).toEqual([404, 'route-unknown']);
    expect(missing.error.message).toContain('"/me/bill"');
    expect((await place.ask('GET /api/nothing' as 'GET /api/session')).status).toBe(404);
  });
});

test('changes since the documents that are kept: none a moment later', async () => {
  const { answer } = await place.ask('POST /api/changes', {});
  expect(answer.changes).toEqual([]);
  expect(Date.parse(answer.at)).toBeGreaterThan(0);
});

describe('ADD AS ENDPOINT', () => {
  const request = { method: 'GET', path: '/me/bill/{billId}/payment', parameters: {}, query: {} };

  test('definitions are shown, then appended: comments stay, and what is there is used', async () => {
    const before = configOf(place);
    const { answer: shown } = await place.ask('POST /api/endpoint/derive', request);
    expect(shown.definitions.at(-1)?.path).toBe(request.path);
    expect(shown.yaml).toContain('endpoints:');
    expect(configOf(place)).toBe(before);
    const { answer: added, status } = await place.ask('POST /api/endpoint/add', request);
    expect(status).toBe(200);
    expect(added.added).toHaveLength(1);
    expect(added.reused).toEqual(['bills']);
    const after = readFileSync(place.file, 'utf8');
    expect(after.startsWith(before.trimEnd())).toBe(true);
    expect(after).toContain(request.path);
    const again = await place.ask('POST /api/endpoint/add', request);
    expect(again.answer.added).toEqual([]);
  });

  test('a method with effects is none; a value that is missing is named', async () => {
    const wrong = await place.ask('POST /api/endpoint/add', {
      ...request,
      method: 'POST',
      path: '/me/document',
    });
    expect([wrong.status, wrong.error.code]).toEqual([400, 'route-not-derivable']);
    const other = await place.ask('POST /api/endpoint/add', {
      ...request,
      file: '/etc/passwd',
    } as typeof request);
    expect([other.status, other.error.code]).toEqual([400, 'request']);
  });
});
