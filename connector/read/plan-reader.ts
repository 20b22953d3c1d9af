// Reads a whole plan, tree after tree.
import type { ApiClient } from '../model/api.js';
import type { Plan } from '../model/plan.js';
import { PlanGraph } from '../plan/plan-graph.js';
import { Combinations } from './combinations.js';
import { NO_DATES, NOTHING_KNOWN } from './earlier-state.js';
import { Requests } from './pages.js';
import type { ReadOptions, TreeProgress } from './reading.js';
import type { Slice } from './slice.js';
import { Strategies } from './strategies/strategies.js';
import { TreeReader } from './tree-reader.js';

export class PlanReader {
  /** What was read with how many calls, and which strategies were refused. */
  readonly strategies: Strategies;
  readonly #stop = new AbortController();
  readonly #graph: PlanGraph;
  readonly #requests: Requests;
  readonly #started: TreeProgress[] = [];
  readonly #callsBefore: number[] = [];

  constructor(
    private readonly plan: Plan,
    private readonly client: ApiClient,
    private readonly options: ReadOptions,
  ) {
    this.#graph = new PlanGraph(plan);
    this.#requests = new Requests(options.dates ?? NO_DATES, this.#stop.signal);
    this.strategies = new Strategies(
      client,
      this.#graph,
      this.#requests,
      options.strategies,
      options.clock,
      options.known ?? NOTHING_KNOWN,
    );
  }

  /** How far the tree that is being read has come. */
  progress(): TreeProgress | undefined {
    return this.#started.at(-1);
  }

  /** The trees that were started, in the order of the plan, with their calls; the last one is being read. */
  trees(): readonly (TreeProgress & { calls: number })[] {
    const { calls } = this.client.statistics();
    const end = (index: number) => this.#callsBefore[index + 1] ?? calls;
    return this.#started.map((progress, index) => ({
      ...progress,
      calls: end(index) - (this.#callsBefore[index] ?? 0),
    }));
  }

  async *slices(): AsyncGenerator<Slice> {
    const cross = new Combinations(this.#graph);
    const counters = { slice: 1, ordinal: 1 };
    for (const tree of this.plan.trees) {
      this.options.finish?.throwIfAborted();
      const shared = {
        graph: this.#graph,
        requests: this.#requests,
        strategies: this.strategies,
        cross,
        counters,
      };
      const reader = new TreeReader(tree, this.options, shared, this.#stop);
      this.#started.push(reader.progress);
      this.#callsBefore.push(this.client.statistics().calls);
      yield* reader.slices();
    }
  }
}
