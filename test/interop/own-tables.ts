// The rows that one of our own destinations has of an account, to compare those of other programs with.
import { loadSource } from '../../connector/app/load.js';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { type Clock, systemClock } from '../../connector/model/clock.js';
import type { Setting } from '../integration/sandbox-config.js';
import { type Row, textOf } from './airbyte-receiver.js';

/** Which errors of batches are looked at again is chance: two readings make the same calls with the same chance. */
export const EVEN: Clock = { ...systemClock, random: () => 0.5 };

const ANEW = new Set(['_run_id', '_loaded_at', '_snapshot_at', '_deleted_at', '_more']);

export type Tables = (table: string) => string[];

export function keysOf({ sandbox: { keys } }: Pick<Setting, 'sandbox'>) {
  const { applicationKey, applicationSecret, consumerKey } = keys;
  return { applicationKey, applicationSecret, consumerKey };
}

/** Different rows, without what each reading sets anew and without nulls. */
export function comparable(rows: readonly Row[], columns?: ReadonlySet<string>): string[] {
  const texts = rows
    .map((row) =>
      Object.entries(row).filter(
        ([name, value]) => !ANEW.has(name) && value !== null && (columns?.has(name) ?? true),
      ),
    )
    .map((entries) => JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1))));
  return [...new Set(texts)].sort();
}

export async function callsOf<T>(
  { sandbox }: Pick<Setting, 'sandbox'>,
  work: () => Promise<T>,
): Promise<[number, T]> {
  const calls = async () =>
    ((await (await fetch(`${sandbox.url}/__sandbox/stats`)).json()) as { total: number }).total;
  const before = await calls();
  const result = await work();
  return [(await calls()) - before, result];
}

/** Loads the same, so many times; `counts` are the calls of each load. Texts are as protocols print them, without NUL. */
export async function ownTables(setting: Setting, config: object, reads = 1) {
  const destination = new MemoryDestination();
  const { auth: _, ...rest } = config as { auth: object };
  const source = setting.source(
    { ...rest, auth: keysOf(setting), destination: { type: 'memory' } },
    { clock: EVEN },
  );
  const counts: number[] = [];
  for (let left = reads; left > 0; left--)
    counts.push((await callsOf(setting, () => loadSource(source, { destination })))[0]);
  const rowsOf = (table: string): Row[] =>
    destination
      .rows(table)
      .map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            textOf(value)?.replaceAll('\0', '\ufffd') ?? null,
          ]),
        ),
      );
  return { rowsOf, counts };
}
