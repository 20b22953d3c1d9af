// A row sink keeps the contract as far as its capabilities go, and passes on only whole slices.
import { describe, expect, test as jestTest, test } from '@jest/globals';
import type { Stored } from '../../connector/destinations/kit/cells.js';
import { ROW_SINK_CAPABILITIES, rowSink, type SinkBatch } from '../../connector/destinations/kit/row-sink.js';
import { destinationContract } from '../../connector/destinations/testing/contract.js';
import type { RowBatch } from '../../connector/model/table.js';
import { batch, bill, write } from './slices.js';

destinationContract(
  {
    name: 'a row sink',
    capabilities: ROW_SINK_CAPABILITIES,
    fixture: () => {
      const written: SinkBatch[] = [];
      const destination = rowSink('list', (batches) => void written.push(...batches));
      return {
        destination: () => destination,
        read: async (table) =>
          written.filter(({ schema }) => schema.table === table).flatMap((one) => one.rows.map(rowOf(one))),
      };
    },
  },
  { describe, test: jestTest },
);

const rowOf =
  ({ schema }: SinkBatch) =>
  (row: readonly Stored[]): Record<string, Stored> =>
    Object.fromEntries(schema.columns.map(({ name }, index) => [name, row[index] ?? null]));

const sinkOf = (write: (batches: readonly SinkBatch[]) => Promise<void> | void) =>
  rowSink('list', write).open();

test('one call for a slice, with the rows of all its tables but those of the connector', async () => {
  const calls: [table: string, rows: number][][] = [];
  const session = await sinkOf((batches) => {
    calls.push(batches.map(({ schema, rows }) => [schema.table, rows.length]));
  });
  const own = batch('_ovh_ledger', { item: 'text' }, ['item'], [['x']]);
  const written = await write(session, bill(['a', 1]), own, bill(), bill(['a', 2], ['b', 3]));
  expect(calls).toEqual([
    [
      ['bill', 1],
      ['bill', 2],
    ],
  ]);
  expect(written).toEqual({ rows: { bill: 3 } });
  await write(session, own);
  expect(calls).toHaveLength(1);
  expect((await session.tables()).map(({ table }) => table)).toEqual(['_ovh_ledger']);
  expect(await session.count('_ovh_ledger')).toBe(1);
  await session.close();
});

test('a slice that breaks off, or holds a row without its key, is not handed over', async () => {
  let calls = 0;
  const session = await sinkOf(() => {
    calls++;
  });
  await expect(write(session, bill(['a', 1]), new Error('broken off'))).rejects.toThrow('broken off');
  await expect(write(session, bill(['a', 1], [null, 2]))).rejects.toThrow(/key column "id"/);
  expect(calls).toBe(0);
  await session.close();
});

test('an error of the write is the error of the slice; two slices never overlap', async () => {
  const failure = new Error('the queue is full');
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const session = await sinkOf(async ([first]) => {
    if (first?.rows[0]?.[0] === 'bad') throw failure;
    await gate;
  });
  await expect(write(session, bill(['bad', 1]))).rejects.toBe(failure);
  const running = write(session, bill(['a', 1]));
  await expect(write(session, bill(['b', 1]))).rejects.toThrow(
    /list: a slice is being written; one at a time/,
  );
  release();
  expect(await running).toEqual({ rows: { bill: 1 } });
  await session.close();
});

test('a table keeps its key from slice to slice', async () => {
  const session = await sinkOf(() => undefined);
  await write(session, bill(['a', 1]));
  const other: RowBatch = batch('bill', { id: 'text', n: 'bigint' }, ['n'], [['a', 1]]);
  await expect(write(session, other)).rejects.toThrow(/primary key/);
  await session.close();
});
