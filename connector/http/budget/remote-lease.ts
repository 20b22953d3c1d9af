// Finds the processes of many machines that call with the same key, in a store that all of them reach.
import { createHash, randomBytes } from 'node:crypto';
import type { BudgetEntry, BudgetLook, BudgetStore, SlowdownState } from '../../model/budget.js';
import type { Clock } from '../../model/clock.js';
import type { Notice } from '../../model/notice.js';
import type { Peers, PeerView } from './budget.js';
import { LIFE_MS, LOOK_MS, NOTICE_MS } from './looks.js';
import { Members } from './part.js';

/** After a failure it waits longer, up to this. */
const LONGEST_MS = 5000;
/** A process that makes no calls for this long takes its entry away. */
const IDLE_MS = 10_000;
/** The first call waits this long for the first look, and asks as often for it. */
const FIRST_LOOK_MS = 5000;
const ASK_MS = 20;
/** An answer that takes longer does not come. */
const ANSWER_MS = 5000;
/** Without the store, so many processes are taken to share the budget, or twice as many as were seen last. */
const LEAST_UNSEEN = 4;

export interface RemoteLeaseOptions {
  /** Origin, and the key that the API counts calls by. Only a hash of it is written. */
  account: string;
  store: BudgetStore;
  clock: Clock;
  /** Of this machine, for when the store cannot be reached. */
  lease: () => Peers;
}

/** How far the store's clock is ahead, by the look that took the shortest. */
interface Ahead {
  ms: number;
  tripMs: number;
}

export class RemoteLease implements Peers {
  readonly #entry: BudgetEntry;
  readonly #store: BudgetStore;
  readonly #clock: Clock;
  readonly #members = new Members();
  readonly #ended = new AbortController();
  #looking: Promise<void> | undefined;
  #lease: Peers | undefined;
  #view: PeerView | undefined;
  #own: SlowdownState | undefined;
  #ahead: Ahead = { ms: 0, tripMs: Number.POSITIVE_INFINITY };
  #askedAt = Number.NEGATIVE_INFINITY;
  #lookedAt = Number.NEGATIVE_INFINITY;
  /** Since when a call waits for a look. */
  #waitsSince: number | undefined;
  #isLeaving = false;
  #failures = 0;
  #problem: string | undefined;

  constructor(private readonly options: RemoteLeaseOptions) {
    this.#entry = {
      budget: createHash('sha256').update(options.account).digest('hex').slice(0, 32),
      process: randomBytes(8).toString('hex'),
    };
    this.#store = options.store;
    this.#clock = options.clock;
  }

  get problem(): Notice | undefined {
    if (this.#problem === undefined) return this.#lease?.problem;
    const message =
      `the budget was not shared with other machines for a time, and this process called as one of ${LEAST_UNSEEN} or ` +
      `more would: ${this.#problem}`;
    return { code: 'budget-store-lost', message };
  }

  exchange(nowMs: number, own: SlowdownState | undefined): PeerView {
    this.#own = own;
    this.#askedAt = nowMs;
    if (this.#isLeaving) this.#waitsSince ??= nowMs;
    if (!this.#looking && !this.#ended.signal.aborted) {
      this.#waitsSince = nowMs;
      this.#looking = this.#look().finally(() => {
        this.#looking = undefined;
      });
    }
    const isWaiting =
      this.#waitsSince !== undefined && this.#failures === 0 && nowMs - this.#waitsSince < FIRST_LOOK_MS;
    if (isWaiting) return { ...this.#lastView(), notBefore: nowMs + ASK_MS };
    return this.#view && nowMs - this.#lookedAt <= LIFE_MS ? this.#view : this.#unseen(nowMs);
  }

  async close(): Promise<void> {
    this.#ended.abort();
    this.#lease?.close();
    await this.#looking;
    await this.#store.close();
  }

  #lastView(): PeerView {
    return this.#view ?? { processes: 1, rank: 0, notBefore: 0, slowdowns: [] };
  }

  /** As long as calls are made. */
  async #look(): Promise<void> {
    while (!this.#ended.signal.aborted && this.#clock.now() - this.#askedAt < IDLE_MS) {
      try {
        await this.#renew();
        this.#failures = 0;
      } catch (error) {
        this.#failures++;
        this.#problem ??= (error as Error).message;
      }
      const pause = Math.min(LONGEST_MS, LOOK_MS * Math.max(1, this.#failures));
      await this.#clock.sleep(pause, this.#ended.signal).catch(() => undefined);
    }
    this.#lookedAt = Number.NEGATIVE_INFINITY;
    this.#isLeaving = true;
    await this.#inTime(this.#store.remove(this.#entry)).catch(() => undefined);
    this.#isLeaving = false;
  }

  async #renew(): Promise<void> {
    const isNew = this.#clock.now() - this.#lookedAt > LIFE_MS - 2 * LOOK_MS;
    let look = await this.#ask();
    // Of two that begin at the same moment, at least the second sees the first now.
    if (isNew && look.others.length === 0) look = await this.#ask();
    const nowMs = this.#clock.now();
    if (isNew) this.#members.clear();
    const { others } = look;
    const names = others.map(({ process }) => process);
    const ahead = this.#ahead.ms;
    this.#view = {
      ...this.#members.place(this.#entry.process, names),
      aheadMs: ahead,
      notBefore: isNew && names.length > 0 ? nowMs + NOTICE_MS : (this.#view?.notBefore ?? 0),
      slowdowns: others.flatMap(({ slowdown }) => (slowdown ? [moved(slowdown, -ahead)] : [])),
    };
    this.#lookedAt = nowMs;
    this.#waitsSince = undefined;
  }

  async #ask(): Promise<BudgetLook> {
    const sentAt = this.#clock.now();
    const slowdown = this.#own && moved(this.#own, this.#ahead.ms);
    const entry = { ...this.#entry, ...(slowdown && { slowdown }) };
    const look = await this.#inTime(this.#store.renew(entry, LIFE_MS));
    const tripMs = this.#clock.now() - sentAt;
    // What was measured long ago counts less.
    const known = this.#ahead.tripMs + 1;
    this.#ahead =
      tripMs <= known
        ? { ms: look.nowMs - sentAt - tripMs / 2, tripMs }
        : { ms: this.#ahead.ms, tripMs: known };
    return look;
  }

  async #inTime<T>(answer: Promise<T>): Promise<T> {
    const isOver = new AbortController();
    const late = this.#clock.sleep(ANSWER_MS, isOver.signal).then(() => {
      throw new Error(`${this.#store.where} does not answer`);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      late.catch(() => undefined);
      isOver.abort();
    }
  }

  /** Never faster than among those that were seen last, nor than the processes of this machine allow. */
  #unseen(nowMs: number): PeerView {
    this.#problem ??= `${this.#store.where} does not answer`;
    this.#lease ??= this.options.lease();
    const here = this.#lease.exchange(nowMs, this.#own);
    const processes = Math.max(LEAST_UNSEEN, 2 * (this.#view?.processes ?? 1), here.processes);
    const slowdowns = [...here.slowdowns, ...(this.#view?.slowdowns ?? [])];
    return { processes, rank: processes - 1, notBefore: here.notBefore, slowdowns };
  }
}

function moved({ factor, at, quietFrom }: SlowdownState, byMs: number): SlowdownState {
  return { factor, at: at + byMs, quietFrom: quietFrom + byMs };
}
