// The budget: how many calls may be made, asked with an instant. It never sleeps itself.
import type { Method } from '../model/definition.js';

export interface RoutePace {
  /** Path as a rule: literal, or with `*` for any rest: `/me/bill/*`. */
  path: string;
  method?: Method;
  callsPerSecond: number;
}

export interface BudgetOptions {
  /** Calls in a second, over all routes. */
  callsPerSecond: number;
  routes?: RoutePace[];
}

/**
 * Paces calls evenly. A window that is exact at the client still bursts at the server; even spacing
 * does not. A call that comes late may be followed one interval sooner, so that timers that fire a
 * little late do not eat the pace; there is no other credit: after a stall, calls do not bunch up.
 */
export class Pace {
  readonly #intervalMs: number;
  #next = 0;

  constructor(callsPerSecond: number) {
    this.#intervalMs = 1000 / callsPerSecond;
  }

  /** Milliseconds to wait before asking again; 0: a call may be made now. */
  waitFor(nowMs: number): number {
    return Math.max(0, this.#next - this.#intervalMs * CREDIT_INTERVALS - nowMs);
  }

  /** A call is made. */
  book(nowMs: number): void {
    this.#next = Math.max(this.#next, nowMs) + this.#intervalMs;
  }

  /** No call before this instant: the server asked for a pause. */
  pauseUntil(instantMs: number): void {
    this.#next = Math.max(this.#next, instantMs + this.#intervalMs * CREDIT_INTERVALS);
  }
}

const CREDIT_INTERVALS = 0.5;

/** The paces that a call has to pass, narrowest first. */
export class Budget {
  readonly #all: Pace;
  readonly #routes: { pace: Pace; method?: Method; matches: RegExp }[];

  constructor(options: BudgetOptions) {
    this.#all = new Pace(options.callsPerSecond);
    this.#routes = (options.routes ?? []).map((route) => ({
      pace: new Pace(route.callsPerSecond),
      method: route.method,
      matches: ruleExpression(route.path),
    }));
  }

  pacesFor(method: Method | 'PATCH', path: string): Pace[] {
    const unbranched = path.replace(/^\/(1\.0|v1)(?=\/)/, '');
    const own = this.#routes.filter(
      (route) => (!route.method || route.method === method) && route.matches.test(unbranched),
    );
    return [...own.map((route) => route.pace), this.#all];
  }

  pauseUntil(instantMs: number): void {
    this.#all.pauseUntil(instantMs);
  }
}

function ruleExpression(rule: string): RegExp {
  const unbranched = rule.replace(/^\/(1\.0|v1)(?=\/)/, '');
  const pattern = unbranched.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`);
}
