// Reads one tree: its root's items in slices, and everything below them, a bounded number of calls at once.
import { setMaxListeners } from 'node:events';
import { fromPlain } from '../model/plain-json.js';
import type { PlanNode, PlanTree, SelectedRoot } from '../model/plan.js';
import type { Partition } from '../model/record.js';
import { BranchReader } from './branch-reader.js';
import { Concurrency } from './concurrency.js';
import { Condition } from './condition.js';
import { NOTHING_KNOWN } from './earlier-state.js';
import { Finish } from './finish.js';
import { ALL_KNOWN, ItemRecorder } from './item-recorder.js';
import { Holds, type OpenFacts } from './open-facts.js';
import { bodyOf, reasonOf } from './page.js';
import type { ItemContext } from './parents.js';
import type { EachPage, ReadOptions, RecordItem, SharedReading, TreeProgress } from './reading.js';
import { RootKeys, rootList, rootPartitions } from './root-keys.js';
import { IdSet } from './seen/id-set.js';
import type { Slice } from './slice.js';
import { SliceQueue } from './slice-queue.js';
import type { BelievedReading } from './strategies/error-entries.js';

export class TreeReader {
  readonly progress: TreeProgress;
  readonly #change = new Condition();
  readonly #slots: Concurrency;
  readonly #slices: SliceQueue;
  readonly #items: ItemRecorder;
  readonly #branches: BranchReader;
  readonly #finish: Finish;

  constructor(
    private readonly tree: PlanTree,
    private readonly options: ReadOptions,
    private readonly shared: SharedReading,
    private readonly stop: AbortController,
  ) {
    this.progress = { root: tree.root, rootsListed: 0, rootsDone: 0 };
    this.#slots = new Concurrency(options.concurrency, this.#change, (error) => this.#fail(error));
    this.#finish = new Finish(options.finish);
    this.#items = new ItemRecorder({
      ...shared,
      clock: options.clock,
      known: options.known ?? NOTHING_KNOWN,
      roots: new RootKeys(shared.graph, tree),
    });
    const { clock } = options;
    this.#branches = new BranchReader({ clock, shared, slots: this.#slots, items: this.#items });
    this.#slices = new SliceQueue(options, {
      change: this.#change,
      counters: shared.counters,
      hasBelow: shared.graph.children(shared.graph.root(tree)).length > 0,
      rootDone: () => this.progress.rootsDone++,
    });
    // One listener for each call in flight: many are no leak.
    setMaxListeners(0, this.stop.signal);
  }

  /**
   * A slice must be taken wholly before the next is asked for. When the reading fails, roots that are read to their
   * end still come, then this throws the failure; so does a slice while it is taken.
   */
  async *slices(): AsyncGenerator<Slice> {
    const interrupt = () => this.#fail(this.options.signal.reason);
    this.options.signal.addEventListener('abort', interrupt, { once: true });
    if (this.options.signal.aborted) interrupt();
    const producing = this.#produce().catch((error) => this.#fail(error));
    let isWhole = false;
    try {
      yield* this.#slices.take();
      this.#finish.throwIfCut();
      isWhole = true;
    } finally {
      this.options.signal.removeEventListener('abort', interrupt);
      // The caller may stop early: then all readings stop.
      if (!isWhole) this.#fail(new Error('the reading was ended'));
      await producing;
      await this.#slots.idle();
    }
  }

  async #produce(): Promise<void> {
    try {
      await this.#readRoots();
    } catch (error) {
      this.#finish.take(error);
    }
    await this.#readDoubted();
    this.#slices.finish();
  }

  /** What batches answered with errors that may be wrong, once everything else is read. */
  async #readDoubted(): Promise<void> {
    for (;;) {
      await this.#slots.idle();
      const doubted = this.shared.strategies.errors.takeDoubted();
      if (doubted.length === 0) return;
      for (const one of doubted) {
        const slice = await this.#slices.forRoot();
        slice.takenRoots++;
        this.#items.assign(one.context, slice);
        await this.#slots.startInTurn(() => this.#readAgain(one, slice), new Holds([slice]));
      }
    }
  }

  /** By single calls. The entry that it has stays where the answer is the same. */
  async #readAgain(one: BelievedReading, facts: OpenFacts): Promise<void> {
    const { node, partition, context, reason } = one;
    const reading = { node, partition, parent: context };
    const request = this.shared.requests.of(node, partition);
    const seen = new IdSet(this.options.clock.random());
    const eachPage: EachPage = (body, take) => this.#branches.readItems(node, body, take, facts);
    let isFirst = true;
    for await (const page of this.shared.strategies.singlePages(reading, request)) {
      if (isFirst && reasonOf(page.outcome) === reason) break;
      if (isFirst) this.#items.withdraw(reading, reason, facts);
      isFirst = false;
      await this.#items.takePage(reading, () => facts, page, seen, eachPage);
    }
    this.shared.strategies.errors.settled(one);
  }

  async #readRoots(): Promise<void> {
    const { graph, cross } = this.shared;
    const { selected } = this.tree;
    const root = graph.root(this.tree);
    await this.#slices.forRoot();
    const list = rootList(graph, this.tree);
    if (list) await this.#readRootList(root, list, selected);
    else {
      const partitions = selected?.map(({ item }) => fromPlain(item) as Partition);
      await this.#readRootPartitions(root, partitions ?? rootPartitions(graph, this.tree, cross));
    }
  }

  /** One list: each of its items is a root. */
  async #readRootList(
    root: PlanNode,
    partition: Partition,
    selected?: readonly SelectedRoot[],
  ): Promise<void> {
    const first = await this.#slices.forRoot();
    const most = this.shared.strategies.portionBelow(root);
    const hasBelow = this.shared.graph.children(root).length > 0;
    let portion: { slice: Slice; contexts: ItemContext[] } | undefined;
    const flush = async () => {
      if (portion) await this.#branches.readRoots(root, portion.contexts);
      portion = undefined;
    };
    const eachPage: EachPage = async (body, take, isProof) => {
      const before = isProof ? 0 : this.progress.rootsListed;
      this.progress.rootsListed = Math.max(this.progress.rootsListed, before + body.length);
      const bytes = (body.bytes ?? 0) / body.length;
      for (const item of body.items()) {
        // A slice is whole only when its roots have gone on: none may wait for company while the next is opened.
        if (portion && (this.#finish.isAsked || this.#slices.isFull(portion.slice))) await flush();
        this.#finish.check();
        const slice = this.#slices.current ?? (await this.#slices.forRoot());
        const known = slice.tally(root.name).known;
        const taken = take(item, slice);
        const context = taken instanceof Promise ? await taken : taken;
        if (!context) {
          // Nothing is left to do for it; a proof repeats what was counted.
          if (!isProof || slice.tally(root.name).known > known) this.progress.rootsDone++;
          continue;
        }
        slice.takenRoots++;
        slice.takenBytes += bytes;
        if (context === ALL_KNOWN) slice.idleRoots++;
        if (!hasBelow || context === ALL_KNOWN) {
          this.progress.rootsDone++;
          continue;
        }
        portion ??= { slice, contexts: [] };
        portion.contexts.push(context);
        if (portion.contexts.length >= most) await flush();
      }
      await flush();
    };
    if (!selected) {
      // The list may have gone through several slices when its next page comes.
      const into = () => this.#slices.forRoot();
      return this.#branches.readPages({ node: root, partition }, first, eachPage, into);
    }
    const rest = selected.values();
    const next: RecordItem = async (_, into) => {
      const { value } = rest.next();
      return value && this.#items.selected(root, partition, value, into);
    };
    await eachPage(bodyOf(selected.map(({ item }) => fromPlain(item))), next, false);
  }

  /** Several constants or combinations: each is a root. */
  async #readRootPartitions(root: PlanNode, partitions: Partition[]): Promise<void> {
    this.progress.rootsListed += partitions.length;
    for (const partition of partitions) {
      this.#finish.check();
      const slice = await this.#slices.forRoot();
      slice.takenRoots++;
      const facts = slice.root();
      await this.#slots.startInTurn(
        () => this.#branches.readPages({ node: root, partition }, facts),
        new Holds([facts]),
      );
      facts.close();
    }
  }

  #fail(error: unknown): void {
    if (this.stop.signal.aborted) return;
    this.#slices.fail(error);
    this.stop.abort(error);
    this.#slots.fail(error);
  }
}
