// Earlier runs of a configuration, of all of its connections or of some. Calls nothing, makes no file.
import { createDestination } from '../../destinations/registry.js';
import type { Destination } from '../../model/destination.js';
import { compareRuns, type RunComparison } from '../../state/history/compare-runs.js';
import type { StoredRunRow } from '../../state/history/run-tables.js';
import { chosenRuns, findRun, runRowsOf, type StoredRun } from '../../state/history/stored-runs.js';
import { requireState, withOneDestination } from '../destination-fit.js';
import type { SourceWithoutKeys } from '../open.js';
import { Connections } from './connections.js';

export type { StoredRun };

/** The sources of one configuration, which share a destination. */
export type Sources = readonly [SourceWithoutKeys, ...SourceWithoutKeys[]];

/** A connection of which no run is recorded: it was never loaded, or could not begin. */
export interface UnstartedConnection {
  connection: string;
  /** As configured. */
  account?: string;
  region: string;
}

export interface RunHistory {
  /** For people. */
  destination: string;
  /** The latest first. `connection` is the name of today where the account is known. */
  runs: StoredRun[];
  /** In the order of the configuration. */
  neverStarted: UnstartedConnection[];
}

export interface HistoryOptions {
  /** Replaces the configured destination. */
  destination?: Destination;
  /** Only runs of these sources. Default: all runs of the destination. */
  onlyThese?: boolean;
}

const SHOWN = 20;

/**
 * The last runs, and of each connection at least its last one. Throws `DestinationError` where there is none,
 * `ConfigError` where the destination keeps none.
 */
export async function runHistory(
  drafts: Sources,
  { limit = SHOWN, ...options }: HistoryOptions & { limit?: number } = {},
): Promise<RunHistory> {
  const destination = historyDestination(drafts, options, 'runs');
  let connections = new Connections(drafts, []);
  let neverStarted: UnstartedConnection[] = [];
  const runs = await chosenRuns(destination, (rows) => {
    connections = new Connections(drafts, rows);
    neverStarted = unstarted(connections, rows);
    const own = options.onlyThese ? rows.filter((row) => connections.draftOf(row) !== undefined) : rows;
    const latest = new Set(drafts.map((draft) => own.find((row) => connections.draftOf(row) === draft)));
    return own.filter((row, index) => index < limit || latest.has(row));
  });
  return {
    destination: destination.location,
    runs: runs.map((run) => named(run, connections)),
    neverStarted,
  };
}

/** A run by its id, the beginning of it, or `last`. Throws `ConfigError` for one that is not there. */
export async function earlierRun(
  drafts: Sources,
  wanted: string,
  options: HistoryOptions = {},
): Promise<StoredRun> {
  const destination = historyDestination(drafts, options, 'runs');
  const connections = await connectionsIn(destination, drafts);
  const isOf = options.onlyThese ? (row: StoredRunRow) => connections.draftOf(row) !== undefined : undefined;
  return named(await findRun(destination, wanted, isOf), connections);
}

/** Whether two runs listed and loaded the same. */
export async function comparedRuns(
  drafts: Sources,
  [first, second]: readonly [string, string],
  options: HistoryOptions = {},
): Promise<RunComparison> {
  return compareRuns(await earlierRun(drafts, first, options), await earlierRun(drafts, second, options));
}

/** Which runs of the destination are of which source. */
export async function connectionsIn(destination: Destination, drafts: Sources): Promise<Connections> {
  return new Connections(drafts, await runRowsOf(destination));
}

/** Connections without a run, in the order of the configuration. None where it is not known of whom some runs are. */
export function unstarted(connections: Connections, rows: readonly StoredRunRow[]): UnstartedConnection[] {
  if (rows.some((row) => connections.nameOf(row) === undefined)) return [];
  return connections.drafts.flatMap((draft) => {
    const { connection, account, region } = draft.config;
    const isThere = rows.some((row) => connections.draftOf(row) === draft);
    if (connection === undefined || isThere) return [];
    return [{ connection, ...(account !== undefined && { account }), region: region.name }];
  });
}

export function named(run: StoredRun, connections: Connections): StoredRun {
  const { connection: _, ...others } = run;
  const name = connections.nameOf(run);
  return { ...others, ...(name !== undefined && { connection: name }) };
}

export function historyDestination(
  sources: Sources,
  { destination = createDestination(withOneDestination(sources).config.destination) }: HistoryOptions,
  what: string,
): Destination {
  requireState(destination, what);
  return destination;
}
