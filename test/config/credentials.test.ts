// Region and credentials: file before environment before ovh.conf, and what is refused.
import { describe, expect, test } from '@jest/globals';
import type { Credentials } from '../../connector/model/region.js';
import { AUTH, draft, ENTRY, issuesOf, load } from './fixtures.js';

const KEYS_ENV = {
  OVH_APPLICATION_KEY: 'env-ak',
  OVH_APPLICATION_SECRET: 'env-as',
  OVH_CONSUMER_KEY: 'env-ck',
};
const OAUTH_ENV = { OVH_CLIENT_ID: 'env-id', OVH_CLIENT_SECRET: 'env-cs' };
const INI = (mark: string, section = 'ovh-eu') =>
  `[default]\n; a comment\nendpoint=ovh-eu\n\n[${section}]\napplication_key = ${mark}-ak\napplication_secret=${mark}-as\nconsumer_key="${mark}-ck" ; inline\n`;

function values(credentials: Credentials): string[] {
  if (credentials.kind === 'bearer') return [credentials.token.reveal()];
  if (credentials.kind === 'oauth2') return [credentials.clientId, credentials.clientSecret.reveal()];
  const { applicationKey, applicationSecret, consumerKey } = credentials;
  return [applicationKey.reveal(), applicationSecret.reveal(), consumerKey?.reveal() ?? ''];
}

describe('precedence of credentials', () => {
  const eu = `region: eu\n${ENTRY}`;
  const local = { '/project/ovh.conf': INI('local') };
  const home = { '/home/me/.ovh.conf': INI('home') };
  const etc = { '/etc/ovh.conf': INI('etc') };
  const allFiles = { ...local, ...home, ...etc };
  test.each([
    ['file over all', `${eu}${AUTH}`, KEYS_ENV, allFiles, ['ak-1', 'as-1', 'ck-1'], ['source.yaml']],
    ['environment over ovh.conf', eu, KEYS_ENV, allFiles, ['env-ak', 'env-as', 'env-ck'], ['environment']],
    ['. over ~ over /etc', eu, {}, allFiles, ['local-ak', 'local-as', 'local-ck'], ['./ovh.conf']],
    ['~ over /etc', eu, {}, { ...home, ...etc }, ['home-ak', 'home-as', 'home-ck'], ['~/.ovh.conf']],
    ['/etc', eu, {}, etc, ['etc-ak', 'etc-as', 'etc-ck'], ['/etc/ovh.conf']],
    [
      'the section by its short name',
      eu,
      {},
      { '/etc/ovh.conf': INI('s', 'eu') },
      ['s-ak', 's-as', 's-ck'],
      ['/etc/ovh.conf'],
    ],
    [
      'key by key',
      `${eu}auth: { applicationSecret: file-as }\n`,
      { OVH_APPLICATION_KEY: 'env-ak' },
      { '/project/ovh.conf': '[ovh-eu]\nconsumer_key=\napplication_key=no\n', ...etc },
      ['env-ak', 'file-as', 'etc-ck'],
      ['environment', 'source.yaml', '/etc/ovh.conf'],
    ],
    [
      'OAuth2 in the environment over keys in ovh.conf',
      eu,
      OAUTH_ENV,
      etc,
      ['env-id', 'env-cs'],
      ['environment'],
    ],
    [
      'a form in the file over another in the environment',
      `${eu}auth: { token: tok }\n`,
      KEYS_ENV,
      etc,
      ['tok'],
      ['source.yaml'],
    ],
    [
      'a complete form over a begun one',
      eu,
      { ...KEYS_ENV, OVH_CLIENT_ID: 'x' },
      {},
      ['env-ak', 'env-as', 'env-ck'],
      ['environment'],
    ],
    ['a token', eu, { OVH_ACCESS_TOKEN: 'env-tok' }, {}, ['env-tok'], ['environment']],
    [
      'the form that the environment begins, where ovh.conf holds two',
      eu,
      { OVH_CLIENT_ID: 'env-id' },
      { '/etc/ovh.conf': `${INI('etc')}client_secret=etc-cs\n` },
      ['env-id', 'etc-cs'],
      ['environment', '/etc/ovh.conf'],
    ],
    [
      'an empty variable is none',
      eu,
      { ...KEYS_ENV, OVH_CONSUMER_KEY: '' },
      etc,
      ['env-ak', 'env-as', 'etc-ck'],
      ['environment', '/etc/ovh.conf'],
    ],
  ] as const)('%s', (_, text, env, files, expected, sources) => {
    const config = load(text, env, files);
    expect(values(config.credentials)).toEqual(expected);
    expect(config.credentialSources).toEqual(sources);
  });

  test('the token address is the region’s unless it is written', () => {
    const oauth2 = `${ENTRY}auth: { clientId: a, clientSecret: b }\n`;
    expect(load(`region: ca\n${oauth2}`).credentials).toMatchObject({
      tokenUrl: 'https://ca.ovh.com/auth/oauth2/token',
    });
    expect(load(`region: ca\ntokenUrl: https://x.y/z\n${oauth2}`).credentials).toMatchObject({
      tokenUrl: 'https://x.y/z',
    });
  });

  test('ovh.conf is not even read where nothing is missing', () => {
    const broken = {
      '/project/ovh.conf': 'rubbish',
      '/etc/ovh.conf': Object.assign(new Error(), { code: 'EACCES' }),
    };
    expect(load(`region: eu\n${AUTH}${ENTRY}`, {}, broken).region.name).toBe('eu');
    expect(load(`region: eu\n${ENTRY}`, KEYS_ENV, broken).credentialSources).toEqual(['environment']);
  });
});

describe('precedence of the region', () => {
  const rest = `${AUTH}${ENTRY}`;
  const conf = { '/etc/ovh.conf': '[default]\nendpoint=ovh-us\n' };
  test.each([
    [`region: eu\n${rest}`, { OVH_ENDPOINT: 'ovh-ca' }, conf, 'eu'],
    [rest, { OVH_ENDPOINT: 'ovh-ca' }, conf, 'ca'],
    [rest, {}, conf, 'us'],
    [rest, {}, { ...conf, '/project/ovh.conf': '[default]\nendpoint=sys-ca' }, 'soyoustart-ca'],
  ])('%#', (text, env, files, expected) => {
    expect(load(text, env as Record<string, string>, files).region.name).toBe(expected);
  });

  test('none, and a wrong one of each origin', () => {
    expect(issuesOf(() => load(rest))).toEqual([
      expect.stringContaining('source.yaml: region: is missing, and neither OVH_ENDPOINT nor'),
    ]);
    expect(issuesOf(() => load(rest, { OVH_ENDPOINT: 'ovh-ue' }))).toEqual([
      expect.stringContaining('environment: OVH_ENDPOINT: unknown region: found "ovh-ue" (did you mean "'),
    ]);
    expect(issuesOf(() => load(rest, {}, { '/etc/ovh.conf': '\n[default]\nendpoint=mars' }))).toEqual([
      expect.stringContaining('/etc/ovh.conf:3: endpoint: unknown region: found "mars"'),
    ]);
  });
});

describe('what is refused', () => {
  const eu = `region: eu\n${ENTRY}`;
  test('a mixture of forms in the file', () => {
    const found = issuesOf(() => load(`${eu}auth:\n  applicationKey: hush-a\n  token: hush-t\n`, OAUTH_ENV));
    expect(found).toEqual([
      'source.yaml:5:1: auth: mixes forms of credentials (applicationKey, token); allowed: exactly one of applicationKey + applicationSecret + consumerKey, or clientId + clientSecret, or token',
    ]);
  });

  test('two complete forms in the environment, both named', () => {
    const found = issuesOf(() => load(eu, { ...KEYS_ENV, ...OAUTH_ENV }));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(
      /^environment: holds more than one form.*OVH_APPLICATION_KEY.*OVH_CLIENT_ID, OVH_CLIENT_SECRET/,
    );
  });

  test('two complete forms in ovh.conf', () => {
    const files = { '/project/ovh.conf': INI('a'), '/etc/ovh.conf': '[ovh-eu]\naccess_token=t\n' };
    const found = issuesOf(() => load(eu, {}, files));
    expect(found).toEqual([
      expect.stringMatching(/application_key in \.\/ovh\.conf.*access_token in \/etc\/ovh\.conf/),
    ]);
  });

  test('none at all, and one that is missing', () => {
    expect(issuesOf(() => load(eu))).toEqual([
      expect.stringMatching(/^source\.yaml: auth: no credentials found.*OVH_ACCESS_TOKEN.*\/etc\/ovh\.conf$/),
    ]);
    expect(issuesOf(() => load(`${eu}auth: { applicationKey: a, applicationSecret: b }`))).toEqual([
      'source.yaml:5:1: auth.consumerKey: is missing; write it here, set OVH_CONSUMER_KEY, or put consumer_key into [ovh-eu] of an ovh.conf',
    ]);
    expect(issuesOf(() => load(eu, { OVH_CLIENT_ID: 'x' }))).toEqual([
      expect.stringContaining('set OVH_CLIENT_SECRET'),
    ]);
  });

  test('missing keys are named where the region is wrong too', () => {
    const found = issuesOf(() => load(`region: mars\n${ENTRY}auth: { clientId: a }`));
    expect(found).toHaveLength(2);
    expect(found[1]).toContain('auth.clientSecret: is missing');
  });

  test('characters that no key has', () => {
    expect(issuesOf(() => load(eu, { ...KEYS_ENV, OVH_CONSUMER_KEY: 'hush\n' }))).toEqual([
      'environment: OVH_CONSUMER_KEY: the value (not shown) holds a space, a line break or another character no key has',
    ]);
    expect(issuesOf(() => load(eu, {}, { '/etc/ovh.conf': '[ovh-eu]\naccess_token=a b' }))).toEqual([
      expect.stringContaining('/etc/ovh.conf:2: access_token: the value (not shown)'),
    ]);
    expect(issuesOf(() => load(`${eu}auth: { token: "hush\\u00e9" }`))).toEqual([
      'source.yaml:5:16: auth.token: found a text that does not fit (not shown); allowed: a key: printable characters without spaces',
    ]);
  });

  test('a malformed or unreadable ovh.conf that is needed', () => {
    const malformed = '\ufeffkey = early\r\n[ovh-eu]\r\nhush-rubbish\r\n= x\r\naccess_token: tok\r\n';
    expect(issuesOf(() => load(eu, {}, { '/project/ovh.conf': malformed }))).toEqual([
      './ovh.conf:1: this line is not understood; allowed: a [section] before the first key',
      './ovh.conf:3: this line is not understood; allowed: [section] or key = value',
      './ovh.conf:4: this line is not understood; allowed: [section] or key = value',
    ]);
    const denied = Object.assign(new Error(), { code: 'EACCES' });
    expect(issuesOf(() => load(eu, {}, { '/home/me/.ovh.conf': denied, '/etc/ovh.conf': INI('x') }))).toEqual(
      ['~/.ovh.conf: cannot be read: permission denied'],
    );
  });

  test('a draft still refuses a mixture, and OAuth2 where it does not exist', () => {
    expect(issuesOf(() => draft(`${eu}auth: { clientId: a, token: b }`))).toHaveLength(1);
    expect(issuesOf(() => draft(`region: ks-eu\n${ENTRY}`, OAUTH_ENV))).toEqual([
      expect.stringContaining('OAuth2'),
    ]);
  });
});
