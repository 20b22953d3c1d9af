// Reset: removes the state of source objects, and their rows on request; of one account or of several connections.
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Destination, DestinationSession } from '../../model/destination.js';
import { openChecked } from '../../state/format.js';
import type { StoredRunRow } from '../../state/history/run-tables.js';
import { runRowsOf } from '../../state/history/stored-runs.js';
import {
  type ResetRequest,
  type ResetScope,
  reset,
  resetScope,
  resettable,
} from '../../state/known/reset.js';
import { identifyAccount } from '../account.js';
import { Connections } from '../history/connections.js';
import { historyDestination, type Sources, type UnstartedConnection, unstarted } from '../history/runs.js';
import { afterCalls, connectSource, type SourceWithoutKeys } from '../open.js';

/** What a reset takes away of one account. */
export interface ResetPart {
  connection?: string;
  account: string;
  scopes: ResetScope[];
}

export interface ResetSourcesOptions extends ResetRequest {
  /** Replaces the configured destination. */
  destination?: Destination;
  /** Receives what will be removed; false changes nothing. */
  confirm(parts: readonly ResetPart[], neverStarted: readonly UnstartedConnection[]): Promise<boolean>;
}

export interface ResetOptions extends Omit<ResetSourcesOptions, 'confirm'> {
  confirm(account: string, scopes: readonly ResetScope[]): Promise<boolean>;
}

/** False if not confirmed. Throws `ConfigError` for an unknown name, `DestinationError` during a run. */
export async function resetSource(source: SourceWithoutKeys, options: ResetOptions): Promise<boolean> {
  return resetSources([source], {
    ...options,
    confirm: async ([part]) => part !== undefined && options.confirm(part.account, part.scopes),
  });
}

/**
 * The same for the connections of one configuration, one after another: each source object where there is one of its
 * name. A connection that was never loaded has nothing to reset.
 */
export async function resetSources(drafts: Sources, options: ResetSourcesOptions): Promise<boolean> {
  const destination = historyDestination(drafts, options, 'reset');
  // Read-only, so that a missing destination is not created.
  const { accounts, neverStarted } = await accountsOf(drafts, destination);
  const since = new Date(drafts[0].clock.now()).toISOString();
  const unlock = await destination.lock({ pid: process.pid, host: hostname(), since });
  try {
    const session = await openChecked(destination);
    try {
      const parts = await partsOf(session, accounts, options);
      if (!(await options.confirm(parts, neverStarted)) || parts.length === 0) return false;
      for (const { draft, account, scopes } of parts) {
        await reset(session, draft.plan, account, scopes, `reset-${randomBytes(3).toString('hex')}`);
      }
      return true;
    } finally {
      await session.close();
    }
  } finally {
    await unlock();
  }
}

interface DraftAccount {
  draft: SourceWithoutKeys;
  account: string;
}

async function partsOf(
  session: DestinationSession,
  accounts: readonly DraftAccount[],
  request: ResetRequest,
): Promise<(DraftAccount & ResetPart)[]> {
  const known = await Promise.all(
    accounts.map(async ({ draft, account }) => new Set(await resettable(session, draft.plan, account))),
  );
  const parts: (DraftAccount & ResetPart)[] = [];
  for (const [index, { draft, account }] of accounts.entries()) {
    const { connection } = draft.config;
    // A name that no connection has is refused with the names of the first.
    const names = request.names?.filter(
      (name) => known[index]?.has(name) || !known.some((others) => others.has(name)),
    );
    if (names?.length === 0) continue;
    const scopes = await resetScope(session, draft.plan, account, { ...request, names });
    parts.push({ draft, account, scopes, ...(connection !== undefined && { connection }) });
  }
  return parts;
}

/** The account of each connection: as configured, by its earlier runs, or as the API reports it. */
async function accountsOf(
  drafts: Sources,
  destination: Destination,
): Promise<{ accounts: DraftAccount[]; neverStarted: UnstartedConnection[] }> {
  const rows = await runRowsOf(destination);
  const connections = new Connections(drafts, rows);
  const neverStarted = drafts.length > 1 ? unstarted(connections, rows) : [];
  const accounts: DraftAccount[] = [];
  for (const draft of drafts) {
    if (neverStarted.some(({ connection }) => connection === draft.config.connection)) continue;
    const account = draft.config.account ?? accountBy(draft, connections, rows);
    accounts.push({ draft, account: account ?? (await askAccount(draft)) });
  }
  return { accounts, neverStarted };
}

function accountBy(
  draft: SourceWithoutKeys,
  connections: Connections,
  rows: readonly StoredRunRow[],
): string | undefined {
  if (draft.config.connection !== undefined) return connections.accountsOf(draft)[0];
  const [only, ...more] = new Set(rows.map(({ account }) => account));
  return more.length === 0 ? only : undefined;
}

async function askAccount(source: SourceWithoutKeys): Promise<string> {
  const connection = connectSource(source);
  try {
    return await identifyAccount(source, connection.client);
  } catch (error) {
    throw afterCalls(error, connection);
  } finally {
    await connection.close();
  }
}
