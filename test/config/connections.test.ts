// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of a configuration look like that
// Several accounts in one configuration: a configuration for each connection, with keys that are nobody else's.
import { describe, expect, test } from '@jest/globals';
import type { Config } from '../../connector/config/config.js';
import { outlineOf } from '../../connector/config/form/outline.js';
import { readConfigs } from '../../connector/config/read-configs.js';
import { Secret } from '../../connector/model/secret.js';
import { AUTH, EMBEDDED, ENTRY, issuesOf, load, machine, PRESETS } from './fixtures.js';

const TWO = `connections:
  - { name: parent, region: eu, auth: { applicationKey: a1, applicationSecret: s1, consumerKey: c1 } }
  - { name: child-1, region: ca, account: kid, budget: { callsPerSecond: 5 } }
`;
const CHILD = { CHILD_1_OVH_CLIENT_ID: 'EU.id', CHILD_1_OVH_CLIENT_SECRET: 'hidden' };

function several(text: string, env: Record<string, string> = CHILD, connections?: string[], files = {}) {
  const environment = machine({ '/project/source.yaml': text, ...files }, env);
  return readConfigs('source.yaml', environment, { presets: PRESETS, connections });
}

const issues = (text: string, env: Record<string, string> = CHILD, connections?: string[]) =>
  issuesOf(() => several(text, env, connections));

describe('a configuration for each connection', () => {
  test('region, keys, account, budget of its own; the rest is the same', () => {
    const [parent, child] = several(`${TWO}budget: { callsPerSecond: 9 }\n${ENTRY}`) as [Config, Config];
    expect([parent.connection, parent.region.name, parent.account]).toEqual(['parent', 'eu', undefined]);
    expect([child.connection, child.region.name, child.account]).toEqual(['child-1', 'ca', 'kid']);
    expect([parent.credentials.kind, child.credentials.kind]).toEqual(['keys', 'oauth2']);
    expect(child.credentialSources).toEqual(['environment']);
    expect([parent.budget.callsPerSecond, child.budget.callsPerSecond]).toEqual([9, 5]);
    expect(child.destination).toEqual(parent.destination);
    expect(child.endpoints).toEqual(parent.endpoints);
    expect(child.locate('auth')).toBe('source.yaml:3:5');
  });

  test('the form without connections gives one, which has no name', () => {
    const [only, ...others] = several(`region: eu\n${AUTH}${ENTRY}`);
    expect(others).toEqual([]);
    expect(only?.connection).toBeUndefined();
  });

  test('entries of endpoints may be for some connections only', () => {
    const text = `${TWO}endpoints:
  - { preset: bills, only: [bills], connections: [parent] }
  - { name: bill_ids, path: /me/bill, connections: [child-1] }
  - { name: both, path: /me }
`;
    const [parent, child] = several(text);
    expect(parent?.endpoints.map(({ name }) => name)).toEqual(['bill_ids', 'bills', 'both']);
    expect(child?.endpoints.map(({ name }) => name)).toEqual(['bill_ids', 'both']);
    expect(child?.endpoints[0]).not.toHaveProperty('connections');
  });

  test('only some are asked for: keys of the others need not be there', () => {
    const text = `${TWO.replace('account: kid', "auth: { token: '${NOT_SET}' }")}${ENTRY}`;
    expect(several(text, {}, ['parent']).map(({ connection }) => connection)).toEqual(['parent']);
    expect(issues(text, {})).toEqual([
      expect.stringContaining('the environment variable NOT_SET is not set'),
    ]);
  });

  test('secrets of an object in code', () => {
    const input = {
      connections: [{ name: 'a', region: 'eu', auth: { token: new Secret('t-1') } }],
      endpoints: [{ preset: 'bills' }],
    };
    const [config] = readConfigs(input, machine(), { presets: PRESETS });
    expect(config?.credentials?.kind).toBe('bearer');
  });
});

describe('keys come from nowhere else', () => {
  test('variables without the name of the connection are never used; those with it are named', () => {
    const env = { OVH_CLIENT_ID: 'x', OVH_CLIENT_SECRET: 'y', OVH_ENDPOINT: 'ovh-eu' };
    const found = issues(`${TWO.replace(' region: ca,', '')}${ENTRY}`, env);
    expect(found).toHaveLength(2);
    expect(found.join('\n')).toContain(
      'connections[1].region: is missing, and neither CHILD_1_OVH_ENDPOINT nor [child-1] endpoint',
    );
    expect(found.join('\n')).toMatch(
      /connections\[1\]\.auth: no credentials found.*CHILD_1_OVH_APPLICATION_KEY \+ CHILD_1_OVH_APPLICATION_SECRET.*not in \[child-1\] of/,
    );
  });

  test('one variable of two is missing', () => {
    expect(issues(`${TWO}${ENTRY}`, { CHILD_1_OVH_CLIENT_ID: 'EU.id' })).toEqual([
      expect.stringContaining(
        'connections[1].auth.clientSecret: is missing; write it here, set CHILD_1_OVH_CLIENT_SECRET, or put client_secret into [child-1] of',
      ),
    ]);
  });

  test('the section of an ovh.conf with the name of the connection, not that of the region', () => {
    const section = (name: string) => `[${name}]\napplication_key=k\napplication_secret=s\nconsumer_key=c\n`;
    const conf = (name: string) => ({ '/project/ovh.conf': section(name) });
    const [, child] = several(`${TWO}${ENTRY}`, {}, undefined, conf('child-1'));
    expect(child?.credentialSources).toEqual(['./ovh.conf']);
    expect(issuesOf(() => several(`${TWO}${ENTRY}`, {}, undefined, conf('ovh-ca')))).toHaveLength(1);
  });
});

describe('what is refused', () => {
  test.each([
    [`region: eu\n${TWO}${ENTRY}`, 'source.yaml:1:1: region: stands beside "connections"'],
    [`${AUTH}${TWO}${ENTRY}`, 'source.yaml:1:1: auth: stands beside "connections"'],
    [`connections: []\n${ENTRY}`, 'connections: found an empty list; allowed: a list of connections'],
    [`${TWO.replace('child-1', 'parent')}${ENTRY}`, 'connections[1].name: "parent" is taken'],
    [
      `${TWO.replace('parent', 'child_1')}${ENTRY}`,
      'connections[1].name: "child-1" has the variables CHILD_1_... of "child_1"',
    ],
    [
      `${TWO.replace('parent,', 'parent, account: kid,')}${ENTRY}`,
      'connections[1].account: is the account of connection "parent" too',
    ],
    [
      `${TWO.replace('region: eu', 'regoin: eu')}${ENTRY}`,
      'connections[0].regoin: unknown key (did you mean "region"?)',
    ],
    [
      `${TWO}endpoints: [{ name: a, path: /a, connections: [chidl-1, parent] }, { name: b, path: /b }]`,
      'endpoints[0].connections[0]: unknown connection: found "chidl-1" (did you mean "child-1"?); allowed: parent, child-1',
    ],
    [
      `${TWO}endpoints: [{ name: a, path: /a, connections: [parent] }]`,
      'source.yaml:3:5: connections[1]: has nothing to load',
    ],
    [
      `region: eu\n${AUTH}endpoints: [{ name: a, path: /a, connections: [parent] }]`,
      'endpoints[0].connections: narrows to connections, but the configuration has none',
    ],
  ])('%s', (text, expected) => {
    expect(issues(text).join('\n')).toContain(expected);
  });

  test('the same keys twice, without showing them', () => {
    const text = TWO.replace(
      'region: ca, account: kid',
      'region: eu, auth: { applicationKey: a1, applicationSecret: s1, consumerKey: c1 }',
    );
    const found = issues(`${text}${ENTRY}`);
    expect(found).toEqual([
      expect.stringContaining('connections[1].auth: the same keys as connection "parent"'),
    ]);
    expect(found.join('')).not.toMatch(/a1|s1|c1/);
  });

  test('a secret that does not fit is not shown', () => {
    expect(issues(`${TWO.replace('a1', '"my secret"')}${ENTRY}`).join('')).not.toContain('my secret');
  });

  test('a connection that is not there, or none at all', () => {
    expect(issues(`${TWO}${ENTRY}`, CHILD, ['perent'])).toEqual([
      expect.stringContaining('--connection: there is no connection "perent" (did you mean "parent"?)'),
    ]);
    expect(issues(`region: eu\n${AUTH}${ENTRY}`, {}, ['parent'])).toEqual([
      '--connection: source.yaml has no connections: leave it out',
    ]);
  });

  test('as one account', () => {
    expect(issuesOf(() => load(`${TWO}${ENTRY}`, CHILD))).toEqual([
      'source.yaml: connections: has several connections (parent, child-1): use openSources, or name one of them',
    ]);
  });
});

test('the form keeps a connection whose name is half written, in its place', () => {
  const text = `connections:
  - { name: "\${SECRET} x", region: eu }
  - { name: parent, region: eu }
  - { name: "my account", region: ca }
${ENTRY}`;
  const environment = machine({ '/project/source.yaml': text }, { SECRET: 'hidden-1' });
  const found = outlineOf('source.yaml', environment, { presets: PRESETS });
  expect(found?.accounts.map(({ scope }) => scope.name)).toEqual(['${SECRET} x', 'parent', 'my account']);
});

describe('a key in the wrong place is refused and never shown', () => {
  const HEX = 'a019e0d64d6e07f371917a8f29f1f4c3';
  const LONG = 'hunter2hunter2';
  const HOLDS =
    'holds what looks like a key (not shown), and this is printed and recorded; keys belong into auth';
  const one = (rest: string) => `connections: [{ name: a, region: eu, auth: { token: ${LONG} }, ${rest} }]\n`;

  test.each<[string, string, string[]]>([
    ['a label', one(`labels: { customer: ${HEX} }`), [`connections[0].labels.customer: ${HOLDS}`]],
    ['a key again', one(`labels: { customer: ${LONG} }`), [`connections[0].labels.customer: ${HOLDS}`]],
    ['a variable', one('labels: { customer: "${CUSTOMER}" }'), [`connections[0].labels.customer: ${HOLDS}`]],
    ['an account', one(`account: ${HEX}`), [`connections[0].account: ${HOLDS}`]],
    ['a profile', one(`profile: ${HEX}`), [`connections[0].profile: ${HOLDS}`]],
    ['a name', `connections: [{ name: ${HEX}, region: eu }]\n`, [`connections[0].name: ${HOLDS}`]],
    [
      'the name of a label',
      one(`labels: { ${HEX}: Acme }`),
      [`connections[0].labels: ${HOLDS.replace('holds', 'the name of a label is')}`],
    ],
    [
      'a label of all, once',
      `${TWO}connectionDefaults: { labels: { customer: ${HEX} } }\n`,
      [`connectionDefaults.labels.customer: ${HOLDS}`],
    ],
    ['the account of the only one', `region: eu\naccount: ${HEX}\n${AUTH}`, [`account: ${HOLDS}`]],
  ])('%s', (_, text, said) => {
    const found = issues(text + ENTRY, { ...CHILD, CUSTOMER: HEX });
    expect(found.map((issue) => issue.replace(/^source\.yaml:\d+:\d+: /, ''))).toEqual(said);
  });

  test.each(Object.entries(EMBEDDED))('within a text: %s', (_, text) => {
    const found = issues(
      `${one(`labels: { customer: "${text}" }, account: "${text}", profile: "${text}"`)}${ENTRY}`,
    );
    for (const key of ['labels.customer', 'account', 'profile'])
      expect(found.join('\n')).toContain(`connections[0].${key}: ${HOLDS}`);
    const names = issues(
      `connections: [{ name: "${text}", region: eu, labels: { "${text}": b } }]\n${ENTRY}`,
    );
    expect(names.join('\n')).toContain('the name of a label is what looks like a key');
    expect(names.join('\n')).toContain(`connections[0].name: ${HOLDS}`);
    const unknown = issues(`${TWO}${JSON.stringify(text)}: b\n${ENTRY}`, CHILD, [text]);
    for (const issue of [...found, ...names, ...unknown]) expect(issue).not.toMatch(/aaaabbbb/i);
  });

  test('a connection that is not there is named without its key', () => {
    for (const text of Object.values(EMBEDDED))
      expect(issues(TWO + ENTRY, CHILD, [text]).join()).toMatch(/there is no connection "[^"]*\*\*\*;?"/);
  });

  test('the key of the connection within a text', () => {
    expect(issues(one(`labels: { customer: "Acme ${LONG}" }`) + ENTRY).join()).toContain(HOLDS);
  });

  test.each([
    'acme-production-2024-eu-west',
    '123e4567-e89b-12d3-a456-426614174000',
    'ab12345-ovh',
    'a'.repeat(40),
    '1'.repeat(40),
    'Acme Gesellschaft mbH 2024',
  ])('%s is no key', (text) => {
    expect(several(one(`labels: { customer: "${text}" }`) + ENTRY)).toHaveLength(1);
  });

  test('a key of the file is not shown either', () => {
    const found = issues(`${TWO}${HEX}: b\n${ENTRY}`).join();
    expect(found).toMatch(/unknown key/);
    expect(found).not.toContain(HEX);
  });

  test('a client id is none, and short ones are the same by chance', () => {
    const text = `connections:
  - { name: kid-1, region: eu, auth: { clientId: EU.0123456789, clientSecret: s }, labels: { id: EU.0123456789 } }
  - { name: b, region: eu, auth: { token: b } }
`;
    expect(several(text + ENTRY)).toHaveLength(2);
  });
});
