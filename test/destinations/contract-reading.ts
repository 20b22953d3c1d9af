// Contract: rows are read back as they were written; one run at a time may hold a destination.
import { expect, test } from '@jest/globals';
import type { RowQuery } from '../../connector/model/destination.js';
import { DestinationInUseError } from '../../connector/model/errors.js';
import { Decimal } from '../../connector/model/json.js';
import { type Cell, JsonText } from '../../connector/model/table.js';
import { batch, bill, type Get, instantOf, write } from './slices.js';

export function readingTests(get: Get): void {
  const rowsOf = async (table: string, query?: RowQuery) => {
    const rows: Record<string, Cell>[] = [];
    for await (const row of get().session.rows(table, query)) rows.push(row);
    return rows;
  };

  test('rows come back as the cells that they were', async () => {
    const { session, fixture } = get();
    const columns = {
      k: 'text',
      i: 'bigint',
      d: 'decimal',
      b: 'boolean',
      j: 'json',
      t: 'timestamp',
    } as const;
    const full = [
      '1',
      2n ** 62n,
      new Decimal('59.90'),
      true,
      new JsonText('[1.10]'),
      '2024-01-01T00:00:00+01:00',
    ];
    await write(session, batch('t', columns, ['k'], [full, ['2']]));
    const [first, second] = await rowsOf('t', { orderBy: ['k'] });
    const instant = instantOf(fixture, String(full.at(-1)));
    expect(Object.values(first ?? {})).toEqual([...full.slice(0, -1), instant]);
    expect(second).toEqual({ k: '2', i: null, d: null, b: null, j: null, t: null });
  });

  test('where, order and limit; null is a value too', async () => {
    const { session } = get();
    await write(session, bill(['a', 3], ['b', 10], ['c', null], ['d', 3]));
    const ids = async (query: RowQuery) => (await rowsOf('bill', query)).map(({ id }) => id);
    expect(await ids({ orderBy: ['n', 'id'] })).toEqual(['c', 'a', 'd', 'b']);
    expect(await ids({ orderBy: ['N', 'id'], descending: true, limit: 3 })).toEqual(['b', 'd', 'a']);
    expect(await ids({ where: { n: 3 }, orderBy: ['id'] })).toEqual(['a', 'd']);
    expect(await ids({ where: { n: 3n, ID: 'd' } })).toEqual(['d']);
    expect(await ids({ where: { n: null } })).toEqual(['c']);
    expect(await ids({ where: { id: "a' or 1=1 --" } })).toEqual([]);
    expect(await ids({ limit: 0 })).toEqual([]);
  });

  test('no table, no rows; a column that is not there is an error', async () => {
    await write(get().session, bill(['a', 1]));
    expect(await rowsOf('nothing', { where: { x: 1 } })).toEqual([]);
    await expect(rowsOf('bill', { where: { 'n" or 1=1 --': 1 } })).rejects.toMatchObject({
      name: 'DestinationError',
    });
    await expect(rowsOf('bill', { orderBy: ['x'] })).rejects.toThrow(/lacks the column "x"/);
    await expect(rowsOf('bill', { where: { n: 'text' } })).rejects.toMatchObject({
      name: 'DestinationError',
    });
  });

  test('reading may be given up, goes on while others count, and sees nothing that is not committed', async () => {
    const { session } = get();
    await write(session, bill(['a', 1], ['b', 2], ['c', 3]));
    for await (const row of session.rows('bill')) {
      expect(['a', 'b', 'c']).toContain(row.id);
      expect(await session.count('bill')).toBe(3);
      break;
    }
    async function* batches() {
      yield bill(['d', 4]);
      expect(await rowsOf('bill')).toHaveLength(3);
    }
    await session.commit({ runId: 'r', batches: batches() });
    expect(await rowsOf('bill')).toHaveLength(4);
    const left = session.rows('bill')[Symbol.asyncIterator]();
    await left.next();
    await session.close();
  });

  test('opened to be read, it gives what is there', async () => {
    const { session, fixture } = get();
    await write(session, bill(['a', 1]));
    const reading = await fixture.destination().open({ readOnly: true });
    expect(await reading.count('bill')).toBe(1);
    for await (const row of reading.rows('bill')) expect(row).toEqual({ id: 'a', n: 1n });
    await reading.close();
    expect(await session.count('bill')).toBe(1);
  });

  test('one holder at a time, by name; reading needs no lock', async () => {
    const { session, fixture } = get();
    const destination = fixture.destination();
    const release = await destination.lock({ pid: 4711, host: 'here', since: '2026-01-02T03:04:05.000Z' });
    const second = () => destination.lock({ pid: 2, host: 'there', since: '2026-01-03T00:00:00.000Z' });
    for (let n = 0; n < 2; n++) {
      await expect(second()).rejects.toThrow(/4711 on here, since 2026-01-02T03:04:05.000Z/);
      await expect(second()).rejects.toMatchObject({
        name: 'DestinationError',
        holder: { pid: 4711, host: 'here' },
      });
      await expect(second()).rejects.toBeInstanceOf(DestinationInUseError);
    }
    await write(session, bill(['a', 1]));
    expect(await rowsOf('bill')).toHaveLength(1);
    await release();
    const releaseSecond = await second();
    await release();
    await expect(second()).rejects.toThrow(/2 on there/);
    await releaseSecond();
  });
}
