// Reads one tree: its root's items in slices, and everything below them, a bounded number of calls at once.
import { setMaxListeners } from 'node:events';
import type { ApiClient, ApiProblem, ReplyBody, SkipReason } from '../model/api.js';
import { isScalar, stringifyJson } from '../model/json.js';
import type { PlanNode, PlanTree } from '../model/plan.js';
import type { Partition } from '../model/record.js';
import { PathValueError } from '../plan/path-template.js';
import { Change } from './change.js';
import type { CrossValues } from './cross.js';
import { type Frame, resolvePartitions } from './frames.js';
import { readPages, requestFor } from './pages.js';
import { kindOf, type Met, type ReadOptions, type Take, type TreeProgress } from './reading.js';
import { SeenIds } from './seen.js';
import { Slice } from './slice.js';
import { Slots } from './slots.js';

/** Slices that may be uncommitted at once: one being written, one being read. */
const OPEN_SLICES = 2;

export class TreeReader {
  readonly progress: TreeProgress;
  readonly #change = new Change();
  readonly #slots: Slots;
  readonly #stop = new AbortController();
  readonly #queue: Slice[] = [];
  readonly #seen = new Map<PlanNode, SeenIds>();
  #current: Slice | undefined;
  #failure: { error: unknown } | undefined;
  #finished = false;

  constructor(
    private readonly tree: PlanTree,
    private readonly client: ApiClient,
    private readonly options: ReadOptions,
    private readonly cross: CrossValues,
    /** Numbers that go on from tree to tree. */
    private readonly counters: { slice: number; ordinal: number },
  ) {
    this.progress = { root: tree.root.name, rootsListed: 0, rootsDone: 0 };
    this.#slots = new Slots(options.concurrency, this.#change, (error) => this.#fail(error));
    // One listener for each call in flight: many are no leak.
    setMaxListeners(0, this.#stop.signal);
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
    try {
      for (;;) {
        const slice = this.#queue[0];
        if (slice) {
          await slice.ready();
          yield slice;
          this.#queue.shift();
          this.#change.notify();
        } else if (this.#failure) throw this.#failure.error;
        else if (this.#finished) return;
        else await this.#change.wait();
      }
    } finally {
      this.options.signal.removeEventListener('abort', interrupt);
      // Whoever takes the slices may stop early: nothing goes on then.
      this.#fail(new Error('the reading was ended'));
      await producing;
      await this.#slots.idle();
    }
  }

  async #produce(): Promise<void> {
    const { root } = this.tree;
    await this.#sliceForRoot();
    const resolved = this.tree.cross.length > 0 ? undefined : resolvePartitions(root, undefined);
    const partitions =
      resolved && 'partitions' in resolved ? resolved.partitions : [...this.cross.partitions(this.tree)];
    if (resolved && partitions.length === 1) await this.#readRootList(root, partitions[0] ?? {});
    else await this.#readRootPartitions(root, partitions);
    this.#current?.close();
    this.#finished = true;
    this.#change.notify();
  }

  /** One list: each of its items is a root. */
  async #readRootList(root: PlanNode, partition: Partition): Promise<void> {
    const first = await this.#sliceForRoot();
    await this.#readPartition(root, partition, undefined, first, async (body, take) => {
      this.progress.rootsListed += body.length;
      for (const item of body.items()) {
        const slice = await this.#sliceForRoot();
        const frame = await take(item, slice);
        slice.roots++;
        if (frame) await this.#forkRoot(frame, slice);
        else this.progress.rootsDone++;
      }
    });
  }

  async #forkRoot(frame: Frame, slice: Slice): Promise<void> {
    let open = 1;
    const ended = () => {
      if (--open === 0) this.progress.rootsDone++;
    };
    for (const child of frame.node.children) {
      await this.#freeSlot();
      open++;
      this.#spawn(slice, () => this.#expand(child, frame, slice).finally(ended));
    }
    ended();
  }

  /** Several constants or combinations: each is a root. */
  async #readRootPartitions(root: PlanNode, partitions: Partition[]): Promise<void> {
    this.progress.rootsListed += partitions.length;
    for (const partition of partitions) {
      const slice = await this.#sliceForRoot();
      slice.roots++;
      await this.#freeSlot();
      this.#spawn(slice, () =>
        this.#readPartition(root, partition, undefined, slice).finally(() => {
          this.progress.rootsDone++;
        }),
      );
    }
  }

  async #expand(node: PlanNode, frame: Frame, slice: Slice): Promise<void> {
    const resolved = resolvePartitions(node, frame);
    if ('blank' in resolved) {
      slice.tally(node.name).blank++;
    } else if ('mismatch' in resolved) {
      slice.tally(node.name).listed++;
      await slice.pushMissing({
        node,
        partition: frame.partition,
        reason: 'rejected',
        problem: { message: resolved.mismatch },
      });
    } else {
      for (const partition of resolved.partitions) {
        if (this.#isNew(node, partition)) await this.#readPartition(node, partition, frame, slice);
      }
    }
  }

  /** Values mapped from a field may repeat: an order has several bills. Each is asked for once. */
  #isNew(node: PlanNode, partition: Partition): boolean {
    const repeats = node.bindings.some((binding) => binding.kind === 'item' && binding.field !== undefined);
    if (!repeats) return true;
    let seen = this.#seen.get(node);
    if (!seen) {
      seen = new SeenIds(this.options.clock.random());
      this.#seen.set(node, seen);
    }
    return seen.add(stringifyJson(Object.values(partition)));
  }

  /** Reads a node with these parameters, page by page. */
  async #readPartition(
    node: PlanNode,
    partition: Partition,
    parent: Frame | undefined,
    slice: Slice,
    eachPage?: (body: ReplyBody, take: Take) => Promise<void>,
  ): Promise<void> {
    slice.tally(node.name).reads++;
    const missing = async (reason: SkipReason | 'rejected', problem: ApiProblem | { message: string }) => {
      // A root's list may have gone through several slices by now.
      const into = eachPage ? await this.#sliceForRoot() : slice;
      into.tally(node.name).listed++;
      await into.pushMissing({ node, partition, reason, problem });
    };
    const request = this.#request(node, partition);
    if (request instanceof PathValueError) return missing('rejected', { message: request.message });
    const seenItems = new SeenIds(this.options.clock.random());
    for await (const outcome of readPages(this.client, request, this.options.clock.random())) {
      if (outcome.outcome === 'skip') return missing(outcome.reason, outcome.problem);
      const { body, queryId, attempts, status } = outcome;
      if (body.kind === 'none') {
        await missing('absent', {
          ...request,
          status,
          attempts,
          queryId,
          message: 'the API answered with nothing',
        });
        continue;
      }
      const readAt = this.options.clock.now();
      const take: Take = (item, into) =>
        this.#take(
          { node, partition, parent, item, inList: body.kind === 'array', readAt, queryId },
          into,
          seenItems,
        );
      if (eachPage) await eachPage(body, take);
      else await this.#readItems(node, body, take, slice);
    }
  }

  #request(node: PlanNode, partition: Partition) {
    try {
      return requestFor(node, partition, this.#stop.signal);
    } catch (error) {
      if (error instanceof PathValueError) return error;
      throw error;
    }
  }

  async #readItems(node: PlanNode, body: ReplyBody, take: Take, slice: Slice): Promise<void> {
    for (const item of body.items()) {
      const frame = await take(item, slice);
      if (!frame) continue;
      for (const child of node.children) await this.#fork(slice, () => this.#expand(child, frame, slice));
    }
  }

  /** Counts an item and hands its record on; undefined when it came before in the same list. */
  async #take(met: Met, slice: Slice, seen: SeenIds): Promise<Frame | undefined> {
    const { node, partition, parent, item, readAt, queryId } = met;
    const tally = slice.tally(node.name);
    if (met.inList && isScalar(item) && !seen.add(`${typeof item}:${item}`)) {
      tally.duplicates++;
      return undefined;
    }
    tally.listed++;
    tally.read++;
    if (node.load) {
      await slice.push({ node, partition, kind: kindOf(item, met.inList), payload: item, readAt, queryId });
    }
    const frame = { node, partition, item, parent, ordinal: this.counters.ordinal++ };
    this.cross.add(frame);
    return frame;
  }

  /** The slice that takes the next root. Waits while too many slices are uncommitted. */
  async #sliceForRoot(): Promise<Slice> {
    const { sliceRoots, sliceRecords, clock } = this.options;
    const current = this.#current;
    if (current && current.roots < sliceRoots && current.records < sliceRecords) return current;
    current?.close();
    while (this.#queue.length >= OPEN_SLICES && !this.#failure) await this.#change.wait();
    if (this.#failure) throw this.#failure.error;
    // Timers and signals get their turn even when everything is already in memory.
    await clock.sleep(0);
    this.#current = new Slice(this.counters.slice++);
    this.#queue.push(this.#current);
    this.#change.notify();
    return this.#current;
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
    for (const slice of this.#queue) slice.fail(error);
    this.#stop.abort(error);
    this.#change.notify();
  }
}
