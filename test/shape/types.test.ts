// Types of columns, money, text and JSON: every digit as it was on the wire.
import { describe, expect, test } from '@jest/globals';
import { Decimal, type JsonValue } from '../../connector/model/json.js';
import { columnsOf, record, row, shaper, types } from './records.js';

const nested = (depth: number): JsonValue => (depth === 0 ? { end: 1 } : { a: nested(depth - 1) });

describe('types come from the data', () => {
  test.each<[string, JsonValue, string, string]>([
    ['boolean', true, 'boolean', 'true'],
    ['integer', 42, 'bigint', '42'],
    ['id beyond 2^31', 3_000_000_000, 'bigint', '3000000000'],
    ['id beyond 2^53', 9_007_199_254_740_993n, 'bigint', '9007199254740993'],
    ['the largest 64-bit integer', 2n ** 63n - 1n, 'bigint', '9223372036854775807'],
    ['the smallest 64-bit integer', -(2n ** 63n), 'bigint', '-9223372036854775808'],
    ['one beyond 64 bits', 2n ** 63n, 'decimal', '9223372036854775808'],
    ['one below 64 bits', -(2n ** 63n) - 1n, 'decimal', '-9223372036854775809'],
    ['a decimal keeps its zeros', new Decimal('59.90'), 'decimal', '59.90'],
    ['a small number in exponent form', new Decimal('1e-05'), 'decimal', '0.00001'],
    ['a round number in exponent form', new Decimal('1E+2'), 'decimal', '100'],
    ['an exponent that cannot be written out', new Decimal('1e999'), 'text', '1e999'],
    ['numeric-looking text', '00123', 'text', '00123'],
    ['a phone number', '+33123456789', 'text', '+33123456789'],
    ['boolean-looking text', 'true', 'text', 'true'],
    ['empty text is not null', '', 'text', ''],
    ['NUL stays', 'a\u0000b', 'text', 'a\u0000b'],
    ['a date stays as written', '2025-01-01T00:30:00+02:00', 'text', '2025-01-01T00:30:00+02:00'],
    [
      'a list',
      ['192.0.2.1', new Decimal('1.10'), 9_007_199_254_740_993n],
      'json',
      '["192.0.2.1",1.10,9007199254740993]',
    ],
    ['an empty list', [], 'json', '[]'],
    ['an empty object', {}, 'json', '{}'],
  ])('%s', (_what, value, type, digits) => {
    expect(columnsOf({ f: value })).toEqual({ f: [type, digits] });
  });

  test('a number that is no safe integer does not pass as one', () => {
    expect(columnsOf({ f: 0.1 })).toEqual({ f: ['decimal', '0.1'] });
  });

  test('null and missing make no column; the first value does', () => {
    const one = shaper();
    expect(row(one, record({ a: null }))).not.toHaveProperty('a');
    expect(Object.keys(types(one))).toEqual(['_account', '_run_id', '_loaded_at']);
    expect(row(one, record({ a: 1 }))).toHaveProperty('a', 1);
  });

  test.each<[string, JsonValue, JsonValue, string]>([
    ['long, then double', 1, new Decimal('1.5'), 'decimal'],
    ['long, then text', 5, '0.5', 'text'],
    ['double, then long', new Decimal('1.5'), 1, 'decimal'],
    ['boolean, then text', true, 'maybe', 'text'],
    ['boolean, then number', true, 1, 'text'],
    ['list, then text', ['a'], 'a', 'text'],
    ['text, then number', 'a', 1, 'text'],
    ['within 64 bits, then beyond', 1, 2n ** 70n, 'decimal'],
  ])('widening: %s', (_what, first, second, type) => {
    const one = shaper();
    one.shape(record({ f: first }));
    const before = one.schema();
    one.shape(record({ f: second }));
    expect(types(one).f).toBe(type);
    const from = before.columns.find((column) => column.name === 'f')?.type;
    expect(one.schema() === before).toBe(from === type);
    expect(one.drift().columnsWidened).toEqual(from === type ? [] : [`f (${from} -> ${type})`]);
  });
});

describe('objects flatten', () => {
  test('nested names, units and JSON columns', () => {
    const payload = {
      billId: 'FR1',
      quota: { unit: 'GB', value: 10 },
      tags: { 'a.b': 'x', c: null },
      deep: { er: { yes: true } },
    };
    expect(columnsOf(payload, { json: ['tags', 'deep.er'] })).toEqual({
      bill_id: ['text', 'FR1'],
      quota_unit: ['text', 'GB'],
      quota_value: ['bigint', '10'],
      tags: ['json', '{"a.b":"x","c":null}'],
      deep_er: ['json', '{"yes":true}'],
    });
  });

  test('a scalar in a JSON column is JSON', () => {
    expect(columnsOf({ f: 'a"b' }, { json: ['f'] })).toEqual({ f: ['json', '"a\\"b"'] });
  });

  test('what is nested deeper than 20 stays JSON', () => {
    const found = columnsOf({ x: nested(30) });
    expect(Object.keys(found)).toEqual([`x${'_a'.repeat(19)}`]);
    const [type, json] = Object.values(found)[0] ?? [];
    expect(type).toBe('json');
    expect(json).toBe(`${'{"a":'.repeat(11)}{"end":1}${'}'.repeat(11)}`);
  });
});

describe('money', () => {
  test('exact amount, currency and units; the localised text is left out', () => {
    const price = {
      currencyCode: 'EUR',
      text: '59,90\u202f€',
      value: new Decimal('59.90'),
      priceInUcents: 5_990_000_000,
    };
    expect(columnsOf({ priceWithTax: price })).toEqual({
      price_with_tax_value: ['decimal', '59.90'],
      price_with_tax_currency_code: ['text', 'EUR'],
      price_with_tax_ucents: ['bigint', '5990000000'],
    });
  });

  test('an integer amount is a decimal from the start; units that are null are computed', () => {
    expect(columnsOf({ p: { currencyCode: 'points', value: 0, priceInUcents: null } })).toEqual({
      p_value: ['decimal', '0'],
      p_currency_code: ['text', 'points'],
      p_ucents: ['bigint', '0'],
    });
  });

  test.each<[string, JsonValue, string, string]>([
    ['in 64 bits', 9_900_000_000_000_000n, 'bigint', '9900000000000000'],
    ['in exponent form', new Decimal('9.9e15'), 'bigint', '9900000000000000'],
    ['beyond 64 bits', 2n ** 64n, 'decimal', '18446744073709551616'],
  ])('units %s', (_what, units, type, digits) => {
    const found = columnsOf({ p: { currencyCode: 'EUR', value: new Decimal('0.1'), valueInUcents: units } });
    expect(found.p_ucents).toEqual([type, digits]);
  });

  test('units of either name go to one column; two that differ both stay', () => {
    const one = shaper();
    row(one, record({ p: { currencyCode: 'EUR', value: 1, priceInUcents: 1 } }));
    expect(row(one, record({ p: { currencyCode: 'EUR', value: 1, valueInUcents: 2 } }))).toMatchObject({
      p_ucents: 2,
    });
    expect(
      columnsOf({ p: { currencyCode: 'EUR', value: 1, priceInUcents: 1, valueInUcents: 2 } }),
    ).toMatchObject({ p_ucents: ['bigint', '1'], p_value_in_ucents: ['bigint', '2'] });
  });

  test('a list of money stays JSON', () => {
    expect(columnsOf({ p: [{ currencyCode: 'EUR', text: 'x', value: new Decimal('1.10') }] })).toEqual({
      p: ['json', '[{"currencyCode":"EUR","text":"x","value":1.10}]'],
    });
  });

  test('an object with more than money in it loses nothing', () => {
    expect(columnsOf({ p: { currencyCode: 'EUR', value: 1, text: '1 €', tax: 2 } })).toEqual({
      p_currency_code: ['text', 'EUR'],
      p_value: ['bigint', '1'],
      p_text: ['text', '1 €'],
      p_tax: ['bigint', '2'],
    });
  });

  test('a reply that is money itself', () => {
    expect(columnsOf({ currencyCode: 'EUR', text: 'x', value: 5 })).toEqual({
      value: ['decimal', '5'],
      currency_code: ['text', 'EUR'],
      ucents: ['bigint', '500000000'],
    });
  });

  test('a number on one route and money on another: both kept', () => {
    const one = shaper();
    row(one, record({ totalPrice: new Decimal('1.50') }));
    const second = row(one, record({ totalPrice: { currencyCode: 'EUR', value: 2 } }));
    expect(second).toMatchObject({ total_price_value: 2, total_price_currency_code: 'EUR' });
    expect(types(one)).toMatchObject({ total_price: 'decimal', total_price_value: 'decimal' });
  });
});

describe('text', () => {
  test('lone surrogates are replaced and counted, in JSON too; pairs stay', () => {
    const one = shaper();
    const cells = row(one, record({ a: 'x\ud800y', b: ['\udc00', '😀'], c: '😀' }));
    expect(cells).toMatchObject({ a: 'x\ufffdy', c: '😀' });
    expect(cells.b).toMatchObject({ text: '["\ufffd","😀"]' });
    expect(one.drift().replacedSurrogates).toBe(2);
  });

  test('two member names that differ only in what is replaced both stay', () => {
    expect(columnsOf({ f: { '\ud800': 1, '\ud801': 2, '\ufffd': 3 } }, { json: ['f'] }).f?.[1]).toMatch(
      /^\{(".{1,3}":[123],?){3}\}$/,
    );
  });
});
