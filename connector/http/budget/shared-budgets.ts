// The budgets that this process uses: connections with the same key call by the same one.
import type { BudgetOptions } from '../../model/budget.js';
import type { Clock } from '../../model/clock.js';
import { Budget } from './budget.js';
import { Lease } from './lease.js';

export interface BudgetRequest {
  options: BudgetOptions;
  /** Origin, and the key that the API counts calls by. */
  account: string;
  /** Share it with the other processes of this machine too. */
  shared: boolean;
  leaseFolder?: string;
  clock: Clock;
}

export interface TakenBudget {
  budget: Budget;
  /** Absent where it is not shared with other processes. */
  lease?: Lease;
  /** Called last; a second call does nothing. */
  release(): void;
}

interface Entry {
  budget: Budget;
  lease: Lease | undefined;
  users: number;
}

const entries = new WeakMap<Clock, Map<string, Entry>>();

/** The budget of a key. It lives until all that have taken it have released it. */
export function takeBudget(request: BudgetRequest): TakenBudget {
  const { options, account, shared, leaseFolder, clock } = request;
  const ofClock = entries.get(clock) ?? new Map<string, Entry>();
  entries.set(clock, ofClock);
  const key = JSON.stringify([account, options, shared, leaseFolder]);
  const entry = ofClock.get(key) ?? newEntry(request);
  ofClock.set(key, entry);
  entry.users++;
  let isReleased = false;
  return {
    budget: entry.budget,
    ...(entry.lease && { lease: entry.lease }),
    release: () => {
      if (isReleased) return;
      isReleased = true;
      if (--entry.users > 0) return;
      ofClock.delete(key);
      entry.lease?.close();
    },
  };
}

function newEntry({ options, account, shared, leaseFolder }: BudgetRequest): Entry {
  const lease = shared ? new Lease({ account, folder: leaseFolder }) : undefined;
  return { budget: new Budget(options, lease), lease, users: 0 };
}
