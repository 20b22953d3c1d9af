// Reads one tree: its root's items in slices, and everything below them, a bounded number of calls at once.
import { setMaxListeners } from 'node:events';
import type { ReplyBody } from '../model/api.js';
import { NOTHING_KNOWN } from '../model/checkpoint.js';
import type { PlanNode, PlanTree } from '../model/plan.js';
import type { Partition } from '../model/record.js';
import { PathValueError } from '../plan/path-template.js';
import type { Combinations } from './combinations.js';
import { Concurrency } from './concurrency.js';
import { Condition } from './condition.js';
import { Finish } from './finish.js';
import { IdSet } from './id-set.js';
import { emptyReply, ItemRecorder } from './item-recorder.js';
import { bodyOf, type Page } from './page.js';
import { type ItemContext, portionsOf } from './parents.js';
import type { EachPage, ReadItem, ReadOptions, RecordItem, TreeProgress } from './reading.js';
import { RootKeys, rootList, rootPartitions } from './root-keys.js';
import { partitionOf, type SelectedRoot } from './selected-roots.js';
import type { Slice } from './slice.js';
import { SliceQueue } from './slice-queue.js';
import { broughtFor, type PendingRead, type Strategies } from './strategies/strategies.js';

export class TreeReader {
  readonly progress: TreeProgress;
  readonly #change = new Condition();
  readonly #slots: Concurrency;
  readonly #slices: SliceQueue;
  readonly #intake: ItemRecorder;
  #failed = false;
  #failure: unknown;
  readonly #finish: Finish;

  constructor(
    private readonly tree: PlanTree,
    private readonly strategies: Strategies,
    private readonly options: ReadOptions,
    private readonly cross: Combinations,
    /** Numbers that go on from tree to tree. */
    private readonly counters: { slice: number; ordinal: number },
    private readonly stop: AbortController,
  ) {
    this.progress = { root: tree.root.name, rootsListed: 0, rootsDone: 0 };
    this.#slots = new Concurrency(options.concurrency, this.#change, (error) => this.#fail(error));
    this.#finish = new Finish(options.finish);
    const known = options.known ?? NOTHING_KNOWN;
    this.#intake = new ItemRecorder(options.clock, cross, counters, known, new RootKeys(tree), stop.signal);
    this.#slices = new SliceQueue(options, this.#change, () => this.counters.slice++);
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
      // Whoever takes the slices may stop early: nothing goes on then.
      if (!isWhole) this.#fail(new Error('the reading was ended'));
      await producing;
      await this.#slots.idle();
    }
  }

  async #produce(): Promise<void> {
    await this.#finish.upTo(() => this.#readRoots());
    this.#slices.finish();
  }

  async #readRoots(): Promise<void> {
    const { root } = this.tree;
    await this.#slices.forRoot();
    const wanted = this.options.given?.get(root.name);
    const given = wanted === 'all' ? undefined : wanted;
    const list = rootList(this.tree);
    if (list) await this.#readRootList(root, list, given);
    else
      await this.#readRootPartitions(root, given?.map(partitionOf) ?? rootPartitions(this.tree, this.cross));
  }

  /** One list: each of its items is a root. */
  async #readRootList(root: PlanNode, partition: Partition, given?: readonly SelectedRoot[]): Promise<void> {
    const first = await this.#slices.forRoot();
    const most = Math.max(1, ...root.children.map((child) => this.strategies.portion(child)));
    let portion: { slice: Slice; frames: ItemContext[] } | undefined;
    const flush = async () => {
      if (portion) await this.#forkRoots(portion.frames, portion.slice);
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
        const frame = await take(item, slice);
        if (!frame) {
          // Nothing is left to do for it; a proof repeats what was counted.
          if (!isProof || slice.tally(root.name).known > known) this.progress.rootsDone++;
          continue;
        }
        slice.roots++;
        portion ??= { slice, frames: [] };
        portion.frames.push(frame);
        if (portion.frames.length >= most) await flush();
      }
      await flush();
    };
    if (!given) return this.#readPartition(root, partition, undefined, first, eachPage, true);
    const rest = given.values();
    const next: RecordItem = async (_, slice) => {
      const { value } = rest.next();
      return value && this.#intake.given(root, partition, value, slice);
    };
    await eachPage(bodyOf(given.map(({ item }) => item)), next, false);
  }

  async #forkRoots(frames: ItemContext[], slice: Slice): Promise<void> {
    let open = 1;
    const ended = () => {
      if (--open === 0) this.progress.rootsDone += frames.length;
    };
    for (const child of frames[0]?.node.children ?? []) {
      const wanted = frames.filter(({ branches }) => branches?.has(child.name) ?? true);
      for (const portion of portionsOf(wanted, this.strategies.portion(child))) {
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
        this.#readPartition(root, partition, undefined, slice).finally(() => {
          this.progress.rootsDone++;
        }),
      );
    }
  }

  /** Reads a node below these frames: what expanded lists and batches bring at once, the rest one by one. */
  async #expand(node: PlanNode, frames: readonly ItemContext[], slice: Slice): Promise<void> {
    const wanted: PendingRead[] = [];
    for (const frame of frames) wanted.push(...(await this.#intake.wantedOf(node, frame, slice)));
    const answers = await this.strategies.answers(node, wanted);
    const found: ItemContext[] = [];
    for (const one of wanted) {
      const page = answers.get(one);
      if (page) await this.#takeAnswer(node, one, page, slice, found);
      else if (wanted.length === 1) await this.#readPartition(node, one.partition, one.frame, slice);
      else await this.#fork(slice, () => this.#readPartition(node, one.partition, one.frame, slice));
    }
    await this.#expandAll(node, found, slice);
  }

  /** A list or object that a strategy has read. Its items go on together with those of others. */
  async #takeAnswer(
    node: PlanNode,
    { partition, frame }: PendingRead,
    page: Page,
    slice: Slice,
    found: ItemContext[],
  ) {
    slice.tally(node.name).reads++;
    const seen = new IdSet(this.options.clock.random());
    const each: EachPage = async (body, take) => {
      for (const item of body.items()) {
        const next = await take(item, slice);
        if (next) found.push(next);
      }
    };
    await this.#takePage(node, partition, frame, () => slice, page, seen, each);
  }

  /** Reads a node with these parameters, page by page. */
  async #readPartition(
    node: PlanNode,
    partition: Partition,
    parent: ItemContext | undefined,
    slice: Slice,
    eachPage: EachPage = (body, take) => this.#readItems(node, body, take, slice),
    isRootList = false,
  ): Promise<void> {
    slice.tally(node.name).reads++;
    const request = this.#intake.request(node, partition);
    if (request instanceof PathValueError) {
      await this.#intake.missing(node, partition, 'rejected', { message: request.message }, slice, parent);
      return;
    }
    const seen = new IdSet(this.options.clock.random());
    // A root's list may have gone through several slices by now.
    const into = () => (isRootList ? this.#slices.forRoot() : slice);
    for await (const page of this.strategies.pages(node, partition, request, parent !== undefined)) {
      await this.#takePage(node, partition, parent, into, page, seen, eachPage);
      if (page.outcome.outcome === 'skip') return;
    }
  }

  async #takePage(
    node: PlanNode,
    partition: Partition,
    parent: ItemContext | undefined,
    /** The slice that takes what is missing. */
    into: () => Slice | Promise<Slice>,
    page: Page,
    seen: IdSet,
    eachPage: EachPage,
  ): Promise<void> {
    const { outcome, isProof = false } = page;
    const window = node.dates && this.#intake.windowOf(node, partition, await into(), parent);
    if (outcome.outcome === 'skip') {
      await this.#intake.missing(node, partition, outcome.reason, outcome.problem, await into(), parent);
      return;
    }
    const { body, queryId } = outcome;
    if (body.kind === 'none') {
      await this.#intake.missing(node, partition, 'absent', emptyReply(node, outcome), await into(), parent);
      return;
    }
    const readAt = this.options.clock.now();
    const inList = body.kind === 'array';
    if (inList && body.length === 0) this.#intake.nothingYet(node, parent);
    await eachPage(
      body,
      (item, to) => {
        const detail = broughtFor(node, page, item);
        const met: ReadItem = { node, partition, parent, item, detail, window, inList, readAt, queryId };
        return this.#intake.take(met, to, seen, isProof);
      },
      isProof,
    );
  }

  async #readItems(node: PlanNode, body: ReplyBody, take: RecordItem, slice: Slice): Promise<void> {
    let found: ItemContext[] = [];
    const most = Math.max(1, ...node.children.map((child) => this.strategies.portion(child)));
    for (const item of body.items()) {
      const frame = await take(item, slice);
      if (frame) found.push(frame);
      if (found.length < most) continue;
      await this.#expandAll(node, found, slice);
      found = [];
    }
    await this.#expandAll(node, found, slice);
  }

  async #expandAll(node: PlanNode, frames: readonly ItemContext[], slice: Slice): Promise<void> {
    for (const child of node.children) {
      for (const portion of portionsOf(frames, this.strategies.portion(child))) {
        await this.#fork(slice, () => this.#expand(child, portion, slice));
      }
    }
  }

  async #freeSlot(): Promise<void> {
    while (!this.#slots.isFree && !this.#failed) await this.#change.wait();
    if (this.#failed) throw this.#failure;
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
    if (this.#failed) return;
    this.#failed = true;
    this.#failure = error;
    this.#slices.fail(error);
    this.stop.abort(error);
    this.#change.notify();
  }
}
