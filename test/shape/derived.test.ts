// Derived columns: what a text is as a number, and which resource a name belongs to. The field itself stays.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Decimal, type JsonValue } from '../../connector/model/json.js';
import { record, row, shaper, types } from './records.js';

const derive = {
  quantity_number: { from: 'quantity', as: 'number' },
  resource: { from: 'domain', as: 'resource' },
} as const;

const derived = (payload: JsonValue) => row(shaper({ derive }), record(payload));

describe('number', () => {
  test.each<[JsonValue, string]>([
    ['0.5', '0.5'],
    ['744.123456', '744.123456'],
    ['00010', '10'],
    [' 7 ', '7'],
    ['-3.10', '-3.10'],
    ['+2', '2'],
    ['1 234', '1234'],
    ['1\u202f234\u00a0567.5', '1234567.5'],
    ['1e3', '1000'],
    [744, '744'],
    [new Decimal('1.50'), '1.50'],
    [9_007_199_254_740_993n, '9007199254740993'],
  ])('%j is %s', (quantity, digits) => {
    const one = shaper({ derive });
    const found = row(one, record({ quantity }));
    expect(String(found.quantity_number)).toBe(digits);
    expect(found.quantity).toEqual(quantity);
    expect(types(one)).toMatchObject({ quantity_number: 'decimal' });
    expect(one.drift().notes).toEqual([]);
  });

  test.each<JsonValue>(['1,5', '1 23', '12 34', 'one', '1.2.3', '0x10', '1e999', true, 'NaN'])(
    '%j is null, and the report says so once',
    (quantity) => {
      const one = shaper({ derive });
      expect(row(one, record({ quantity }))).not.toHaveProperty('quantity_number');
      expect(row(one, record({ quantity }))).not.toHaveProperty('quantity_number');
      expect(one.drift().notes.map(({ message }) => message)).toEqual([
        `quantity_number is null in 2 rows: quantity is no plain number there, such as ${JSON.stringify(String(quantity))}`,
      ]);
    },
  );

  test('an empty text, null and a field that is not there are null without a word', () => {
    const one = shaper({ derive });
    const blank: JsonValue[] = [{ quantity: '' }, { quantity: '  ' }, { quantity: null }, {}];
    for (const payload of blank) expect(row(one, record(payload))).not.toHaveProperty('quantity_number');
    expect(one.drift().notes).toEqual([]);
  });

  test('no digit of a number that is written out is lost', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.nat(), (whole, fraction) => {
        const text = `${whole}.${fraction}`;
        expect(String(derived({ quantity: text }).quantity_number)).toBe(text);
      }),
    );
  });
});

describe('resource', () => {
  test.each([
    ['pcc-192-0-2-1/host/12', 'pcc-192-0-2-1'],
    ['ns1.ip-192-0-2.example-disk1', 'ns1.ip-192-0-2.example'],
    ['192.0.2.0/28', '192.0.2.0/28'],
    ['2001:db8::/56', '2001:db8::/56'],
    ['slash/name.example', 'slash/name.example'],
    ['example-disk1', 'example-disk1'],
    ['*', '*'],
    ['+33123456789', '+33123456789'],
  ])('%s belongs to %s', (domain, resource) => {
    expect(derived({ domain })).toMatchObject({ domain, resource });
  });

  test('nothing belongs to nothing', () => {
    expect(derived({ domain: '' })).not.toHaveProperty('resource');
    expect(derived({ domain: null })).not.toHaveProperty('resource');
  });
});

test('the columns are there before the first value, and fields of the same name have another', () => {
  const fields = [{ parts: ['quantity'], type: 'text' as const }];
  const declared = { kind: 'object' as const, fields, lists: [], json: [], parameters: {} };
  const columns = shaper({ derive, declared }).declaredSchema()?.columns ?? [];
  expect(Object.fromEntries(columns.map(({ name, type }) => [name, type]))).toMatchObject({
    quantity_number: 'decimal',
    resource: 'text',
  });
  const found = derived({ quantity: '2', resource: 'its own', domain: 'a.example' });
  expect(Object.values(found)).toEqual(expect.arrayContaining(['its own', 'a.example']));
  expect(Object.values(found).map(String)).toContain('2');
});
