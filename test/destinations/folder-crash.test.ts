// A folder whose writer is killed at any operation.
import { tmpdir } from 'node:os';
import { test } from '@jest/globals';
import { folderDestination } from '../../connector/destinations/files/files.js';
import { jsonlFormat } from '../../connector/destinations/formats/jsonl.js';
import { extent } from '../extent.js';
import { killAtEachOperation, type Step } from './crash-steps.js';
import { faultyStorage, memoryStorage } from './faulty-storage.js';
import { batch, write } from './slices.js';

const ROWS = { _account: 'text', id: 'text', n: 'bigint', _run_id: 'text' } as const;
const bills = (run: string, ids: number[]) =>
  batch(
    'bill',
    ROWS,
    ['_account', 'id'],
    ids.map((id) => ['me', `${id}`, id, run]),
  );
const lines = (parent: number, count: number) => ({
  ...batch(
    'line',
    { p: 'bigint', i: 'bigint' },
    ['p', 'i'],
    Array.from({ length: count }, (_, index) => [parent, index]),
  ),
  replaces: { columns: ['p'], keys: [[parent]] },
});

/** The fifteen slices in the middle make compaction happen. */
const STEPS: readonly Step[] = [
  (session) => session.prepare([bills('r', []).schema]),
  (session) => write(session, bills('r1', [1, 2, 3]), lines(1, 3), lines(2, 2)),
  (session) => write(session, bills('r1', [2, 4]), lines(1, 1)),
  ...Array.from(
    { length: 15 },
    (_, n): Step =>
      (session) =>
        write(session, bills('r1', [n, 100 + n])),
  ),
  (session) => write(session, { ...bills('r2', [2, 7]), pendingReplace: true }),
  (session) => session.swap({ account: 'me', tables: ['bill'] }),
  (session) =>
    session.markDeleted(
      [{ table: 'bill', account: 'me', runId: 'r3', except: [{ columns: ['id'], keys: [['7']] }] }],
      'at',
    ),
  (session) => write(session, { ...bills('r4', [9]), pendingReplace: true }),
  (session) => session.discard({ account: 'me', tables: ['bill'] }),
  (session) => session.publish?.() ?? Promise.resolve(),
];

let storage: ReturnType<typeof memoryStorage>;

test.each(['before', 'after', 'torn'] as const)('killed %s each operation', async (when) => {
  await killAtEachOperation(
    {
      steps: STEPS,
      begin: () => {
        storage = memoryStorage('memory');
      },
      destination: (fault) =>
        folderDestination({
          name: 'jsonl',
          path: tmpdir(),
          format: jsonlFormat({ numbers: 'number' }),
          storage: () => (fault ? faultyStorage(storage, fault) : storage),
        }),
      files: async () => new Map([...storage.files].map(([name, bytes]) => [name, bytes.toString()])),
      published: { 'bill.jsonl': 2, 'line.jsonl': 3 },
      operations: 200,
      stride: extent(4, 1),
    },
    when,
  );
});
