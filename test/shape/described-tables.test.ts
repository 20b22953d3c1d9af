// Descriptions of the API's documents become comments of the tables and columns that are there; those of others stay.
import { expect, test } from '@jest/globals';
import { changedComments, commentOf, type TableComments } from '../../connector/model/comments.js';
import type { DeclaredTable } from '../../connector/model/declared-table.js';
import type { TableSpec } from '../../connector/model/plan.js';
import type { TableSchema } from '../../connector/model/table.js';
import { describedTables } from '../../connector/shape/described-tables.js';

const DECLARED: DeclaredTable = {
  kind: 'object',
  description: 'GET /a: All of a',
  fields: [
    { parts: ['priceWithTax', 'value'], type: 'decimal', description: 'Price\n  with tax' },
    { parts: ['silent'], type: 'text', description: ' ' },
    { parts: ['absent'], type: 'text', description: 'has no column' },
  ],
  lists: [
    {
      parts: ['details', 'lines'],
      fields: [{ parts: ['n'], type: 'bigint', description: 'Number' }],
      lists: [],
      json: [],
    },
  ],
  json: [],
  parameters: {},
};

const schema = (table: string, columns: Record<string, string>): [string, TableSchema] => [
  table,
  {
    table,
    columns: Object.entries(columns).map(([name, path]) => ({ name, path, type: 'text' })),
    primaryKey: [],
  },
];

test('of a table, its columns by their paths, and its child tables', () => {
  const spec = { table: 'a', declared: DECLARED } as TableSpec;
  const tables = new Map([
    schema('a', { price_x1: 'priceWithTax.value', silent: 'silent', _run_id: '_run_id' }),
    schema('a_details_lines', { n: 'n' }),
  ]);
  expect(describedTables(spec, tables)).toEqual([
    { table: 'a', comment: 'OVHcloud: GET /a: All of a', columns: { price_x1: 'OVHcloud: Price with tax' } },
    { table: 'a_details_lines', columns: { n: 'OVHcloud: Number' } },
  ]);
  expect(describedTables(spec, new Map())).toEqual([]);
  expect(describedTables({ table: 'a' } as TableSpec, tables)).toEqual([]);
});

test('a comment is one line of a bounded length, without control characters', () => {
  expect(commentOf('a\u0000\u0007b\r\n c\ud800')).toBe('OVHcloud: a b c\ufffd');
  expect(commentOf('')).toBeUndefined();
  expect([...(commentOf('é'.repeat(5000)) ?? '')].length).toBeLessThan(1100);
});

test('written is what differs, in the place of none or of one of ours, where this user may', () => {
  const wanted: TableComments[] = [
    { table: 'a', comment: 'OVHcloud: A', columns: { x: 'OVHcloud: X', y: 'OVHcloud: Y', z: 'OVHcloud: Z' } },
    { table: 'same', columns: { x: 'OVHcloud: X' } },
    { table: 'of_others', columns: { x: 'OVHcloud: X' } },
  ];
  const there: TableComments[] = [
    { table: 'a', comment: 'mine', columns: { x: 'OVHcloud: old', y: 'mine' } },
    { table: 'same', columns: { x: 'OVHcloud: X' } },
  ];
  expect(changedComments(wanted, there)).toEqual([
    { table: 'a', columns: { x: 'OVHcloud: X', z: 'OVHcloud: Z' } },
  ]);
});
