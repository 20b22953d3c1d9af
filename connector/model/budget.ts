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

/** Calls per second without the reserve. */
export function effectivePace({ callsPerSecond, reserve = 0 }: BudgetOptions): number {
  // 18 × (1 − 0.9) is 1.8, not 1.7999999999999996.
  return Number((callsPerSecond * (1 - reserve)).toPrecision(12));
}
