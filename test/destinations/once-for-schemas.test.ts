// Functions of schemas that are made once: for what the schemas were then, however they change afterwards.
import { expect, test } from '@jest/globals';
import { rowEncoder } from '../../connector/destinations/kit/cells.js';
import { onceForSchemas } from '../../connector/destinations/kit/once-for-schemas.js';
import { keyChecker } from '../../connector/destinations/kit/schema-evolution.js';
import type { ColumnType, TableSchema } from '../../connector/model/table.js';

function schema(table: string, columns: Record<string, ColumnType>, ...primaryKey: string[]): TableSchema {
  return {
    table,
    columns: Object.entries(columns).map(([name, type]) => ({ name, type, path: name })),
    primaryKey,
  };
}

test('made once for schemas that are alike, and again for others', () => {
  let made = 0;
  const words = onceForSchemas((one: TableSchema, other: TableSchema) => {
    made++;
    return () => JSON.stringify([one, other]);
  });
  const a = schema('a', { x: 'text', y: 'bigint' }, 'x');
  const first = words(a, a);
  expect(words(structuredClone(a), structuredClone(a))).toBe(first);
  expect(made).toBe(1);
  const others = [
    schema('b', { x: 'text', y: 'bigint' }, 'x'),
    schema('a', { x: 'text', y: 'decimal' }, 'x'),
    schema('a', { x: 'text', Y: 'bigint' }, 'x'),
    schema('a', { y: 'bigint', x: 'text' }, 'x'),
    schema('a', { x: 'text' }, 'x'),
    schema('a', { x: 'text', y: 'bigint' }, 'y'),
    schema('a', { x: 'text', y: 'bigint' }),
  ];
  // More than are kept, in turns.
  for (const one of [...others, a, ...others]) {
    expect(words(one, a)()).toBe(JSON.stringify([one, a]));
    expect(words(a, one)()).toBe(JSON.stringify([a, one]));
  }
});

test('of more tables than are kept each has its own', () => {
  const name = onceForSchemas(({ table }: TableSchema) => ({ table }));
  const tables = Array.from({ length: 1200 }, (_, n) => `t${n}`);
  for (const table of [...tables, ...tables]) expect(name(schema(table, {}))).toEqual({ table });
});

test('rows of a table that grows and widens are encoded as it is then', () => {
  const own = schema('t', { id: 'bigint' }, 'id');
  expect(rowEncoder(own, own)([1])).toEqual([1n]);
  own.columns.push({ name: 'n', type: 'bigint', path: 'n' });
  expect(rowEncoder(own, own)([1, 2])).toEqual([1n, 2n]);
  Object.assign(own.columns[1] ?? {}, { type: 'text' });
  expect(rowEncoder(own, own)([1, 2])).toEqual([1n, '2']);
  own.primaryKey.push('n');
  expect(() => keyChecker(own)([1n, null])).toThrow('table "t": a row has no value in the key column "n"');
  expect(() => rowEncoder({ ...own, table: 'u' }, own)([1, 2, 3])).toThrow('table "u": a row has 3 cells');
});
