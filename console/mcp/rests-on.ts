// What answers about loaded tables rest on: where they are, and the last run of each account.

import { locationOf } from '../../connector/app/destination-fit.js';
import { type LedgerRun, ledgerRuns } from '../../connector/app/history/ledger-pages.js';
import { DestinationError } from '../../connector/model/errors.js';
import { historySources } from '../server/runs/history.js';
import type { Workspace } from '../server/workspace.js';

export interface RestsOn {
  /** Without host, user or password. */
  destination: string;
  /** The last of each account; empty where nothing was loaded. */
  lastRuns: LedgerRun[];
}

/** Throws `ConfigError` where the configuration cannot be read, or its destination records no runs. */
export async function restsOn(workspace: Workspace): Promise<RestsOn> {
  const sources = historySources(workspace);
  const lastRuns = await ledgerRuns(sources, 'last').catch((error) => {
    if (error instanceof DestinationError && error.code === 'destination-empty') return [];
    throw error;
  });
  return { destination: locationOf(sources[0]), lastRuns };
}
