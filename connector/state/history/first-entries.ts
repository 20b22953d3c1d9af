// The first objects that runs did not load: what a report of stored runs names.
import type { Destination, DestinationSession } from '../../model/destination.js';
import { type LedgerEntry, NOT_LOADED_STATES } from '../../model/report.js';
import { openChecked } from '../format.js';
import { LEDGER } from './run-tables.js';
import { type StoredRun, type StoredSource, storedEntry } from './stored-runs.js';

/** What the API says is not there is no news. What is worst comes first. */
const REASONS = NOT_LOADED_STATES.filter((state) => state !== 'absent').toReversed();

/** Entries by run and source object. */
export type FirstEntries = ReadonlyMap<string, ReadonlyMap<string, readonly LedgerEntry[]>>;

/** @param most of each source object of a run */
export async function firstEntries(
  destination: Destination,
  runs: readonly StoredRun[],
  most: number,
): Promise<FirstEntries> {
  const found = new Map<string, Map<string, readonly LedgerEntry[]>>();
  if (runs.length === 0) return found;
  const session = await openChecked(destination, { readOnly: true });
  try {
    for (const { runId, sources } of runs) {
      const own = new Map<string, readonly LedgerEntry[]>();
      for (const source of sources) own.set(source.name, await entriesOf(session, runId, source, most));
      found.set(runId, own);
    }
    return found;
  } finally {
    await session.close();
  }
}

async function entriesOf(
  session: DestinationSession,
  runId: string,
  { name: source, ledger }: StoredSource,
  most: number,
): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for (const reason of REASONS) {
    if (ledger[reason] === 0) continue;
    for await (const row of LEDGER.read(session, { where: { runId, source, reason }, orderBy: ['id'] })) {
      if (entries.length === most) return entries;
      if (row.accepted) continue;
      const { source: _, at: __, root: ___, ...entry } = storedEntry(row);
      entries.push(entry);
    }
  }
  return entries;
}
