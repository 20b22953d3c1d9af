// Slice after slice through one session: what it keeps from one to the next changes no row.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openDatabase } from '../../connector/destinations/duckdb/database.js';
import { KnownTables } from '../../connector/destinations/duckdb/known-tables.js';
import { checkTable, ensureTable } from '../../connector/destinations/duckdb/tables.js';
import type { TableSession } from '../../connector/model/destination.js';
import { Decimal } from '../../connector/model/json.js';
import type { Cell, RowBatch } from '../../connector/model/table.js';
import { batch, write } from '../destinations/slices.js';
import { type DuckdbFixture, duckdbFixture } from './fixture.js';

let fixture: DuckdbFixture;
let session: TableSession;

beforeEach(async () => {
  fixture = await duckdbFixture();
  session = await fixture.open();
});

afterEach(async () => {
  await session.close();
  await fixture.remove();
});

const COLUMNS = { id: 'text', n: 'bigint', price: 'decimal', note: 'text' } as const;

function rowsOf(slice: number): Cell[][] {
  return Array.from({ length: 40 }, (_, at) => {
    // Half of the keys come again in the next slice, some twice in the same.
    const id = `a key that is too long to be kept in place ${(slice * 20 + (at % 36)) % 400}`;
    const price = new Decimal(`-${slice}.${'7'.repeat(1 + (at % 5) + (slice === 30 ? 6 : 0))}`);
    return [id, BigInt(slice) * 2n ** 55n, price, `${slice} of ${at}, with a text of some length`];
  });
}

test('sixty slices of one table equal their last rows, with failed ones and others of the same columns between', async () => {
  const expected = new Map<string, Cell[]>();
  const other = new Map<string, Cell[]>();
  const commit = async (...batches: RowBatch[]) => {
    await write(session, ...batches);
    for (const { schema, rows } of batches)
      for (const row of rows) (schema.table === 't' ? expected : other).set(String(row[0]), row);
  };
  for (let slice = 0; slice < 60; slice++) {
    const rows = rowsOf(slice);
    if (slice % 7 === 3) {
      const lost = batch('t', COLUMNS, ['id'], [['lost', 1n, new Decimal('1'), 'x']]);
      await expect(write(session, lost, batch('t', { id: 'text' }, ['id'], [[null]]))).rejects.toThrow();
    }
    if (slice % 5 === 0) await commit(batch('t', COLUMNS, ['id'], rows), batch('u', COLUMNS, ['id'], rows));
    else await commit(batch('t', COLUMNS, ['id'], rows));
  }
  const stored = (rows: Map<string, Cell[]>) =>
    [...rows.values()].map(([id, n, price, note]) => ({ id, n, d: String(price), note }));
  const read = async (table: string) =>
    (await fixture.read(table)).map(({ id, n, price, note }) => ({ id, n, d: price, note }));
  const byId = (rows: { id?: unknown }[]) => rows.sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
  expect(byId(await read('t'))).toEqual(byId(stored(expected)));
  expect(byId(await read('u'))).toEqual(byId(stored(other)));
  expect((await fixture.sql('DESCRIBE t')).map(([name, type]) => `${name} ${type}`)).toContain(
    'price DECIMAL(38,12)',
  );
});

test('a row that is replaced in its own slice widens nothing', async () => {
  const columns = { id: 'text', of: 'text', price: 'decimal' } as const;
  const row = (id: string, price: string): Cell[] => [id, 'o', new Decimal(price)];
  const first = batch('p', columns, ['id'], [row('a', `0.${'1'.repeat(20)}`)]);
  const second = {
    ...batch('p', columns, ['id'], [row('b', '1.5')]),
    replaces: { columns: ['of'], keys: [['o']] },
  };
  const begun = { ...first, replaces: { columns: ['of'], keys: [['o']] } };
  await write(session, begun, second);
  expect(await fixture.read('p')).toEqual([{ id: 'b', of: 'o', price: '1.5' }]);
  expect((await fixture.sql('DESCRIBE p'))[2]?.[1]).toBe('DECIMAL(38,2)');
});

test('a table that is known is not looked up again; what was undone is', async () => {
  const database = await openDatabase(fixture.path, {
    readOnly: false,
    memoryMegabytes: 256,
    access: 'owner',
  });
  const connection = await database.connect();
  const queries: string[] = [];
  const query = connection.query.bind(connection);
  connection.query = (sql, values) => {
    queries.push(sql);
    return query(sql, values);
  };
  try {
    const tables = new KnownTables(connection);
    const { schema } = batch('t', COLUMNS, ['id'], []);
    await connection.transaction(() => ensureTable(tables, schema));
    queries.length = 0;
    await checkTable(tables, schema);
    await connection.transaction(() => ensureTable(tables, schema));
    expect(queries).toEqual([]);
    tables.clear();
    await checkTable(tables, schema);
    expect(queries.length).toBeGreaterThan(0);
  } finally {
    connection.close();
    await database.close();
  }
});
