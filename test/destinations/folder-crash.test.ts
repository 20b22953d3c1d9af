// A folder whose writer is killed at any operation holds the state before or the one after, and goes on from there.
import { tmpdir } from 'node:os';
import { expect, test } from '@jest/globals';
import { folderDestination } from '../../connector/destinations/files/files.js';
import { jsonlFormat } from '../../connector/destinations/formats/jsonl.js';
import type { TableSession } from '../../connector/model/destination.js';
import { extent } from '../extent.js';
import { Crash, type Fault, faultyStorage, memoryStorage } from './faulty-storage.js';
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

/** Of so many operations one: in `npm test` some are left out. */
const STEP = extent(4, 1);

let storage: ReturnType<typeof memoryStorage>;

const destination = (fault?: Fault) =>
  folderDestination({
    name: 'jsonl',
    path: tmpdir(),
    format: jsonlFormat({ numbers: 'number' }),
    storage: () => (fault ? faultyStorage(storage, fault) : storage),
  });

/** What a session sees, as one text. */
async function seen(session: TableSession): Promise<string> {
  const found: string[] = [];
  for (const { table, columns } of await session.tables()) {
    found.push(`${table}: ${columns.map(({ name, type }) => `${name} ${type}`).join(', ')}`);
    for await (const row of session.rows(table))
      found.push(`${table} ${Object.values(row).map(String).join(' ')}`);
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

/** Everything that changes a folder, in turn; the fifteen slices make compaction happen. */
const WORK: ((session: TableSession) => Promise<unknown>)[] = [
  (session) => session.prepare([bills('r', []).schema]),
  (session) => write(session, bills('r1', [1, 2, 3]), lines(1, 3), lines(2, 2)),
  (session) => write(session, bills('r1', [2, 4]), lines(1, 1)),
  ...Array.from(
    { length: 15 },
    (_, n) => (session: TableSession) => write(session, bills('r1', [n, 100 + n])),
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

/** The states between the steps, when nothing fails. */
async function states(): Promise<string[]> {
  storage = memoryStorage('memory');
  const session = await destination().open();
  const found = [''];
  for (const step of WORK) {
    await step(session);
    found.push(await seen(session));
  }
  await session.close();
  return found;
}

/** Begins anew and works until the fault comes: how many steps were told to be done. */
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

test.each(['before', 'after', 'torn'] as const)('killed %s each operation', async (when) => {
  const expected = await states();
  const last = expected.at(-1);
  for (let at = 1; ; at += STEP) {
    storage = memoryStorage('memory');
    const fault: Fault = { at, when, seen: 0 };
    const done = await workUntil(fault);
    const after = await now();
    const [before, whole] = [expected[done], expected[done + 1] ?? last];
    expect([before, whole]).toContain(after);
    const isOver = fault.seen < at;
    // The next session goes on from there, leaves nothing behind, and gives others what is there.
    const next = await destination().open();
    const isDone = after === whole && before !== whole;
    for (const step of WORK.slice(isDone ? done + 1 : done)) await step(next);
    expect(await seen(next)).toBe(last);
    await next.close();
    const { tables } = JSON.parse(String(storage.files.get('_ovh/manifest.json')));
    const segments = tables.flatMap((table: { segments: { file: string }[] }) =>
      table.segments.map(({ file }) => file),
    );
    expect([...storage.files.keys()].sort()).toEqual(
      [...new Set([...segments, '_ovh/manifest.json', 'bill.jsonl', 'line.jsonl'])].sort(),
    );
    expect(String(storage.files.get('bill.jsonl')).trim().split('\n')).toHaveLength(2);
    if (isOver) return;
    expect(at).toBeLessThan(200);
  }
});
