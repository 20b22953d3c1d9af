// Tables in object storage whose writer is killed at any request: what others see is the state before or after.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bucketDestination } from '../../connector/destinations/files/bucket-place.js';
import { jsonlFormat } from '../../connector/destinations/formats/jsonl.js';
import type { TableSession } from '../../connector/model/destination.js';
import { Crash, type Fault, faultyStorage } from '../destinations/faulty-storage.js';
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

/** Everything that changes a place, in turn. */
const WORK: ((session: TableSession) => Promise<unknown>)[] = [
  (session) => session.prepare([bills('r', []).schema]),
  (session) => write(session, bills('r1', [1, 2, 3])),
  (session) => write(session, { ...bills('r2', [2, 7]), pendingReplace: true }),
  (session) => session.swap({ account: 'me', tables: ['bill'] }),
  (session) => session.markDeleted([{ table: 'bill', account: 'me', runId: 'r2', except: [] }], 'at'),
  (session) => write(session, bills('r3', [4])),
  (session) => session.publish?.() ?? Promise.resolve(),
];

/** Of so many operations one: in `npm test` some are left out. */
const STEP = extent(4, 1);

let server: ObjectServer;
let options: Record<string, string>;

beforeAll(async () => {
  server = await startObjectServer();
});

afterAll(() => server.close());

const begin = () => {
  const { type: _, ...rest } = bucketConfig(server, 'jsonl');
  options = rest as Record<string, string>;
};

const destination = (fault?: Fault) =>
  bucketDestination({
    name: 'jsonl',
    options,
    format: jsonlFormat({ numbers: 'number' }),
    env: {},
    storage: (own) => (fault ? faultyStorage(own, fault) : own),
  });

async function seen(session: TableSession): Promise<string> {
  const found: string[] = [];
  for (const { table, columns } of await session.tables()) {
    found.push(`${table}: ${columns.map(({ name }) => name).join(', ')}`);
    for await (const row of session.rows(table)) found.push(Object.values(row).map(String).join(' '));
  }
  return found.join('\n');
}

async function now(): Promise<string> {
  const session = await destination()
    .open({ readOnly: true })
    .catch(() => undefined);
  const state = session ? await seen(session) : '';
  await session?.close();
  return state;
}

async function states(): Promise<string[]> {
  begin();
  const session = await destination().open();
  const found = [''];
  for (const step of WORK) {
    await step(session);
    found.push(await seen(session));
  }
  await session.close();
  return found;
}

async function workUntil(fault: Fault): Promise<number> {
  let done = 0;
  try {
    const session = await destination(fault).open();
    for (const step of WORK) {
      await step(session);
      done++;
    }
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
  return done;
}

test.each(['before', 'after'] as const)('killed %s each operation', async (when) => {
  const expected = await states();
  const last = expected.at(-1);
  for (let at = 1; ; at += STEP) {
    begin();
    const fault: Fault = { at, when, seen: 0 };
    const done = await workUntil(fault);
    const after = await now();
    const [before, whole] = [expected[done], expected[done + 1] ?? last];
    expect([before, whole]).toContain(after);
    const isOver = fault.seen < at;
    const next = await destination().open();
    for (const step of WORK.slice(after === whole && before !== whole ? done + 1 : done)) await step(next);
    expect(await seen(next)).toBe(last);
    await next.close();
    const place = `${String(options.path).split('/').slice(3).join('/')}/`;
    const keys = (await server.keys()).flatMap((key) =>
      key.startsWith(place) ? [key.slice(place.length)] : [],
    );
    const { tables } = JSON.parse(String(await server.get(`${place}_ovh/manifest.json`)));
    const segments = tables.flatMap((table: { segments: { file: string }[] }) =>
      table.segments.map(({ file }) => file),
    );
    expect(keys).toEqual([...new Set([...segments, '_ovh/manifest.json', 'bill.jsonl'])].sort());
    expect(
      String(await server.get(`${place}bill.jsonl`))
        .trim()
        .split('\n'),
    ).toHaveLength(3);
    if (isOver) return;
    expect(at).toBeLessThan(60);
  }
});
