// What the newest load of each account did not bring, and no later run made up for: by table.
import type { QuerySession } from '../../connector/model/query.js';
import { LEDGER_STATES, type LedgerState } from '../../connector/model/report.js';
import { sinceThen } from './later-runs.js';
import { countsOf, newestRuns, recorded } from './read-health.js';
import { rowsOf } from './rows.js';

export interface TableMissing {
  /** The run whose ledger names them. */
  runId: string;
  source: string;
  /** Refused, rejected or failed, and brought by no later run. */
  missing: number;
  /** As the load counted them, without those that are loaded or known. */
  counts: Partial<Record<LedgerState, number>>;
}

export async function missingByTable(session: QuerySession): Promise<Map<string, TableMissing>> {
  const tables = new Set((await session.tables()).map(({ table }) => table));
  if (!tables.has('_ovh_run')) return new Map();
  const accounts = await rowsOf(session, `SELECT DISTINCT account FROM ${session.nameOf('_ovh_run')}`);
  const runs = await newestRuns(
    session,
    accounts.map((row) => row.text('account')),
  );
  const found = new Map<string, TableMissing>();
  for (const stored of runs) {
    const since = sinceThen(recorded(stored), stored.later.map(recorded));
    for (const row of stored.sources) {
      const ledger = countsOf(row);
      const source = row.text('source');
      const counts: TableMissing['counts'] = {};
      for (const state of LEDGER_STATES)
        if (state !== 'loaded' && state !== 'known' && ledger[state] > 0) counts[state] = ledger[state];
      if (Object.keys(counts).length === 0) continue;
      const known = found.get(row.text('table_name'));
      for (const [state, count] of Object.entries(known?.counts ?? {}))
        counts[state as LedgerState] = (counts[state as LedgerState] ?? 0) + count;
      const missing = (known?.missing ?? 0) + (since.missing.get(source)?.missing ?? 0);
      found.set(row.text('table_name'), { runId: stored.run.text('run_id'), source, missing, counts });
    }
  }
  return found;
}
