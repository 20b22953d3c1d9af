// What comes in is counted and handed on: items with their records and frames, and what is missing, with its reason.
import type { ApiProblem, SkipReason } from '../model/api.js';
import type { Checkpoint, ItemCheckpoints, KnownItems } from '../model/checkpoint.js';
import type { Clock } from '../model/clock.js';
import { knowsItems } from '../model/definition.js';
import { isObject, isScalar, type JsonValue, stringifyJson } from '../model/json.js';
import type { PlanNode } from '../model/plan.js';
import type { Partition } from '../model/record.js';
import { PathValueError } from '../plan/path-template.js';
import type { Combinations } from './combinations.js';
import { IdSet } from './id-set.js';
import { requestFor } from './pages.js';
import { checkpointsAbove, type ItemContext, itemKey, resolvePartitions, rootAbove } from './parents.js';
import { kindOf, type ReadItem } from './reading.js';
import type { RootKeys } from './root-keys.js';
import type { SelectedRoot } from './selected-roots.js';
import type { Slice } from './slice.js';
import type { PendingRead } from './strategies/strategies.js';

/** Nothing is known of what was not loaded for these reasons: it may be there. */
const UNKNOWN = new Set<string>(['refused', 'failed', 'rejected']);

export class ItemRecorder {
  readonly #seen = new Map<PlanNode, IdSet>();
  readonly #knows = new Map<PlanNode, readonly PlanNode[]>();
  readonly #rootWindows = new Map<string, Checkpoint>();

  constructor(
    private readonly clock: Clock,
    private readonly cross: Combinations,
    /** Numbers that go on from tree to tree. */
    private readonly counters: { ordinal: number },
    private readonly known: KnownItems,
    private readonly roots: RootKeys,
    private readonly signal: AbortSignal,
  ) {}

  async wantedOf(node: PlanNode, frame: ItemContext, slice: Slice): Promise<PendingRead[]> {
    const mark = frame.marks?.children.get(node.name);
    if (mark && this.known.has(node.name, mark.item)) {
      slice.tally(node.name).listed++;
      slice.tally(node.name).known++;
      // It is remembered already.
      frame.marks?.children.delete(node.name);
      return [];
    }
    const resolved = resolvePartitions(node, frame);
    if ('blank' in resolved) {
      slice.tally(node.name).blank++;
      return [];
    }
    if ('mismatch' in resolved) {
      const problem = { message: resolved.mismatch };
      await this.missing(node, frame.partition, 'rejected', problem, slice, frame);
      return [];
    }
    const partitions = resolved.partitions.filter((partition) => this.#isNew(node, partition));
    const possible: PendingRead[] = [];
    for (const partition of partitions) {
      const request = this.request(node, partition);
      if (request instanceof PathValueError) {
        const problem = { message: request.message };
        await this.missing(node, partition, 'rejected', problem, slice, frame);
        slice.tally(node.name).reads++;
      } else possible.push({ frame, partition });
    }
    return possible;
  }

  /** The source objects directly below a list that are not read again for what is known: asked for each item. */
  #knowing(list: PlanNode): readonly PlanNode[] {
    let knowing = this.#knows.get(list);
    if (!knowing) {
      knowing = list.children.filter(({ definition }) => knowsItems(definition));
      this.#knows.set(list, knowing);
    }
    return knowing;
  }

  /** Values mapped from a field may repeat: an order has several bills. Each is asked for once. */
  #isNew(node: PlanNode, partition: Partition): boolean {
    const repeats = node.bindings.some((binding) => binding.kind === 'item' && binding.field !== undefined);
    if (!repeats) return true;
    let seen = this.#seen.get(node);
    if (!seen) {
      seen = new IdSet(this.clock.random());
      this.#seen.set(node, seen);
    }
    return seen.add(stringifyJson(Object.values(partition)));
  }

  async missing(
    node: PlanNode,
    partition: Partition,
    reason: SkipReason | 'rejected',
    problem: ApiProblem | { message: string },
    slice: Slice,
    parent: ItemContext | undefined,
  ): Promise<void> {
    slice.tally(node.name).listed++;
    // What there is none of may still come, where the definition says so.
    const mayCome = reason !== 'absent' || node.definition.sync.mode === 'open';
    for (const mark of checkpointsAbove(parent, node)) {
      if (mark.isWindow ? UNKNOWN.has(reason) : mayCome) mark.isOpen = true;
    }
    const own = this.windowOf(node, partition, slice, parent);
    if (own) own.isOpen = true;
    const root = parent ? rootAbove(parent) : this.roots.ofReading(partition);
    await slice.pushMissing({ node, partition, reason, problem, root });
  }

  /** The mark of one reading of a list in mode `window`. */
  windowOf(
    node: PlanNode,
    partition: Partition,
    slice: Slice,
    parent: ItemContext | undefined,
  ): Checkpoint | undefined {
    if (!node.dates) return undefined;
    const item = stringifyJson(partition);
    const key = `${node.name} ${item}`;
    const isRoot = parent === undefined;
    const mark = (isRoot ? this.#rootWindows : slice.windows).get(key) ?? {
      source: node.name,
      item,
      isOpen: false,
      isWindow: true,
      isRoot,
    };
    if (isRoot) this.#rootWindows.set(key, mark);
    slice.windows.set(key, mark);
    return mark;
  }

  /** A list in mode `open` that is empty, or whose last page is: something may still come. */
  nothingYet(node: PlanNode, parent: ItemContext | undefined): void {
    if (node.definition.sync.mode !== 'open') return;
    for (const mark of checkpointsAbove(parent, node)) if (mark.source === node.name) mark.isOpen = true;
  }

  request(node: PlanNode, partition: Partition) {
    try {
      return requestFor(node, partition, this.signal);
    } catch (error) {
      if (error instanceof PathValueError) return error;
      throw error;
    }
  }

  /** Counts an item and hands its record on; undefined when it came before in the same list. */
  async take(met: ReadItem, slice: Slice, seen: IdSet, isProof: boolean): Promise<ItemContext | undefined> {
    const { node, partition, parent, item, detail, readAt, queryId } = met;
    const tally = slice.tally(node.name);
    if (met.inList && isScalar(item) && !seen.add(`${typeof item}:${item}`)) {
      if (!isProof) tally.duplicates++;
      return undefined;
    }
    tally.listed++;
    const own = parent || !met.inList || !isScalar(item) ? undefined : itemKey(partition, item);
    if (own !== undefined && this.known.has(node.name, own)) {
      tally.known++;
      return undefined;
    }
    tally.read++;
    const { window } = met;
    const marks = window ? [...checkpointsAbove(parent, node), window] : checkpointsAbove(parent, node);
    if (!isFinal(node, item)) for (const mark of marks) if (mark.source === node.name) mark.isOpen = true;
    if (node.load) {
      const kind = kindOf(item, met.inList);
      const root = parent ? rootAbove(parent) : this.roots.ofReading(partition);
      await slice.push({ node, partition, kind, payload: item, readAt, queryId, marks, root });
    }
    const frame: ItemContext = {
      node,
      partition,
      item,
      detail,
      parent,
      window,
      ordinal: this.counters.ordinal++,
    };
    if (!parent) frame.root = this.roots.ofItem(item, partition);
    const itemMarks = met.inList ? marksOf(node, this.#knowing(node), item, partition, own) : undefined;
    if (itemMarks) {
      frame.marks = itemMarks;
      slice.marks.push(itemMarks);
    }
    this.cross.add(frame);
    return frame;
  }

  /** A root whose list is not asked for: it was loaded with it, and what is told of hangs on it. */
  given(node: PlanNode, partition: Partition, { item, branches }: SelectedRoot, slice: Slice): ItemContext {
    slice.tally(node.name).listed++;
    slice.tally(node.name).known++;
    const root = this.roots.ofItem(item, partition);
    const frame: ItemContext = { node, partition, item, ordinal: this.counters.ordinal++, root, branches };
    const own = isScalar(item) ? itemKey(partition, item) : undefined;
    const marks = marksOf(node, this.#knowing(node), item, partition, own);
    if (!marks) return frame;
    for (const name of marks.children.keys()) if (!branches.has(name)) marks.children.delete(name);
    // Of the root itself not everything is read now.
    if (marks.own) marks.own.isOpen = true;
    frame.marks = marks;
    slice.marks.push(marks);
    return frame;
  }
}

/** Of an item of a list below another only what is known below it is remembered. */
function marksOf(
  list: PlanNode,
  children: readonly PlanNode[],
  item: JsonValue,
  partition: Partition,
  own: string | undefined,
): ItemCheckpoints | undefined {
  if (!isScalar(item)) return undefined;
  if (own === undefined && children.length === 0) return undefined;
  const text = own ?? itemKey(partition, item);
  const marks = children.map(({ name }): [string, Checkpoint] => [
    name,
    { source: name, item: text, isOpen: false },
  ]);
  return {
    ...(own === undefined ? {} : { own: { source: list.name, item: own, isOpen: false } }),
    children: new Map(marks),
  };
}

/** False while a field has another value than those with which it ends; a bare value is the field `value`. */
function isFinal({ definition }: PlanNode, item: JsonValue): boolean {
  const { mode, until } = definition.sync;
  if (mode !== 'open' || !until) return true;
  const fields = isObject(item) ? item : { value: item };
  return Object.entries(until).every(([name, finals]) => {
    const value = fields[name] ?? null;
    return finals.some((final) => String(final) === String(value));
  });
}

export function emptyReply(
  node: PlanNode,
  { status, attempts, queryId }: { status: number; attempts: number; queryId?: string },
) {
  const { method, path } = node.definition;
  return { method, path, status, attempts, queryId, message: 'the API answered with nothing' };
}
