// Functions that are made once: for what they were made from, however that changes afterwards.
import { expect, test } from '@jest/globals';
import { rowEncoder } from '../../connector/destinations/kit/cells.js';
import { keyChecker } from '../../connector/destinations/kit/schema-evolution.js';
import { rememberedFor } from '../../connector/model/remembered.js';
import type { TableSchema } from '../../connector/model/table.js';

test('made once for the same, again for another, and not touched by what is changed later', () => {
  let made = 0;
  const sum = rememberedFor((numbers: number[], name: string) => {
    made++;
    return () => `${name} ${numbers.join('+')}`;
  });
  const numbers = [1, 2];
  const first = sum(numbers, 'a');
  expect(sum([1, 2], 'a')).toBe(first);
  numbers.push(3);
  expect(first()).toBe('a 1+2');
  expect(sum(numbers, 'a')()).toBe('a 1+2+3');
  expect(sum([1, 2], 'b')()).toBe('b 1+2');
  expect(made).toBe(3);
});

test('for more than are kept each is right', () => {
  const square = rememberedFor((n: number) => () => n * n);
  const twice = [...Array(1200).keys(), ...Array(1200).keys()];
  expect(twice.map((n) => square(n)())).toEqual(twice.map((n) => n * n));
});

test('rows of a table that grows and widens are encoded as it is then', () => {
  const schema: TableSchema = {
    table: 't',
    columns: [{ name: 'id', type: 'bigint', path: 'id' }],
    primaryKey: ['id'],
  };
  expect(rowEncoder(schema, schema)([1])).toEqual([1n]);
  schema.columns.push({ name: 'n', type: 'bigint', path: 'n' });
  expect(rowEncoder(schema, schema)([1, 2])).toEqual([1n, 2n]);
  Object.assign(schema.columns[1] ?? {}, { type: 'text' });
  expect(rowEncoder(schema, schema)([1, 2])).toEqual([1n, '2']);
  schema.primaryKey.push('n');
  expect(() => keyChecker(schema)([1n, null])).toThrow('table "t": a row has no value in the key column "n"');
  expect(() => rowEncoder({ ...schema, table: 'u' }, schema)([1, 2, 3])).toThrow(
    'table "u": a row has 3 cells',
  );
});
