// The budget: how many calls may be made, asked with an instant. It never sleeps itself.
import type { Method } from '../../model/definition.js';
import { Pace, partOf } from './pace.js';
import { CutSeries, type SentCall } from './signs.js';
import { leastFactor, Slowdown, type Slowed } from './slowdown.js';

export interface RoutePace {
  /** Path as a rule: literal, or with `*` for any rest: `/me/bill/*`. */
  path: string;
  method?: Method;
  callsPerSecond: number;
}

export interface BudgetOptions {
  /** Calls in a second, over all routes. */
  callsPerSecond: number;
  /** Part of the calls that is left to others who call for the same account. */
  reserve?: number;
  /** False: the pace stays as it is, whatever the server says. */
  learn?: boolean;
  routes?: RoutePace[];
}

/** Calls in a second that are made: what is left of the budget after its reserve. */
export function effectivePace({ callsPerSecond, reserve = 0 }: BudgetOptions): number {
  // 18 × (1 − 0.9) is 1.8, not 1.7999999999999996.
  return Number((callsPerSecond * (1 - reserve)).toPrecision(12));
}

/** The other processes that call with the same key. */
export interface Peers {
  /** Reads at most once in a while; tells them what is learned here. */
  look(nowMs: number, slowed: Slowed | undefined): PeerView;
}

export interface PeerView {
  /** Processes that share the budget, this one included. */
  processes: number;
  /** No call before this instant: the others do not know of this process yet. */
  notBefore: number;
  /** What the others have learned. */
  slowed: Slowed[];
}

/** A pace that learns. */
interface Learner {
  pace: Pace;
  slowdown: Slowdown;
}

interface RouteLearner extends Learner {
  method?: Method;
  matches: RegExp;
}

/** Signs on two routes within this time are a sign for all. */
const TOGETHER_MS = 10_000;
/** Routes that have learned a pace of their own; with more, all are slowed down. */
const MOST_LEARNED = 64;

/** The paces that a call has to pass, narrowest first. */
export class Budget {
  readonly #all: Learner;
  readonly #routes: RouteLearner[];
  /** Routes that were throttled alone, by method and template. */
  readonly #learned = new Map<string, Learner>();
  readonly #cuts = new CutSeries();
  #processes = 1;
  #lastSign: { route: string; at: number } | undefined;
  #seenAt = Number.NEGATIVE_INFINITY;
  #slowdowns = 0;
  #lowest = Number.POSITIVE_INFINITY;

  constructor(
    private readonly options: BudgetOptions,
    private readonly peers?: Peers,
  ) {
    this.#all = this.#learner(options.callsPerSecond);
    this.#routes = (options.routes ?? []).map((route) => ({
      ...this.#learner(route.callsPerSecond),
      method: route.method,
      matches: ruleExpression(route.path),
    }));
  }

  pacesFor(method: Method | 'PATCH', path: string, route = path): Pace[] {
    const learned = this.#learned.get(`${method} ${route}`);
    const own = [...(learned ? [learned] : []), ...this.#configuredFor(method, path)];
    return [...own, this.#all].map(({ pace }) => pace);
  }

  /** Milliseconds until the call at the head of this pace's line asks again; 0: it may go. */
  waitFor(pace: Pace, nowMs: number): number {
    this.#follow(nowMs);
    if (pace === this.#all.pace) this.#lookAtPeers(nowMs);
    return pace.waitFor(nowMs);
  }

  pauseUntil(instantMs: number): void {
    this.#all.pace.pauseUntil(instantMs);
    for (const { slowdown } of this.#learners()) slowdown.quietUntil(instantMs);
  }

  /** The server refused this call because of the pace: its route goes slower, or all do when it is not alone. */
  throttled(call: SentCall, nowMs: number): void {
    this.#follow(nowMs);
    if (this.options.learn === false) return;
    const route = `${call.method} ${call.route}`;
    const last = this.#lastSign;
    const isAlone = !last || last.route === route || nowMs - last.at > TOGETHER_MS;
    this.#lastSign = { route, at: nowMs };
    const isKnown = this.#all.slowdown.isCounted(call.sentAt);
    const own = isAlone && !isKnown ? this.#routeLearner(call, nowMs) : undefined;
    this.#slowDown(own ?? this.#all, call.sentAt, nowMs);
  }

  /** The connection of a call was cut. That says nothing of a route: several in a row slow all down. */
  cut(sentAt: number, nowMs: number): void {
    if (this.options.learn === false) return;
    if (this.#cuts.add(nowMs)) this.#slowDown(this.#all, sentAt, nowMs);
  }

  /** How often the pace was halved, and the slowest that a pace became, in calls a second. */
  statistics(): { slowdowns?: number; lowestPace?: number } {
    return this.#slowdowns > 0 ? { slowdowns: this.#slowdowns, lowestPace: this.#lowest } : {};
  }

  /** A clock that was set back by a day must not make a call wait for a day. */
  #follow(nowMs: number): void {
    const back = this.#seenAt - nowMs;
    this.#seenAt = nowMs;
    if (back <= 0) return;
    for (const { pace, slowdown } of this.#learners()) {
      pace.setBack(back);
      slowdown.setBack(back);
    }
  }

  #slowDown({ pace, slowdown }: Learner, sentAt: number, nowMs: number): void {
    if (!slowdown.sign(sentAt, nowMs)) return;
    this.#slowdowns++;
    this.#lowest = Math.min(this.#lowest, pace.rate(nowMs));
  }

  /** What learns for this route: its configured pace, the slowest of several, or one of its own. */
  #routeLearner({ method, path, route }: SentCall, nowMs: number): Learner | undefined {
    const [configured] = this.#configuredFor(method, path).sort(
      (one, other) => one.pace.rate(nowMs) - other.pace.rate(nowMs),
    );
    if (configured) return configured;
    const name = `${method} ${route}`;
    const known = this.#learned.get(name);
    if (known) return known;
    for (const [other, { slowdown }] of this.#learned) {
      if (slowdown.factor(nowMs) === 1) this.#learned.delete(other);
    }
    if (this.#learned.size >= MOST_LEARNED) return undefined;
    const learner = this.#learner(this.options.callsPerSecond);
    this.#learned.set(name, learner);
    return learner;
  }

  #learner(callsPerSecond: number): Learner {
    const own = effectivePace({ ...this.options, callsPerSecond });
    const slowdown = new Slowdown(leastFactor(own));
    const pace = new Pace((nowMs) => partOf(own, this.#processes) * slowdown.factor(nowMs));
    return { pace, slowdown };
  }

  #learners(): Learner[] {
    return [this.#all, ...this.#routes, ...this.#learned.values()];
  }

  #configuredFor(method: Method | 'PATCH', path: string): RouteLearner[] {
    const unbranched = path.replace(/^\/(1\.0|v1)(?=\/)/, '');
    return this.#routes.filter(
      (route) => (!route.method || route.method === method) && route.matches.test(unbranched),
    );
  }

  #lookAtPeers(nowMs: number): void {
    if (!this.peers) return;
    const { pace, slowdown } = this.#all;
    const view = this.peers.look(nowMs, slowdown.slowed);
    this.#processes = view.processes;
    pace.pauseUntil(view.notBefore);
    if (this.options.learn === false) return;
    for (const slowed of view.slowed) slowdown.adopt(slowed, nowMs);
  }
}

function ruleExpression(rule: string): RegExp {
  const unbranched = rule.replace(/^\/(1\.0|v1)(?=\/)/, '');
  const pattern = unbranched.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`);
}
