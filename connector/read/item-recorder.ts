// Turns what comes in into facts: items with their records, and what is missing, with its reason.
import { Acceptance } from '../model/accept.js';
import type { ApiProblem, SkipReason } from '../model/api.js';
import type { Clock } from '../model/clock.js';
import { isWindowed, knowsItems } from '../model/definition.js';
import { isScalar, type JsonValue, stringifyJson } from '../model/json.js';
import { fromPlain } from '../model/plain-json.js';
import type { PlanNode, SelectedRoot } from '../model/plan.js';
import type { Partition } from '../model/record.js';
import { partitionId } from '../model/record-id.js';
import { weakerProof } from '../model/report.js';
import { PathValueError } from '../plan/path-template.js';
import type { PlanGraph } from '../plan/plan-graph.js';
import { BelowLists } from './below.js';
import type { Combinations } from './combinations.js';
import type { KnownItems } from './earlier-state.js';
import type { OpenFacts } from './open-facts.js';
import { answerOf, emptyReply, isFinal, type Page, proofOf } from './page.js';
import type { Requests } from './pages.js';
import { type ItemContext, itemKey, resolvePartitions, rootAbove, rootOf } from './parents.js';
import { type EachPage, kindOf, type PageItems, type Reading, type RecordItem } from './reading.js';
import type { RootKeys } from './root-keys.js';
import { IdSet } from './seen/id-set.js';
import type { PendingRead, Strategies } from './strategies/strategies.js';

/** What a reading of one tree needs to turn items into facts. */
export interface ItemSources {
  clock: Clock;
  graph: PlanGraph;
  cross: Combinations;
  known: KnownItems;
  roots: RootKeys;
  requests: Requests;
  strategies: Strategies;
  /** Numbers that continue from tree to tree. */
  counters: { ordinal: number };
}

const NOTHING: ItemContext = { source: '', partition: {}, item: null, ordinal: 0 };
/** Stands for every object with nothing below it. */
const LEAF: ItemContext = { ...NOTHING };
/** Stands for every item of a root that brings nothing, because everything below it is known. */
export const ALL_KNOWN: ItemContext = { ...NOTHING };

export class ItemRecorder {
  readonly #seen = new Map<string, IdSet>();
  readonly #accepts = new Map<string, Acceptance>();
  /** Of each root, where everything below it goes. Beside the items, which outlive their slice. */
  readonly #facts = new WeakMap<ItemContext, OpenFacts>();

  readonly #below: BelowLists;

  constructor(private readonly from: ItemSources) {
    this.#below = new BelowLists(from.graph, from.known);
  }

  /** Where an item goes, with everything below it. */
  factsOf(context: ItemContext): OpenFacts {
    const facts = this.#facts.get(rootOf(context));
    if (!facts) throw new Error(`nothing takes what is read below "${context.source}"`);
    return facts;
  }

  /** What is read below this item, and below those beside it, goes there from now on. */
  assign(context: ItemContext, facts: OpenFacts): void {
    this.#facts.set(rootOf(context), facts);
  }

  /** The readings of a node for one item above it, without those that are known or impossible. */
  async pendingReads(node: PlanNode, context: ItemContext): Promise<PendingRead[]> {
    const facts = this.factsOf(context);
    const isKnown = context.key !== undefined && knowsItems(node.definition);
    if (isKnown && this.from.known.has(node.name, context.key ?? '')) {
      facts.tally(node.name).listed++;
      facts.tally(node.name).known++;
      return [];
    }
    const resolved = resolvePartitions(node, context);
    if ('blank' in resolved) {
      facts.tally(node.name).blank++;
      return [];
    }
    if ('mismatch' in resolved) {
      const problem = { message: resolved.mismatch };
      await this.missing({ node, partition: context.partition, parent: context }, 'rejected', problem, facts);
      return [];
    }
    const partitions = resolved.partitions.filter((partition) => this.#isNew(node, partition));
    const possible: PendingRead[] = [];
    for (const partition of partitions) {
      const request = this.request(node, partition);
      if (request instanceof PathValueError) {
        const problem = { message: request.message };
        await this.missing({ node, partition, parent: context }, 'rejected', problem, facts);
        facts.tally(node.name).reads++;
      } else possible.push({ context, partition });
    }
    return possible;
  }

  /** Values mapped from a field may repeat: an order has several bills. Each is asked for once. */
  #isNew({ name, bindings }: PlanNode, partition: Partition): boolean {
    const repeats = bindings.some((binding) => binding.kind === 'item' && binding.field !== undefined);
    if (!repeats) return true;
    let seen = this.#seen.get(name);
    if (!seen) {
      seen = new IdSet(this.from.clock.random());
      this.#seen.set(name, seen);
    }
    return seen.add(stringifyJson(Object.values(partition)));
  }

  /** A page of a reading. */
  async takePage(
    reading: Reading,
    /** Where it goes what is missing. */
    into: () => OpenFacts | Promise<OpenFacts>,
    page: Page,
    seen: IdSet,
    eachPage: EachPage,
  ): Promise<void> {
    const { outcome, isProof = false } = page;
    const { definition } = reading.node;
    if (isWindowed(definition)) this.windowRead(reading, await into());
    if (outcome.outcome === 'skip') {
      return this.missing(reading, outcome.reason, outcome.problem, await into());
    }
    const { body, queryId } = outcome;
    if (body.kind === 'none') {
      return this.missing(reading, 'absent', emptyReply(reading.node, outcome), await into());
    }
    if (page.isRepeat) {
      (await into()).tally(reading.node.name).duplicates += body.length;
      return;
    }
    await this.#answered(reading, into);
    const readAt = this.from.clock.now();
    const inList = body.kind === 'array';
    // Something may still come.
    const mayCome = inList && body.length === 0 && definition.sync.mode === 'open';
    if (mayCome) (await into()).unfinished.push({ source: reading.node.name, parent: reading.parent });
    const proof = proofOf(reading.node, body);
    const items: PageItems = { reading, proof, inList, readAt, queryId, seen, isProof };
    const take: RecordItem = (item, to) =>
      this.#take(items, item, this.from.strategies.broughtFor(reading.node, page, item), to);
    await eachPage(body, take, isProof);
  }

  async missing(
    reading: Reading,
    reason: SkipReason | 'rejected',
    problem: ApiProblem | { message: string },
    facts: OpenFacts,
  ): Promise<void> {
    const { node, partition, parent } = reading;
    facts.tally(node.name).listed++;
    if (isWindowed(node.definition)) this.windowRead(reading, facts);
    const root = parent ? rootAbove(parent) : this.from.roots.ofReading(partition);
    const id = partitionId(partition);
    await facts.pushMissing({ source: node.name, partition, parent, root, id, reason, ...answerOf(problem) });
  }

  /** What is accepted as not loaded has come: the configuration need not accept it any more. */
  async #answered({ node, partition }: Reading, into: () => OpenFacts | Promise<OpenFacts>): Promise<void> {
    if (!node.definition.accept) return;
    const { name: source, definition } = node;
    const acceptance = this.#accepts.get(source) ?? new Acceptance(definition.accept);
    this.#accepts.set(source, acceptance);
    const ids = acceptance.idsOf(partition);
    if (ids.length > 0) (await into()).answered.push({ source, ids });
  }

  /** Takes back the entry of a reading that is made again. */
  withdraw({ node, partition, parent }: Reading, reason: SkipReason, facts: OpenFacts): void {
    facts.withdraw({ source: node.name, partition, id: partitionId(partition), reason });
    for (let at = parent; at; at = at.parent) {
      const { source, ordinal, key } = at;
      if (key !== undefined) facts.reopened.push({ source, ordinal, key, isRoot: !at.parent });
    }
  }

  /** One reading of a list in mode `window`. */
  windowRead({ node, partition, parent }: Reading, facts: OpenFacts): void {
    const window = { source: node.name, partition: stringifyJson(partition), isRoot: parent === undefined };
    facts.windows.set(`${window.source} ${window.partition}`, window);
  }

  request(node: PlanNode, partition: Partition) {
    try {
      return this.from.requests.of(node, partition);
    } catch (error) {
      if (error instanceof PathValueError) return error;
      throw error;
    }
  }

  /** Counts an item and adds its record; undefined when it came before in the same list, or in an earlier load. */
  #take(
    items: PageItems,
    item: JsonValue,
    detail: ItemContext['detail'],
    into: OpenFacts,
  ): ItemContext | undefined | Promise<ItemContext> {
    const { reading, proof, inList, readAt, queryId, seen, isProof } = items;
    const { node, partition, parent } = reading;
    const { name: source } = node;
    if (inList && isScalar(item) && !seen.add(`${typeof item}:${item}`)) {
      if (!isProof) into.tally(source).duplicates++;
      return undefined;
    }
    const own = parent || !inList || !isScalar(item) ? undefined : itemKey(partition, item);
    const isKnown = own !== undefined && this.from.known.has(source, own);
    const isSettled =
      own !== undefined && !isKnown && this.#below.isAllKnown(node, own) && isFinal(node, item);
    const facts = isKnown || isSettled || parent ? into : into.item();
    const tally = facts.tally(source);
    tally.listed++;
    tally.proof = weakerProof(tally.proof, proof);
    if (isKnown) {
      tally.known++;
      return undefined;
    }
    tally.read++;
    if (isSettled) {
      this.#countKnown(node, own, facts);
      return ALL_KNOWN;
    }
    if (!isFinal(node, item)) facts.unfinished.push({ source, parent });
    if (node.load) {
      const kind = kindOf(item, inList);
      const root = parent ? rootAbove(parent) : this.from.roots.ofReading(partition);
      const room = facts.push({ source, partition, kind, payload: item, readAt, queryId, parent, root });
      if (room) return room.then(() => this.#taken(items, { item, detail, own }, facts));
    }
    return this.#taken(items, { item, detail, own }, facts);
  }

  /** Of a root whose item is settled. */
  #countKnown(node: PlanNode, key: string, facts: OpenFacts): void {
    for (const { name } of this.#below.of(node).children) {
      const tally = facts.tally(name);
      tally.listed++;
      tally.known++;
    }
    // One says for all of them that the list was read.
    if (facts.tally(node.name).read === 1)
      facts.items.push({ source: node.name, ordinal: this.from.counters.ordinal++, key, isRoot: true });
  }

  /** What is read below the item starts here. */
  #taken(
    { reading: { node, partition, parent }, inList }: PageItems,
    { item, detail, own }: Pick<ItemContext, 'item' | 'detail'> & { own: string | undefined },
    facts: OpenFacts,
  ): ItemContext {
    const { name: source } = node;
    if (!isScalar(item) && this.#below.of(node).isLeaf) return LEAF;
    const ordinal = this.from.counters.ordinal++;
    const context: ItemContext = { source, partition, item, detail, parent, ordinal };
    if (!parent) {
      context.root = this.from.roots.ofItem(item, partition);
      if (this.from.graph.children(node).length > 0) this.assign(context, facts);
    }
    if (inList) this.#list(node, context, own, facts);
    this.from.cross.add(context);
    return context;
  }

  /** A root whose list is not read again: it was loaded with it, and what is missing lies below it. */
  selected(node: PlanNode, partition: Partition, root: SelectedRoot, into: OpenFacts): ItemContext {
    const { name: source } = node;
    const [item, { branches }] = [fromPlain(root.item), root];
    const facts = into.item();
    facts.tally(source).listed++;
    facts.tally(source).known++;
    const ordinal = this.from.counters.ordinal++;
    const key = this.from.roots.ofItem(item, partition);
    const context: ItemContext = { source, partition, item, ordinal, root: key, branches };
    this.assign(context, facts);
    this.#list(node, context, isScalar(item) ? itemKey(partition, item) : undefined, facts);
    return context;
  }

  /** @param own key of an item of a list at the root */
  #list(node: PlanNode, context: ItemContext, own: string | undefined, facts: OpenFacts): void {
    const { source, ordinal, partition, item, branches } = context;
    if (!isScalar(item) || (own === undefined && !this.#below.of(node).knows)) return;
    context.key = own ?? itemKey(partition, item);
    facts.items.push({ source, ordinal, key: context.key, isRoot: own !== undefined, branches });
  }
}
