// Reads a whole plan, tree after tree.
import type { ApiClient } from '../model/api.js';
import { NOTHING_KNOWN } from '../model/checkpoint.js';
import type { Plan } from '../model/plan.js';
import { CrossValues } from './cross.js';
import type { ReadOptions, TreeProgress } from './reading.js';
import { Shortcuts } from './shortcuts/shortcuts.js';
import type { Slice } from './slice.js';
import { TreeReader } from './tree-reader.js';

export class PlanReader {
  /** What was read with how many calls, and which shortcuts were refused. */
  readonly shortcuts: Shortcuts;
  readonly #stop = new AbortController();
  readonly #begun: TreeProgress[] = [];

  constructor(
    private readonly plan: Plan,
    client: ApiClient,
    private readonly options: ReadOptions,
  ) {
    this.shortcuts = new Shortcuts(
      client,
      options.shortcuts,
      options.clock,
      options.known ?? NOTHING_KNOWN,
      this.#stop.signal,
    );
  }

  /** How far the tree that is being read has come. */
  progress(): TreeProgress | undefined {
    return this.#begun.at(-1);
  }

  /** The trees that were begun, in the order of the plan; the last is being read. */
  trees(): readonly TreeProgress[] {
    return this.#begun;
  }

  async *slices(): AsyncGenerator<Slice> {
    const cross = new CrossValues(this.plan);
    const counters = { slice: 1, ordinal: 1 };
    for (const tree of this.plan.trees) {
      const reader = new TreeReader(tree, this.shortcuts, this.options, cross, counters, this.#stop);
      this.#begun.push(reader.progress);
      yield* reader.slices();
    }
  }
}
