// Contract: rows merge or append, a slice is whole or not there.
import type { RowLimits } from '../../model/capabilities.js';
import { type Cell, JsonText, type RowBatch } from '../../model/table.js';
import { equal, failsWith, refused, sameRows } from './assertions.js';
import { batch, bill, type ContractCase, write } from './context.js';

const line = (...rows: Cell[][]) => batch('line', { a: 'text', i: 'bigint', v: 'text' }, ['a', 'i'], rows);

const children = (parents: Cell[], rows: Cell[][]): RowBatch => ({
  ...batch('child', { p: 'bigint', i: 'bigint', v: 'text' }, ['p', 'i'], rows),
  replaces: { columns: ['p'], keys: parents.map((parent) => [parent]) },
});

const mergeCases: readonly ContractCase[] = [
  {
    name: 'merge: the last row with a key stays, and counts',
    needs: ['merge', 'readBack'],
    run: async ({ session, read }) => {
      const first = await write(session, bill(['a', 1], ['b', 2]));
      const second = await write(session, bill(['b', 3], ['c', 4], ['b', 5]));
      equal([first, second], [{ rows: { bill: 2 } }, { rows: { bill: 3 } }]);
      sameRows(await read('bill'), [
        { id: 'a', n: 1n },
        { id: 'b', n: 5n },
        { id: 'c', n: 4n },
      ]);
      equal(await session.count('bill'), 3);
    },
  },
  {
    name: 'merge by several columns, one of them a number',
    needs: ['merge', 'readBack'],
    run: async ({ session }) => {
      await write(session, line(['x', 1, 'p'], ['x', 2, 'q'], ['y', 1, 'r'], ['x', 1n, 's']));
      equal(await session.count('line'), 3);
    },
  },
  {
    name: 'merge replaces the whole row: what the new one lacks is null',
    needs: ['merge'],
    run: async ({ session, read }) => {
      await write(session, batch('t', { id: 'text', a: 'text', b: 'text' }, ['id'], [['1', 'x', 'y']]));
      await write(session, batch('t', { b: 'text', id: 'text' }, ['id'], [['z', '1']]));
      sameRows(await read('t'), [{ id: '1', a: null, b: 'z' }]);
    },
  },
  {
    name: 'children take the place of those that their parents had, also before the table exists',
    needs: ['merge', 'readBack'],
    run: async ({ session, read }) => {
      await write(session, children([1], []));
      const three = [
        [1, 0, 'a'],
        [1, 1, 'b'],
        [2, 0, 'c'],
      ];
      await write(session, children([1, 2], three));
      await write(session, children([1n], [[1, 0, 'd']]));
      sameRows(await read('child'), [
        { p: 2n, i: 0n, v: 'c' },
        { p: 1n, i: 0n, v: 'd' },
      ]);
      const cut = new Error('cut');
      await failsWith(write(session, children([2], []), cut), cut);
      equal(await session.count('child'), 2);
      await write(session, children([1, 2], []));
      equal(await session.count('child'), 0);
    },
  },
  {
    name: 'a table whose columns are all keys',
    needs: ['merge', 'readBack'],
    run: async ({ session }) => {
      await write(session, batch('ids', { id: 'text' }, ['id'], [['a'], ['a'], ['b']]));
      equal(await session.count('ids'), 2);
    },
  },
];

const sliceCases: readonly ContractCase[] = [
  {
    name: 'append adds the rows of every slice',
    run: async ({ session, read }) => {
      const log = batch('log', { a: 'text' }, [], [['x'], ['x']]);
      await write(session, log);
      await write(session, log);
      equal((await read('log')).length, 4);
    },
  },
  {
    name: 'null in a key column is refused',
    run: async ({ session, read }) => {
      await refused(write(session, bill(['a', 1], [null, 2])), /key column "id"/);
      await write(session, bill());
      sameRows(await read('bill'), []);
    },
  },
  {
    name: 'short rows are filled with null, long ones refused',
    run: async ({ session, read }) => {
      await write(session, bill(['a']));
      sameRows(await read('bill'), [{ id: 'a', n: null }]);
      await refused(write(session, bill(['b', 1, 2])), /3 cells/);
      sameRows(await read('bill'), [{ id: 'a', n: null }]);
    },
  },
  {
    name: 'a slice over several tables in turns',
    run: async ({ session }) => {
      const ids = batch('ids', { id: 'text' }, ['id'], [['l1'], ['l2']]);
      equal(await write(session, bill(['a', 1]), ids, bill(['b', 1])), { rows: { bill: 2, ids: 2 } });
    },
  },
  {
    name: 'no batches, no rows',
    run: async ({ session }) => equal(await write(session), { rows: {} }),
  },
  {
    name: 'when the slice fails, nothing of it is there and the error is its own',
    run: async ({ session, read }) => {
      await write(session, bill(['a', 1]));
      const stop = new Error('the line went dead');
      const wider = batch('bill', { id: 'text', n: 'text', more: 'text' }, ['id'], [['z', 'x', 'y']]);
      await failsWith(write(session, bill(['b', 2]), wider, stop), stop);
      sameRows(await read('bill'), [{ id: 'a', n: 1n }]);
    },
  },
  {
    name: 'a slice that fails leaves no table and no column behind',
    needs: ['merge', 'readBack'],
    run: async ({ session, read }) => {
      await write(session, bill(['a', 1]));
      const rows = [
        ['a', 'x', 'y'],
        ['z', 'x', 'y'],
      ];
      const wider = batch('bill', { id: 'text', n: 'text', more: 'text' }, ['id'], rows);
      const stop = new Error('the line went dead');
      const added = batch('new', { id: 'text' }, ['id'], [['n']]);
      await failsWith(write(session, bill(['b', 2]), wider, added, stop), stop);
      sameRows(await read('bill'), [{ id: 'a', n: 1n }]);
      equal(await session.count('new'), undefined);
      equal(
        (await session.tables()).map(({ table }) => table),
        ['bill'],
      );
      await write(session, wider);
      sameRows(await read('bill'), [
        { id: 'a', n: 'x', more: 'y' },
        { id: 'z', n: 'x', more: 'y' },
      ]);
    },
  },
  {
    name: 'nothing of a slice is seen before its end; a second slice must wait',
    needs: ['readBack'],
    run: async ({ session, read }) => {
      await write(session, bill(['a', 1]));
      let seen: unknown[] = [];
      async function* batches() {
        yield bill(['b', 2]);
        yield batch('new', { id: 'text' }, ['id'], [['n']]);
        const tables = await session.tables();
        seen = [await session.count('bill'), (await read('bill')).length, tables.length];
        await refused(write(session, bill(['c', 3])), /one at a time/);
        yield bill(['d', 4]);
      }
      await session.commit({ runId: 'r', batches: batches() });
      equal(seen, [1, 1, 1]);
      equal(await session.count('bill'), 3);
    },
  },
];

const NO_TABLES: readonly [what: string, wrong: RowBatch][] = [
  ['no columns', batch('t', {}, [], [])],
  ['a key without a column', batch('t', { a: 'text' }, ['b'], [])],
  ['two columns of one name', batch('t', { a: 'text', A: 'text' }, ['a'], [])],
];

const tableCases: readonly ContractCase[] = [
  {
    name: 'prepare makes tables without rows and is repeatable',
    needs: ['readBack'],
    run: async ({ session }) => {
      const { schema } = bill();
      await session.prepare([schema]);
      await session.prepare([schema]);
      equal(await session.count('bill'), 0);
      equal(await session.count('other'), undefined);
      equal(await session.tables(), [schema]);
    },
  },
  {
    name: 'a table with another key is refused and stays as it is',
    needs: ['readBack'],
    run: async ({ session, read }) => {
      await write(session, bill(['a', 1]));
      const other = batch('bill', { id: 'text', n: 'bigint' }, ['n'], [['a', 2]]);
      await refused(session.prepare([other.schema]), /primary key \(id\).*\(n\)/);
      await refused(write(session, other), /technical name/);
      const keyless = { ...other, schema: { ...other.schema, primaryKey: [] } };
      await refused(write(session, keyless), /no primary key/);
      sameRows(await read('bill'), [{ id: 'a', n: 1n }]);
    },
  },
  {
    name: 'a schema that is no table is refused',
    run: async ({ session }) => {
      for (const [what, { schema }] of NO_TABLES) await refused(session.prepare([schema]), /./, what);
    },
  },
];

/** Text that neither repeats nor compresses, and of which no two are alike. */
function someText(bytes: number, seed: number): string {
  let state = seed + 1;
  return Array.from({ length: bytes }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(97 + (state % 26));
  }).join('');
}

/** One row with a key and columns of one type: as many as the limits allow. */
function fullRow({ columns, width }: RowLimits, type: 'text' | 'bigint'): RowBatch {
  const most = width ? Math.floor((width.bytes - width.cells.text) / width.cells[type]) : columns;
  const names = Array.from({ length: Math.min(most, columns - 1) }, (_, at) => `c${at}`);
  const values = names.map((_, at) => (type === 'text' ? someText(30, at) : at));
  const types = Object.fromEntries(names.map((name) => [name, type]));
  return batch(`full_${type}`, { id: 'text', ...types }, ['id'], [['a', ...values]]);
}

const limitCases: readonly ContractCase[] = [
  {
    name: 'a row as wide as the declared limits allow',
    needs: ['readBack'],
    run: async ({ session, capabilities: { limits }, read }) => {
      for (const type of limits.width ? (['text', 'bigint'] as const) : (['text'] as const)) {
        const full = fullRow(limits, type);
        await write(session, full);
        const [row = {}] = await read(full.schema.table);
        const cells = full.schema.columns.map(({ name }) => row[name]);
        equal(cells.map(String), full.rows[0]?.map(String));
      }
    },
  },
  {
    name: 'a key as long, and JSON as deep, as the declared limits allow',
    needs: ['readBack'],
    run: async ({ session, capabilities: { limits }, read }) => {
      const { keyBytes = 20_000, levels } = limits;
      const id = someText(keyBytes, 1);
      const deep = `${'[{"a":'.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}`;
      await write(session, batch('much', { id: 'text', v: 'json' }, ['id'], [[id, new JsonText(deep)]]));
      sameRows(await read('much'), [{ id, v: deep }]);
    },
  },
];

export const rowCases: readonly ContractCase[] = [...mergeCases, ...sliceCases, ...tableCases, ...limitCases];
