// The state of each strategy on each route: not tried yet, checked and good, or given up with a reason.
import { EXPANDED_SIZE } from '../../plan/strategy-nodes.js';

/**
 * `expanded`: a list answers objects; `batch`: one call for many ids; `combined`: a batch of lists answers objects.
 */
export type ProbedStrategy = 'expanded' | 'batch' | 'combined';

/** A strategy that a route refused. It is stored from run to run, so that not every run asks for it. */
export interface Refusal {
  route: string;
  strategy: ProbedStrategy;
  reason: string;
  /** Milliseconds since 1970, UTC. */
  at: number;
}

/** Stores refusals from run to run. */
export interface RefusalMemory {
  read(): Refusal[];
  write(refusals: readonly Refusal[]): void;
}

/** After this time a refused strategy is tried again. */
const REMEMBERED_MS = 30 * 86_400_000;

/** Objects in a page of an expanded list, where more are refused. */
const SMALLER_PAGES = [100, 25];

/** Probes of one strategy on one route that may come to nothing. */
const PROBES = 2;

/** Batches that agree with single calls before they do without, where objects were missing at the places compared. */
const AGREEING = 3;

export class StrategyProbes {
  readonly #refused = new Map<string, Refusal>();
  readonly #good = new Set<string>();
  readonly #probes = new Map<string, Promise<void>>();
  readonly #idFields = new Map<string, string>();
  readonly #sizes = new Map<string, number>();
  readonly #pageSizes = new Map<string, number>();
  readonly #short = new Map<string, number>();
  readonly #news: Refusal[] = [];
  readonly #undecided = new Map<string, number>();
  readonly #agreed = new Map<string, number>();

  constructor(
    remembered: readonly Refusal[],
    private readonly now: () => number,
  ) {
    for (const refusal of remembered) {
      if (now() - refusal.at < REMEMBERED_MS)
        this.#refused.set(key(refusal.strategy, refusal.route), refusal);
    }
  }

  isGood(strategy: ProbedStrategy, route: string): boolean {
    return this.#good.has(key(strategy, route));
  }

  isRefused(strategy: ProbedStrategy, route: string): boolean {
    return this.#refused.has(key(strategy, route));
  }

  accept(strategy: ProbedStrategy, route: string): void {
    this.#good.add(key(strategy, route));
  }

  /** A probe found what single calls give. It says little where objects were missing at the places that it compares. */
  agree(strategy: ProbedStrategy, route: string, isWhole: boolean): void {
    const name = key(strategy, route);
    if (isWhole || countIn(this.#agreed, name) >= AGREEING) this.accept(strategy, route);
  }

  refuse(strategy: ProbedStrategy, route: string, reason: string): void {
    const refusal = { route, strategy, reason, at: this.now() };
    if (this.isRefused(strategy, route)) return;
    this.#good.delete(key(strategy, route));
    this.#refused.set(key(strategy, route), refusal);
    this.#news.push(refusal);
  }

  /** A probe found nothing out. Probes cost calls: after a few it is left alone for this run. */
  leaveOpen(strategy: ProbedStrategy, route: string): void {
    const name = key(strategy, route);
    if (countIn(this.#undecided, name) >= PROBES)
      this.refuse(strategy, route, 'it could not be compared with single readings');
  }

  /** One probe of a strategy on a route at a time: the others wait for what it finds. */
  async settle(strategy: ProbedStrategy, route: string, probe: () => Promise<void>): Promise<void> {
    const name = key(strategy, route);
    while (!this.#good.has(name) && !this.#refused.has(name)) {
      const running = this.#probes.get(name);
      if (running) await running.catch(() => undefined);
      else {
        const own = probe().finally(() => this.#probes.delete(name));
        this.#probes.set(name, own);
        await own;
        return;
      }
    }
  }

  idField(route: string): string | undefined {
    return this.#idFields.get(route);
  }

  learnIdField(route: string, field: string): void {
    this.#idFields.set(route, field);
  }

  /** How many short lists were met on the route, this one included. */
  countShort(route: string): number {
    return countIn(this.#short, route);
  }

  /** Objects in one page of an expanded list. */
  pageSize(route: string): number {
    return this.#pageSizes.get(route) ?? EXPANDED_SIZE;
  }

  /** A page was refused: smaller ones from now on. False: none smaller is tried, and the size is the first again. */
  shrinkPages(route: string): boolean {
    const smaller = SMALLER_PAGES.find((size) => size < this.pageSize(route));
    if (smaller === undefined) this.#pageSizes.delete(route);
    else this.#pageSizes.set(route, smaller);
    return smaller !== undefined;
  }

  batchSize(route: string): number | undefined {
    return this.#sizes.get(route);
  }

  learnBatchSize(route: string, size: number): void {
    this.#sizes.set(route, size);
  }

  /** What was refused in this run. */
  refusals(): Refusal[] {
    return [...this.#news];
  }

  /** The refusals to store; not those of probes without a result. */
  remembered(): Refusal[] {
    const isOpen = ({ strategy, route }: Refusal) => this.#undecided.has(key(strategy, route));
    return [...this.#refused.values()].filter((refusal) => !isOpen(refusal));
  }
}

/** How often it has come, this time included. */
function countIn(counts: Map<string, number>, name: string): number {
  const count = (counts.get(name) ?? 0) + 1;
  counts.set(name, count);
  return count;
}

const key = (strategy: ProbedStrategy, route: string) => `${strategy} ${route}`;
