// Which proxy an address is reached through, by key and environment.
import { describe, expect, test } from '@jest/globals';
import { Secret } from '../../connector/model/secret.js';
import { isConfidential } from '../../connector/network/loopback.js';
import { proxyFor } from '../../connector/network/proxy.js';
import {
  certificatesIn,
  type EnvironmentVariables,
  isProxy,
  networkSecrets,
  networkSettings,
  proxyCredentials,
  unusableProxyVariables,
} from '../../connector/network/settings.js';
import { makeCertificate } from '../sandbox/certificate.js';

const API = new URL('https://eu.api.ovh.com');
const through = (env: EnvironmentVariables, proxy?: string, address = API) =>
  proxyFor(address, networkSettings(env, proxy === undefined ? {} : { proxy }))?.reveal();

describe('the proxy', () => {
  test.each<[string, EnvironmentVariables, string | undefined, string | undefined]>([
    ['nothing', {}, undefined, undefined],
    ['HTTPS_PROXY', { HTTPS_PROXY: 'http://a:1' }, undefined, 'http://a:1/'],
    ['https_proxy', { https_proxy: 'http://a:1' }, undefined, 'http://a:1/'],
    [
      'both cases: small letters',
      { https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:1' },
      undefined,
      'http://a:1/',
    ],
    ['HTTP_PROXY alone', { HTTP_PROXY: 'http://a:1' }, undefined, 'http://a:1/'],
    ['http_proxy alone', { http_proxy: 'http://a:1' }, undefined, 'http://a:1/'],
    [
      'HTTPS_PROXY before http_proxy',
      { http_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:1' },
      undefined,
      'http://b:1/',
    ],
    ['an empty variable', { HTTPS_PROXY: '', HTTP_PROXY: 'http://a:1' }, undefined, 'http://a:1/'],
    ['no scheme', { HTTPS_PROXY: 'proxy.corp:3128' }, undefined, 'http://proxy.corp:3128/'],
    ['no port', { HTTPS_PROXY: 'proxy.corp' }, undefined, 'http://proxy.corp/'],
    ['an https proxy', { HTTPS_PROXY: 'https://proxy.corp:3129/' }, undefined, 'https://proxy.corp:3129/'],
    ['the key', {}, 'http://a:1', 'http://a:1/'],
    ['the key before the environment', { HTTPS_PROXY: 'http://b:1' }, 'http://a:1', 'http://a:1/'],
    ['none as the key', { HTTPS_PROXY: 'http://b:1' }, 'none', undefined],
    ['NO_PROXY with the key', { NO_PROXY: 'ovh.com' }, 'http://a:1', undefined],
  ])('%s', (_, env, key, expected) => {
    expect(through(env, key)).toBe(expected);
  });

  test.each(['https://127.0.0.1:8080', 'http://127.1.2.3', 'http://localhost:1', 'https://[::1]:9'])(
    '%s is never reached through one',
    (address) => {
      expect(
        through({ HTTPS_PROXY: 'http://a:1', HTTP_PROXY: 'http://a:1' }, undefined, new URL(address)),
      ).toBeUndefined();
    },
  );

  test.each([
    'socks5://proxy:1080',
    'ftp://proxy',
    'http://',
    'http://proxy:99999',
    'http://proxy/path',
    'http://proxy?x=1',
    'http://a b',
    'http://pro xy:1',
    '::',
  ])('%j is none, and the variable is named', (value) => {
    expect(isProxy(value)).toBe(false);
    expect(unusableProxyVariables({ HTTPS_PROXY: value, http_proxy: 'http://a:1' })).toEqual(['HTTPS_PROXY']);
  });
});

describe('NO_PROXY', () => {
  const isExcepted = (exceptions: string, address: string, name = 'NO_PROXY') =>
    through({ HTTPS_PROXY: 'http://a:1', [name]: exceptions }, undefined, new URL(address)) === undefined;

  test.each<[string, string, boolean]>([
    ['*', 'https://eu.api.ovh.com', true],
    ['eu.api.ovh.com', 'https://eu.api.ovh.com', true],
    ['ovh.com', 'https://eu.api.ovh.com', true],
    ['.ovh.com', 'https://eu.api.ovh.com', true],
    ['*.ovh.com', 'https://eu.api.ovh.com', true],
    ['OVH.com', 'https://eu.api.ovh.com', true],
    ['ovh.com.', 'https://eu.api.ovh.com', true],
    ['ovh.com', 'https://EU.api.OVH.com.', true],
    ['vh.com', 'https://eu.api.ovh.com', false],
    ['api.ovh.com.evil.example', 'https://eu.api.ovh.com', false],
    ['a.example, ovh.com', 'https://eu.api.ovh.com', true],
    ['a.example ovh.com', 'https://eu.api.ovh.com', true],
    [' , ,', 'https://eu.api.ovh.com', false],
    ['ovh.com:443', 'https://eu.api.ovh.com', true],
    ['ovh.com:8443', 'https://eu.api.ovh.com', false],
    ['ovh.com:8443', 'https://eu.api.ovh.com:8443', true],
    ['10.0.0.1', 'https://10.0.0.1', true],
    ['10.0.0.1', 'https://10.0.0.10', false],
    ['0.1', 'https://10.0.0.1', false],
    ['10.0.0.0/8', 'https://10.200.3.4:9000', true],
    ['10.0.0.0/8', 'https://11.0.0.1', false],
    ['10.0.0.0/99', 'https://10.0.0.1', false],
    ['10.0.0.0/8', 'https://eu.api.ovh.com', false],
    ['fd00::/8', 'https://[fd12::1]', true],
    ['fd00::/8', 'https://[fe80::1]', false],
    ['[fd12::1]', 'https://[fd12::1]:9000', true],
    ['fd12::1', 'https://[fd12::1]:9000', true],
    ['[fd12::1]:9000', 'https://[fd12::1]:9000', true],
    ['[fd12::1]:9001', 'https://[fd12::1]:9000', false],
    ['http://ovh.com', 'https://eu.api.ovh.com', false],
  ])('%j for %s: %s', (exceptions, address, expected) => {
    expect(isExcepted(exceptions, address)).toBe(expected);
    expect(isExcepted(exceptions, address, 'no_proxy')).toBe(expected);
  });
});

describe('user and password of a proxy', () => {
  test.each([
    ['http://user:pass-word@proxy:1', 'user:pass-word'],
    ['http://user:p%40ss%3Aw%25rd@proxy:1', 'user:p@ss:w%rd'],
    ['http://user:100%zz@proxy:1', 'user:100%zz'],
    ['http://user@proxy:1', 'user:'],
    ['http://d%C3%A9j%C3%A0:vu-vu@proxy:1', 'déjà:vu-vu'],
  ])('%s', (address, expected) => {
    const sent = proxyCredentials(new Secret(address)) ?? '';
    expect(Buffer.from(sent, 'base64').toString('utf8')).toBe(expected);
  });

  test('are secrets in every form', () => {
    const settings = networkSettings({ HTTPS_PROXY: 'http://user:p%40ssword@proxy:1' });
    const secrets = networkSecrets(settings).map((secret) => secret.reveal());
    expect(secrets).toContain('p@ssword');
    expect(secrets).toContain(Buffer.from('user:p@ssword').toString('base64'));
    expect(JSON.stringify(settings)).not.toMatch(/ssword/);
    expect(networkSecrets(networkSettings({ HTTPS_PROXY: 'http://proxy:1' }))).toEqual([]);
  });
});

test.each([
  ['https://anything.example', true],
  ['http://127.0.0.1:8080', true],
  ['http://127.255.255.254', true],
  ['http://localhost', true],
  ['http://[::1]:80', true],
  ['http://0x7f.1', true],
  ['http://2130706433', true],
  ['http://127.0.0.1.example.com', false],
  ['http://localhost.example.com', false],
  ['http://10.0.0.1', false],
  ['http://0.0.0.0', false],
  ['http://[::ffff:7f00:1]', false],
  ['http://minio:9000', false],
  ['ftp://127.0.0.1', false],
])('%s is confidential: %s', (address, expected) => {
  expect(isConfidential(new URL(address))).toBe(expected);
});

describe('certificates of a PEM file', () => {
  const { cert, key } = makeCertificate();

  test.each<[string, string, number]>([
    ['one', cert, 1],
    ['two with words between them', `# ours\n${cert}\nsubject=x\n${cert}`, 2],
    ['with Windows line ends', cert.replaceAll('\n', '\r\n'), 1],
    ['a key beside it', key + cert, 1],
    ['a key alone', key, 0],
    ['nothing', '', 0],
    ['cut off', cert.slice(0, -40), 0],
    ['one of two broken', cert + cert.replace(/[A-Za-z0-9+/]{20}/, 'A'.repeat(20)), 0],
    ['not base64', '-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----', 0],
  ])('%s', (_, text, count) => {
    expect(certificatesIn(text)).toHaveLength(count);
  });
});
