// JSON values as plain data: JSON.stringify and back gives the same value, digit for digit.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Decimal, type JsonValue } from '../../connector/model/json.js';
import { fromPlain, toPlain } from '../../connector/model/plain-json.js';

const through = (value: JsonValue) => fromPlain(JSON.parse(JSON.stringify(toPlain(value))));

describe('plain JSON', () => {
  test.each<[JsonValue]>([
    [null],
    [''],
    [0],
    [9007199254740993n],
    [-(2n ** 64n)],
    [new Decimal('59.90')],
    [new Decimal('1E+2')],
    [{ a: [1, { b: new Decimal('0.1') }], c: 'x' }],
    [{ $number: '1' }],
    [{ $number: 1n }],
    [{ $object: { $number: '1' } }],
    [{ $object: 'x', other: [9007199254740993n] }],
    [[{ $number: { $object: {} } }]],
  ])('%p comes back', (value) => {
    expect(through(value)).toEqual(value);
  });

  test('of any shape', () => {
    const { value } = fc.letrec<{ value: JsonValue; leaf: JsonValue }>((tie) => ({
      leaf: fc.oneof(
        fc.constant(null),
        fc.boolean(),
        fc.string(),
        fc.maxSafeInteger(),
        fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }),
        fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => new Decimal(`${a}.${b}`)),
      ),
      value: fc.oneof(
        { maxDepth: 4 },
        tie('leaf'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(
          fc.oneof(
            fc.constantFrom('$number', '$object', 'a'),
            fc.string().filter((key) => key !== '__proto__'),
          ),
          tie('value'),
          { maxKeys: 3, noNullPrototype: true },
        ),
      ),
    }));
    fc.assert(fc.property(value, (one) => expect(through(one)).toEqual(one)));
  });

  test('plain data stays as it is', () => {
    expect(toPlain({ a: [1, 'x', null, true] })).toEqual({ a: [1, 'x', null, true] });
  });
});
