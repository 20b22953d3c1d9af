// Kills a writer at each operation of its work: readers find the state before or the one after, and the next writer
// continues from there.
import { expect } from '@jest/globals';
import type { Destination, TableSession } from '../../connector/model/destination.js';
import { Crash, type Fault } from './faulty-storage.js';

export type Step = (session: TableSession) => Promise<unknown>;

export interface CrashPlace {
  /** Everything that changes the place, in turn. */
  steps: readonly Step[];
  /** Makes the place empty, or another one the place. */
  begin(): void;
  destination(fault?: Fault): Destination<TableSession>;
  /** All files of the place now, by name. */
  files(): Promise<ReadonlyMap<string, string>>;
  /** The files for other programs at the end, with their numbers of lines. */
  published: Readonly<Record<string, number>>;
  /** More operations than the work has. */
  operations: number;
  /** Of so many operations one is tried. */
  stride: number;
}

/** @param when what the operation has done when the writer is killed */
export async function killAtEachOperation(place: CrashPlace, when: Fault['when']): Promise<void> {
  const expected = await statesOf(place);
  const last = expected.at(-1);
  for (let at = 1; ; at += place.stride) {
    place.begin();
    const fault: Fault = { at, when, seen: 0 };
    const done = await workUntil(place, fault);
    const after = await stateNow(place);
    const [before, whole] = [expected[done], expected[done + 1] ?? last];
    expect([before, whole]).toContain(after);
    const isDone = after === whole && before !== whole;
    const next = await place.destination().open();
    for (const step of place.steps.slice(isDone ? done + 1 : done)) await step(next);
    expect(await seen(next)).toBe(last);
    await next.close();
    await expectNothingElse(place);
    if (fault.seen < at) return;
    expect(at).toBeLessThan(place.operations);
  }
}

/** The states between the steps, when nothing fails. */
async function statesOf({ steps, begin, destination }: CrashPlace): Promise<string[]> {
  begin();
  const session = await destination().open();
  const found = [''];
  for (const step of steps) {
    await step(session);
    found.push(await seen(session));
  }
  await session.close();
  return found;
}

/** Works until the fault comes. Returns the steps whose end was reported. */
async function workUntil({ steps, destination }: CrashPlace, fault: Fault): Promise<number> {
  let done = 0;
  try {
    const session = await destination(fault).open();
    for (const step of steps) {
      await step(session);
      done++;
    }
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
  return done;
}

async function stateNow({ destination }: CrashPlace): Promise<string> {
  const session = await destination()
    .open({ readOnly: true })
    .catch(() => undefined);
  const state = session ? await seen(session) : '';
  await session?.close();
  return state;
}

/** All tables and rows that a session sees, as one text. */
async function seen(session: TableSession): Promise<string> {
  const found: string[] = [];
  for (const { table, columns } of await session.tables()) {
    found.push(`${table}: ${columns.map(({ name, type }) => `${name} ${type}`).join(', ')}`);
    for await (const row of session.rows(table))
      found.push(`${table} ${Object.values(row).map(String).join(' ')}`);
  }
  return found.join('\n');
}

/** Only what the manifest names is left, and the files for other programs have all rows. */
async function expectNothingElse({ files, published }: CrashPlace): Promise<void> {
  const found = await files();
  const { tables } = JSON.parse(found.get('_ovh/manifest.json') ?? '');
  const segments = tables.flatMap((table: { segments: { file: string }[] }) =>
    table.segments.map(({ file }) => file),
  );
  expect([...found.keys()].sort()).toEqual(
    [...new Set([...segments, '_ovh/manifest.json', ...Object.keys(published)])].sort(),
  );
  for (const [name, lines] of Object.entries(published)) {
    expect([name, found.get(name)?.trim().split('\n').length]).toEqual([name, lines]);
  }
}
