import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nearest, snakeCase } from '../../connector/model/names.js';

describe('snake case', () => {
  test.each([
    ['billId', 'bill_id'],
    ['billDetailId', 'bill_detail_id'],
    ['IPv4-Block', 'ipv4_block'],
    ['ipv6Address', 'ipv6_address'],
    ['myIPv4', 'my_ipv4'],
    ['project_id', 'project_id'],
    ['priceWithTax.value', 'price_with_tax_value'],
    ['HTTPServer', 'http_server'],
    ['serverURL', 'server_url'],
    ['URLOfServer2', 'url_of_server2'],
    ['oauth2Client', 'oauth2_client'],
    ['ID', 'id'],
    ['A', 'a'],
    ['me.bill-details', 'me_bill_details'],
    ['  spaced  out ', 'spaced_out'],
    ['Étéàü', 'eteau'],
    ['__x__', 'x'],
    ['日本', ''],
    ['', ''],
  ])('%j is %j', (name, expected) => {
    expect(snakeCase(name)).toBe(expected);
  });

  test('gives names that every destination takes, and leaves such a name alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const snake = snakeCase(name);
        expect(snake).toMatch(/^$|^[a-z0-9]+(_[a-z0-9]+)*$/);
        expect(snakeCase(snake)).toBe(snake);
      }),
    );
  });
});

describe('the nearest name', () => {
  const known = ['callsPerSecond', 'concurrency', 'deadline', 'timeout'];

  test.each([
    ['timout', 'timeout'],
    ['TIMEOUT', 'timeout'],
    ['calls_per_second', 'callsPerSecond'],
    ['conccurency', 'concurrency'],
    ['deadlien', 'deadline'],
    ['region', undefined],
    ['', undefined],
  ])('to %j is %j', (name, expected) => {
    expect(nearest(name, known)).toBe(expected);
  });

  test('of several is the one with the fewest differences', () => {
    expect(nearest('bills', ['bil', 'bill', 'balls-of'])).toBe('bill');
    expect(nearest('x', [])).toBeUndefined();
  });
});
