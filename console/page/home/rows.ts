// One line for each connection, worst first: its state with what later runs made up for, its last run, its next one.

import type { RunLine, RunsAnswer } from '../../contract/history.js';
import type { AccountHealth, HomeAnswer, HomeReport, MoneyView } from '../../contract/home.js';
import type { AccountAnswer, SessionAccount } from '../../contract/source.js';

export type RowState = 'no-keys' | 'failed' | 'incomplete' | 'never' | 'gap' | 'running' | 'complete';

/** From the worst. */
const ORDER: readonly RowState[] = ['no-keys', 'failed', 'incomplete', 'never', 'gap', 'running', 'complete'];

export interface Row {
  connection?: string;
  account?: string;
  region: string;
  state: RowState;
  /** Objects that are not loaded now, of those listed. */
  missing: number;
  listed: number;
  health?: NonNullable<AccountHealth['run']>;
  newestDocument?: string;
  last?: RunLine;
  /** Start of the newest run that did not fail. */
  freshAt?: string;
  next?: { at: string; pipeline: string };
  /** What the last whole load took: about what the next one takes. */
  price?: { calls: number; seconds: number };
  key?: AccountAnswer;
  money?: MoneyView['accounts'][number];
}

export interface Facts {
  accounts: readonly SessionAccount[];
  runs?: RunsAnswer | undefined;
  home?: HomeAnswer | undefined;
  report?: HomeReport | undefined;
  /** What the API said of a connection, where it was asked. */
  keyOf: (connection: string | undefined) => AccountAnswer | undefined;
}

export function rowsOf(facts: Facts): Row[] {
  return facts.accounts
    .map((account) => rowOf(account, facts))
    .sort(
      (one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state) || other.missing - one.missing,
    );
}

function rowOf(own: SessionAccount, { accounts, runs, home, report, keyOf }: Facts): Row {
  const isOnly = accounts.length === 1;
  const ofThis = (runs?.runs ?? []).filter(({ connection }) => isOnly || connection === own.connection);
  const last = ofThis.find(({ backfill }) => !backfill) ?? ofThis[0];
  const fresh = ofThis.find(({ outcome }) => outcome === 'complete' || outcome === 'incomplete');
  const load = ofThis.find(
    ({ kind, outcome, objects }) =>
      kind === 'load' && (outcome === 'complete' || outcome === 'incomplete') && !objects,
  );
  const key = keyOf(own.connection);
  const account = last?.account ?? key?.account;
  const found = report?.accounts.find((each) => each.account === account);
  const health = found?.run ?? undefined;
  const [main] = report?.currencies ?? [];
  const money = main?.accounts.find((each) => each.account === account);
  const next = nextOf(own, home);
  const row = {
    region: own.region,
    ...(own.connection !== undefined && { connection: own.connection }),
    ...(account !== undefined && { account }),
    missing: health?.missing ?? last?.missing ?? 0,
    listed: health?.listed ?? last?.listed ?? 0,
    ...(health && { health }),
    ...(found?.newestDocument && { newestDocument: found.newestDocument }),
    ...(last && { last }),
    ...(fresh && { freshAt: fresh.startedAt }),
    ...(next && { next }),
    ...(load && { price: { calls: load.calls, seconds: load.seconds } }),
    ...(key && { key }),
    ...(money && { money }),
  };
  return { ...row, state: stateOf(own, row) };
}

function stateOf(own: SessionAccount, { last, health, key, money, missing }: Omit<Row, 'state'>): RowState {
  if (!own.credentials.isComplete || key?.state === 'expired' || key?.state === 'refused') return 'no-keys';
  if (!last) return 'never';
  if (last.outcome === 'running') return 'running';
  // What later runs made up for counts, unless a newer one failed.
  const outcome = last.outcome === 'failed' ? 'failed' : (health?.outcome ?? last.outcome);
  if (outcome === 'failed') return 'failed';
  if (outcome === 'incomplete' || missing > 0) return 'incomplete';
  return money && money.exact < money.documents ? 'gap' : 'complete';
}

function nextOf({ connection }: SessionAccount, home: HomeAnswer | undefined): Row['next'] {
  const due = (home?.pipelines ?? []).flatMap(({ name, next, connections }) =>
    next !== undefined && (connections.length === 0 || connections.includes(connection ?? ''))
      ? [{ at: next, pipeline: name }]
      : [],
  );
  return due.sort((one, other) => one.at.localeCompare(other.at))[0];
}
