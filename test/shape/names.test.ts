// Names of columns: stable from run to run, never two alike, nothing merged.
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../connector/model/json.js';
import type { TableSchema } from '../../connector/model/table.js';
import { columnsOf, record, row, shaper, types } from './records.js';

const parse = (json: string): JsonObject => JSON.parse(json);
const names = (schema: TableSchema): Record<string, string> =>
  Object.fromEntries(schema.columns.map((column) => [column.path, column.name]));

describe('column order and own columns', () => {
  test('account, parameters in path order, run, instant, then the payload', () => {
    const one = shaper({ parameters: ['serviceName', 'billId'] });
    const cells = row(one, record({ b: 1, a: 2 }, 'object', { billId: 7, serviceName: 'x' }));
    expect(one.schema().columns).toEqual([
      { name: '_account', type: 'text', path: '_account' },
      { name: 'service_name', type: 'text', path: '{serviceName}' },
      { name: 'bill_id', type: 'bigint', path: '{billId}' },
      { name: '_run_id', type: 'text', path: '_run_id' },
      { name: '_loaded_at', type: 'timestamp', path: '_loaded_at' },
      { name: 'b', type: 'bigint', path: 'b' },
      { name: 'a', type: 'bigint', path: 'a' },
    ]);
    expect(cells).toEqual({
      _account: 'eu:xx1-ovh',
      service_name: 'x',
      bill_id: 7,
      _run_id: 'run-1',
      _loaded_at: '2026-01-31T23:30:00.007Z',
      b: 1,
      a: 2,
    });
  });

  test('fields named like the own columns have columns of their own', () => {
    const one = shaper();
    const cells = row(
      one,
      record({ _account: 'x', _run_id: 'y', _loaded_at: 'z', _more: 'm', _row_hash: 'h' }),
    );
    expect(cells).toMatchObject({
      _account: 'eu:xx1-ovh',
      account: 'x',
      run_id: 'y',
      loaded_at: 'z',
      more: 'm',
      row_hash: 'h',
    });
    const again = shaper({}, one.schema());
    expect(row(again, record({ _account: 'x2' }))).toMatchObject({ _account: 'eu:xx1-ovh', account: 'x2' });
  });
});

describe('a field that repeats a path parameter', () => {
  const lines = { parameters: ['billId'] };

  test('the same value is not repeated, whatever its type', () => {
    const one = shaper(lines);
    expect(row(one, record({ billId: '7', bill_id: 7 }, 'object', { billId: 7 }))).toEqual({
      _account: 'eu:xx1-ovh',
      bill_id: 7,
      _run_id: 'run-1',
      _loaded_at: '2026-01-31T23:30:00.007Z',
    });
  });

  test('another value has a column of its own, made only then', () => {
    const one = shaper(lines);
    row(one, record({ billId: 'A' }, 'object', { billId: 'A' }));
    expect(types(one)).not.toHaveProperty('bill_id_field');
    const cells = row(one, record({ billId: 'B' }, 'object', { billId: 'A' }));
    expect(cells).toMatchObject({ bill_id: 'A', bill_id_field: 'B' });
    const again = shaper(lines, one.schema());
    expect(row(again, record({ billId: 'C' }, 'object', { billId: 'A' }))).toMatchObject({
      bill_id_field: 'C',
    });
    expect(again.drift().columnsAdded).toEqual([]);
  });

  test('null says nothing', () => {
    const one = shaper(lines);
    row(one, record({ billId: null }, 'object', { billId: 'A' }));
    expect(types(one)).not.toHaveProperty('bill_id_field');
  });
});

describe('collisions', () => {
  test('unique_id beside uniqueId: the first keeps the name, the second a stable suffix', () => {
    const one = shaper();
    const cells = row(one, record({ uniqueId: 'a', unique_id: 'b', Unique_ID: 'c' }));
    const byPath = names(one.schema());
    expect(byPath.uniqueId).toBe('unique_id');
    expect(byPath.unique_id).toMatch(/^unique_id_x[0-9a-f]{6}$/);
    expect(new Set(Object.values(byPath)).size).toBe(6);
    expect([cells.unique_id, cells[byPath.unique_id ?? ''], cells[byPath.Unique_ID ?? '']]).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(
      one
        .drift()
        .notes.map(({ message }) => message)
        .join(),
    ).toContain('"unique_id"');
  });

  test('a second run gives the same columns, whatever the order', () => {
    const one = shaper();
    row(one, record({ uniqueId: 'a', unique_id: 'b', a: { b: 1 }, a_b: 2, 'a.b': 3 }));
    const again = shaper({}, one.schema());
    row(again, record({ 'a.b': 3, a_b: 2, unique_id: 'b', uniqueId: 'a' }));
    expect(again.schema()).toEqual(one.schema());
    expect(again.drift()).toMatchObject({ columnsAdded: [], columnsWidened: [], notes: [] });
  });

  test('a suffix depends on the path alone', () => {
    const first = shaper();
    row(first, record({ uniqueId: 1, unique_id: 2 }));
    const second = shaper();
    row(second, record({ x: 1, UniqueId: 3 }));
    row(second, record({ uniqueId: 1, unique_id: 2 }));
    expect(names(second.schema()).unique_id).toBe(names(first.schema()).unique_id);
  });

  test('a_b, a:{b} and "a.b" are three columns', () => {
    const one = shaper();
    const cells = row(one, record({ a_b: 1, a: { b: 2 }, 'a.b': 3 }));
    expect(Object.values(cells).filter((cell) => typeof cell === 'number')).toEqual([1, 2, 3]);
    expect(Object.keys(names(one.schema()))).toEqual(expect.arrayContaining(['a_b', 'a.b', 'a\\.b']));
  });

  test('an existing column in another case counts', () => {
    const existing: TableSchema = {
      table: 'bill',
      columns: [
        { name: '_account', type: 'text', path: '_account' },
        { name: 'Name', type: 'text', path: 'NAME' },
      ],
      primaryKey: ['_account'],
    };
    const one = shaper({}, existing);
    row(one, record({ name: 'x', NAME: 'y' }));
    const found = names(one.schema());
    expect(found.NAME).toBe('Name');
    expect(found.name).toMatch(/^name_x[0-9a-f]{6}$/);
  });
});

describe('unusual names', () => {
  test('names that objects inherit', () => {
    const payload = parse(
      '{"__proto__":1,"constructor":2,"toString":3,"hasOwnProperty":{"__proto__":4},"l":[{"__proto__":5}]}',
    );
    expect(columnsOf(payload)).toEqual({
      proto: ['bigint', '1'],
      constructor: ['bigint', '2'],
      to_string: ['bigint', '3'],
      has_own_property_proto: ['bigint', '4'],
      l: ['json', '[{"__proto__":5}]'],
    });
  });

  test('a parameter that is not given is not inherited either', () => {
    const one = shaper({ parameters: ['constructor'], writeDisposition: 'append' });
    expect(Object.keys(row(one, record({ a: 1 })))).toEqual(['_account', '_run_id', '_loaded_at', 'a']);
  });

  test('empty names and names of symbols', () => {
    const found = Object.keys(columnsOf({ '': 1, '€': 2, 名: 3, a: { '': 4 } }));
    expect(found).toHaveLength(4);
    for (const name of found.slice(0, 3)) expect(name).toMatch(/^field_x[0-9a-f]{6}$/);
    expect(found[3]).toMatch(/^a_field_x[0-9a-f]{6}$/);
  });

  test('leading digits and reserved words stay', () => {
    expect(Object.keys(columnsOf({ '2fa': 1, order: 2, default: 3, from: 4 }))).toEqual([
      '2fa',
      'order',
      'default',
      'from',
    ]);
  });

  test('long names are cut and stay apart', () => {
    const long = 'x'.repeat(80);
    const found = Object.keys(columnsOf({ [`${long}a`]: 1, [`${long}b`]: 2, ['y'.repeat(63)]: 3 }));
    expect(new Set(found).size).toBe(3);
    for (const name of found.slice(0, 2)) expect(name).toMatch(/^x{54}_x[0-9a-f]{6}$/);
    expect(found[2]).toBe('y'.repeat(63));
  });
});

describe('at most 1,000 columns', () => {
  const many = (from: number, to: number): JsonObject =>
    Object.fromEntries(Array.from({ length: to - from }, (_, i) => [`f${from + i}`, from + i]));

  test('further fields go into one JSON column', () => {
    const one = shaper();
    row(one, record(many(0, 990)));
    const cells = row(one, record({ ...many(985, 1100), f0: 5 }));
    expect(one.schema().columns).toHaveLength(1000);
    expect(cells).toMatchObject({ f0: 5, f995: 995 });
    expect(JSON.parse(String((cells._more as { text: string }).text))).toEqual(many(996, 1100));
    expect(
      one
        .drift()
        .notes.map(({ message }) => message)
        .join(),
    ).toContain('_more');
    expect(row(one, record({ f1: 1 }))).not.toHaveProperty('_more');
  });

  test('the next run puts them there again', () => {
    const one = shaper();
    row(one, record(many(0, 1100)));
    const again = shaper({}, one.schema());
    row(again, record({ ...many(1050, 1200), f3: 3 }));
    expect(again.schema()).toEqual(one.schema());
  });

  test('a key field has its column all the same', () => {
    const one = shaper({ primaryKey: ['id'] });
    expect(row(one, record({ ...many(0, 1100), id: 7 }, 'element')).id).toBe(7);
    expect(types(one)).toHaveProperty('id', 'bigint');
  });

  test('exactly as many columns as there may be need no `_more`', () => {
    const one = shaper();
    row(one, record(many(0, 996)));
    expect(types(one)).not.toHaveProperty('_more');
    expect(one.schema().columns).toHaveLength(999);
  });
});

test('drift tells what was added since the shaper was made', () => {
  const one = shaper();
  row(one, record({ a: 1 }));
  expect(one.drift().columnsAdded).toEqual(['_account', '_run_id', '_loaded_at', 'a']);
  const again = shaper({}, one.schema());
  row(again, record({ a: 1, b: 2 }));
  expect(again.drift().columnsAdded).toEqual(['b']);
  expect(row(again, record({}))).not.toHaveProperty('a');
});
