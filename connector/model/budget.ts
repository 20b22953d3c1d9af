// The budget of calls per second.
import type { Method } from './definition.js';

export interface RoutePace {
  /** A path, literal or with `*` for any rest: `/me/bill/*`. */
  path: string;
  method?: Method;
  callsPerSecond: number;
}

/** By which key the API counts calls: all consumer keys of an application together, or each by itself. */
export const BUDGET_KEYS = ['application', 'consumer'] as const;
export type BudgetKey = (typeof BUDGET_KEYS)[number];

export interface BudgetOptions {
  /** Calls per second over all routes. */
  callsPerSecond: number;
  /** Share of the calls reserved for other callers of the account, in [0, 1). */
  reserve?: number;
  /** False: throttling does not change the pace. */
  learn?: boolean;
  routes?: RoutePace[];
}

/** What a process says of itself in a budget that many share. Instants are those of the store's clock. */
export interface BudgetEntry {
  /** Of address and key: a hash, never the key. */
  budget: string;
  /** A random name. */
  process: string;
  slowdown?: SlowdownState;
}

/** A slowdown in force. Other processes may adopt it. */
export interface SlowdownState {
  /** Part of the pace that was left, in (0, 1]. */
  factor: number;
  /** When the pace was last halved. */
  at: number;
  /** Since when the server has not asked to slow down: recovery is counted from here. */
  quietFrom: number;
}

/** Of what others have written. */
export function isSlowdown(value: unknown): value is SlowdownState {
  if (typeof value !== 'object' || value === null) return false;
  const { factor, at, quietFrom } = value as Partial<SlowdownState>;
  return [factor, at, quietFrom].every(Number.isFinite) && Number(factor) > 0;
}

/** Where the processes of many machines find each other. */
export interface BudgetStore {
  /** For people, without secrets. */
  readonly where: string;
  /** Notes that this process calls, and answers which others have said so within `lifeMs`, and the store's own time. */
  renew(entry: BudgetEntry, lifeMs: number): Promise<BudgetLook>;
  remove(entry: BudgetEntry): Promise<void>;
  /** Called once, last. */
  close(): Promise<void>;
}

export interface BudgetLook {
  others: Omit<BudgetEntry, 'budget'>[];
  /** Milliseconds since 1970. */
  nowMs: number;
}

/** A store that several budgets of a process may use. */
export interface BudgetPlace {
  /** The same for the same store. It has no secret. */
  id: string;
  open(): BudgetStore;
}

/** With whom: nobody outside of this process, the processes of this user on this machine, or those that use a store. */
export type BudgetSharing = false | 'machine' | BudgetPlace;

/** Calls per second without the reserve. */
export function effectivePace({ callsPerSecond, reserve = 0 }: BudgetOptions): number {
  // 18 × (1 − 0.9) is 1.8, not 1.7999999999999996.
  return Number((callsPerSecond * (1 - reserve)).toPrecision(12));
}
