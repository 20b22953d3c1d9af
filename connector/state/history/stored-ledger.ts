// What runs did not load, counted and in pages: for those who look at it part by part. Calls nothing, needs no lock.
import type { DestinationSession } from '../../model/destination.js';
import type { LedgerEntry } from '../../model/report.js';
import { LEDGER } from './run-tables.js';
import { type StoredEntry, storedEntry } from './stored-runs.js';

/** What is worst comes first. */
const ORDER: readonly LedgerEntry['reason'][] = [
  'failed',
  'rejected',
  'refused',
  'expired',
  'gone',
  'absent',
];

/** Entries that are alike, and how many they are. */
export interface LedgerCount {
  runId: string;
  source: string;
  reason: LedgerEntry['reason'];
  /** HTTP status; absent: there was no answer, or no call. */
  status?: number;
  accepted: boolean;
  count: number;
}

/** Absent members: all. */
export interface EntryChoice {
  reasons?: readonly string[];
  sources?: readonly string[];
  /** `500`, or `none`. */
  statuses?: readonly string[];
  /** A part of id, message, code or query id; case does not count. */
  text?: string;
}

export interface LedgerPage {
  skip: number;
  limit: number;
}

export type RunEntry = StoredEntry & { runId: string };

/** One reading of the ledger of a run. */
export async function ledgerCounts(session: DestinationSession, runId: string): Promise<LedgerCount[]> {
  const found = new Map<string, LedgerCount>();
  for await (const { source, reason, status, accepted } of LEDGER.read(session, { where: { runId } })) {
    const key = JSON.stringify([source, reason, status, accepted]);
    const known = found.get(key);
    if (known) known.count++;
    else
      found.set(key, {
        ...{ runId, source, reason, accepted, count: 1 },
        ...(status !== undefined && { status }),
      });
  }
  return [...found.values()];
}

export function isChosen({ reasons, sources, statuses }: EntryChoice): (entry: Countable) => boolean {
  return ({ reason, source, status }) =>
    (reasons?.includes(reason) ?? true) &&
    (sources?.includes(source) ?? true) &&
    (statuses?.includes(status === undefined ? 'none' : String(status)) ?? true);
}

type Countable = Pick<LedgerCount, 'reason' | 'source' | 'status'>;

/**
 * A page of the chosen entries, run after run, the worst reason first, then by source object and id.
 * @param counts of these runs, in their order: what they exclude is not read
 */
export async function* ledgerPage(
  session: DestinationSession,
  runIds: readonly string[],
  counts: readonly LedgerCount[],
  choice: EntryChoice,
  { skip, limit }: LedgerPage,
): AsyncGenerator<RunEntry> {
  const [isMet, hasText] = [isChosen(choice), textFilter(choice.text)];
  let [toSkip, left] = [skip, limit];
  for (const runId of runIds)
    for (const reason of ORDER) {
      const met = counts.filter((each) => each.runId === runId && each.reason === reason && isMet(each));
      const size = met.reduce((sum, { count }) => sum + count, 0);
      if (size === 0) continue;
      if (hasText === undefined && size <= toSkip) {
        toSkip -= size;
        continue;
      }
      for await (const row of LEDGER.read(session, { where: { runId, reason }, orderBy: ['source', 'id'] })) {
        if (!isMet(row) || hasText?.(row) === false) continue;
        if (toSkip > 0) {
          toSkip--;
          continue;
        }
        yield { runId, ...storedEntry(row) };
        left--;
        if (left === 0) return;
      }
    }
}

function textFilter(
  text = '',
): ((row: Pick<LedgerEntry, 'id' | 'message' | 'code' | 'queryId'>) => boolean) | undefined {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return undefined;
  return ({ id, message, code = '', queryId = '' }) =>
    [id, message, code, queryId].some((each) => each.toLowerCase().includes(wanted));
}
