// Sums over the source objects of a run.
import type { LedgerCounts, LedgerState, ObjectCounts, ObjectPlan } from '../../contract/run.js';

export const STATES = [
  'loaded',
  'known',
  'absent',
  'gone',
  'expired',
  'refused',
  'rejected',
  'failed',
] as const satisfies LedgerState[];

/** In the equation even where there is none. */
export const ALWAYS: readonly LedgerState[] = ['loaded', 'known', 'absent', 'refused', 'rejected', 'failed'];

/** What makes a run incomplete. */
export const MISSING = ['failed', 'rejected', 'refused'] as const satisfies LedgerState[];

/** What is not there, the worst first. */
export const NOT_LOADED = [...MISSING, 'expired', 'gone', 'absent'] as const satisfies LedgerState[];

export const TONES: Readonly<Record<LedgerState, 'bad' | 'warn' | 'plain'>> = {
  ...{ loaded: 'plain', known: 'plain', absent: 'plain', gone: 'plain', expired: 'plain' },
  ...{ refused: 'warn', rejected: 'warn', failed: 'bad' },
};

/** A run as it is shown, live or stored. */
export interface RunTable {
  plan: readonly ObjectPlan[];
  counts: readonly (ObjectCounts | undefined)[];
}

export function totals(counts: RunTable['counts']): LedgerCounts & { accepted: number } {
  const of = (count: (each: ObjectCounts) => number) =>
    counts.reduce((sum, each) => sum + (each ? count(each) : 0), 0);
  const states = Object.fromEntries(STATES.map((state) => [state, of(({ ledger }) => ledger[state])]));
  return {
    ...(states as Record<LedgerState, number>),
    listed: of(({ ledger }) => ledger.listed),
    accepted: of(({ accepted = {} }) => MISSING.reduce((sum, state) => sum + (accepted[state] ?? 0), 0)),
  };
}

export const callsOf = ({ calls: { single, expanded, batch } }: ObjectCounts): number =>
  single + expanded + batch;

/** Listed, and of no state: then something is not accounted for. */
export function gapOf(ledger: LedgerCounts): number {
  return ledger.listed - STATES.reduce((sum, state) => sum + ledger[state], 0);
}

/** What a retry would ask for again. */
export function retriable(counts: RunTable['counts']): number {
  const all = totals(counts);
  return MISSING.reduce((sum, state) => sum + all[state], 0) - all.accepted;
}
