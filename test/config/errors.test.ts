// A configuration that is wrong: each kind of mistake with its exact place, all of them at once.
import { describe, expect, test } from '@jest/globals';
import { placeHint } from '../../connector/config/schema/key-places.js';
import { plainSchema } from '../../connector/config/schema/schema-node.js';
import { AUTH, ENTRY, issuesOf, load, machine, PRESETS, readConfig, wrong } from './fixtures.js';

const entry = (text: string) => wrong(`endpoints:\n  - ${text}`);

describe('one mistake is one issue, at its place', () => {
  test.each([
    [
      'regoin: eu',
      'source.yaml:1:1: regoin: unknown key (did you mean "region"?); allowed: $schema, region,',
    ],
    ['region: ue', 'source.yaml:1:9: region: unknown region: found "ue" (did you mean "'],
    [
      'region: https://x.y',
      'source.yaml:1:9: region: unknown region: found an address (an address goes into baseUrl)',
    ],
    [
      'http: { timeout: soon }',
      'source.yaml:1:18: http.timeout: found "soon"; allowed: a number from 1 to 3600 (seconds)',
    ],
    ['http: { timeout: 0 }', 'source.yaml:1:18: http.timeout: found 0; allowed: a number from 1'],
    ['http: { attempts: 1.5 }', 'http.attempts: found 1.5; allowed: a whole number from 1 to 100'],
    ['http: { concurrency: 0 }', 'http.concurrency: found 0; allowed: a whole number from 1 to 1000'],
    ['http: { timeout: 100, deadline: 50 }', 'source.yaml:1:1: http: needs a "deadline" that is not shorter'],
    ['http:', 'source.yaml:1:1: http: is empty; allowed: a group of keys: timeout, deadline'],
    ['budget: { callsPerSecond: 0 }', 'found 0; allowed: a number above 0 and at most 1000'],
    ['budget: { callsPerSecond: 1001 }', 'found 1001; allowed: a number above 0'],
    ['budget: { reserve: 1 }', 'found 1; allowed: a number from 0 to below 1'],
    ['budget: { reserve: -0.1 }', 'found -0.1; allowed: a number from 0 to below 1'],
    [
      'budget: { shared: often }',
      'found "often"; allowed: true (the PostgreSQL of the destination), false, machine, or an address',
    ],
    [
      'budget:\n  routes:\n  - path: /me',
      'source.yaml:3:5: budget.routes[0]: needs either "callsPerSecond" or',
    ],
    [
      'budget: { routes: [ { path: me, callsPerSecond: 1 } ] }',
      'budget.routes[0].path: found "me"; allowed: a path',
    ],
    [
      'destination: { type: oracle }',
      'source.yaml:1:22: destination.type: found "oracle"; allowed: one of sqlite',
    ],
    ['destination: { path: a.db }', 'destination.type: is missing; allowed: one of sqlite'],
    ['account: a b', 'source.yaml:1:10: account: found "a b"; allowed: an account name'],
    ['endpoints: []', 'source.yaml:1:1: endpoints: found an empty list; allowed: a list of definitions'],
    ['endpoints: bills', 'source.yaml:1:12: endpoints: found "bills"; allowed: a list of definitions'],
    [
      'endpoints: [ x ]',
      'source.yaml:1:14: endpoints[0]: found "x"; allowed: a definition (name, path, ...) or a preset',
    ],
    [
      'endpoints: [ { preset: bils } ]',
      'endpoints[0].preset: unknown preset: found "bils" (did you mean "bills"?); allowed: bills, locations',
    ],
    [
      'endpoints: [ { preset: bills, only: [bill] } ]',
      'endpoints[0].only[0]: not in the preset bills: found "bill" (did you mean "bills"?); allowed: bill_ids, bills, bill_lines',
    ],
    [
      'endpoints: [ { preset: bills, onyl: [bills] } ]',
      'endpoints[0].onyl: unknown key (did you mean "only"?)',
    ],
    ['destination: { typ: sqlite }', 'source.yaml:1:16: destination.typ: unknown key (did you mean "type"?)'],
    [
      'destination: { type: sqlit }',
      'destination.type: found "sqlit" (did you mean "sqlite"?); allowed: one of',
    ],
    ['strategy: singel', 'strategy: found "singel" (did you mean "single"?); allowed: one of auto'],
    ['endpoints: [ { preset: bills, only: [] } ]', 'endpoints[0].only: found an empty list'],
  ])('%s', (text, expected) => {
    const found = wrong(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });

  test.each(['presett', 'prest', 'presset', 'Preset', 'pre_set'])('an entry of %s means a preset', (key) => {
    for (const more of ['', ', only: [bills]', ', query: { a: 1 }']) {
      expect(wrong(`endpoints: [ { ${key}: bills${more} } ]`)).toEqual([
        expect.stringMatching(
          new RegExp(
            `endpoints\\[0\\].${key}: unknown key \\(did you mean "preset"\\?\\); allowed: preset, only`,
          ),
        ),
      ]);
    }
  });

  test.each([
    ['applicationKey: x', 'applicationKey: unknown key (it belongs under "auth")'],
    ['application_key: x', 'application_key: unknown key (did you mean "auth.applicationKey"?)'],
    ['callsPerSecond: 3', 'unknown key (it belongs under "budget")'],
    ['callspersecond: 3', 'unknown key (did you mean "budget.callsPerSecond"?)'],
    ['compression: gzip', 'unknown key (it belongs under "destination")'],
    ['mode: known', 'unknown key (it belongs under "endpoints[].sync")'],
    ['http: { callsPerSecond: 3 }', 'http.callsPerSecond: unknown key (it belongs under "budget")'],
    ['http: { region: eu }', 'http.region: unknown key (it belongs at the top of the configuration)'],
    ['endpoints: [ { name: a, path: /a, mode: known } ]', 'mode: unknown key (it belongs under "sync")'],
    [
      'endpoints: [ { preset: bills, mode: known } ]',
      'unknown key (it belongs under "definitions.<name>.sync")',
    ],
    [
      'endpoints: [ { name: a, path: /a, write: { primaryKey: [id] } } ]',
      'endpoints[0].write.primaryKey: unknown key (it belongs under "table")',
    ],
    [
      'endpoints: [ { name: a, path: /a, table: { mode: known } } ]',
      'mode: unknown key (it belongs under "sync")',
    ],
    [
      'endpoints: [ { name: a, path: /a, sync: { primary_key: [id] } } ]',
      'primary_key: unknown key (did you mean "table.primaryKey"?)',
    ],
    [
      'endpoints: [ { preset: bills, definitions: { bills: { write: { primaryKey: [id] } } } } ]',
      'definitions.bills.write.primaryKey: unknown key (it belongs under "table")',
    ],
    ['endpoints: [ { name: a, path: /a, batchSize: 5 } ]', 'it belongs at the top of the configuration'],
    ['endpoints: [ { name: a, path: /a, preset: bills } ]', 'preset: unknown key; allowed: name, method'],
  ])('%s: where the key belongs', (text, expected) => {
    const whole = text.includes('endpoints') ? text : `${text}\nendpoints: [ { preset: bills } ]`;
    expect(wrong(whole)).toEqual([expect.stringContaining(expected)]);
  });

  test('each key of the schema is known in its place, and written elsewhere has a hint or none that is wrong', () => {
    for (const key of ['toString', 'constructor', 'x'.repeat(10_000)])
      expect(placeHint(key, [], ['region'])).toBe('');
    const top = Object.entries(plainSchema().properties ?? {});
    const groups = top.flatMap(([name, node]) => (node.properties ? [[name, node.properties] as const] : []));
    expect(groups.length).toBeGreaterThan(5);
    const names = top.map(([name]) => name);
    for (const [group, keys] of groups)
      for (const key of Object.keys(keys).filter((one) => !names.includes(one))) {
        const hint = placeHint(key, [], names);
        if (hint !== '')
          expect({ group, key, hint }).toMatchObject({ hint: expect.stringContaining(`"${group}`) });
      }
  });

  test.each(['nam', 'paht', 'quer'])('an entry of %s means a definition', (key) => {
    expect(wrong(`endpoints: [ { ${key}: x } ]`).join('\n')).toMatch(
      /unknown key \(did you mean "(name|path|query)"\?\); allowed: name, method/,
    );
  });

  test.each([
    ['{ path: /a }', 'endpoints[0].name: is missing; allowed: a technical name'],
    ['{ name: 1a, path: /a }', 'source.yaml:2:13: endpoints[0].name: found "1a"; allowed: a technical name'],
    [`{ name: ${'a'.repeat(64)}, path: /a }`, 'allowed: a technical name'],
    ['{ name: a }', 'source.yaml:2:5: endpoints[0].path: is missing; allowed: a path'],
    ['{ name: a, path: me/bill }', 'endpoints[0].path: found "me/bill"'],
    ['{ name: a, path: "/me/bill?x=1" }', 'endpoints[0].path: found "/me/bill?x=1"; allowed: a path'],
    ['{ name: a, path: /me/../x }', 'endpoints[0].path: found "/me/../x"'],
    ['{ name: a, path: /me/%2E%2e/x }', 'endpoints[0].path: found'],
    ['{ name: a, path: "/me/a b" }', 'endpoints[0].path: found "/me/a b"'],
    ['{ name: a, path: //evil/x }', 'endpoints[0].path: found "//evil/x"'],
    [
      '{ name: a, path: /a, method: PATCH }',
      'endpoints[0].method: found "PATCH"; allowed: one of GET, POST, PUT, DELETE',
    ],
    [
      '{ name: a, path: /a, query: { x: [1] } }',
      'endpoints[0].query.x: found a list; allowed: a text, a number, true or false',
    ],
    [
      '{ name: a, path: /a, query: { "date.from": {} } }',
      'endpoints[0].query["date.from"]: found a group of keys',
    ],
    ['{ name: a, path: /a, query: { x: } }', 'endpoints[0].query.x: is empty'],
    ['{ name: a, path: /a, query: 5 }', 'endpoints[0].query: found 5'],
    [
      '{ name: a, path: /a, headers: { x-ovh-batch: "," } }',
      'endpoints[0].headers.x-ovh-batch: cannot be used as a name here',
    ],
    [
      '{ name: a, path: /a, headers: { Authorization: x } }',
      'endpoints[0].headers.Authorization: cannot be used',
    ],
    ['{ name: a, path: /a, headers: { HOST: x } }', 'endpoints[0].headers.HOST: cannot be used'],
    [
      '{ name: a, path: /a, headers: { Content-length: "1" } }',
      'endpoints[0].headers.Content-length: cannot',
    ],
    ['{ name: a, path: /a, headers: { "A B": x } }', 'endpoints[0].headers["A B"]: cannot'],
    [
      '{ name: a, path: /a, headers: { A: "x\\r\\nEvil: 1" } }',
      'endpoints[0].headers.A: found a text that does not fit (not shown)',
    ],
    [
      '{ name: a, path: /a, parameters: { p: true } }',
      'endpoints[0].parameters.p: found true; allowed: a text, a number, a list',
    ],
    ['{ name: a, path: /a, parameters: { p: [] } }', 'endpoints[0].parameters.p: found an empty list'],
    [
      '{ name: a, path: /a, parameters: { p: [1, {}] } }',
      'endpoints[0].parameters.p[1]: found a group of keys; allowed: a text or a number',
    ],
    [
      '{ name: a, path: /a, parameters: { p: { from: a, feild: x } } }',
      'parameters.p.feild: unknown key (did you mean "field"?)',
    ],
    ['{ name: a, path: /a, parameters: { p: {} } }', 'parameters.p: needs either "from"'],
    ['{ name: a, path: /a, parameters: { p: { field: x } } }', 'parameters.p: needs either "from"'],
    ['{ name: a, path: /a, parameters: { p: { from: b, value: 1 } } }', 'parameters.p: needs either "from"'],
    ['{ name: a, path: /a, parameters: { p: { value: 1, field: b } } }', 'parameters.p: needs "from"'],
    [
      '{ name: a, path: /a, parameters: { p: { from: b, field: c, parameter: d } } }',
      'parameters.p: needs either "field"',
    ],
    ['{ name: a, path: /a, parameters: { p: { from: 5 } } }', 'parameters.p.from: found 5; allowed: a name'],
    [
      '{ name: a, path: /a, read: { timout: 5 } }',
      'endpoints[0].read.timout: unknown key (did you mean "timeout"?)',
    ],
    ['{ name: a, path: /a, read: { timeout: 5000 } }', 'endpoints[0].read.timeout: found 5000'],
    [
      '{ name: a, path: /a, read: { pageSize: 10001 } }',
      'read.pageSize: found 10001; allowed: a whole number from 1 to 10000',
    ],
    [
      '{ name: a, path: /a, read: { absent: [500] } }',
      'read.absent[0]: found 500; allowed: a whole number from 400 to 499',
    ],
    [
      '{ name: a, path: /a, table: { primaryKey: id } }',
      'table.primaryKey: found "id"; allowed: a list of field names',
    ],
    [
      '{ name: a, path: /a, write: { disposition: overwrite } }',
      'found "overwrite"; allowed: one of merge, append, replace',
    ],
    [
      '{ name: a, path: /a, write: { allowWrite: yes } }',
      'write.allowWrite: found "yes"; allowed: true or false',
    ],
    ['{ preset: bills, name: x, path: /a }', 'endpoints[0].preset: unknown key'],
  ])('%s', (text, expected) => {
    const found = entry(text);
    expect(found).toHaveLength(1);
    expect(found.join('\n')).toContain(expected);
    expect(found.every((line) => line.startsWith('source.yaml:2:'))).toBe(true);
  });
});

test('a query for a preset without lists applies to nothing', () => {
  const details = [{ name: 'd', title: 'd', description: 'd', endpoints: [{ name: 'a', path: '/a/{b}' }] }];
  const input = { region: 'eu', auth: { token: 't' }, endpoints: [{ preset: 'd', query: { x: 1 } }] };
  const found = issuesOf(() => readConfig(input, machine(), { presets: details }));
  expect(found).toEqual([expect.stringContaining('endpoints[0].query: applies to nothing')]);
});

test('a preset that is itself wrong is named', () => {
  const broken = [{ name: 'd', title: 'd', description: 'd', endpoints: [{ name: 'a', path: 'a' }] }];
  const input = { region: 'eu', auth: { token: 't' }, endpoints: [{ preset: 'd' }] };
  const found = issuesOf(() => readConfig(input, machine(), { presets: broken }));
  expect(found).toEqual([expect.stringContaining('preset d: endpoints.0.path: allowed: a path')]);
});

describe('addresses', () => {
  test.each([
    'http://eu.api.ovh.com',
    'https://eu.api.ovh.com/1.0',
    'https://eu.api.ovh.com/?x=1',
    'https://eu.api.ovh.com#x',
    'https://eu.api.ovh.com?',
    'ftp://127.0.0.1',
    'http://localhost.evil.com',
    'http://127.0.0.1.evil.com',
    'http://128.0.0.1',
    'http://[::2]',
    'eu.api.ovh.com',
    'https:eu.api.ovh.com',
    'https://',
    'https://a b',
    'http:\\\\evil',
  ])('baseUrl %s is refused', (address) => {
    const found = wrong(`baseUrl: '${address}'`);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^source\.yaml:1:10: baseUrl: found .*; allowed: an origin such as/);
  });

  test.each([
    ['https://proxy.example:8443', 'https://proxy.example:8443'],
    ['https://proxy.example/', 'https://proxy.example'],
    ['http://localhost:1', 'http://localhost:1'],
    ['http://127.8.9.1', 'http://127.8.9.1'],
    ['http://[::1]:80', 'http://[::1]'],
  ])('baseUrl %s is taken', (address, origin) => {
    expect(load(`baseUrl: '${address}'\nregion: eu\n${AUTH}${ENTRY}`).origin).toBe(origin);
  });

  test('tokenUrl has a path, and the same rule for http', () => {
    expect(wrong('tokenUrl: http://www.ovh.com/token')[0]).toContain(
      'tokenUrl: found "http://www.ovh.com/token"',
    );
    const text = `tokenUrl: http://127.0.0.1:9/token\nregion: eu\n${ENTRY}auth: { clientId: a, clientSecret: b }\n`;
    expect(load(text).credentials).toMatchObject({ kind: 'oauth2', tokenUrl: 'http://127.0.0.1:9/token' });
  });
});

test('everything at once, in the order of the file, then the surroundings', () => {
  const text = `baseUrl: http://far.example
auth: { applicationKey: "\${NOPE}", applicationSecret: s, consumerKey: c }
http: { timeout: 0, attemps: 3 }
endpoints:
  - preset: nope
  - { name: a, path: a, read: { timeout: x } }
  - { preset: bills, only: [nope] }
  - { name: b, path: "/{x}", parameters: { x: 0123 } }
`;
  const found = issuesOf(() => load(text, { OVH_ENDPOINT: 'mars' }));
  expect(found.map((line) => line.split(': ').slice(0, 2).join(' '))).toEqual([
    'source.yaml:1:10 baseUrl',
    'source.yaml:2:25 auth.applicationKey',
    'source.yaml:3:18 http.timeout',
    'source.yaml:3:21 http.attemps',
    'source.yaml:5:13 endpoints[0].preset',
    'source.yaml:6:22 endpoints[1].path',
    'source.yaml:6:42 endpoints[1].read.timeout',
    'source.yaml:7:29 endpoints[2].only[0]',
    'source.yaml:8:47 endpoints[3].parameters.x',
    'environment OVH_ENDPOINT',
  ]);
});

test('a hundred issues are enough', () => {
  const keys = Array.from({ length: 150 }, (_, index) => `key${index}: 1`).join('\n');
  const found = wrong(keys);
  expect(found).toHaveLength(101);
  expect(found.at(-1)).toBe('source.yaml: and 50 more like these');
});

test('v2 and OAuth2 are refused where they do not exist', () => {
  const v2 = `region: kimsufi-eu\n${AUTH}endpoints:\n  - { name: a, path: /v2/location }\n  - preset: locations\n  - { name: b, path: /v2x/y }`;
  expect(issuesOf(() => load(v2))).toEqual([
    'source.yaml:4:22: endpoints[0].path: the /v2 branch does not exist in the region kimsufi-eu',
    'source.yaml:5:5: endpoints[1]: its definition loc: the /v2 branch does not exist in the region kimsufi-eu',
  ]);
  const oauth2 = `region: sys-ca\n${ENTRY}auth: { clientId: a, clientSecret: b }\ntokenUrl: https://a.b/c`;
  expect(issuesOf(() => load(oauth2))).toEqual([
    expect.stringMatching(
      /^source\.yaml:5:1: auth: OAuth2 .* do not exist in the region soyoustart-ca; allowed: application key/,
    ),
  ]);
});

test('an object is told apart by key, without lines', () => {
  const input = {
    region: 'eu',
    auth: { token: 't' },
    endpoints: [{ name: 'a', path: 'x', query: { a: 2 ** 60 } }],
  };
  const found = issuesOf(() => readConfig(input, machine(), { presets: PRESETS }));
  expect(found).toEqual([
    'configuration object: endpoints[0].query.a: has lost digits; give it as a text or a bigint',
    expect.stringMatching(/^configuration object: endpoints\[0\]\.path: found "x"/),
  ]);
});
