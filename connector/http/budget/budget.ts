// The rate limit: answers how long a call has to wait, and learns from answers that ask to slow down. It never sleeps.
import { type BudgetOptions, effectivePace, type SlowdownState } from '../../model/budget.js';
import type { Method } from '../../model/definition.js';
import type { Notice } from '../../model/notice.js';
import { CutSeries, type SentCall } from './overload.js';
import { Pace } from './pace.js';
import { partOf, slowed } from './part.js';
import { leastFactor, Slowdown } from './slowdown.js';

/** The other processes that call with the same key. */
export interface Peers {
  /** Exchanges slowdowns with the other processes. Waits for nobody; touches the disk at most once in a while. */
  exchange(nowMs: number, own: SlowdownState | undefined): PeerView;
  /** Why they cannot be seen. */
  readonly problem: Notice | undefined;
  /** They need not count this process any more. */
  close(): void | Promise<void>;
}

/** Of a process among those that share the budget. */
export interface Place {
  /** This one included. */
  processes: number;
  /** From 0; each has another. */
  rank: number;
  /** By this much the clock that they have in common is ahead of that of this machine. */
  aheadMs?: number;
}

export interface PeerView extends Place {
  /** No call before this instant: the others do not know of this process yet. */
  notBefore: number;
  /** Slowdowns that the others have learned. */
  slowdowns: SlowdownState[];
}

/** A pace that is lowered by signals of overload. */
interface LearningPace {
  pace: Pace;
  slowdown: Slowdown;
}

interface RoutePaceLearning extends LearningPace {
  method?: Method;
  matches: RegExp;
}

/** Throttling on two routes within this time concerns all routes. */
const TOGETHER_MS = 10_000;
/** Most routes with a learned pace of their own. Beyond that, all routes are slowed down. */
const MOST_LEARNED = 64;

export class Budget {
  readonly #all: LearningPace;
  readonly #routes: RoutePaceLearning[];
  /** Routes that were throttled alone, by method and template. */
  readonly #learned = new Map<string, LearningPace>();
  readonly #cuts = new CutSeries();
  #place: Place = { processes: 1, rank: 0 };
  #lastThrottled: { route: string; at: number } | undefined;
  #seenAt = Number.NEGATIVE_INFINITY;
  #slowdowns = 0;
  #lowest = Number.POSITIVE_INFINITY;

  constructor(
    private readonly options: BudgetOptions,
    private readonly peers?: Peers,
  ) {
    this.#all = this.#learningPace(options.callsPerSecond);
    this.#routes = (options.routes ?? []).map((route) => ({
      ...this.#learningPace(route.callsPerSecond),
      method: route.method,
      matches: ruleExpression(route.path),
    }));
  }

  /** The paces that a call has to pass, narrowest first. */
  pacesFor(method: Method | 'PATCH', path: string, route = path): Pace[] {
    const learned = this.#learned.get(`${method} ${route}`);
    const own = [...(learned ? [learned] : []), ...this.#configuredFor(method, path)];
    return [...own, this.#all].map(({ pace }) => pace);
  }

  /** Milliseconds that the call at the head of this pace's line has to wait before it asks again; 0: it may go. */
  waitFor(pace: Pace, nowMs: number): number {
    this.#follow(nowMs);
    if (pace === this.#all.pace) this.#exchangeWithPeers(nowMs);
    return pace.waitFor(nowMs);
  }

  /** Lets no call go before this instant: the server asked for a pause. */
  pauseUntil(instantMs: number): void {
    this.#all.pace.pauseUntil(instantMs);
    for (const { slowdown } of this.#allPaces()) slowdown.quietUntil(instantMs);
  }

  /** The server refused this call because of the pace: its route is slowed down, or all when others are refused too. */
  throttled(call: SentCall, nowMs: number): void {
    this.#follow(nowMs);
    if (this.options.learn === false) return;
    const route = `${call.method} ${call.route}`;
    const last = this.#lastThrottled;
    const isAlone = !last || last.route === route || nowMs - last.at > TOGETHER_MS;
    this.#lastThrottled = { route, at: nowMs };
    const isKnown = this.#all.slowdown.covers(call.sentAt);
    const own = isAlone && !isKnown ? this.#paceOfRoute(call, nowMs) : undefined;
    this.#slowDown(own ?? this.#all, call.sentAt, nowMs);
  }

  /** The connection of a call was cut. That says nothing about its route: several in a row slow all routes down. */
  cut(sentAt: number, nowMs: number): void {
    if (this.options.learn === false) return;
    if (this.#cuts.add(nowMs)) this.#slowDown(this.#all, sentAt, nowMs);
  }

  /** How often a pace was halved, and the slowest pace so far, in calls a second. */
  statistics(): { slowdowns?: number; lowestPace?: number } {
    return this.#slowdowns > 0 ? { slowdowns: this.#slowdowns, lowestPace: this.#lowest } : {};
  }

  /** A clock that was set back by a day must not make a call wait for a day. */
  #follow(nowMs: number): void {
    const back = this.#seenAt - nowMs;
    this.#seenAt = nowMs;
    if (back <= 0) return;
    for (const { pace, slowdown } of this.#allPaces()) {
      pace.setBack(back);
      slowdown.setBack(back);
    }
  }

  #slowDown({ pace, slowdown }: LearningPace, sentAt: number, nowMs: number): void {
    if (!slowdown.halve(sentAt, nowMs)) return;
    this.#slowdowns++;
    this.#lowest = Math.min(this.#lowest, pace.rate(nowMs));
  }

  /** The pace that learns for this route: its configured one, the slowest of several, or a new one of its own. */
  #paceOfRoute({ method, path, route }: SentCall, nowMs: number): LearningPace | undefined {
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
    const learned = this.#learningPace(this.options.callsPerSecond);
    this.#learned.set(name, learned);
    return learned;
  }

  #learningPace(callsPerSecond: number): LearningPace {
    const own = effectivePace({ ...this.options, callsPerSecond });
    const slowdown = new Slowdown(leastFactor(own));
    const pace = new Pace((nowMs) => slowed(partOf(own, this.#place), slowdown.factor(nowMs)));
    return { pace, slowdown };
  }

  #allPaces(): LearningPace[] {
    return [this.#all, ...this.#routes, ...this.#learned.values()];
  }

  #configuredFor(method: Method | 'PATCH', path: string): RoutePaceLearning[] {
    const unbranched = path.replace(/^\/(1\.0|v1)(?=\/)/, '');
    return this.#routes.filter(
      (route) => (!route.method || route.method === method) && route.matches.test(unbranched),
    );
  }

  #exchangeWithPeers(nowMs: number): void {
    if (!this.peers) return;
    const { pace, slowdown } = this.#all;
    const view = this.peers.exchange(nowMs, slowdown.state);
    this.#place = view;
    pace.pauseUntil(view.notBefore);
    if (this.options.learn === false) return;
    for (const other of view.slowdowns) slowdown.adopt(other, nowMs);
  }
}

function ruleExpression(rule: string): RegExp {
  const unbranched = rule.replace(/^\/(1\.0|v1)(?=\/)/, '');
  const pattern = unbranched.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`);
}
