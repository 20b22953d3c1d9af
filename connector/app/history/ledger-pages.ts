// What runs did not load, for a person who looks through it: counts by reason, pages, one entry with its dead letter.
import type { DestinationSession } from '../../model/destination.js';
import { type DeadLetterKey, REJECTED } from '../../state/dead-letters/stored-letters.js';
import { openChecked } from '../../state/format.js';
import type { StoredRunRow } from '../../state/history/run-tables.js';
import {
  type EntryChoice,
  isChosen,
  type LedgerCount,
  type LedgerPage,
  ledgerCounts,
  ledgerPage,
  type RunEntry,
} from '../../state/history/stored-ledger.js';
import { runRowsOf } from '../../state/history/stored-runs.js';
import { Connections } from './connections.js';
import { historyDestination, type Sources } from './runs.js';

export { type EntryChoice, isChosen, type LedgerCount, type RunEntry };

export interface LedgerRun {
  runId: string;
  account: string;
  connection?: string;
  /** `load`, `retry`, `replay`. */
  kind: string;
  outcome: string;
  startedAt: string;
}

/**
 * The runs whose ledgers are looked at, the latest first: one by its id, the last one of each account, or all.
 * Throws `DestinationError` where nothing can be read.
 */
export async function ledgerRuns(drafts: Sources, which: string): Promise<LedgerRun[]> {
  const rows = await runRowsOf(historyDestination(drafts, {}, 'ledger'));
  const connections = new Connections(drafts, rows);
  const isFirst = (row: StoredRunRow) => rows.find(({ account }) => account === row.account) === row;
  const isMeant = (row: StoredRunRow) =>
    which === 'all' || (which === 'last' ? isFirst(row) : row.runId === which);
  return rows.filter(isMeant).map((row) => {
    const { runId, account, kind, outcome, startedAt } = row;
    const connection = connections.nameOf(row);
    const began = new Date(startedAt).toISOString();
    return {
      runId,
      account,
      kind,
      outcome,
      startedAt: began,
      ...(connection !== undefined && { connection }),
    };
  });
}

/** Reads the ledgers of these runs once. */
export function countLedgers(drafts: Sources, runIds: readonly string[]): Promise<LedgerCount[]> {
  return reading(drafts, async (session) => {
    const counts: LedgerCount[] = [];
    for (const runId of runIds) counts.push(...(await ledgerCounts(session, runId)));
    return counts;
  });
}

export interface EntryRequest {
  runIds: readonly string[];
  /** Of these runs. */
  counts: readonly LedgerCount[];
  choice: EntryChoice;
}

/** Entries as they are stored, one after another. The caller may stop before the end. */
export async function* storedEntries(
  drafts: Sources,
  { runIds, counts, choice }: EntryRequest,
  page: LedgerPage,
): AsyncGenerator<RunEntry> {
  const session = await openChecked(historyDestination(drafts, {}, 'ledger'), { readOnly: true });
  try {
    yield* ledgerPage(session, runIds, counts, choice, page);
  } finally {
    await session.close();
  }
}

export interface StoredLetter {
  /** Why it could not be shaped. */
  reason: string;
  /** JSON text, numbers as the API wrote them; absent where it was too large to be stored. */
  payload?: string;
  bytes: number;
  readAt: string;
}

/** The record that was rejected; undefined where none is stored, or it was replayed. */
export function storedLetter(drafts: Sources, where: DeadLetterKey): Promise<StoredLetter | undefined> {
  return reading(drafts, async (session) => {
    for await (const row of REJECTED.read(session, { where, limit: 1 })) {
      const { reason, payload, payloadBytes: bytes, readAt } = row;
      const read = new Date(readAt).toISOString();
      return { reason, bytes, readAt: read, ...(payload !== undefined && { payload }) };
    }
    return undefined;
  });
}

async function reading<T>(drafts: Sources, work: (session: DestinationSession) => Promise<T>): Promise<T> {
  const session = await openChecked(historyDestination(drafts, {}, 'ledger'), { readOnly: true });
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
