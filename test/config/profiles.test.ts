// Profiles of an ovh.conf: who chooses them, what wins over them, and what is refused.
import { describe, expect, test } from '@jest/globals';
import { draft, ENTRY, issuesOf, machine, PRESETS, readConfig } from './fixtures.js';

const keys = (mark: string) =>
  `application_key=${mark}-ak\napplication_secret=${mark}-as\nconsumer_key=${mark}-ck\n`;
const PROFILES = `[profile:work]\nendpoint=ovh-eu\n${keys('work')}\n[profile:home]\nendpoint=ovh-ca\n${keys('home')}\n`;
const PLAIN = `[default]\nendpoint=ovh-eu\n\n[ovh-eu]\n${keys('plain')}\n[ovh-ca]\n${keys('plain-ca')}\n`;
const ACTIVE = `[default]\nendpoint=ovh-eu\nprofile=work\n\n[ovh-eu]\n${keys('plain')}\n${PROFILES}`;
const ENV = { OVH_APPLICATION_KEY: 'env-ak', OVH_APPLICATION_SECRET: 'env-as', OVH_CONSUMER_KEY: 'env-ck' };
const HOME = '/home/me/.ovh.conf';
const HERE = '/project/ovh.conf';
const ETC = '/etc/ovh.conf';

interface Given {
  text?: string;
  env?: Record<string, string>;
  files: Record<string, string | Error>;
  profile?: string;
}

function config({ text = '', env = {}, files, profile }: Given) {
  const all = { '/project/source.yaml': `${text}\n${ENTRY}`, ...files };
  return readConfig('source.yaml', machine(all, env), { presets: PRESETS, profile });
}

/** Region, application key and consumer key. */
function found(given: Given): string[] {
  const { region, credentials } = config(given);
  if (credentials.kind === 'bearer') return [region.name, credentials.token.reveal()];
  if (credentials.kind === 'oauth2') return [region.name, credentials.clientId];
  return [region.name, credentials.applicationKey.reveal(), credentials.consumerKey?.reveal() ?? ''];
}

const wrong = (given: Given) => issuesOf(() => config(given));

describe('who chooses', () => {
  test.each<[string, Given, string[]]>([
    ['nobody', { files: { [HOME]: PLAIN + PROFILES } }, ['eu', 'plain-ak', 'plain-ck']],
    ['[default]', { files: { [HOME]: ACTIVE } }, ['eu', 'work-ak', 'work-ck']],
    [
      'OVH_PROFILE',
      { files: { [HOME]: ACTIVE }, env: { OVH_PROFILE: 'home' } },
      ['ca', 'home-ak', 'home-ck'],
    ],
    [
      'an empty OVH_PROFILE does not',
      { files: { [HOME]: ACTIVE }, env: { OVH_PROFILE: '' } },
      ['eu', 'work-ak', 'work-ck'],
    ],
    [
      'the configuration',
      { text: 'profile: work', files: { [HOME]: ACTIVE }, env: { OVH_PROFILE: 'home' } },
      ['eu', 'work-ak', 'work-ck'],
    ],
    [
      'the flag',
      { text: 'profile: work', files: { [HOME]: ACTIVE }, env: { OVH_PROFILE: 'work' }, profile: 'home' },
      ['ca', 'home-ak', 'home-ck'],
    ],
    [
      'default of the flag is the plain sections',
      { files: { [HOME]: ACTIVE }, profile: 'default' },
      ['eu', 'plain-ak', 'plain-ck'],
    ],
    [
      'default of OVH_PROFILE',
      { files: { [HOME]: ACTIVE }, env: { OVH_PROFILE: 'default' } },
      ['eu', 'plain-ak', 'plain-ck'],
    ],
    [
      'default in [default]',
      { files: { [HOME]: ACTIVE.replace('profile=work', 'profile=default') } },
      ['eu', 'plain-ak', 'plain-ck'],
    ],
    [
      'default of the configuration',
      { text: 'profile: default', files: { [HOME]: ACTIVE } },
      ['eu', 'plain-ak', 'plain-ck'],
    ],
    [
      '[default] of a nearer file',
      { files: { [HERE]: '[default]\nprofile=home\n', [HOME]: ACTIVE } },
      ['ca', 'home-ak', 'home-ck'],
    ],
    [
      'plain keys of a nearer file',
      { files: { [HERE]: PLAIN, [HOME]: ACTIVE } },
      ['eu', 'plain-ak', 'plain-ck'],
    ],
    [
      'a file without keys before it',
      { files: { [HERE]: '[ovh-cli]\ndefault_cloud_project=x\n', [ETC]: ACTIVE } },
      ['eu', 'work-ak', 'work-ck'],
    ],
    [
      'a region of the configuration',
      { text: 'region: ovh-eu', files: { [HOME]: ACTIVE } },
      ['eu', 'work-ak', 'work-ck'],
    ],
  ])('%s', (_, given, expected) => {
    expect(found(given)).toEqual(expected);
  });

  test('the profile is told, and stands with the keys', () => {
    expect(config({ files: { [HOME]: ACTIVE } })).toMatchObject({
      profile: 'work',
      credentialSources: ['~/.ovh.conf'],
    });
    expect(config({ files: { [HOME]: PLAIN } }).profile).toBeUndefined();
  });
});

describe('what a profile has', () => {
  test.each<[string, Given, string[]]>([
    [
      'a token',
      { files: { [HOME]: '[profile:a]\nendpoint=ovh-us\naccess_token=tok\n' }, profile: 'a' },
      ['us', 'tok'],
    ],
    [
      'a service account',
      { files: { [HOME]: '[profile:a]\nendpoint=ovh-ca\nclient_id=id\nclient_secret=cs\n' }, profile: 'a' },
      ['ca', 'id'],
    ],
    [
      'no endpoint: that of [default]',
      { files: { [HOME]: `[default]\nendpoint=ovh-ca\n[profile:a]\n${keys('a')}` }, profile: 'a' },
      ['ca', 'a-ak', 'a-ck'],
    ],
    [
      'an address',
      { files: { [HOME]: `[profile:a]\nendpoint=https://ca.api.ovh.com/1.0\n${keys('a')}` }, profile: 'a' },
      ['ca', 'a-ak', 'a-ck'],
    ],
    [
      'an environment that wins key by key',
      { files: { [HOME]: ACTIVE }, env: { OVH_CONSUMER_KEY: 'env-ck' } },
      ['eu', 'work-ak', 'env-ck'],
    ],
    [
      'an environment that wins',
      { files: { [HOME]: ACTIVE }, env: ENV, profile: 'work' },
      ['eu', 'env-ak', 'env-ck'],
    ],
    [
      'keys in the configuration, whatever the environment chooses',
      { text: 'region: ca\nauth: { token: t }', files: {}, env: { OVH_PROFILE: 'none' } },
      ['ca', 't'],
    ],
  ])('%s', (_, given, expected) => {
    expect(found(given)).toEqual(expected);
  });

  test('a chosen profile whose keys the environment replaces is warned of', () => {
    const { warnings } = config({ files: { [HOME]: ACTIVE }, env: ENV, profile: 'work' });
    expect(warnings).toEqual([
      {
        code: 'profile-unused',
        where: '--profile',
        message: expect.stringMatching(/no key of the profile "work" is used/),
      },
    ]);
    expect(
      config({ files: { [HOME]: ACTIVE }, env: { OVH_CONSUMER_KEY: 'x' }, profile: 'work' }).warnings,
    ).toEqual([]);
  });

  test('no file is read where nothing is missing and nothing chooses', () => {
    const files = { [HOME]: Object.assign(new Error(), { code: 'EACCES' }), [HERE]: 'rubbish' };
    expect(found({ text: 'region: eu', files, env: ENV })).toEqual(['eu', 'env-ak', 'env-ck']);
  });
});

describe('what is refused', () => {
  test.each<[string, Given, RegExp[]]>([
    [
      'a profile that is not there, of the flag',
      { files: { [HOME]: ACTIVE }, profile: 'wrok' },
      [
        /^--profile: there is no profile "wrok" \(did you mean "work"\?\): no \[profile:wrok\] in \.\/ovh\.conf, .*\/etc\/ovh\.conf; there are: work, home$/,
      ],
    ],
    [
      'of OVH_PROFILE',
      { files: { [HOME]: PLAIN }, env: { OVH_PROFILE: 'work' } },
      [/^environment: OVH_PROFILE: there is no profile "work".*there are none$/],
    ],
    [
      'of OVH_PROFILE beside all keys',
      { text: 'region: eu', files: { [HOME]: PLAIN }, env: { ...ENV, OVH_PROFILE: 'work' } },
      [/OVH_PROFILE: there is no profile/],
    ],
    [
      'of [default]',
      { files: { [HOME]: `[default]\nendpoint=ovh-eu\nprofile=gone\n[ovh-eu]\n${keys('plain')}` } },
      [/^~\/\.ovh\.conf:3: profile: there is no profile "gone"/],
    ],
    [
      'of the configuration',
      { text: 'region: eu\nprofile: gone', files: {} },
      [/^source\.yaml:2:10: profile: there is no profile "gone"/],
    ],
    [
      'a section of that name that is no profile',
      { text: 'region: eu', files: { [HOME]: `[work]\n${keys('x')}` }, profile: 'work' },
      [/no \[profile:work\]/],
    ],
    [
      'keys of a plain section do not help',
      { files: { [HOME]: `${PLAIN}[profile:a]\nendpoint=ovh-eu\napplication_key=a\n` }, profile: 'a' },
      [/auth\.applicationSecret: is missing.*\[profile:a\] of an ovh\.conf/, /consumerKey: is missing/],
    ],
    [
      'a profile of another region',
      { text: 'region: eu', files: { [HOME]: ACTIVE }, profile: 'home' },
      [/^--profile: is for "ovh-ca", and the region is eu/],
    ],
    [
      'a profile of another region than OVH_ENDPOINT',
      { files: { [HOME]: ACTIVE }, env: { OVH_ENDPOINT: 'ovh-ca' } },
      [/profile: is for "ovh-eu", and the region is ca/],
    ],
    [
      'the flag beside keys of the configuration',
      { text: 'region: eu\nauth: { token: t }', files: { [HOME]: ACTIVE }, profile: 'work' },
      [/^--profile: has no effect: the keys are under auth/],
    ],
    [
      'two choices in the configuration',
      { text: 'region: eu\nprofile: work\nauth: { token: t }', files: { [HOME]: ACTIVE } },
      [/profile: has no effect/],
    ],
    [
      'an unknown endpoint of a profile',
      { files: { [HOME]: `[profile:a]\nendpoint=mars\n${keys('a')}` }, profile: 'a' },
      [/^~\/\.ovh\.conf:2: endpoint: unknown region: found "mars"/],
    ],
    [
      'another address',
      { files: { [HOME]: `[default]\nendpoint=https://proxy.example/1.0\n` }, env: ENV },
      [/endpoint: unknown region: found an address/],
    ],
  ])('%s', (_, given, words) => {
    const issues = wrong(given);
    expect(issues).toHaveLength(words.length);
    for (const [index, word] of words.entries()) expect(issues[index]).toMatch(word);
  });

  test.each([
    ['profil', /did you mean "profile"\?\)/],
    ['Profiles', /did you mean "profile"\?\)/],
    ['endpont', /did you mean "endpoint"\?\)/],
    ['account', /of \[default\] count: endpoint, profile/],
    ['nichandle', /unknown key/],
    ['section', /unknown key/],
  ])('[default] with %s, which would choose whose keys are used', (key, words) => {
    const [issue = '', ...more] = wrong({
      files: { [HOME]: `[default]\nendpoint=ovh-eu\n${key}=work\n[ovh-eu]\n${keys('plain')}${PROFILES}` },
    });
    expect(issue).toMatch(new RegExp(`^~/\\.ovh\\.conf:3: ${key.toLowerCase()}: unknown key`));
    expect(issue).toMatch(words);
    expect(more).toEqual([]);
  });

  test('`profile` outside of [default], which nobody would read', () => {
    const files = {
      [HOME]: `[default]\nendpoint=ovh-eu\n[ovh-eu]\nprofile=work\n${keys('plain')}${PROFILES}`,
    };
    expect(wrong({ files })).toEqual([
      expect.stringMatching(/:4: profile: chooses nothing here: it belongs to \[default\]/),
    ]);
  });

  test.each<[string, Record<string, string>, string]>([
    ['of a region', { OVH_ENDPOINT: 'ovh-eu' }, 'ovh-eu'],
    ['of a profile', { OVH_PROFILE: 'a' }, 'profile:a'],
  ])('a misspelt key in a section %s that is used', (_, env, section) => {
    const text = `[${section}]\nendpoint=ovh-eu\naplicaton_key=canary-1\n${keys('plain')}cosumer_key=canary-2\n`;
    const files = { [HOME]: text };
    expect(wrong({ files, env })).toEqual([
      '~/.ovh.conf:3: aplicaton_key: unknown key (did you mean "application_key"?)',
      '~/.ovh.conf:7: cosumer_key: unknown key (did you mean "consumer_key"?)',
    ]);
  });

  test('a misspelt key in a section that nobody uses, and keys of other tools, stay', () => {
    const others = 'client_id=c\naccess_token=\nclient_name=n\ntoken_url=t\ninsecure=1\napplication_name=n\n';
    const files = {
      [HOME]: `[default]\nendpoint=ovh-eu\n[ovh-eu]\n${keys('plain')}${others}[ovh-ca]\naplication_key=a\n`,
    };
    expect(found({ files })).toEqual(['eu', 'plain-ak', 'plain-ck']);
  });

  test('keys of [default] that choose nothing stay', () => {
    const files = {
      [HOME]: `[default]\nendpoint=ovh-eu\ndefault_cloud_project=p\ntimeout=3\n[ovh-eu]\n${keys('plain')}`,
    };
    expect(found({ files })).toEqual(['eu', 'plain-ak', 'plain-ck']);
  });
});

describe('addresses', () => {
  test.each([
    ['https://eu.api.ovh.com/1.0', 'https://eu.api.ovh.com/1.0', 'eu'],
    ['https://eu.api.ovh.com/v1', 'https://eu.api.ovh.com/1.0', 'eu'],
    ['https://ca.api.ovh.com/1.0/', 'https://ca.api.ovh.com', 'ca'],
    ['https://api.us.ovhcloud.com/v1', 'ovh-us', 'us'],
    ['ovh-eu', 'https://eu.api.ovh.com/1.0', 'eu'],
    ['https://EU.api.ovh.com/1.0', 'https://eu.api.ovh.com/1.0', 'eu'],
    ['https://eu.api.soyoustart.com/1.0', 'https://eu.api.soyoustart.com/1.0', 'soyoustart-eu'],
  ])('endpoint %s with a section %s', (endpoint, section, region) => {
    const files = { [HOME]: `[default]\nendpoint = ${endpoint}\n\n[${section}]\n${keys('a')}` };
    expect(found({ files })).toEqual([region, 'a-ak', 'a-ck']);
    expect(
      found({ files: { [HOME]: `[${section}]\n${keys('a')}` }, env: { OVH_ENDPOINT: endpoint } }),
    ).toEqual([region, 'a-ak', 'a-ck']);
    expect(found({ text: `region: ${endpoint}`, files })).toEqual([region, 'a-ak', 'a-ck']);
  });
});

describe('connections', () => {
  const text = 'connections:\n  - { name: work, region: eu }\n  - { name: other, profile: home }\n';
  const read = (given: Given, connections: string[]) => {
    const all = { '/project/source.yaml': `${given.text}\n${ENTRY}`, ...given.files };
    return readConfig('source.yaml', machine(all, given.env), {
      presets: PRESETS,
      connections,
      profile: given.profile,
    });
  };

  test.each<[string, string[], Record<string, string>, string]>([
    ['the profile of its name', ['work'], {}, 'work-ak'],
    ['the profile that it names', ['other'], {}, 'home-ak'],
    ['the profile that its variable names', ['work'], { WORK_OVH_PROFILE: 'home2' }, 'home2-ak'],
    ['not that of OVH_PROFILE', ['work'], { OVH_PROFILE: 'home' }, 'work-ak'],
  ])('%s', (_, connections, env, expected) => {
    const files = { [HOME]: `${ACTIVE}[profile:home2]\n${keys('home2')}` };
    const { credentials } = read({ text, files, env }, connections);
    expect(credentials.kind === 'keys' && credentials.applicationKey.reveal()).toBe(expected);
  });

  test('its plain section comes first, and the flag is refused', () => {
    const files = { [HOME]: `${PROFILES}[work]\n${keys('section')}` };
    const { credentials } = read({ text, files }, ['work']);
    expect(credentials.kind === 'keys' && credentials.applicationKey.reveal()).toBe('section-ak');
    expect(issuesOf(() => read({ text, files, profile: 'work' }, ['work']))).toEqual([
      expect.stringMatching(/^--profile: is for one account, and there are several connections/),
    ]);
  });
});

test('a draft has a profile without keys', () => {
  const files = { [HOME]: '[profile:a]\nendpoint=ovh-ca\n' };
  expect(draft(`profile: a\n${ENTRY}`, {}, files)).toMatchObject({
    profile: 'a',
    region: { name: 'ca' },
    warnings: [],
  });
});
