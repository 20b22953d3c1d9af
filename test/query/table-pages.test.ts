// Pages of tables: filtered, sorted and counted as the rows themselves say, to the last digit, whichever engine answers.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { QuerySession } from '../../connector/model/query.js';
import type { ColumnType } from '../../connector/model/table.js';
import type { Condition } from '../../connector/query/table/condition.js';
import {
  countUpTo,
  type PageRequest,
  readPage,
  readRecord,
  readSum,
} from '../../connector/query/table/read-page.js';
import { type TableSql, tableSql } from '../../connector/query/table/table-sql.js';
import { extent } from '../extent.js';
import { INSTALL_TIMEOUT } from '../postgres/fixture.js';
import {
  COLUMNS,
  ENGINES,
  type Engine,
  type Engines,
  type ModelRow,
  rowAt,
  startEngines,
} from './engines.js';

const COUNT = 120;
const rows = Array.from({ length: COUNT }, (_, at) => rowAt(at));
const model = rows.map((row) => row.model);

let engines: Engines;
const open = new Map<Engine, { session: QuerySession; table: TableSql }>();

beforeAll(async () => {
  engines = await startEngines();
  const columns = Object.entries(COLUMNS).map(([name, type]) => ({ name, type, path: name }));
  for (const engine of ENGINES) {
    const schema = { table: 'things', columns, primaryKey: ['_account', 'id'] };
    const log = { table: 'log', columns: columns.slice(2), primaryKey: [] };
    await engines.write(engine, [
      { schema, rows: rows.map(({ cells }) => cells) },
      { schema: log, rows: rows.slice(0, 50).map(({ cells }) => cells.slice(2)) },
    ]);
    const session = await engines.open(engine);
    const table = await tableSql(session, 'things');
    if (!table) throw new Error('no table');
    open.set(engine, { session, table });
  }
}, INSTALL_TIMEOUT);

afterAll(async () => {
  for (const { session } of open.values()) await session.close();
  await engines.close();
});

const at = (engine: Engine) => open.get(engine) as { session: QuerySession; table: TableSql };
const page = async (engine: Engine, request: Partial<PageRequest>) => {
  const { session, table } = at(engine);
  return readPage(session, table, { limit: COUNT, ...request });
};

/** A decimal of the model: exact, as a whole number of 10⁻²⁰. */
const units = (text: string): bigint => {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  return BigInt(`${sign}${whole}${fraction.padEnd(20, '0')}`);
};

function compare(type: ColumnType, a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  const isNumber = type === 'bigint' || type === 'decimal';
  if (isNumber) return Number(units(a) > units(b)) - Number(units(a) < units(b));
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function meets(row: ModelRow, { column, operator, value = '' }: Condition): boolean {
  const cell = row[column] ?? null;
  if (operator === 'null') return cell === null;
  if (cell === null) return false;
  const type = COLUMNS[column] as ColumnType;
  const order = compare(type, cell, operator === 'contains' || operator === 'starts' ? cell : value);
  return {
    'not null': true,
    '=': order === 0,
    '!=': order !== 0,
    '<': order < 0,
    '<=': order <= 0,
    '>': order > 0,
    '>=': order >= 0,
    contains: cell.includes(value),
    starts: cell.startsWith(value),
  }[operator];
}

function expected({ where = [], sort = [] }: Partial<PageRequest>): ModelRow[] {
  const met = model.filter((row) => where.every((condition) => meets(row, condition)));
  const down = sort[0]?.descending ?? false;
  const terms = [...sort, { column: '_account', descending: down }, { column: 'id', descending: down }];
  return met.sort((a, b) => {
    for (const { column, descending } of terms) {
      const order = compare(COLUMNS[column] as ColumnType, a[column] ?? null, b[column] ?? null);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
}

const texts = (column: string) => {
  const found = [...new Set(model.map((row) => row[column] ?? null))].filter((text) => text !== null);
  return COLUMNS[column] === 'bigint' || COLUMNS[column] === 'decimal'
    ? [
        ...found,
        '0.00000000000000000001',
        '-7.5',
        '99999999999999999999999',
        '9223372036854775807.5',
        '12345678901234567.1235',
      ]
    : COLUMNS[column] === 'text'
      ? [...found, 'z', "'; DROP TABLE things; --"]
      : found;
};

const condition = fc.constantFrom(...Object.keys(COLUMNS)).chain((column) =>
  fc.record({
    column: fc.constant(column),
    operator: fc.constantFrom<Condition['operator']>('=', '!=', '<', '<=', '>', '>=', 'null', 'not null'),
    value: fc.constantFrom(...texts(column)),
  }),
);
const searched = fc.record({
  column: fc.constant('name'),
  operator: fc.constantFrom<Condition['operator']>('contains', 'starts'),
  value: fc.constantFrom("'s", '%', 'a', 'zeb', 'Z', '–'),
});
const request = fc.record({
  where: fc.array(fc.oneof({ weight: 4, arbitrary: condition }, searched), { maxLength: 2 }),
  sort: fc.uniqueArray(
    fc.record({ column: fc.constantFrom(...Object.keys(COLUMNS)), descending: fc.boolean() }),
    { maxLength: 2, selector: ({ column }) => column },
  ),
});

describe.each(ENGINES)('%s', (engine) => {
  test('random filters and sorts: the rows of the model, digit for digit, page after page', async () => {
    await fc.assert(
      fc.asyncProperty(request, fc.integer({ min: 9, max: 60 }), async (chosen, limit) => {
        const wanted = expected(chosen).map((row) => Object.keys(COLUMNS).map((name) => row[name]));
        const found: (string | null)[][] = [];
        let after: string | undefined;
        do {
          const next = await page(engine, { ...chosen, limit, ...(after !== undefined && { after }) });
          expect(next.rows.length).toBeLessThanOrEqual(limit);
          found.push(...next.rows);
          after = next.next;
        } while (after !== undefined && found.length <= COUNT);
        expect(found).toEqual(wanted);
        const { session, table } = at(engine);
        expect(await countUpTo(session, table, chosen.where, undefined)).toBe(wanted.length);
      }),
      { numRuns: extent(7, 400) },
    );
  });

  test('columns in the order wanted, rows left out, and a record by what names it', async () => {
    const found = await page(engine, { columns: ['big', '_account'], skip: 100, limit: 3 });
    expect(found.columns.map(({ name }) => name)).toEqual(['big', '_account']);
    expect(found.rows).toEqual(
      expected({})
        .slice(100, 103)
        .map((row) => [row.big, row._account]),
    );
    const { session, table } = at(engine);
    const record = await readRecord(session, table, found.ids[1] ?? '');
    expect(record).toEqual(Object.keys(COLUMNS).map((name) => expected({})[101]?.[name]));
    expect(await readRecord(session, table, '["ab1-ovh","99999"]')).toBeUndefined();
    expect(await readRecord(session, table, 'no id')).toBeUndefined();
  });

  test('exact sums', async () => {
    const { session, table } = at(engine);
    const sumOf = async (column: string) => (await readSum(session, table, { column })).sum;
    const total = (column: string) => model.reduce((sum, row) => sum + units(row[column] ?? '0'), 0n);
    for (const column of ['amount', 'wide', 'big'])
      expect(units((await sumOf(column)) ?? '')).toBe(total(column));
    await expect(readSum(session, table, { column: 'name' })).rejects.toThrow('only numbers can be added up');
  });

  test('a table without a key: all rows, once', async () => {
    const { session } = at(engine);
    const table = (await tableSql(session, 'log')) as TableSql;
    const found: (string | null)[][] = [];
    let after: string | undefined;
    do {
      const next = await readPage(session, table, { limit: 30, ...(after !== undefined && { after }) });
      found.push(...next.rows);
      after = next.next;
    } while (after !== undefined);
    const names = Object.keys(COLUMNS).slice(2);
    const text = (list: unknown[]) => list.map((row) => JSON.stringify(row)).sort();
    expect(text(found)).toEqual(text(model.slice(0, 50).map((row) => names.map((name) => row[name]))));
  });

  test('what is wrong is said: columns, values, cursors', async () => {
    const where = (column: string, value: string) =>
      page(engine, { where: [{ column, operator: '=', value }] }).then(
        () => '',
        (error: Error) => error.message,
      );
    expect(await where('amout', '1')).toContain('Did you mean "amount"?');
    expect(await where('amount', '1,5')).toContain('"1,5" is no number');
    expect(await where('day', '2026-02-30')).toContain('is no day such as 2026-10-22');
    expect(await where('on', 'yes')).toContain('neither true nor false');
    await expect(page(engine, { after: '{"after":["a"]}' })).rejects.toThrow('no cursor of this table');
    await expect(page(engine, { after: '{"skip":5}' })).rejects.toThrow('no cursor of this table');
  });
});
