// Load health: the newest load of each account, as the connector's own tables have it.

import type { QuerySession } from '../../connector/model/query.js';
import {
  LEDGER_STATES,
  type LedgerCounts,
  LIST_PROOFS,
  type ListProof,
} from '../../connector/model/report.js';
import type { Health, RunHealth, SourceHealth } from '../report/proof-data.js';
import type { AccountId } from '../report/report-data.js';
import { type RecordedRun, sinceThen } from './later-runs.js';
import { by, grouped, literal, literals, type Row, rowsOf } from './rows.js';

export interface AccountHealth extends Health {
  region: string | null;
}

/** In the order of the accounts. */
export async function healthOf(
  session: QuerySession,
  accounts: readonly AccountId[],
): Promise<AccountHealth[]> {
  const tables = new Set((await session.tables()).map(({ table }) => table));
  const runs = tables.has('_ovh_run') ? await newestRuns(session, accounts) : [];
  const newest = await newestDocuments(session, accounts);
  const rows = await rowCounts(session, tables, runs);
  return accounts.map((account) => {
    const run = runs.find(({ of }) => of === account);
    return {
      account,
      region: run?.region ?? null,
      newestDocument: newest.get(account) ?? null,
      run:
        run === undefined ? null : runHealth(run, (table) => rows.get(JSON.stringify([table, account])) ?? 0),
    };
  });
}

export interface StoredRun {
  of: AccountId;
  region: string;
  run: Row;
  sources: Row[];
  /** Retries and replays that began after it, the first first. */
  later: { run: Row; sources: Row[] }[];
}

export async function newestRuns(
  session: QuerySession,
  accounts: readonly AccountId[],
): Promise<StoredRun[]> {
  if (accounts.length === 0) return [];
  const table = session.nameOf('_ovh_run');
  const all = await rowsOf(
    session,
    `SELECT * FROM ${table} WHERE outcome <> 'running' AND account IN (${literals(accounts)})`,
  );
  all.sort(by('started_at', 'run_id'));
  // A reading of a part of the past says nothing of the whole.
  const loads = all.filter(
    (row) => row.text('kind') === 'load' && !row.text('warnings').includes('"backfill"'),
  );
  const runs = [...grouped(loads, (row) => row.text('account'))].map(([account, of]) => {
    const run = of.at(-1) as Row;
    const later = all
      .slice(all.indexOf(run) + 1)
      .filter((row) => row.text('account') === account && row.text('kind') !== 'load');
    return { run, later };
  });
  if (runs.length === 0) return [];
  const ids = runs.flatMap(({ run, later }) => [run, ...later].map((each) => each.text('run_id')));
  const sources = await rowsOf(
    session,
    `SELECT * FROM ${session.nameOf('_ovh_run_source')} WHERE run_id IN (${literals(ids)})`,
  );
  const byRun = grouped(sources, (row) => row.text('run_id'));
  const sourcesOf = (run: Row) => byRun.get(run.text('run_id')) ?? [];
  return runs.map(({ run, later }) => ({
    of: run.text('account'),
    region: run.text('region'),
    run,
    sources: sourcesOf(run),
    later: later.map((each) => ({ run: each, sources: sourcesOf(each) })),
  }));
}

export function recorded({ run, sources }: { run: Row; sources: Row[] }): RecordedRun {
  return {
    id: run.text('run_id'),
    kind: run.text('kind'),
    startedAt: run.text('started_at'),
    retryOf: run.textOrNull('retry_of'),
    readToEnd: ['true', '1'].includes(run.text('read_to_end')),
    reasons: reasonsOf(run.textOrNull('reasons')),
    sources: new Map(
      sources.map((row) => {
        const { refused, rejected, failed, loaded, known } = countsOf(row);
        const missing = refused + rejected + failed;
        const accepted = Math.min(missing, acceptedOf(row.textOrNull('accepted')));
        return [row.text('source'), { missing, accepted, rejected, loaded, known }];
      }),
    ),
  };
}

/** Reasons that end when nothing is missing any more. */
const OF_MISSING: readonly string[] = ['objects-missing', 'list-changed'];

function runHealth(stored: StoredRun, rows: (table: string) => number): RunHealth {
  const { run, sources, later } = stored;
  const since = sinceThen(recorded(stored), later.map(recorded));
  const missingOf = (source: string) => since.missing.get(source)?.missing ?? 0;
  const of = sources.map(
    (row): SourceHealth => ({
      source: row.text('source'),
      table: row.text('table_name'),
      path: row.text('path'),
      ledger: countsOf(row),
      missing: missingOf(row.text('source')),
      proof: proofOf(row.textOrNull('proof')),
      rows: rows(row.text('table_name')),
    }),
  );
  const ledger = Object.fromEntries(
    (['listed', ...LEDGER_STATES] as const).map((state) => [
      state,
      of.reduce((sum, source) => sum + source.ledger[state], 0),
    ]),
  ) as LedgerCounts;
  const all = [...since.missing.values()];
  const missing = all.reduce((sum, each) => sum + each.missing, 0);
  const accepted = all.reduce((sum, each) => sum + each.accepted, 0);
  const reasons = reasonsOf(run.textOrNull('reasons')).filter(
    ({ code, source }) => !OF_MISSING.includes(code) || source === undefined || missingOf(source) > 0,
  );
  const isMadeUp =
    since.laterRuns.length > 0 && missing === accepted && reasons.length === 0 && !since.isLimited;
  return {
    id: run.text('run_id'),
    outcome: isMadeUp ? 'complete' : (run.text('outcome') as RunHealth['outcome']),
    startedAt: run.text('started_at'),
    seconds: Number(run.textOrNull('seconds') ?? 0),
    calls: run.count('calls'),
    missing,
    ...(since.laterRuns.length === 0 ? {} : { laterRuns: since.laterRuns }),
    ledger,
    ...(accepted === 0 ? {} : { accepted }),
    sources: of.sort((a, b) => b.missing - a.missing || (a.source < b.source ? -1 : 1)),
    reasons,
  };
}

export function countsOf(row: Row): LedgerCounts {
  return Object.fromEntries(
    (['listed', ...LEDGER_STATES] as const).map((state) => [state, row.count(state)]),
  ) as LedgerCounts;
}

function proofOf(text: string | null): ListProof | null {
  return LIST_PROOFS.find((proof) => proof === text) ?? null;
}

/** Of the counts of a source object, those that the configuration accepts. */
function acceptedOf(json: string | null): number {
  if (json === null) return 0;
  const counts: unknown = JSON.parse(json);
  if (typeof counts !== 'object' || counts === null) return 0;
  return Object.values(counts).reduce(
    (sum: number, count) => sum + (typeof count === 'number' ? count : 0),
    0,
  );
}

function reasonsOf(json: string | null): RunHealth['reasons'] {
  const reasons: unknown = JSON.parse(json ?? '[]');
  if (!Array.isArray(reasons)) return [];
  // PostgreSQL keeps the members of JSON in an order of its own.
  return (reasons as RunHealth['reasons']).map(({ code, source, count, message }) => ({
    code,
    ...(source === undefined ? {} : { source }),
    ...(count === undefined ? {} : { count }),
    message,
  }));
}

async function newestDocuments(
  session: QuerySession,
  accounts: readonly AccountId[],
): Promise<Map<AccountId, string>> {
  if (accounts.length === 0) return new Map();
  const rows = await rowsOf(
    session,
    `SELECT _account, max(day) AS newest FROM documents WHERE _account IN (${literals(accounts)}) GROUP BY _account`,
  );
  return new Map(
    rows.flatMap((row) =>
      row.textOrNull('newest') === null ? [] : [[row.text('_account'), row.text('newest')]],
    ),
  );
}

/** Rows of each table and account, of the tables that the runs loaded. */
async function rowCounts(
  session: QuerySession,
  tables: ReadonlySet<string>,
  runs: readonly StoredRun[],
): Promise<Map<string, number>> {
  const names = new Set(runs.flatMap(({ sources }) => sources.map((row) => row.text('table_name'))));
  const there = [...names].filter((name) => tables.has(name)).sort();
  if (there.length === 0) return new Map();
  const counts = there.map(
    (name) =>
      `SELECT ${literal(name)} AS name, _account, count(*) AS there FROM ${session.nameOf(name)} GROUP BY _account`,
  );
  const rows = await rowsOf(session, counts.join('\nUNION ALL\n'));
  return new Map(
    rows.map((row) => [JSON.stringify([row.text('name'), row.text('_account')]), row.count('there')]),
  );
}
