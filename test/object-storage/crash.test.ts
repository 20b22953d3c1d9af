// A bucket whose writer is killed at any request.
import { afterAll, beforeAll, test } from '@jest/globals';
import { bucketDestination } from '../../connector/destinations/files/bucket-place.js';
import { jsonlFormat } from '../../connector/destinations/formats/jsonl.js';
import { killAtEachOperation, type Step } from '../destinations/crash-steps.js';
import { faultyStorage } from '../destinations/faulty-storage.js';
import { batch, write } from '../destinations/slices.js';
import { extent } from '../extent.js';
import { bucketConfig } from './buckets.js';
import { type ObjectServer, startObjectServer } from './server.js';

const bills = (run: string, ids: number[]) =>
  batch(
    'bill',
    { _account: 'text', id: 'text', n: 'bigint', _run_id: 'text' },
    ['_account', 'id'],
    ids.map((id) => ['me', `${id}`, id, run]),
  );

const STEPS: readonly Step[] = [
  (session) => session.prepare([bills('r', []).schema]),
  (session) => write(session, bills('r1', [1, 2, 3])),
  (session) => write(session, { ...bills('r2', [2, 7]), pendingReplace: true }),
  (session) => session.swap({ account: 'me', tables: ['bill'] }),
  (session) => session.markDeleted([{ table: 'bill', account: 'me', runId: 'r2', except: [] }], 'at'),
  (session) => write(session, bills('r3', [4])),
  (session) => session.publish?.() ?? Promise.resolve(),
];

let server: ObjectServer;
let options: Record<string, string>;

beforeAll(async () => {
  server = await startObjectServer();
});

afterAll(() => server.close());

/** The objects below the prefix. */
async function files(): Promise<Map<string, string>> {
  const prefix = `${String(options.path).split('/').slice(3).join('/')}/`;
  const keys = (await server.keys()).filter((key) => key.startsWith(prefix));
  const found = new Map<string, string>();
  for (const key of keys) found.set(key.slice(prefix.length), String(await server.get(key)));
  return found;
}

test.each(['before', 'after'] as const)('killed %s each operation', async (when) => {
  await killAtEachOperation(
    {
      steps: STEPS,
      begin: () => {
        const { type: _, ...rest } = bucketConfig(server, 'jsonl');
        options = rest as Record<string, string>;
      },
      destination: (fault) =>
        bucketDestination({
          name: 'jsonl',
          options,
          format: jsonlFormat({ numbers: 'number' }),
          env: {},
          storage: (own) => (fault ? faultyStorage(own, fault) : own),
        }),
      files,
      published: { 'bill.jsonl': 3 },
      operations: 60,
      stride: extent(4, 1),
    },
    when,
  );
});
