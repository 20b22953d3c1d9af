// Reads one tree: its root's items in slices, and everything below them, a bounded number of calls at once.
import { setMaxListeners } from 'node:events';
import type { ReplyBody } from '../model/api.js';
import { fromPlain } from '../model/plain-json.js';
import type { PlanNode, PlanTree, SelectedRoot } from '../model/plan.js';
import type { Partition } from '../model/record.js';
import { PathValueError } from '../plan/path-template.js';
import { Concurrency } from './concurrency.js';
import { Condition } from './condition.js';
import { NOTHING_KNOWN } from './earlier-state.js';
import { Finish } from './finish.js';
import { IdSet } from './id-set.js';
import { ItemRecorder } from './item-recorder.js';
import { bodyOf, type Page, reasonOf } from './page.js';
import { type ItemContext, portionsOf } from './parents.js';
import type { EachPage, Reading, ReadOptions, RecordItem, SharedReading, TreeProgress } from './reading.js';
import { RootKeys, rootList, rootPartitions } from './root-keys.js';
import type { Slice } from './slice.js';
import { SliceQueue } from './slice-queue.js';
import type { BelievedReading } from './strategies/error-entries.js';
import type { PendingRead } from './strategies/strategies.js';

export class TreeReader {
  readonly progress: TreeProgress;
  readonly #change = new Condition();
  readonly #slots: Concurrency;
  readonly #slices: SliceQueue;
  readonly #items: ItemRecorder;
  #failure: { error: unknown } | undefined;
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
    this.#slices = new SliceQueue(options, this.#change, () => this.shared.counters.slice++);
    // One listener for each call in flight: many are no leak.
    setMaxListeners(0, this.stop.signal);
  }

  /**
   * Slices in order. A slice must be taken wholly before the next is asked for. When the reading
   * fails, whole slices still come; the first that is not whole throws the failure while it is taken.
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
    await this.#finish.upTo(() => this.#readRoots());
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
        slice.roots++;
        await this.#freeSlot();
        this.#spawn(slice, () => this.#readAgain(one, slice));
      }
    }
  }

  /** By single calls. The entry that it has stays where the answer is the same. */
  async #readAgain(one: BelievedReading, slice: Slice): Promise<void> {
    const { node, partition, context, reason } = one;
    const reading = { node, partition, parent: context };
    const request = this.shared.requests.of(node, partition);
    const seen = new IdSet(this.options.clock.random());
    const eachPage: EachPage = (body, take) => this.#readItems(node, body, take, slice);
    let isFirst = true;
    for await (const page of this.shared.strategies.singlePages(reading, request)) {
      if (isFirst && reasonOf(page.outcome) === reason) break;
      if (isFirst) this.#items.withdraw(reading, reason, slice);
      isFirst = false;
      await this.#items.takePage(reading, () => slice, page, seen, eachPage);
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
    let portion: { slice: Slice; contexts: ItemContext[] } | undefined;
    const flush = async () => {
      if (portion) await this.#forkRoots(root, portion.contexts, portion.slice);
      portion = undefined;
    };
    const eachPage: EachPage = async (body, take, isProof) => {
      const before = isProof ? 0 : this.progress.rootsListed;
      this.progress.rootsListed = Math.max(this.progress.rootsListed, before + body.length);
      for (const item of body.items()) {
        // A slice is whole only when its roots have gone on: none may wait for company while the next is opened.
        if (portion && (this.#finish.isAsked || this.#slices.isFull(portion.slice))) await flush();
        this.#finish.check();
        const slice = await this.#slices.forRoot();
        const known = slice.tally(root.name).known;
        const context = await take(item, slice);
        if (!context) {
          // Nothing is left to do for it; a proof repeats what was counted.
          if (!isProof || slice.tally(root.name).known > known) this.progress.rootsDone++;
          continue;
        }
        slice.roots++;
        portion ??= { slice, contexts: [] };
        portion.contexts.push(context);
        if (portion.contexts.length >= most) await flush();
      }
      await flush();
    };
    if (!selected) return this.#read({ node: root, partition }, first, eachPage, true);
    const rest = selected.values();
    const next: RecordItem = async (_, slice) => {
      const { value } = rest.next();
      return value && this.#items.selected(root, partition, value, slice);
    };
    await eachPage(bodyOf(selected.map(({ item }) => fromPlain(item))), next, false);
  }

  async #forkRoots(root: PlanNode, contexts: ItemContext[], slice: Slice): Promise<void> {
    let open = 1;
    const ended = () => {
      if (--open === 0) this.progress.rootsDone += contexts.length;
    };
    const { graph, strategies } = this.shared;
    for (const child of graph.children(root)) {
      const wanted = contexts.filter(({ branches }) => branches?.includes(child.name) ?? true);
      for (const portion of portionsOf(wanted, strategies.portion(child))) {
        await this.#freeSlot();
        open++;
        this.#spawn(slice, () => this.#expand(child, portion, slice).finally(ended));
      }
    }
    ended();
  }

  /** Several constants or combinations: each is a root. */
  async #readRootPartitions(root: PlanNode, partitions: Partition[]): Promise<void> {
    this.progress.rootsListed += partitions.length;
    for (const partition of partitions) {
      this.#finish.check();
      const slice = await this.#slices.forRoot();
      slice.roots++;
      await this.#freeSlot();
      this.#spawn(slice, () =>
        this.#read({ node: root, partition }, slice).finally(() => {
          this.progress.rootsDone++;
        }),
      );
    }
  }

  /** Reads a node below these contexts: what expanded lists and batches bring at once, the rest one by one. */
  async #expand(node: PlanNode, contexts: readonly ItemContext[], slice: Slice): Promise<void> {
    const wanted: PendingRead[] = [];
    for (const context of contexts) wanted.push(...(await this.#items.pendingReads(node, context, slice)));
    const answers = await this.shared.strategies.answers(node, wanted);
    const found: ItemContext[] = [];
    for (const one of wanted) {
      const page = answers.get(one);
      const reading = { node, partition: one.partition, parent: one.context, plain: one.plain };
      if (page) await this.#takeAnswer(reading, page, slice, found);
      else if (wanted.length === 1) await this.#read(reading, slice);
      else await this.#fork(slice, () => this.#read(reading, slice));
    }
    await this.#expandAll(node, found, slice);
  }

  /** A list or object that a strategy has read. Its items go on together with those of others. */
  async #takeAnswer(reading: Reading, page: Page, slice: Slice, found: ItemContext[]): Promise<void> {
    slice.tally(reading.node.name).reads++;
    const seen = new IdSet(this.options.clock.random());
    const each: EachPage = async (body, take) => {
      for (const item of body.items()) {
        const next = await take(item, slice);
        if (next) found.push(next);
      }
    };
    await this.#items.takePage(reading, () => slice, page, seen, each);
  }

  /** Page by page. */
  async #read(
    reading: Reading,
    slice: Slice,
    eachPage: EachPage = (body, take) => this.#readItems(reading.node, body, take, slice),
    isRootList = false,
  ): Promise<void> {
    const { node, partition } = reading;
    slice.tally(node.name).reads++;
    const request = this.#items.request(node, partition);
    if (request instanceof PathValueError) {
      await this.#items.missing(reading, 'rejected', { message: request.message }, slice);
      return;
    }
    const seen = new IdSet(this.options.clock.random());
    // A root's list may have gone through several slices by now.
    const into = () => (isRootList ? this.#slices.forRoot() : slice);
    for await (const page of this.shared.strategies.pages(reading, request)) {
      await this.#items.takePage(reading, into, page, seen, eachPage);
      if (page.outcome.outcome === 'skip') return;
    }
  }

  async #readItems(node: PlanNode, body: ReplyBody, take: RecordItem, slice: Slice): Promise<void> {
    let found: ItemContext[] = [];
    const most = this.shared.strategies.portionBelow(node);
    for (const item of body.items()) {
      const context = await take(item, slice);
      if (context) found.push(context);
      if (found.length < most) continue;
      await this.#expandAll(node, found, slice);
      found = [];
    }
    await this.#expandAll(node, found, slice);
  }

  async #expandAll(node: PlanNode, contexts: readonly ItemContext[], slice: Slice): Promise<void> {
    for (const child of this.shared.graph.children(node)) {
      for (const portion of portionsOf(contexts, this.shared.strategies.portion(child))) {
        await this.#fork(slice, () => this.#expand(child, portion, slice));
      }
    }
  }

  async #freeSlot(): Promise<void> {
    while (!this.#slots.isFree && !this.#failure) await this.#change.wait();
    if (this.#failure) throw this.#failure.error;
  }

  /** Runs in a slot of its own if one is free, else at once in the caller's: no call waits for itself. */
  async #fork(slice: Slice, task: () => Promise<void>): Promise<void> {
    if (this.#slots.isFree) this.#spawn(slice, task);
    else await task();
  }

  #spawn(slice: Slice, task: () => Promise<void>): void {
    this.#slots.start(task, slice.begin());
  }

  #fail(error: unknown): void {
    if (this.#failure) return;
    this.#failure = { error };
    this.#slices.fail(error);
    this.stop.abort(error);
    this.#change.notify();
  }
}
