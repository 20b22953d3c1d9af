// Records that a destination cannot hold as they are, among others that it can: the run goes on, and names what is left out.
import { expect } from '@jest/globals';
import { capabilitiesOf } from '../../connector/model/capabilities.js';
import type { Destination } from '../../connector/model/destination.js';
import type { JsonObject, JsonValue } from '../../connector/model/json.js';
import type { RunReport } from '../../connector/model/report.js';
import { ledgerOf } from '../../connector/state/history/stored-runs.js';
import { planOf, ScriptedClient } from '../read/scripted-client.js';
import { runOf } from '../run/run-plan.js';

const many = (count: number, value: (at: number) => JsonValue): JsonObject =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, value(at)]));

function nested(levels: number, isList: boolean): JsonValue {
  let value: JsonValue = 1;
  for (let level = 0; level < levels; level++) value = isList ? [value] : { a: value };
  return value;
}

/** Fields that have no room; `wide` says how many there are. */
export const WIDE: Record<string, (wide: number) => JsonObject> = {
  'whole numbers': (wide) => many(wide, (at) => at),
  texts: (wide) => many(wide, (at) => `a text that is not short ${at}`),
  'short texts and numbers': (wide) => many(wide, (at) => (at % 2 ? at : `t${at}`)),
  instants: (wide) => many(wide, () => '2024-01-01T00:00:00Z'),
};

/** Records that are no row anywhere. */
export const DEEP: Record<string, () => JsonObject> = {
  'objects in objects': () => ({ v: nested(3000, false) }),
  'lists in lists': () => ({ v: nested(4900, true) }),
  'a list of deep objects': () => ({ l: [{ v: nested(1500, false) }, { v: 1 }] }),
};

/** Text that does not compress. */
export function noise(length: number): string {
  let state = 7;
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(97 + (state % 26));
  }).join('');
}

/** Loads what a script answers for the objects `a`, the odd one, and `z`, each in a slice of its own. */
export async function loadOdd(destination: Destination, odd: JsonObject, id = 'odd'): Promise<RunReport> {
  const plan = planOf([
    { name: 'ids', path: '/l', read: { item: 'i' } },
    { name: 'objects', path: '/l/{i}', parameters: { i: { from: 'ids' } } },
  ]);
  const client = new ScriptedClient((path) => {
    if (path === '/l') return ['a', id, 'z'];
    return path.endsWith('/a') || path.endsWith('/z') ? { f0: 1 } : odd;
  });
  return runOf({
    plan,
    client,
    destination,
    sliceRoots: 1,
  });
}

/** Every object has a row; what has no room is in `_more`, with a warning. */
export async function expectWide(destination: Destination, odd: JsonObject): Promise<void> {
  const report = await loadOdd(destination, odd);
  expect({ outcome: report.outcome, reasons: report.reasons }).toEqual({ outcome: 'complete', reasons: [] });
  expect(report.sources[1]?.ledger).toMatchObject({ listed: 3, loaded: 3 });
  expect(report.warnings.map(({ code }) => code)).toEqual(['columns-full']);
  const { limits, readBack } = capabilitiesOf(destination);
  if (!readBack) return;
  const session = await destination.open({ readOnly: true });
  try {
    const [table] = (await session.tables()).filter(({ table }) => table === 'objects');
    expect(table?.columns.length).toBeLessThanOrEqual(limits.columns);
    const values: string[] = [];
    for await (const row of session.rows('objects', { where: { i: 'odd' } })) {
      for (const [name, cell] of Object.entries(row))
        if (/^f\d/.test(name) && cell !== null) values.push(name);
      const more = JSON.parse(String((row._more as { text: string }).text)) as object;
      values.push(...Object.keys(more));
    }
    // Every field is somewhere, once.
    expect(values.filter((name) => /^f\d+$/.test(name)).sort()).toEqual(Object.keys(odd).sort());
  } finally {
    await session.close();
  }
}

/** The odd object is rejected by name with these words, and the others have rows. */
export async function expectRejected(
  destination: Destination,
  odd: JsonObject,
  words: RegExp,
  id = 'odd',
): Promise<void> {
  const report = await loadOdd(destination, odd, id);
  expect(report.outcome).toBe('incomplete');
  expect(report.reasons.every(({ code }) => code === 'objects-missing')).toBe(true);
  expect(report.sources.at(-1)?.ledger).toMatchObject({ listed: 3, loaded: 2, rejected: 1 });
  expect(report.sources.at(-1)?.notLoaded).toEqual([
    expect.objectContaining({ reason: 'rejected', message: expect.stringMatching(words) }),
  ]);
  if (!capabilitiesOf(destination).state) return;
  const entries: string[] = [];
  for await (const entry of ledgerOf(destination, report.runId, { source: 'objects' }))
    entries.push(entry.id);
  expect(entries).toEqual([
    expect.stringMatching(id === 'odd' ? /^i=odd$/ : /^i=.*\(sha256 [0-9a-f]{16}\)$/),
  ]);
  // The next load meets the same, and is not stopped either.
  expect((await loadOdd(destination, odd, id)).sources.at(-1)?.ledger).toMatchObject({
    loaded: 2,
    rejected: 1,
  });
}
