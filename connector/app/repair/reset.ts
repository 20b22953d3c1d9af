// Reset: removes the state of source objects, and their rows on request.
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { createDestination } from '../../destinations/registry.js';
import type { Destination } from '../../model/destination.js';
import { openChecked } from '../../state/format.js';
import { RUNS } from '../../state/history/run-tables.js';
import { type ResetRequest, type ResetScope, reset, resetScope } from '../../state/known/reset.js';
import { identifyAccount } from '../account.js';
import { requireState } from '../destination-fit.js';
import { afterCalls, connectSource, type SourceWithoutKeys } from '../open.js';

export interface ResetOptions extends ResetRequest {
  /** Replaces the configured destination. */
  destination?: Destination;
  /** Receives what will be removed; false changes nothing. */
  confirm(account: string, scopes: readonly ResetScope[]): Promise<boolean>;
}

/** False if not confirmed. Throws `ConfigError` for an unknown name, `DestinationError` during a run. */
export async function resetSource(source: SourceWithoutKeys, options: ResetOptions): Promise<boolean> {
  const destination = options.destination ?? createDestination(source.config.destination);
  requireState(destination, 'reset');
  // Read-only, so that a missing destination is not created.
  const account = await accountOf(source, destination);
  const since = new Date(source.clock.now()).toISOString();
  const unlock = await destination.lock({ pid: process.pid, host: hostname(), since });
  try {
    const session = await openChecked(destination);
    try {
      const scopes = await resetScope(session, source.plan, account, options);
      if (!(await options.confirm(account, scopes))) return false;
      await reset(session, source.plan, account, scopes, `reset-${randomBytes(3).toString('hex')}`);
      return true;
    } finally {
      await session.close();
    }
  } finally {
    await unlock();
  }
}

/** The configured account, or the only one in the destination, or the one that the API reports. */
async function accountOf(source: SourceWithoutKeys, destination: Destination): Promise<string> {
  const session = await openChecked(destination, { readOnly: true });
  const accounts = new Set<string>();
  try {
    for await (const run of RUNS.read(session)) accounts.add(run.account);
  } finally {
    await session.close();
  }
  if (source.config.account !== undefined) return source.config.account;
  const [only] = accounts;
  if (only !== undefined && accounts.size === 1 && source.config.connection === undefined) return only;
  const connection = connectSource(source);
  try {
    return await identifyAccount(source, connection.client);
  } catch (error) {
    throw afterCalls(error, connection);
  } finally {
    await connection.close();
  }
}
