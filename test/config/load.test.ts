// A configuration that is right: values, defaults, presets, places.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { systemEnvironment } from '../../connector/config/file/source-file.js';
import { Decimal } from '../../connector/model/json.js';
import { Secret } from '../../connector/model/secret.js';
import { NO_OPTIONS } from '../model/no-options.js';
import { AUTH, draft, ENTRY, issuesOf, load, machine, PRESETS, readConfig } from './fixtures.js';

const FULL = `region: ovh-ca
baseUrl: http://127.0.0.1:8080
account: ab12345-ovh
auth:
  applicationKey: \${OVH_APPLICATION_KEY}
  applicationSecret: secret-of-app
  consumerKey: consumer
destination: { type: sqlite, path: data/ovh.db }
budget:
  callsPerSecond: 2.5
  reserve: 0.2
  shared: false
  routes:
    - { path: "/me/bill/*", callsPerSecond: 5 }
    - { method: GET, path: /cloud/project, callsPerMinute: 30 }
http: { timeout: 10, deadline: 60, attempts: 3, concurrency: 4 }
endpoints:
  - preset: bills
    only: [bills]
    query: { date.from: 2024-01-01 }
  - name: zones
    path: /domain/zone
    query: { big: 123456789012345678901, half: 0.50, yes: true, n: 7 }
    headers: { X-Custom: a b }
  - name: records
    path: /domain/zone/{zone}/record/{id}/{kind}/{part}
    parameters:
      zone: { from: zones, field: a.b }
      id: [123456789012345678901, 12, 1.50, "007"]
      kind: A
      part: { from: zones, parameter: zone }
    table: { primaryKey: [zone, id] }
    read: { timeout: 12.5, absent: [404, 460], pageSize: 10000, combine: true }
  - name: doc
    method: POST
    path: /me/document
    body: { name: x, size: 9007199254740993, ratio: 1.10, list: [null, true, {}] }
    write: { allowWrite: true }
`;

describe('a full file', () => {
  const config = load(FULL, { OVH_APPLICATION_KEY: 'app-from-env' });

  test('the parts around the endpoints', () => {
    expect(config.region.name).toBe('ca');
    expect(config.origin).toBe('http://127.0.0.1:8080');
    expect(config.account).toBe('ab12345-ovh');
    expect(config.destination).toEqual({
      type: 'sqlite',
      path: '/project/data/ovh.db',
      access: 'owner',
      busyTimeout: 60,
    });
    expect(config.budget).toEqual({
      callsPerSecond: 2.5,
      reserve: 0.2,
      learn: true,
      per: 'application',
      shared: false,
      routes: [
        { path: '/me/bill/*', callsPerSecond: 5 },
        { method: 'GET', path: '/cloud/project', callsPerSecond: 0.5 },
      ],
    });
    expect(config.http).toEqual({ timeout: 10, deadline: 60, attempts: 3, concurrency: 4, maxReply: 128 });
    expect(config.source).toBe('source.yaml');
  });

  test('credentials are secrets', () => {
    const { credentials } = config;
    if (credentials.kind !== 'keys') throw new Error('expected keys');
    expect(credentials.applicationKey.reveal()).toBe('app-from-env');
    expect(credentials.applicationSecret.reveal()).toBe('secret-of-app');
    expect(credentials.consumerKey).toBeInstanceOf(Secret);
    expect(`${inspect(config, { depth: 9 })}${JSON.stringify(credentials)}`).not.toMatch(
      /app-from-env|secret-of-app/,
    );
    expect(config.credentialSources).toEqual(['source.yaml']);
  });

  test('a preset brings the sources of what was chosen, and its query goes to lists alone', () => {
    expect(config.endpoints.map(({ name }) => name)).toEqual([
      'bill_ids',
      'bills',
      'zones',
      'records',
      'doc',
    ]);
    expect(config.endpoints[0]?.query).toEqual({ 'date.from': '2024-01-01' });
    expect(config.endpoints[0]?.read).toEqual({ item: 'billId' });
    expect(config.endpoints[1]?.query).toEqual({});
  });

  test('definitions are complete and keep their digits', () => {
    expect(config.endpoints[2]).toEqual({
      name: 'zones',
      method: 'GET',
      path: '/domain/zone',
      parameters: {},
      query: { big: '123456789012345678901', half: '0.50', yes: true, n: 7 },
      headers: { 'X-Custom': 'a b' },
      ...NO_OPTIONS,
    });
    expect(config.endpoints[3]?.parameters).toEqual({
      zone: { from: 'zones', field: 'a.b' },
      id: { value: [123456789012345678901n, 12, new Decimal('1.50'), '007'] },
      kind: { value: 'A' },
      part: { from: 'zones', parameter: 'zone' },
    });
    expect(config.endpoints[3]?.table).toEqual({ primaryKey: ['zone', 'id'] });
    expect(config.endpoints[3]?.read).toEqual({
      timeout: 12.5,
      absent: [404, 460],
      pageSize: 10000,
      combine: true,
    });
    expect(config.endpoints[4]).toMatchObject({
      method: 'POST',
      body: { name: 'x', size: 9007199254740993n, ratio: new Decimal('1.10'), list: [null, true, {}] },
    });
  });

  test('places by key, by technical name, by index', () => {
    expect(config.locate('region')).toBe('source.yaml:1:9');
    expect(config.locate('auth')).toBe('source.yaml:4:1');
    expect(config.locate('endpoints[1].path')).toBe('source.yaml:22:11');
    expect(config.locate('endpoints.zones.path')).toBe('source.yaml:22:11');
    expect(config.locate('endpoints.zones.query["big"]')).toBe('source.yaml:23:19');
    expect(config.locate('endpoints.zones.nothing.here')).toBe('source.yaml:21:5');
    expect(config.locateDefinition('bills', 'path')).toBe('source.yaml:18:5');
    expect(config.locateDefinition(2, 'path')).toBe('source.yaml:22:11');
    expect(config.locateDefinition('nobody')).toBe('source.yaml');
  });
});

test('defaults', () => {
  const config = load(`region: eu\n${AUTH}${ENTRY}`);
  expect(config.origin).toBe('https://eu.api.ovh.com');
  expect(config.budget).toEqual({
    callsPerSecond: 18,
    reserve: 0,
    learn: true,
    shared: 'machine',
    per: 'application',
    routes: [],
  });
  expect(config.http).toEqual({ timeout: 180, deadline: 900, attempts: 8, concurrency: 20, maxReply: 128 });
  expect(config.destination).toEqual({
    type: 'sqlite',
    path: '/project/ovh.db',
    access: 'owner',
    busyTimeout: 60,
  });
  expect(config).not.toHaveProperty('account');
});

test('a definition in the form of the engine loads as it is', () => {
  const config = load(FULL, { OVH_APPLICATION_KEY: 'k' });
  const definitions = config.endpoints.slice(2);
  const input = { region: 'eu', auth: { token: new Secret('tok') }, endpoints: definitions };
  const again = readConfig(input, machine(), { presets: [] });
  expect(again.endpoints).toEqual(definitions);
  expect(again.credentials).toEqual({ kind: 'bearer', token: expect.any(Secret) });
  expect(again.source).toBe('configuration object');
  expect(again.locate('endpoints[0].path')).toBe('configuration object');
  expect(again.credentialSources).toEqual(['configuration object']);
});

test('an object is copied: later changes do not reach the configuration', () => {
  const query = { a: 1.5 };
  const input = {
    region: 'eu',
    auth: { token: 't' },
    endpoints: [{ name: 'a', path: '/a', query, body: { x: 0.1 } }],
  };
  const config = readConfig(input, machine(), { presets: [] });
  query.a = 2;
  expect(config.endpoints[0]?.query).toEqual({ a: '1.5' });
  expect(config.endpoints[0]?.body).toEqual({ x: new Decimal('0.1') });
});

test.each([
  ['x.db', '/project/conf/x.db'],
  ['../x.db', '/project/x.db'],
  ['~/x.db', '/home/me/x.db'],
  ['/abs/x.db', '/abs/x.db'],
])('destination %s lies at %s', (path, expected) => {
  const text = `region: eu\n${AUTH}${ENTRY}destination: { type: sqlite, path: "${path}" }\n`;
  const config = readConfig('conf/a.yaml', machine({ '/project/conf/a.yaml': text }), { presets: [] });
  expect(config.destination.path).toBe(expected);
});

test('JSON, CRLF, a byte order mark and aliases are read', () => {
  const json = JSON.stringify(
    { region: 'eu', auth: { token: 't' }, endpoints: [{ name: 'a', path: '/a' }] },
    null,
    2,
  );
  const fromJson = readConfig('a.json', machine({ '/project/a.json': json }), { presets: [] });
  expect(fromJson.locateDefinition('a', 'path')).toBe('a.json:9:15');
  const windows = `\ufeffregion: eu\n${AUTH}${ENTRY}`.replaceAll('\n', '\r\n');
  expect(load(windows).locateDefinition('bill_ids', 'path')).toBe('source.yaml:5:11');
  const aliases = `${ENTRY}    query: &q { a: 1 }\n  - { name: b, path: /b, query: *q }\nregion: eu\n${AUTH}`;
  expect(load(aliases).endpoints[1]?.query).toEqual({ a: 1 });
});

test('a parameter may be called constructor or toString', () => {
  const text = `region: eu\n${AUTH}endpoints:\n  - { name: a, path: "/{constructor}/{toString}", parameters: { constructor: c, toString: { from: x } } }\n`;
  expect(Object.entries(load(text).endpoints[0]?.parameters ?? {})).toEqual([
    ['constructor', { value: 'c' }],
    ['toString', { from: 'x' }],
  ]);
});

test('a draft needs no credentials, takes half of them, and lets unset variables of auth be', () => {
  expect(draft(`region: eu\n${ENTRY}`).credentials).toBeUndefined();
  const half = draft(`region: eu\n${ENTRY}auth: { applicationKey: "\${NOPE}" }\n`);
  expect(half.credentials).toBeUndefined();
  const login = draft(`region: eu\n${ENTRY}`, { OVH_APPLICATION_KEY: 'a', OVH_APPLICATION_SECRET: 'b' });
  expect(login.credentials).toMatchObject({ kind: 'keys' });
  expect(login.credentials).not.toHaveProperty('consumerKey');
  expect(issuesOf(() => draft(`region: eu\n${ENTRY}account: "\${NOPE}"\n`))).toEqual([
    expect.stringContaining('NOPE is not set'),
  ]);
});

test('the disk: a file, a missing file, a folder, a file that is too large', () => {
  const folder = mkdtempSync(join(tmpdir(), 'config-'));
  const environment = { ...systemEnvironment(), env: {}, cwd: folder, home: folder };
  const read = (name: string) => readConfig(name, environment, { presets: PRESETS });
  writeFileSync(join(folder, 'a.yaml'), `region: eu\n${AUTH}${ENTRY}`);
  writeFileSync(join(folder, 'big.yaml'), Buffer.alloc(10_000_000, '#'));
  mkdirSync(join(folder, 'sub'));
  expect(read('a.yaml').destination.path).toBe(join(folder, 'ovh.db'));
  expect(issuesOf(() => read('b.yaml'))).toEqual(['b.yaml: there is no such file']);
  expect(issuesOf(() => read('sub'))).toEqual(['sub: is a folder; a file is needed']);
  expect(issuesOf(() => read('big.yaml'))).toEqual(['big.yaml: is 10 MB large; it may have at most 1 MB']);
  rmSync(folder, { recursive: true });
});
