// What the API's documents refuse of definitions: an error where the document is current, a warning where it may be wrong.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { checkSource } from '../../connector/app/check.js';
import { loadSource } from '../../connector/app/load.js';
import { openSource, openWithoutKeys } from '../../connector/app/open.js';
import { checkDefinitions } from '../../connector/app/plan/check-definitions.js';
import { plannedSource, plannedSources } from '../../connector/app/planned-source.js';
import type { ApiClient } from '../../connector/model/api.js';
import { systemClock } from '../../connector/model/clock.js';
import { ConfigError } from '../../connector/model/errors.js';
import { type RunningSandbox, startSandbox } from '../../sandbox/main.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-definitions-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const parameter = (name: string, type: string, paramType: string, required = false) => ({
  name,
  dataType: type,
  fullType: type,
  paramType,
  required,
});
const operation = (httpMethod: string, responseType: string, ...parameters: object[]) => ({
  httpMethod,
  responseType,
  parameters,
});

const ME = {
  resourcePath: '/me',
  apis: [
    {
      path: '/me/bill',
      operations: [
        operation(
          'GET',
          'string[]',
          parameter('date.from', 'datetime', 'query'),
          parameter('date.to', 'datetime', 'query'),
          parameter('category', 'billing.CategoryEnum', 'query'),
          parameter('day', 'date', 'query'),
          parameter('size', 'long', 'query'),
          parameter('open', 'boolean', 'query'),
        ),
        operation(
          'POST',
          'void',
          parameter('name', 'string', 'body', true),
          parameter('count', 'long', 'body'),
        ),
      ],
    },
    {
      path: '/me/bill/{billId}',
      operations: [operation('GET', 'string', parameter('billId', 'long', 'path', true))],
    },
    {
      path: '/me/history',
      operations: [
        operation(
          'GET',
          'string[]',
          parameter('year', 'long', 'query', true),
          parameter('X-Kind', 'string', 'header', true),
        ),
      ],
    },
    { path: '/me/kind/bills', operations: [operation('GET', 'string[]')] },
  ],
  models: { 'billing.CategoryEnum': { enum: ['purchase', 'autorenew'], enumType: 'string' } },
};

function withDocuments(documents: object): string {
  mkdirSync(join(folder, 'documents', 'v1'), { recursive: true });
  writeFileSync(join(folder, 'documents', 'v1', 'me.json'), JSON.stringify(documents));
  return join(folder, 'documents');
}

/** A source file of these endpoints, in lines. */
function file(endpoints: string, more = ''): string {
  const path = join(folder, 'source.yaml');
  writeFileSync(path, `region: eu\naccount: ab1-ovh\n${more}endpoints:\n${endpoints}\n`);
  return path;
}

const open = (path: string) => openWithoutKeys(path, { env: {}, home: folder, cwd: folder });

/** The issues of one endpoint that is written in one line, the fifth. */
async function issuesOf(endpoint: string) {
  withDocuments(ME);
  const found = await checkDefinitions(open(file(`  - ${endpoint}`, 'schemas: { folder: documents }\n')), {});
  expect(found?.warnings).toEqual([]);
  return found?.issues ?? [];
}

describe('what current documents refuse', () => {
  test.each([
    [
      'path: /me/bils',
      '{ name: a, path: /me/bils }',
      'a.path',
      'route-unknown',
      /did you mean "\/me\/bill"\?/,
      /^\/me\/bils/,
    ],
    [
      'path: /me/bil/{id}',
      '{ name: a, path: "/me/bil/{id}", parameters: { id: 1 } }',
      'a.path',
      'route-unknown',
      /did you mean "\/me\/bill\/\{billId\}"\?/,
      /^["]?\/me\/bil\//,
    ],
    [
      'a method',
      '{ name: a, path: /me/bill, method: DELETE, write: { allowWrite: true } }',
      'a.path',
      'route-unknown',
      /has no DELETE; it has GET, POST/,
      /^\/me\/bill/,
    ],
    [
      'a day',
      '{ name: a, path: /me/bill, query: { date.from: 01/02/2024 } }',
      'a.query["date.from"]',
      'call-value',
      /^"01\/02\/2024": allowed: a day or an instant/,
      /^01\/02\/2024/,
    ],
    [
      'a number',
      '{ name: a, path: /me/bill, query: { size: many } }',
      'a.query.size',
      'call-value',
      /allowed: a whole number/,
      /^many/,
    ],
    [
      'a truth',
      '{ name: a, path: /me/bill, query: { open: yes please } }',
      'a.query.open',
      'call-value',
      /allowed: true or false/,
      /^yes please/,
    ],
    [
      'an enum',
      '{ name: a, path: /me/bill, query: { category: purchases } }',
      'a.query.category',
      'call-value',
      /allowed: purchase, autorenew/,
      /^purchases/,
    ],
    [
      'an unknown name',
      '{ name: a, path: /me/bill, query: { date.form: 2024-01-01 } }',
      'a.query["date.form"]',
      'call-value',
      /has no query-string parameter "date.form"; did you mean "date.from"\?/,
      /^2024-01-01/,
    ],
    [
      'a constant',
      '{ name: a, path: "/me/bill/{billId}", parameters: { billId: [1, FR2] } }',
      'a.parameters.billId',
      'call-value',
      /^"FR2": allowed: a whole number/,
      /^billId: \[1, FR2\]/,
    ],
    [
      'a value in the path',
      '{ name: a, path: /me/bill/FR2 }',
      'a.path',
      'call-value',
      /^"FR2": allowed: a whole number/,
      /^\/me\/bill\/FR2/,
    ],
    [
      'a window',
      '{ name: a, path: /me/bill, sync: { window: { from: dateFrom } } }',
      'a.sync.window.from',
      'call-value',
      /has no date parameter "dateFrom"; did you mean "date.from"\?/,
      /^dateFrom/,
    ],
    [
      'a window of no date',
      '{ name: a, path: /me/bill, sync: { window: { from: size } } }',
      'a.sync.window.from',
      'call-value',
      /has no date parameter "size"/,
      /^size/,
    ],
    [
      'pages',
      '{ name: a, path: /me/bill, read: { pagination: { by: page, parameter: page, size: size } } }',
      'a.read.pagination.parameter',
      'call-value',
      /has no query-string parameter "page"/,
      /^page,/,
    ],
    [
      'no body',
      '{ name: a, path: /me/bill, method: POST, write: { allowWrite: true } }',
      'a.body',
      'call-value',
      /the body of \/me\/bill is required, with name/,
      /^\{ name: a/,
    ],
    [
      'a member of a body',
      '{ name: a, path: /me/bill, method: POST, body: { name: 1 }, write: { allowWrite: true } }',
      'a.body',
      'call-value',
      /^name is a number; allowed: a text/,
      /^body: \{ name: 1/,
    ],
    [
      'an unknown member',
      '{ name: a, path: /me/bill, method: POST, body: { name: x, cuont: 1 }, write: { allowWrite: true } }',
      'a.body',
      'call-value',
      /has no "cuont"; did you mean "count"\?/,
      /^body: \{ name: x, cuont/,
    ],
  ])('%s, with its place', async (_, endpoint, key, code, message, at) => {
    const issues = await issuesOf(endpoint);
    expect(issues).toEqual([
      { code, key, where: expect.any(String), message: expect.stringMatching(message) },
    ]);
    const [, line, column] = /:(\d+):(\d+)$/.exec(issues[0]?.where ?? '') ?? [];
    expect(Number(line)).toBe(5);
    expect(`  - ${endpoint}`.slice(Number(column) - 1)).toMatch(at);
  });

  test('what is required and missing, each by name', async () => {
    const issues = await issuesOf('{ name: a, path: /me/history }');
    expect(issues.map(({ key, message }) => [key, message])).toEqual([
      [
        'a.query.year',
        expect.stringMatching(
          /"year" of \/me\/history is required \(long\): write `query: \{ "year": \.\.\. \}`/,
        ),
      ],
      ['a.headers.X-Kind', expect.stringMatching(/header "X-Kind" of \/me\/history is required/)],
    ]);
  });

  test.each([
    '{ name: a, path: /me/bill, query: { date.from: 2024-02-01, category: purchase, size: 3, open: true } }',
    '{ name: a, path: /me/bill, query: { date.from: { daysAgo: 30 }, day: { monthsAgo: 1 } } }',
    '{ name: a, path: /1.0/me/bill, sync: { mode: window, window: { from: date.from, to: date.to } } }',
    '{ name: a, path: /me/bill/12 }',
    '{ name: a, path: "/me/{kind}/bills", parameters: { kind: kind } }',
    '{ name: a, path: /me/history, query: { year: 2024 }, headers: { x-kind: new } }',
    '{ name: a, path: /me/bill, method: POST, body: { name: x, count: 2 }, write: { allowWrite: true } }',
    '{ name: a, path: /me/bils, query: { anything: 1 }, read: { unchecked: true } }',
  ])('nothing of %s', async (endpoint) => {
    expect(await issuesOf(endpoint)).toEqual([]);
  });

  test('a definition whose document is not in the folder is not judged, and that is said', async () => {
    withDocuments(ME);
    const endpoints = '  - { name: a, path: /vps }\n  - { name: b, path: /me/bill }';
    const found = await checkDefinitions(open(file(endpoints, 'schemas: { folder: documents }\n')), {});
    expect(found?.issues).toEqual([]);
    expect(found?.warnings).toEqual([
      {
        code: 'definitions-unchecked',
        count: 1,
        message: expect.stringMatching(/definitions \(a\) are not compared/),
      },
    ]);
  });

  test('a preset: a warning, because its user has not written it; what the user writes is an error', async () => {
    withDocuments({ ...ME, apis: ME.apis.slice(0, 1) });
    const endpoints = '  - { preset: bills, query: { date.form: 2024-01-01 } }';
    const found = await checkDefinitions(open(file(endpoints, 'schemas: { folder: documents }\n')), {});
    expect(found?.issues.map(({ key }) => key)).toEqual(['bill_ids.query["date.form"]']);
    expect(found?.warnings.map(({ code, source }) => [code, source])).toContainEqual([
      'definition-doubtful',
      'bills',
    ]);
  });
});

describe('documents of the cache', () => {
  const DAY = 86_400_000;
  const INDEX = { apis: [{ path: '/me' }, { path: '/vps' }] };
  const NOW = Date.parse('2026-11-20T12:00:00Z');

  /** An API with these documents, and what it was asked for. */
  function api(answers: Record<string, unknown>): { client: ApiClient; asked: string[] } {
    const asked: string[] = [];
    const client: ApiClient = {
      call: async ({ path, authenticated }) => {
        asked.push(path);
        expect(authenticated).toBe(false);
        const value = answers[path] as never;
        const problem = { method: 'GET', path, message: 'no answer', attempts: 1 } as const;
        if (value === undefined) return { outcome: 'skip', reason: 'failed', problem };
        const body = { kind: 'value', length: 1, value: () => value, items: () => [value] } as const;
        return { outcome: 'ok', status: 200, headers: {}, attempts: 1, body };
      },
      statistics: () => ({ calls: asked.length, retries: 0, budgetWaitMs: 0, retryWaitMs: 0, byStatus: {} }),
    };
    return { client, asked };
  }

  function sourceAt(now: number, path = '/me/bills') {
    const config = {
      region: 'eu',
      account: 'ab1-ovh',
      endpoints: [{ name: 'a', path }],
    };
    return openWithoutKeys(config, {
      env: {},
      home: folder,
      cwd: folder,
      clock: { ...systemClock, now: () => now },
    });
  }

  const old = { '/1.0/': INDEX, '/1.0/me.json': ME };
  const renewed = {
    ...old,
    '/1.0/me.json': {
      ...ME,
      apis: [...ME.apis, { path: '/me/bills', operations: [operation('GET', 'string[]')] }],
    },
  };
  const fill = () => checkDefinitions(sourceAt(NOW, '/me/bill'), { client: api(old).client });

  test('cost no call while nothing is wrong', async () => {
    await fill();
    const { client, asked } = api(old);
    const found = await checkDefinitions(sourceAt(NOW + DAY, '/me/bill'), { client });
    expect([found?.issues, found?.warnings, asked]).toEqual([[], [], []]);
  });

  test('a route that is newer than the cache: its documents are requested again, and it is used', async () => {
    await fill();
    const { client, asked } = api(renewed);
    const found = await checkDefinitions(sourceAt(NOW + DAY), { client });
    expect([found?.issues, found?.warnings]).toEqual([[], []]);
    expect(asked.sort()).toEqual(['/1.0/', '/1.0/me.json']);
    expect(found?.documents.declare('GET', '/me/bills')).toBeDefined();
  });

  test('a route that the API lacks: refused after one more look, and then without', async () => {
    await fill();
    const { client, asked } = api(old);
    const source = sourceAt(NOW + DAY);
    expect((await checkDefinitions(source, { client }))?.issues).toMatchObject([{ code: 'route-unknown' }]);
    expect(asked).toHaveLength(2);
    expect((await checkDefinitions(source, { client }))?.issues).toHaveLength(1);
    expect(asked).toHaveLength(2);
  });

  test('an API that does not answer: a warning with the day of the document, and no refusal', async () => {
    await fill();
    const { client } = api({});
    const found = await checkDefinitions(sourceAt(NOW + 30 * DAY), { client });
    expect(found?.issues).toEqual([]);
    expect(found?.warnings).toEqual([
      {
        code: 'definition-doubtful',
        source: 'a',
        message: expect.stringMatching(
          /GET \/me\/bills: .*did you mean "\/me\/bill"\?.*is of 2026-11-20 and may be out of date/,
        ),
      },
    ]);
    expect(found?.documents.notes.join()).toContain('did not answer with its document /1.0/me.json');
  });

  test('no document at all: nothing is refused, and the reason is a note', async () => {
    const found = await checkDefinitions(sourceAt(NOW), { client: api({}).client });
    expect(found?.issues).toEqual([]);
    expect(found?.documents.notes).toEqual([
      expect.stringMatching(/\/1\.0\/: .*definitions are not checked against it/),
    ]);
  });

  test('an answer that is no document speaks against nothing', async () => {
    for (const document of ['<html>', { message: 'sorry' }, [], { apis: [], models: {} }]) {
      const { client } = api({ '/1.0/': INDEX, '/1.0/me.json': document });
      expect((await checkDefinitions(sourceAt(NOW), { client }))?.issues).toEqual([]);
      rmSync(join(folder, '.cache'), { recursive: true, force: true });
    }
  });

  test('a section that the index does not list', async () => {
    const { client } = api(old);
    const found = await checkDefinitions(sourceAt(NOW, '/mee/bill'), { client });
    expect(found?.issues).toMatchObject([
      { code: 'route-unknown', message: expect.stringContaining('did you mean "/me"?') },
    ]);
  });

  test('plan of several connections: what is wrong in each of them, and what is wrong in all of them once', async () => {
    const [one, two, three] = ['/me/bils', '/me/bill', '/me/history/x'].map((path) => sourceAt(NOW, path));
    await fill();
    const drafts = [one, two, three, one].flatMap((draft) => draft ?? []);
    const error = await plannedSources(drafts).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConfigError);
    const { issues, wasCalled } = error as ConfigError;
    expect(issues.map(({ code, message }) => [code, /\/me\/[\w/]+/.exec(message)?.[0]])).toEqual([
      ['route-unknown', '/me/bils'],
      ['route-unknown', '/me/history/x'],
    ]);
    expect(wasCalled).toBe(false);
    expect(await plannedSources([two, two].flatMap((draft) => draft ?? []))).toHaveLength(2);
  });

  test('plan calls nothing: it says that nothing is at hand, refuses by what is, and warns by what is old', async () => {
    const notices = async (now: number, path?: string) =>
      (await plannedSource(sourceAt(now, path))).plan.warnings;
    expect(await notices(NOW)).toEqual([
      {
        code: 'definitions-unchecked',
        count: 1,
        message: expect.stringContaining('`source-ovhcloud check`'),
      },
    ]);
    await fill();
    await expect(notices(NOW + DAY)).rejects.toThrow(/did you mean "\/me\/bill"\?/);
    expect(await notices(NOW + DAY, '/me/bill')).toEqual([]);
    expect(await notices(NOW + 30 * DAY)).toMatchObject([{ code: 'definition-doubtful' }]);
  });
});

describe('with an API', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ rate: 0, edges: false });
  });
  afterAll(() => sandbox.close());

  const source = (...endpoints: object[]) =>
    openSource(
      {
        region: 'eu',
        baseUrl: sandbox.url,
        auth: { ...sandbox.keys },
        destination: { type: 'sqlite', path: join(folder, 'x.db') },
        endpoints,
      },
      { env: {}, home: folder, cwd: folder },
    );

  const calls = async () => {
    const stats = (await (await fetch(`${sandbox.url}/__sandbox/stats`)).json()) as { calls: object };
    return Object.keys(stats.calls);
  };

  test('load refuses before the account is asked for anything', async () => {
    await fetch(`${sandbox.url}/__sandbox/reset`, { method: 'POST' });
    const before = await calls();
    const bad = source(
      { name: 'a', path: '/me/bils' },
      { name: 'b', path: '/me/bill', query: { 'date.from': '01/02/2024' } },
    );
    const error = await loadSource(bad).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).issues.map(({ code, key }) => [code, key])).toEqual([
      ['route-unknown', 'a.path'],
      ['call-value', 'b.query["date.from"]'],
    ]);
    expect((error as ConfigError).wasCalled).toBe(false);
    const asked = (await calls()).filter((label) => !before.includes(label));
    expect(asked.filter((label) => !['GET /auth/time', 'GET /', 'GET /me.json'].includes(label))).toEqual([]);
  });

  test('check has a line for each, with its code, and for definitions that fit', async () => {
    const codes = async (...endpoints: object[]) =>
      (await checkSource(source(...endpoints)))
        .filter(({ subject }) => subject === 'definitions')
        .map(({ code, state }) => [code, state]);
    expect(
      await codes({ name: 'a', path: '/me/bils' }, { name: 'b', path: '/me/bill', query: { x: 1 } }),
    ).toEqual([
      ['route-unknown', 'problem'],
      ['call-value', 'problem'],
    ]);
    expect(await codes({ name: 'b', path: '/me/bill' })).toEqual([['definitions-fit', 'ok']]);
  });
});
