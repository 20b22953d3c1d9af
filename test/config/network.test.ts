// The proxy and the certificate authorities of a configuration, and the switches of the environment that are refused.
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { throughNetwork } from '../../connector/config/network.js';
import { networkSettings } from '../../connector/network/settings.js';
import { makeCertificate } from '../sandbox/certificate.js';
import { AUTH, ENTRY, issuesOf, load, wrong } from './fixtures.js';

const { cert, key } = makeCertificate();
const read = (http: string, env: Record<string, string> = {}, files = {}) =>
  load(`region: eu\n${http}\n${AUTH}${ENTRY}`, env, files);

describe('proxy', () => {
  test.each<[string, Record<string, string>, string | undefined]>([
    ['', {}, undefined],
    ['', { HTTPS_PROXY: 'http://env:1' }, 'http://env:1/'],
    ['http: { proxy: "http://key:1" }', { HTTPS_PROXY: 'http://env:1' }, 'http://key:1/'],
    ['http: { proxy: key:1 }', {}, 'http://key:1/'],
    ['http: { proxy: none }', { HTTPS_PROXY: 'http://env:1' }, undefined],
    [
      'http: { proxy: "$' + '{COMPANY}" }',
      { COMPANY: 'http://user:hunter22@key:1' },
      'http://user:hunter22@key:1/',
    ],
  ])('%j with %j', (http, env, expected) => {
    const config = read(http, env);
    expect(config.network.proxy?.reveal()).toBe(expected);
    expect(inspect(config, { depth: 9 }) + JSON.stringify(config)).not.toMatch(/hunter22/);
  });

  test.each([
    ['http: { proxy: "socks5://user:hunter22@key:1" }', {}, /^source\.yaml:\d+.*: http\.proxy: .*HTTP proxy/],
    ['http: { proxy: "http://user:hunter22@key:1/path" }', {}, /http\.proxy/],
    ['http: { proxy: 7 }', {}, /http\.proxy/],
    [
      '',
      { HTTPS_PROXY: 'socks5://user:hunter22@env:1' },
      /^environment: HTTPS_PROXY: the value \(not shown\)/,
    ],
    ['', { http_proxy: 'http://env:1/path?hunter22' }, /^environment: http_proxy/],
  ])('%j with %j is refused, without its password', (http, env: Record<string, string>, words) => {
    const [issue = '', ...more] = wrong(http, env);
    expect(issue).toMatch(words);
    expect(issue).not.toMatch(/hunter22/);
    expect(more).toEqual([]);
  });
});

describe('ca', () => {
  test.each([
    ['company.pem', '/project/company.pem'],
    ['~/certs/company.pem', '/home/me/certs/company.pem'],
    ['/etc/company.pem', '/etc/company.pem'],
  ])('%s is %s', (name, file) => {
    const config = read(`http: { ca: "${name}" }`, {}, { [file]: `# of the company\n${cert}` });
    expect(config.network).toMatchObject({ ca: file, authorities: [cert.trim()] });
  });

  test.each<[string, Record<string, string | Error>, RegExp]>([
    ['is not there', {}, /company\.pem there is no such file/],
    [
      'cannot be read',
      { '/project/company.pem': Object.assign(new Error('x'), { code: 'EACCES' }) },
      /permission/,
    ],
    ['is empty', { '/project/company.pem': '' }, /no certificate in PEM form/],
    ['is a key', { '/project/company.pem': key }, /no certificate in PEM form/],
    ['is broken', { '/project/company.pem': cert.slice(0, 200) }, /no certificate in PEM form/],
  ])('a file that %s is refused before the first call', (_, files, words) => {
    const issues = issuesOf(() => read('http: { ca: company.pem }', {}, files));
    expect(issues).toEqual([expect.stringMatching(/^source\.yaml:2.*: http\.ca: /)]);
    expect(issues[0]).toMatch(words);
  });
});

test('NODE_TLS_REJECT_UNAUTHORIZED=0 is refused, with the remedy; 1 is not', () => {
  expect(wrong('', { NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toEqual([
    expect.stringMatching(/^environment: NODE_TLS_REJECT_UNAUTHORIZED: .*`ca: FILE`/),
  ]);
  expect(() => read('', { NODE_TLS_REJECT_UNAUTHORIZED: '1' })).not.toThrow();
});

test.each<[string, Record<string, string>, object]>([
  ['sqlite', { type: 'sqlite', path: '/x.db' }, {}],
  ['a folder', { type: 'parquet', path: '/x' }, {}],
  ['a bucket', { type: 'parquet', path: 's3://b' }, { proxy: 'http://proxy:1/', ca: '/company.pem' }],
  ['a bucket with its own', { type: 'csv', path: 's3://b', proxy: 'none', ca: '/own.pem' }, {}],
])('%s gets the proxy and authorities that it needs', (_, destination, more) => {
  const network = { ...networkSettings({}, { proxy: 'proxy:1' }), ca: '/company.pem' };
  expect(throughNetwork(destination as { type: string }, network)).toEqual({ ...more, ...destination });
});

test('without a proxy a bucket is told so: the environment of the process does not count then', () => {
  const network = networkSettings({ HTTPS_PROXY: 'http://env:1' }, { proxy: 'none' });
  expect(throughNetwork({ type: 'csv', path: 's3://b' }, network)).toMatchObject({ proxy: 'none' });
});
