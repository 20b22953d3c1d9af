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
import { Holds, type OpenFacts } from './open-facts.js';
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
    const eachPage: EachPage = (body, take) => this.#readItems(node, body, take, facts);
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
    let portion: { slice: Slice; contexts: ItemContext[] } | undefined;
    const flush = async () => {
      if (portion) await this.#forkRoots(root, portion.contexts);
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
        slice.takenRoots++;
        portion ??= { slice, contexts: [] };
        portion.contexts.push(context);
        if (portion.contexts.length >= most) await flush();
      }
      await flush();
    };
    if (!selected) return this.#read({ node: root, partition }, first, eachPage, true);
    const rest = selected.values();
    const next: RecordItem = async (_, into) => {
      const { value } = rest.next();
      return value && this.#items.selected(root, partition, value, into);
    };
    await eachPage(bodyOf(selected.map(({ item }) => fromPlain(item))), next, false);
  }

  async #forkRoots(root: PlanNode, contexts: ItemContext[]): Promise<void> {
    const children = this.shared.graph.children(root);
    for (const child of children) {
      const wanted = contexts.filter(({ branches }) => branches?.includes(child.name) ?? true);
      for (const portion of this.#portions(child, wanted)) {
        const holds = new Holds(this.#factsOf(portion));
        await this.#slots.startInTurn(() => this.#expand(child, portion, holds), holds);
      }
    }
    if (children.length === 0) this.progress.rootsDone += contexts.length;
    else for (const facts of this.#factsOf(contexts)) facts.close();
  }

  /** Several constants or combinations: each is a root. */
  async #readRootPartitions(root: PlanNode, partitions: Partition[]): Promise<void> {
    this.progress.rootsListed += partitions.length;
    for (const partition of partitions) {
      this.#finish.check();
      const slice = await this.#slices.forRoot();
      slice.takenRoots++;
      const facts = slice.root();
      await this.#slots.startInTurn(() => this.#read({ node: root, partition }, facts), new Holds([facts]));
      facts.close();
    }
  }

  /**
   * Reads a node below these contexts: what expanded lists and batches bring at once, the rest one by one.
   * @param holds on the roots of the contexts: one that has nothing left here need not wait for the others
   */
  async #expand(node: PlanNode, contexts: readonly ItemContext[], holds: Holds): Promise<void> {
    const wanted: PendingRead[] = [];
    for (const context of contexts) wanted.push(...(await this.#items.pendingReads(node, context)));
    const answers = await this.shared.strategies.answers(node, wanted);
    const last = new Map(wanted.map((one) => [this.#items.factsOf(one.context), one]));
    const found: ItemContext[] = [];
    for (const one of wanted) {
      const page = answers.get(one);
      const facts = this.#items.factsOf(one.context);
      const reading = { node, partition: one.partition, parent: one.context, plain: one.plain };
      const before = found.length;
      if (page) await this.#takeAnswer(reading, page, facts, found);
      else if (wanted.length === 1) await this.#read(reading, facts);
      else await this.#slots.fork(() => this.#read(reading, facts), new Holds([facts]));
      if (found.length > before) last.delete(facts);
      else if (last.get(facts) === one) holds.release(facts);
    }
    await this.#expandAll(node, found, holds);
  }

  /** A list or object that a strategy has read. Its items go on together with those of others. */
  async #takeAnswer(reading: Reading, page: Page, facts: OpenFacts, found: ItemContext[]): Promise<void> {
    facts.tally(reading.node.name).reads++;
    const seen = new IdSet(this.options.clock.random());
    const each: EachPage = async (body, take) => {
      for (const item of body.items()) {
        const next = await take(item, facts);
        if (next) found.push(next);
      }
    };
    await this.#items.takePage(reading, () => facts, page, seen, each);
  }

  /** Page by page. */
  async #read(
    reading: Reading,
    facts: OpenFacts,
    eachPage: EachPage = (body, take) => this.#readItems(reading.node, body, take, facts),
    isRootList = false,
  ): Promise<void> {
    const { node, partition } = reading;
    facts.tally(node.name).reads++;
    const request = this.#items.request(node, partition);
    if (request instanceof PathValueError) {
      await this.#items.missing(reading, 'rejected', { message: request.message }, facts);
      return;
    }
    const seen = new IdSet(this.options.clock.random());
    // A root's list may have gone through several slices by now.
    const into = () => (isRootList ? this.#slices.forRoot() : facts);
    for await (const page of this.shared.strategies.pages(reading, request)) {
      await this.#items.takePage(reading, into, page, seen, eachPage);
      if (page.outcome.outcome === 'skip') return;
    }
  }

  async #readItems(node: PlanNode, body: ReplyBody, take: RecordItem, facts: OpenFacts): Promise<void> {
    let found: ItemContext[] = [];
    const most = this.shared.strategies.portionBelow(node);
    for (const item of body.items()) {
      const context = await take(item, facts);
      if (context) found.push(context);
      if (found.length < most) continue;
      await this.#expandAll(node, found);
      found = [];
    }
    await this.#expandAll(node, found);
  }

  /** @param above holds on the same roots, which can go when those of all that is below are there */
  async #expandAll(node: PlanNode, contexts: readonly ItemContext[], above?: Holds): Promise<void> {
    const portions = this.shared.graph
      .children(node)
      .flatMap((child) => this.#portions(child, contexts).map((portion) => ({ child, portion })))
      .map((one) => ({ ...one, holds: new Holds(this.#factsOf(one.portion)) }));
    above?.releaseAll();
    for (const { child, portion, holds } of portions)
      await this.#slots.fork(() => this.#expand(child, portion, holds), holds);
  }

  #portions(node: PlanNode, contexts: readonly ItemContext[]): ItemContext[][] {
    return portionsOf(contexts, this.shared.strategies.portion(node));
  }

  #factsOf(contexts: readonly ItemContext[]): OpenFacts[] {
    return contexts.map((context) => this.#items.factsOf(context));
  }

  #fail(error: unknown): void {
    if (this.stop.signal.aborted) return;
    this.#slices.fail(error);
    this.stop.abort(error);
    this.#slots.fail(error);
  }
}
