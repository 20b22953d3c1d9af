/** The verifier against the public test vectors of the official clients. */
import { describe, expect, test } from '@jest/globals';
import { isSignedBy, signatureOf } from '../../sandbox/auth/signature.js';

const keys = {
  applicationSecret: '9ufkBmLaTQ9nz5yMUlg79taH0GNnzDjk',
  consumerKey: '5mBuy6SUQcRw2ZUxg0cG68BoDKpED4KY',
  timestamp: '1457018875',
};
const body = '{"a":"b","c":"d"}';
const eu = 'https://eu.api.ovh.com';

const vectors: readonly (readonly [string, string, string, string])[] = [
  ['GET', '/1.0/auth', '', 'e9556054b6309771395efa467c22e627407461ad'],
  ['POST', '/1.0/auth', body, 'ec2fb5c7a81f64723c77d2e5b609ae6f58a84fc1'],
  ['PUT', '/1.0/auth', body, '8a75a9e7c8e7296c9dbeda6a2a735eb6bd58ec4b'],
  ['DELETE', '/1.0/auth', '', 'a1eecd00b3b02b6cf5708b84b9ff42059a950d85'],
  ['GET', '/1.0/authTO', '', '1f0958be70f095ddaba525778a9ac1dcffac89f3'],
  ['POST', '/1.0/authTO', body, 'b592effcb3bc2d37860eceb06a1b17670fbe49c6'],
  ['GET', '/1.0/call', '', '7f2db49253edfc41891023fcd1a54cf61db05fbb'],
  ['GET', '/v1/call', '', 'e6e7906d385eb28adcbfbe6b66c1528a42d741ad'],
  ['GET', '/v2/call', '', 'bb63b132a6f84ad5433d0c534d48d3f7c3804285'],
  ['GET', '/1.0/ip/1.2.3.4%2F32', '', '9533f5905acafdf4bf063af3a0f1c15e920e2ab8'],
  [
    'GET',
    '/1.0/me/bill?date.from=2024-01-01T00%3A00%3A00%2B00%3A00',
    '',
    'dbe92d3709cb371b29a5ab8850f5cb010ca0fe76',
  ],
];

describe('signature', () => {
  test.each(vectors)('%s %s %s', (method, path, text, hash) => {
    expect(signatureOf({ ...keys, method, url: eu + path, body: text })).toBe(`$1$${hash}`);
  });

  test('hashes the bytes of a body, which need not be text', () => {
    const bytes = new Uint8Array([0xff, 0x00, 0xfe]);
    const request = { ...keys, method: 'POST', url: eu, body: bytes };
    expect(signatureOf(request)).not.toBe(
      signatureOf({ ...request, body: Buffer.from(bytes).toString('utf8') }),
    );
  });

  test.each([
    ['another secret', { applicationSecret: 'x' }],
    ['another consumer key', { consumerKey: 'x' }],
    ['another method', { method: 'PUT' }],
    ['another URL', { url: `${eu}/1.0/auth?` }],
    ['another body', { body: `${body} ` }],
    ['another time', { timestamp: '1457018876' }],
  ])('refuses %s', (_name, change) => {
    const request = { ...keys, method: 'POST', url: `${eu}/1.0/auth`, body };
    expect(isSignedBy('$1$ec2fb5c7a81f64723c77d2e5b609ae6f58a84fc1', request)).toBe(true);
    expect(isSignedBy('$1$ec2fb5c7a81f64723c77d2e5b609ae6f58a84fc1', { ...request, ...change })).toBe(false);
  });

  test('refuses an upper-case or shortened hash', () => {
    const request = { ...keys, method: 'GET', url: `${eu}/1.0/auth`, body: '' };
    expect(isSignedBy('$1$E9556054B6309771395EFA467C22E627407461AD', request)).toBe(false);
    expect(isSignedBy('$1$e9556054', request)).toBe(false);
  });
});
