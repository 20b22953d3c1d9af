// How many calls a second may be made.
import type { Method } from './definition.js';

export interface RoutePace {
  /** Literal path, or with `*` for any rest: `/me/bill/*`. */
  path: string;
  method?: Method;
  callsPerSecond: number;
}

export interface BudgetOptions {
  /** Calls a second over all routes. */
  callsPerSecond: number;
  /** Part of the calls that is left to other callers of the same account, in [0, 1). */
  reserve?: number;
  /** False: the pace stays as configured, whatever the server answers. */
  learn?: boolean;
  routes?: RoutePace[];
}

/** Calls a second after the reserve is taken off. */
export function effectivePace({ callsPerSecond, reserve = 0 }: BudgetOptions): number {
  // 18 × (1 − 0.9) is 1.8, not 1.7999999999999996.
  return Number((callsPerSecond * (1 - reserve)).toPrecision(12));
}
