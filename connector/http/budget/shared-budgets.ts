// The budgets that this process uses: connections with the same key call by the same one.
import type { BudgetOptions, BudgetSharing } from '../../model/budget.js';
import type { Clock } from '../../model/clock.js';
import { Budget, type Peers } from './budget.js';
import { Lease } from './lease.js';
import { RemoteLease } from './remote-lease.js';

export interface BudgetRequest {
  options: BudgetOptions;
  /** Origin, and the key that the API counts calls by. */
  account: string;
  /** Share it with other processes too. */
  shared: BudgetSharing;
  leaseFolder?: string;
  clock: Clock;
}

export interface TakenBudget {
  budget: Budget;
  /** Absent where it is not shared with other processes. */
  peers?: Peers;
  /** Called last; a second call does nothing. */
  release(): Promise<void>;
}

interface Entry {
  budget: Budget;
  peers: Peers | undefined;
  users: number;
}

const entries = new WeakMap<Clock, Map<string, Entry>>();

/** The budget of a key. It lives until all that have taken it have released it. */
export function takeBudget(request: BudgetRequest): TakenBudget {
  const { options, account, shared, leaseFolder, clock } = request;
  const ofClock = entries.get(clock) ?? new Map<string, Entry>();
  entries.set(clock, ofClock);
  const sharing = typeof shared === 'object' ? shared.id : shared;
  const key = JSON.stringify([account, options, sharing, leaseFolder]);
  const entry = ofClock.get(key) ?? newEntry(request);
  ofClock.set(key, entry);
  entry.users++;
  let isReleased = false;
  return {
    budget: entry.budget,
    ...(entry.peers && { peers: entry.peers }),
    release: async () => {
      if (isReleased) return;
      isReleased = true;
      if (--entry.users > 0) return;
      ofClock.delete(key);
      await entry.peers?.close();
    },
  };
}

function newEntry(request: BudgetRequest): Entry {
  const peers = peersOf(request);
  return { budget: new Budget(request.options, peers), peers, users: 0 };
}

function peersOf({ account, shared, leaseFolder, clock }: BudgetRequest): Peers | undefined {
  if (shared === false) return undefined;
  const lease = () => new Lease({ account, folder: leaseFolder });
  return shared === 'machine' ? lease() : new RemoteLease({ account, store: shared.open(), clock, lease });
}
