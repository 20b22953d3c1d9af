import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  expandPath,
  PathValueError,
  parametersOf,
  parsePath,
  routeOf,
  templateOf,
} from '../../connector/plan/path-template.js';

function segments(path: string) {
  const parsed = parsePath(path);
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.segments;
}

describe('paths', () => {
  test.each([
    ['/me/bill/{billId}', '/1.0/me/bill/{billId}', '/me/bill/{billId}'],
    ['/1.0/me', '/1.0/me', '/me'],
    ['/v1/me/bill', '/v1/me/bill', '/me/bill'],
    ['/v2/iam/resource', '/v2/iam/resource', '/v2/iam/resource'],
    ['/v1x/me', '/1.0/v1x/me', '/v1x/me'],
  ])('%s', (path, template, route) => {
    expect(templateOf(segments(path))).toBe(template);
    expect(routeOf(segments(path))).toBe(route);
  });

  test('parameters are found by themselves, in their order', () => {
    expect(parametersOf(segments('/ip/{ip}/firewall/{ipOnFirewall}/rule/{sequence}'))).toEqual([
      'ip',
      'ipOnFirewall',
      'sequence',
    ]);
  });

  test.each([
    ['/me//bill', /empty segment/],
    ['/me/bill/', /empty segment/],
    ['/me/../auth', /"\.\." is not allowed/],
    ['/me/./bill', /"\." is not allowed/],
    ['/me/%2e%2e/auth', /hides a dot/],
    ['/me/bill?x=1', /under `query`/],
    ['/me/bill#x', /under `query`/],
    ['/me/b{x}', /a whole segment/],
    ['/me/{}', /a whole segment/],
    ['/me/{a}/{a}', /\{a\} stands in it twice/],
    ['/me/b ll', /percent-encoded/],
    ['/me/bü', /percent-encoded/],
    ['/me/x\r\nHost: evil', /percent-encoded/],
    ['/me/"x"', /percent-encoded/],
  ])('%s is refused', (path, words) => {
    const parsed = parsePath(path);
    expect('error' in parsed ? parsed.error : 'accepted').toMatch(words);
  });
});

describe('values in paths', () => {
  test.each([
    ['1.2.3.4/32', '1.2.3.4%2F32'],
    ['2001:db8::/56', '2001%3Adb8%3A%3A%2F56'],
    ['+33123456789', '%2B33123456789'],
    ['münchen.example', 'm%C3%BCnchen.example'],
    ['a b', 'a%20b'],
    ['50%', '50%25'],
    ['a?b#c', 'a%3Fb%23c'],
    ['*', '*'],
    ['%2e%2e', '%252e%252e'],
  ])('%s is encoded once', (value, encoded) => {
    expect(expandPath(segments('/ip/{ip}'), { ip: value })).toBe(`/1.0/ip/${encoded}`);
  });

  test('64-bit ids keep their digits', () => {
    expect(expandPath(segments('/x/{id}'), { id: 9223372036854775807n })).toBe('/1.0/x/9223372036854775807');
  });

  test.each(['', '.', '..', 'a\ud800'])('%j is refused', (value) => {
    expect(() => expandPath(segments('/x/{id}'), { id: value })).toThrow(PathValueError);
  });

  test('a parameter without a value is refused', () => {
    expect(() => expandPath(segments('/x/{id}'), {})).toThrow(/\{id\} has no value/);
  });

  test('what was put in comes out again, and never another segment', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (value) => {
        fc.pre(value !== '.' && value !== '..' && value.isWellFormed());
        const path = expandPath(segments('/x/{id}/y'), { id: value });
        const parts = path.split('/');
        expect(parts).toHaveLength(5);
        expect(decodeURIComponent(parts[3] ?? '')).toBe(value);
        expect(path).toMatch(/^[!-~]+$/);
      }),
    );
  });
});
