// Records that are more than a destination holds: what has no room is in `_more`, what is no row is rejected by name.
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS, type RowLimits } from '../../connector/model/capabilities.js';
import {
  Decimal,
  type JsonObject,
  type JsonValue,
  jsonBytes,
  stringifyJson,
  tooMuchOf,
} from '../../connector/model/json.js';
import type { TableSpec } from '../../connector/model/plan.js';
import type { Cell, TableSchema } from '../../connector/model/table.js';
import { createShaper } from '../../connector/shape/shaper.js';
import { META, named, record, row, spec } from './records.js';

describe('the limits that a destination declares', () => {
  const many = (count: number, value: (at: number) => JsonValue): JsonObject =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, value(at)]));
  const cells = { boolean: 8, bigint: 8, timestamp: 8, date: 8, decimal: 32, text: 32, json: 32 };
  const limited = (limits: Partial<RowLimits>, changes: Partial<TableSpec> = {}, existing?: TableSchema) =>
    createShaper(spec(changes), existing, { ...META, limits: { ...DEFAULT_LIMITS, ...limits } });
  const more = (row: Record<string, Cell>) =>
    Object.keys(JSON.parse(String((row._more as { text: string } | undefined)?.text ?? '{}')) as object);

  test.each<[string, Partial<RowLimits>, (at: number) => JsonValue, number]>([
    ['fewer columns', { columns: 20 }, (at) => at, 16],
    ['numbers of eight bytes', { width: { bytes: 800, cells } }, (at) => at, 87],
    ['texts of 32 bytes', { width: { bytes: 800, cells } }, (at) => `t${at}`, 21],
    ['decimals of 32 bytes', { width: { bytes: 800, cells } }, (at) => new Decimal(`${at}.5`), 21],
  ])('%s: the rest is in `_more`', (_, limits, value, count) => {
    const one = limited(limits);
    const first = row(one, record(many(200, value)));
    expect(Object.keys(first).filter((name) => /^f\d/.test(name))).toHaveLength(count);
    expect(more(first)).toHaveLength(200 - count);
    expect(one.drift().notes.map(({ code }) => code)).toContain('columns-full');
    // Of a smaller record everything has its column.
    expect(more(row(one, record(many(count, value))))).toEqual([]);
  });

  test('a table that is wider than its rows may be takes what fits, and a row of short values wholly', () => {
    const wide = limited({});
    row(wide, record(many(60, () => 'text')));
    const one = limited({ width: { bytes: 800, cells } }, {}, wide.schema());
    expect(more(row(one, record(many(60, () => 'x'))))).toEqual([]);
    const long = row(one, record(many(60, (at) => `a text of many characters ${at}`)));
    expect(more(long).length).toBeGreaterThan(30);
    expect(more(long).length + Object.keys(long).filter((name) => /^f\d/.test(name)).length).toBe(60);
  });

  test('child tables have the same', () => {
    const list = {
      parts: ['l'],
      json: [],
      lists: [],
      fields: [{ parts: ['f0'], type: 'bigint' as const, nullable: true }],
    };
    const declared = { kind: 'object' as const, fields: [], json: [], lists: [list], parameters: {} };
    const one = limited({ columns: 12 }, { declared, primaryKey: ['id'] });
    row(one, record({ id: 1, l: [many(30, (at) => at), { f0: 1 }] }));
    const [children] = one.children();
    expect(children?.schema.columns).toHaveLength(12);
    const [first, second] = (children?.rows ?? []).map((cells) =>
      named(children?.schema ?? one.schema(), cells),
    );
    expect(more(first ?? {}).length).toBeGreaterThan(20);
    expect(second).not.toHaveProperty('_more');
    expect(one.drift().notes).toContainEqual(
      expect.objectContaining({ code: 'columns-full', message: expect.stringMatching(/^bill_l: /) }),
    );
  });

  const nested = (levels: number, isList: boolean): JsonValue => {
    let value: JsonValue = 1;
    for (let level = 0; level < levels; level++) value = isList ? [value] : { a: value };
    return value;
  };

  test.each<[string, Partial<RowLimits>, JsonValue, RegExp | undefined]>([
    ['objects at the limit', { levels: 100 }, { v: nested(99, false) }, undefined],
    ['objects beyond it', { levels: 100 }, { v: nested(100, false) }, /nested more than 100 levels deep/],
    ['lists beyond it', { levels: 100 }, { v: nested(100, true) }, /nested more than 100 levels deep/],
    ['levels that no recursion takes', {}, { v: nested(4900, false), w: nested(4900, true) }, /1,000 levels/],
    ['bytes at the limit', { bytes: 1000 }, { v: 'x'.repeat(992) }, undefined],
    ['bytes beyond it', { bytes: 1000 }, { v: 'x'.repeat(993) }, /more than 1,000 bytes as JSON/],
    [
      'bytes that only the escapes bring',
      { bytes: 1000 },
      { v: '\u0001'.repeat(200) },
      /more than 1,000 bytes/,
    ],
    ['many names', { bytes: 1000 }, many(200, () => null), /more than 1,000 bytes/],
  ])('%s', (_, limits, payload, words) => {
    const shaped = limited(limits).shape(record(payload));
    expect('rejected' in shaped ? shaped.rejected : undefined).toEqual(words && expect.stringMatching(words));
  });

  test('a key that is too long names its fields', () => {
    const one = limited({ keyBytes: 100 }, { primaryKey: ['id', 'n'] });
    const of = (length: number) => one.shape(record({ id: 'é'.repeat(length), n: 1 }, 'element'));
    expect('row' in of(38)).toBe(true);
    expect(of(45)).toEqual({
      rejected: expect.stringMatching(/its key \(_account, id, n\) has 1\d\d bytes, .* 100/),
    });
  });
});

describe('JSON of any depth', () => {
  const nested = (levels: number): JsonValue => {
    let value: JsonValue = [1, 'a', null];
    for (let level = 0; level < levels; level++)
      value = level % 2 ? [value, level] : { a: value, 'é"': level };
    return value;
  };

  test.each([0, 1, 10, 499, 500, 501, 502, 2000, 5000])('%d levels: text and bytes', (levels) => {
    const value = nested(levels);
    const text = stringifyJson(value);
    let [open, close] = ['', ''];
    for (let level = levels - 1; level >= 0; level--) {
      open += level % 2 ? '[' : '{"a":';
      close = `${level % 2 ? `,${level}]` : `,"é\\"":${level}}`}${close}`;
    }
    expect(text).toBe(`${open}[1,"a",null]${close}`);
    expect(jsonBytes(value)).toBe(Buffer.byteLength(text));
    expect(tooMuchOf(value, { levels: Math.min(levels + 1, 1000), bytes: 1e9 })).toBe(
      levels < 1000 ? undefined : 'levels',
    );
    if (levels < 1000 && levels > 0) expect(tooMuchOf(value, { levels, bytes: 1e9 })).toBe('levels');
  });
});
