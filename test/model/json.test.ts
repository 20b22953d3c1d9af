import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Decimal, isObject, isScalar, plainDecimal, stringifyJson } from '../../connector/model/json.js';

/** A decimal text as a whole number and the power of ten by which it is to be multiplied. */
function exactly(text: string): { whole: bigint; power: number } {
  const match = /^(-?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!match) throw new Error(`not a number: ${text}`);
  const [, sign = '', integer = '', fraction = '', exponent = '0'] = match;
  return { whole: BigInt(sign + integer + fraction), power: Number(exponent) - fraction.length };
}

function areEqual(a: string, b: string): boolean {
  const [left, right] = [exactly(a), exactly(b)];
  const power = Math.min(left.power, right.power);
  const scaled = ({ whole, power: own }: typeof left) => whole * 10n ** BigInt(own - power);
  return scaled(left) === scaled(right);
}

describe('plain decimals', () => {
  const parts = fc.record({
    sign: fc.constantFrom('', '-'),
    whole: fc.oneof(fc.constant('0'), fc.stringMatching(/^[1-9][0-9]{0,25}$/)),
    fraction: fc.option(fc.stringMatching(/^[0-9]{1,25}$/), { nil: undefined }),
    mark: fc.constantFrom('e', 'E', 'e+', 'E+', 'e-', 'E-'),
    exponent: fc.integer({ min: 0, max: 400 }),
  });

  test('are the same number, written out, without needless zeros before it', () => {
    fc.assert(
      fc.property(parts, ({ sign, whole, fraction, mark, exponent }) => {
        const text = `${sign}${whole}${fraction === undefined ? '' : `.${fraction}`}${mark}${exponent}`;
        const plain = plainDecimal(text);
        expect(plain).toMatch(/^-?(0|[1-9]\d*)(\.\d+)?$/);
        expect(areEqual(plain, text)).toBe(true);
        expect(plain.startsWith('-')).toBe(sign === '-');
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['1e-05', '0.00001'],
    ['1E+2', '100'],
    ['59.90', '59.90'],
    ['1.50e1', '15.0'],
    ['1.5e0', '1.5'],
    ['0e5', '0'],
    ['0.001e2', '0.1'],
    ['0.05e3', '50'],
    ['-1.2e-1', '-0.12'],
    ['12345678901234567890.10', '12345678901234567890.10'],
    ['1e400', `1${'0'.repeat(400)}`],
    ['1e401', '1e401'],
    ['1e-401', '1e-401'],
    ['7', '7'],
  ])('%s is %s', (text, plain) => {
    expect(plainDecimal(text)).toBe(plain);
  });
});

describe('JSON text', () => {
  test('of what JSON.stringify can write is the same text', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        const integers = JSON.parse(text, (_, member) =>
          typeof member === 'number' ? Math.trunc(member % 1e9) + 0 : member,
        );
        expect(stringifyJson(integers)).toBe(JSON.stringify(integers));
      }),
    );
  });

  test('of numbers has their digits, and keys keep their order', () => {
    const value = {
      b: [new Decimal('59.90'), 12345678901234567890n, 1],
      a: null,
      c: { '': true, 'q"': '\n\ud800' },
    };
    expect(stringifyJson(value)).toBe(
      '{"b":[59.90,12345678901234567890,1],"a":null,"c":{"":true,"q\\"":"\\n\\ud800"}}',
    );
  });
});

test('objects and scalars are told apart', () => {
  const scalars = ['', 0, 1n, new Decimal('1.5')];
  const others = [null, true, undefined];
  expect(scalars.map(isScalar)).toEqual([true, true, true, true]);
  expect(scalars.some(isObject)).toBe(false);
  expect(others.some((value) => isObject(value) || isScalar(value))).toBe(false);
  expect([isObject({}), isObject([]), isScalar({}), isScalar([])]).toEqual([true, false, false, false]);
});

test('a decimal is its digits in text and in JSON', () => {
  const price = new Decimal('59.90');
  expect(`${price}`).toBe('59.90');
  expect(JSON.stringify({ price })).toBe('{"price":"59.90"}');
});
