// Rows on standard output: whole slices, exact, and none stored.
import { PassThrough, Writable } from 'node:stream';
import { afterEach, expect, test } from '@jest/globals';
import { createDestination } from '../../connector/destinations/registry.js';
import { standardOutput } from '../../connector/destinations/stdout/stdout.js';
import type { DestinationSession } from '../../connector/model/destination.js';
import { Decimal } from '../../connector/model/json.js';
import type { RowBatch } from '../../connector/model/table.js';
import { batch, write } from './slices.js';

let session: DestinationSession;

afterEach(() => session.close());

const TYPES = { id: 'text', n: 'bigint', price: 'decimal' } as const;

async function opened() {
  const output = new PassThrough();
  let text = '';
  output.on('data', (chunk) => {
    text += chunk;
  });
  session = await standardOutput('number', output).open();
  return () => text;
}

test('a line for each row with all of its digits; the tables of loads are not printed', async () => {
  const printed = await opened();
  const bills = batch('bill', TYPES, ['id'], [['a', 2n ** 63n - 1n, new Decimal('0.10')]]);
  const own = batch('_ovh_known', { item: 'text' }, ['item'], [['x']]);
  expect(await write(session, bills, own)).toEqual({ rows: { bill: 1 } });
  expect(printed()).toBe('{"table":"bill","row":{"id":"a","n":9223372036854775807,"price":0.10}}\n');
  expect(await session.count('_ovh_known')).toBe(1);
});

test('a slice that breaks off prints nothing and counts for nothing', async () => {
  const printed = await opened();
  const broken = async function* (): AsyncGenerator<RowBatch> {
    yield batch('bill', TYPES, ['id'], [['a', 1, null]]);
    throw new Error('broken off');
  };
  await expect(session.commit({ runId: 'r', batches: broken() })).rejects.toThrow('broken off');
  expect(printed()).toBe('');
  expect((await session.count('bill')) ?? 0).toBe(0);
});

test('a row with the key of an earlier one is one more line, and is counted as written', async () => {
  const printed = await opened();
  const rows = [
    ['a', 1, null],
    ['a', 2, null],
  ];
  expect(await write(session, batch('bill', TYPES, ['id'], rows))).toEqual({ rows: { bill: 2 } });
  expect(printed().trimEnd().split('\n')).toHaveLength(2);
  expect(await session.count('bill')).toBeUndefined();
});

test('what it cannot do is said', async () => {
  await opened();
  expect([session.swap, session.discard, session.markDeleted]).toEqual([undefined, undefined, undefined]);
  await expect(standardOutput('number').open({ readOnly: true })).rejects.toThrow(/no runs to look at/);
  expect(() => createDestination({ type: 'csv', path: '-' })).toThrow(/only as JSON Lines: jsonl:-/);
});

test('a reader that has gone is an error of the run', async () => {
  const gone = new Writable({ write: (_chunk, _encoding, done) => done(new Error('EPIPE')) });
  gone.on('error', () => undefined);
  session = await standardOutput('number', gone).open();
  const bills = batch('bill', TYPES, ['id'], [['a', 1, null]]);
  await expect(write(session, bills)).rejects.toMatchObject({
    name: 'DestinationError',
    message: expect.stringMatching(/may have ended/),
  });
});
