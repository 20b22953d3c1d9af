// What earlier runs did not load, object by object: of one run, or of the last run of each connection.
import type { StoredRunRow } from '../../state/history/run-tables.js';
import {
  chosenRuns,
  type LedgerFilter,
  ledgerOf,
  type StoredEntry,
  type StoredRun,
} from '../../state/history/stored-runs.js';
import { Connections } from './connections.js';
import {
  earlierRun,
  type HistoryOptions,
  historyDestination,
  named,
  type Sources,
  type UnstartedConnection,
  unstarted,
} from './runs.js';

export type ConnectionEntry = StoredEntry & { runId: string; connection?: string };

export interface LedgerHistory {
  /** The runs whose entries are read, in the order of the connections. */
  runs: StoredRun[];
  /** Connections without a run. */
  neverStarted: UnstartedConnection[];
  /** One after another, as they are stored. */
  entries(): AsyncGenerator<ConnectionEntry>;
}

/**
 * @param wanted id of a run, or its beginning. `last`: the last run of each connection
 * Throws `ConfigError` for a run that is not there, or a source object that none of the runs had.
 */
export async function ledgerHistory(
  drafts: Sources,
  wanted: string,
  { source, reasons, ...options }: LedgerFilter & HistoryOptions & EachOption = {},
): Promise<LedgerHistory> {
  const destination = historyDestination(drafts, options, 'ledger');
  const { runs, neverStarted } = await runsOf(drafts, wanted, options);
  const having = runs.filter(
    (run) => source === undefined || run.sources.some(({ name }) => name === source),
  );
  // None has it: reading the first says what is wrong.
  const read = having.length > 0 ? having : runs.slice(0, 1);
  async function* entries(): AsyncGenerator<ConnectionEntry> {
    for (const { runId, connection } of read) {
      for await (const entry of ledgerOf(destination, runId, { source, reasons })) {
        yield { ...(connection !== undefined && { connection }), runId, ...entry };
      }
    }
  }
  return { runs: read, neverStarted, entries };
}

interface EachOption {
  /** `last` is the last run of everybody who has one, whoever is configured. */
  ofEach?: boolean;
}

async function runsOf(drafts: Sources, wanted: string, { ofEach, ...options }: HistoryOptions & EachOption) {
  if (wanted === 'last' && ofEach) {
    const runs = await chosenRuns(historyDestination(drafts, options, 'ledger'), lastOfEach);
    if (runs.length > 0) return { runs, neverStarted: [] };
  }
  const isSeveral = drafts.some(({ config }) => config.connection !== undefined);
  if (wanted !== 'last' || !isSeveral) {
    return { runs: [await earlierRun(drafts, wanted, options)], neverStarted: [] };
  }
  const destination = historyDestination(drafts, options, 'ledger');
  let connections = new Connections(drafts, []);
  let neverStarted: UnstartedConnection[] = [];
  const runs = await chosenRuns(destination, (rows: readonly StoredRunRow[]) => {
    connections = new Connections(drafts, rows);
    neverStarted = unstarted(connections, rows);
    const own = drafts.flatMap((draft) => rows.find((row) => connections.draftOf(row) === draft) ?? []);
    return options.onlyThese ? own : [...own, ...ofNobody(connections, rows)];
  });
  return { runs: runs.map((run) => named(run, connections)), neverStarted };
}

/** The last run of each account whose connection is not known. */
function ofNobody(connections: Connections, rows: readonly StoredRunRow[]): StoredRunRow[] {
  const unknown = rows.filter((row) => connections.nameOf(row) === undefined);
  const accounts = new Set(unknown.map(({ account }) => account));
  return [...accounts].flatMap((account) => unknown.find((row) => row.account === account) ?? []);
}

function lastOfEach(rows: readonly StoredRunRow[]): StoredRunRow[] {
  const last = new Map<string, StoredRunRow>();
  for (const row of rows) {
    const owner = JSON.stringify([row.account, row.connection]);
    if (!last.has(owner)) last.set(owner, row);
  }
  return [...last.values()];
}
