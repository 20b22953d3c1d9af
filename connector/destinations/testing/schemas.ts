// Contract: tables grow and widen, and may have any name.
import { Decimal } from '../../model/json.js';
import { type Cell, type ColumnType, JsonText, type RowBatch } from '../../model/table.js';
import type { Stored } from '../kit/cells.js';
import { equal, sameRows } from './assertions.js';
import { batch, bill, type Columns, type ContractCase, heldDecimal, write } from './context.js';

const PRICE = new Decimal('1.25');

interface Widening {
  first: [type: ColumnType, cell: Cell];
  next: [type: ColumnType, cell: Cell];
  /** What the column becomes, and the two values in it. */
  becomes: [type: ColumnType, first: Stored, second: Stored];
}

const WIDENINGS: readonly Widening[] = [
  {
    first: ['bigint', 2n ** 62n],
    next: ['decimal', PRICE],
    becomes: ['decimal', '4611686018427387904', '1.25'],
  },
  { first: ['bigint', -(2n ** 63n)], next: ['text', 'x'], becomes: ['text', '-9223372036854775808', 'x'] },
  { first: ['decimal', PRICE], next: ['text', 'x'], becomes: ['text', '1.25', 'x'] },
  { first: ['decimal', PRICE], next: ['bigint', 7], becomes: ['decimal', '1.25', '7'] },
  { first: ['boolean', true], next: ['text', 'x'], becomes: ['text', 'true', 'x'] },
  { first: ['boolean', false], next: ['bigint', 0], becomes: ['text', 'false', '0'] },
  { first: ['json', new JsonText('[1.10]')], next: ['text', 'x'], becomes: ['text', '[1.10]', 'x'] },
  { first: ['json', new JsonText('{}')], next: ['bigint', 3], becomes: ['text', '{}', '3'] },
  { first: ['text', '007'], next: ['bigint', 7], becomes: ['text', '007', '7'] },
];

const wideningCases: readonly ContractCase[] = [
  {
    name: 'a column widens to the type that holds both values',
    needs: ['readBack'],
    run: async (context) => {
      const { session, read } = context;
      const of = (side: 'first' | 'next'): Columns => ({
        id: 'text',
        ...Object.fromEntries(WIDENINGS.map((one, index) => [`v${index}`, one[side][0]])),
      });
      const cells = (side: 'first' | 'next') => WIDENINGS.map((one) => one[side][1]);
      const rows = [['a', ...cells('first')], ['n']];
      await write(session, batch('t', of('first'), ['id'], rows));
      await write(session, batch('t', of('next'), ['id'], [['b', ...cells('next')]]));
      const found = new Map((await read('t')).map((row) => [row.id, row]));
      const { columns = [] } = (await session.tables())[0] ?? {};
      for (const [index, { first, next, becomes }] of WIDENINGS.entries()) {
        const [wide, ...both] = becomes;
        const held = both.map((value) => (wide === 'decimal' ? heldDecimal(context, String(value)) : value));
        const name = `v${index}`;
        const words = `${wordsOf(first)}, then ${wordsOf(next)}`;
        equal(
          [words, ...['a', 'n', 'b'].map((id) => found.get(id)?.[name])],
          [words, held[0], null, held[1]],
        );
        equal(
          columns.find((column) => column.name === name),
          { name, type: wide, path: `p.${name}` },
        );
      }
      equal(found.size, 3);
    },
  },
  {
    name: 'new and wider columns in the middle of a slice',
    needs: ['readBack'],
    run: async ({ session, read }) => {
      await write(
        session,
        batch('t', { id: 'text', a: 'bigint' }, ['id'], [['1', 1]]),
        batch('t', { id: 'text', a: 'bigint', b: 'json' }, ['id'], [['2', 2, new JsonText('[]')]]),
        batch('t', { id: 'text', a: 'text', b: 'json', c: 'boolean' }, ['id'], [['3', 'x', null, true]]),
        batch('t', { id: 'text', a: 'bigint' }, ['id'], [['4', 4]]),
      );
      sameRows(await read('t'), [
        { id: '1', a: '1', b: null, c: null },
        { id: '2', a: '2', b: '[]', c: null },
        { id: '3', a: 'x', b: null, c: true },
        { id: '4', a: '4', b: null, c: null },
      ]);
    },
  },
  {
    name: 'a schema object that grows in place',
    needs: ['readBack'],
    run: async ({ session, read }) => {
      const one = batch('t', { id: 'text' }, ['id'], [['1']]);
      async function* growing(): AsyncGenerator<RowBatch> {
        yield one;
        one.schema.columns.push({ name: 'b', type: 'bigint', path: 'b' });
        yield { schema: one.schema, rows: [['2', 2n]] };
      }
      await session.commit({ runId: 'r', batches: growing() });
      sameRows(await read('t'), [
        { id: '1', b: null },
        { id: '2', b: 2n },
      ]);
    },
  },
  {
    name: 'a key column that widens still merges',
    needs: ['merge', 'readBack'],
    run: async ({ session, read }) => {
      const keyed = (type: ColumnType, rows: Cell[][]) => batch('t', { id: type, v: 'text' }, ['id'], rows);
      const numbers = [
        [1, 'a'],
        [2, 'b'],
      ];
      const texts = [
        ['1', 'c'],
        ['x', 'd'],
      ];
      await write(session, keyed('bigint', numbers));
      await write(session, keyed('text', texts));
      await write(session, keyed('bigint', [[2, 'e']]));
      sameRows(await read('t'), [
        { id: '1', v: 'c' },
        { id: '2', v: 'e' },
        { id: 'x', v: 'd' },
      ]);
    },
  },
  {
    name: 'prepare widens too, and never narrows or drops',
    needs: ['readBack'],
    run: async ({ session, read }) => {
      await write(session, batch('t', { id: 'text', a: 'bigint', b: 'text' }, ['id'], [['1', 5, 'x']]));
      await session.prepare([batch('t', { id: 'text', a: 'decimal' }, ['id'], []).schema]);
      await session.prepare([batch('t', { id: 'text', a: 'bigint' }, ['id'], []).schema]);
      sameRows(await read('t'), [{ id: '1', a: '5', b: 'x' }]);
      const types = (await session.tables())[0]?.columns.map(({ type }) => type);
      equal(types, ['text', 'decimal', 'text']);
    },
  },
  {
    name: 'rows of a table that appends keep their order and number when it widens',
    needs: ['readBack'],
    run: async ({ session, read }) => {
      await write(session, batch('log', { a: 'bigint' }, [], [[3], [1], [3]]));
      await write(session, batch('log', { a: 'text' }, [], [['x']]));
      equal(
        (await read('log')).map(({ a }) => a),
        ['3', '1', '3', 'x'],
      );
    },
  },
];

/** An attack, reserved words, quotes, a leading digit, 63 characters, an inherited name, a name of a database. */
const NAMES = [
  'a"; drop table bill;--',
  'order',
  'select',
  `it's "x" \`y\` [z]`,
  '2fa',
  'n'.repeat(63),
  'é à',
  '__proto__',
  'rowid',
];

const nameCases: readonly ContractCase[] = [
  {
    name: 'tables and columns may have any name',
    needs: ['merge', 'readBack'],
    run: async ({ session, read }) => {
      await write(session, bill(['keep', 1]));
      await write(session, ...NAMES.map((odd) => oddBatch(odd, 'bigint', 1)));
      const written = await write(session, ...NAMES.map((odd) => oddBatch(odd, 'text', 'x')));
      equal(new Map(Object.entries(written.rows)), new Map(NAMES.map((odd) => [odd, 1])));
      for (const odd of NAMES) {
        const rows = (await read(odd)).map((row) => Object.entries(row));
        const one = [
          [odd, 'k'],
          [`${odd}2`, 'x'],
        ];
        equal([odd, rows, await session.count(odd)], [odd, [one], 1]);
      }
      equal(await session.count('bill'), 1);
    },
  },
  {
    name: 'names that differ only in case are one table',
    needs: ['merge', 'readBack'],
    run: async ({ session }) => {
      await write(session, bill(['a', 1]));
      const rows = [
        ['a', 2],
        ['b', 1],
      ];
      await write(session, batch('BILL', { ID: 'text', N: 'bigint' }, ['ID'], rows));
      equal(await session.count('bill'), 2);
      equal(
        (await session.tables()).map(({ table }) => table),
        ['bill'],
      );
    },
  },
];

function oddBatch(name: string, type: ColumnType, cell: Cell): RowBatch {
  const columns = [
    { name, type: 'text' as const, path: name },
    { name: `${name}2`, type, path: 'x' },
  ];
  return { schema: { table: name, columns, primaryKey: [name] }, rows: [['k', cell]] };
}

function wordsOf([type, cell]: Widening['first']): string {
  return `${type} ${cell instanceof Decimal || cell instanceof JsonText ? cell.text : String(cell)}`;
}

export const schemaCases: readonly ContractCase[] = [...wideningCases, ...nameCases];
