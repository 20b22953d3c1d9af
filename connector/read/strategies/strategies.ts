// Reading with few calls: chooses how a node is read, and answers from what was read already.
import type { ApiClient, ApiOutcome, ApiRequest } from '../../model/api.js';
import type { Clock } from '../../model/clock.js';
import { isObject, isScalar, type JsonObject, type JsonValue, type Scalar } from '../../model/json.js';
import type { PlanNode } from '../../model/plan.js';
import type { Partition } from '../../model/record.js';
import type { CallWays } from '../../model/report.js';
import { templateOf } from '../../plan/path-template.js';
import type { PlanGraph } from '../../plan/plan-graph.js';
import {
  allowsStrategy,
  detailNodeOf,
  expandableChild,
  type StrategyChoice,
} from '../../plan/strategy-nodes.js';
import type { KnownItems } from '../earlier-state.js';
import { type Detail, type Page, replyOf } from '../page.js';
import type { PagedRequest, Requests } from '../pages.js';
import type { RefusedSize } from '../pagination/page-sizes.js';
import { type ItemContext, itemKey } from '../parents.js';
import type { Reading } from '../reading.js';
import {
  Batches,
  type BatchReading,
  type Check,
  type Entries,
  ownValues,
  singleCheck,
  WORTH_A_PROBE,
} from './batch.js';
import { CountedClient, SAMPLES, samplesOf } from './counted-client.js';
import { ErrorEntries } from './error-entries.js';
import { ExpandedLists, expandedRequest, lastParameter, pageOf } from './expanded.js';
import { findIdField, idText } from './objects.js';
import { type ProbedStrategy, type Refusal, type RefusalMemory, StrategyProbes } from './strategy-probes.js';

export interface StrategyOptions extends StrategyChoice {
  /** Ids in one batch, at the most. */
  batchSize: number;
  /** Refusals of earlier runs. */
  memory?: RefusalMemory;
}

/** One reading that is wanted of a node: the item above it, its path parameters. */
export interface PendingRead {
  context: ItemContext;
  partition: Partition;
  /** The plain ids of the list, where a batch has brought them and its objects are still to be read. */
  plain?: ApiOutcome;
}

/** A reading of one object of a list. */
interface OneId extends BatchReading {
  id: Scalar;
}

export class Strategies {
  readonly #counted: CountedClient;
  readonly #probes: StrategyProbes;
  readonly #lists: ExpandedLists;
  readonly #batches: Batches;
  readonly #errors: ErrorEntries;
  readonly #expandables = new Map<string, PlanNode | undefined>();
  readonly #details = new Map<string, PlanNode | undefined>();

  constructor(
    client: ApiClient,
    private readonly graph: PlanGraph,
    private readonly requests: Requests,
    /** Absent: one call for each list and object. */
    private readonly options: StrategyOptions | undefined,
    clock: Clock,
    private readonly known: KnownItems,
  ) {
    this.#counted = new CountedClient(client, clock);
    this.#probes = new StrategyProbes(options?.memory?.read() ?? [], () => clock.now());
    this.#lists = new ExpandedLists(this.#counted, this.#probes, requests);
    this.#batches = new Batches(this.#counted, this.#probes, options?.batchSize ?? 1, requests);
    this.#errors = new ErrorEntries(this.#counted, requests, () => clock.random());
  }

  /** Frames that are handed on together to a node: what one call may take. */
  portion(node: PlanNode): number {
    return this.#allows(node, 'batch') || this.#allows(node, 'expanded') ? (this.options?.batchSize ?? 1) : 1;
  }

  /** The most items that are handed on together to a node below. */
  portionBelow(list: PlanNode): number {
    return Math.max(1, ...this.graph.children(list).map((child) => this.portion(child)));
  }

  /** The pages of one reading that nothing has read yet, but for its plain ids. */
  async *pages({ node, partition, parent, plain }: Reading, request: PagedRequest): AsyncGenerator<Page> {
    const detail = this.#expandable(node);
    if (!detail) {
      yield* this.#counted.pages(node, request);
      return;
    }
    const isWanted = (id: Scalar) => this.#isWanted(detail, partition, id);
    const isNested = parent !== undefined;
    const inBatches = (ids: readonly Scalar[], most: number) =>
      this.#inBatches(detail, partition, this.#callsFor(detail, ids) < most ? ids : []);
    yield* this.#lists.pages({ node, detail, partition, request, isNested, isWanted, inBatches, plain });
  }

  /** Calls that bring these objects in batches, as far as that is known before. */
  #callsFor(detail: PlanNode, ids: readonly Scalar[]): number {
    if (ids.length < WORTH_A_PROBE || !this.#allows(detail, 'batch')) return Number.POSITIVE_INFINITY;
    const probe = this.#probes.isGood('batch', templateOf(detail.path)) ? 0 : SAMPLES;
    return probe + Math.ceil(ids.length / this.portion(detail));
  }

  /** Objects of one list by their ids: as many pages as batches bring some. */
  async *#inBatches(detail: PlanNode, partition: Partition, ids: readonly Scalar[]): AsyncGenerator<Page> {
    const size = this.portion(detail);
    const route = templateOf(detail.path);
    const name = lastParameter(detail);
    const check = singleCheck<OneId>(this.#counted, detail, this.requests);
    for (let at = 0; at < ids.length && !this.#probes.isRefused('batch', route); at += size) {
      const some = ids.slice(at, at + size).map((id) => ({ id, partition: { ...partition, [name]: id } }));
      const { values } = await this.#batches.read(some, { node: detail, strategy: 'batch', check });
      const own = ownValues(detail, values, this.#probes);
      if (own.length === 0) return;
      const details = new Map<string, Detail>();
      for (const [{ id }, { value, queryId }] of own) details.set(String(id), { payload: value, queryId });
      const found = own.map(([{ id }]) => id);
      yield { outcome: replyOf(found, own[0]?.[1].queryId), details };
    }
  }

  #isWanted(detail: PlanNode, partition: Partition, id: Scalar): boolean {
    return !this.known.has(detail.name, itemKey(partition, id));
  }

  /** The pages of those readings that are there already or come with few calls; the others are read one by one. */
  async answers(node: PlanNode, wanted: readonly PendingRead[]): Promise<Map<PendingRead, Page>> {
    const answers = new Map<PendingRead, Page>();
    for (const one of wanted) {
      const { detail } = one.context;
      if (detail?.source === node.name)
        answers.set(one, { outcome: replyOf(detail.object.payload, detail.object.queryId) });
    }
    const rest = wanted.filter((one) => !answers.has(one));
    if (rest.length < 2 || !this.#allows(node, 'batch')) return answers;
    const detail = this.#expandable(node);
    if (detail) await this.#batchLists(node, detail, rest, answers);
    else await this.#batchObjects(node, rest, answers);
    return answers;
  }

  /** Which errors of batches are no answers. */
  get errors(): Pick<ErrorEntries, 'takeDoubted' | 'settled' | 'doubts'> {
    return this.#errors;
  }

  /** The pages of one reading, by single calls. */
  singlePages({ node }: Reading, request: PagedRequest): AsyncGenerator<Page> {
    return this.#counted.pages(node, request);
  }

  calls(node: string): CallWays {
    return this.#counted.calls(node);
  }

  /** Sizes of pages that routes refused, and what was taken in their place. */
  refusedSizes(): RefusedSize[] {
    return this.#counted.pageSizes.refused();
  }

  /** Strategies that routes refused in this run. */
  refusals(): Refusal[] {
    return this.#probes.refusals();
  }

  /** Keeps what was refused, for the next run. */
  remember(): void {
    if (this.#probes.refusals().length > 0) this.options?.memory?.write(this.#probes.remembered());
  }

  async #batchObjects(
    node: PlanNode,
    rest: readonly PendingRead[],
    answers: Map<PendingRead, Page>,
  ): Promise<void> {
    const check = singleCheck<PendingRead>(this.#counted, node, this.requests);
    const { values, errors } = await this.#batches.read(rest, { node, strategy: 'batch', check });
    for (const [one, entry] of errors) {
      const outcome = await this.#errors.outcome(node, one, entry);
      if (outcome) answers.set(one, { outcome });
    }
    for (const [one, { value, queryId }] of ownValues(node, values, this.#probes))
      answers.set(one, { outcome: replyOf(value, queryId) });
  }

  /**
   * Lists of many parents: their plain ids, which are the proof, and their objects. A list whose ids came without its
   * objects has them as `plain`, and is not asked for them again.
   */
  async #batchLists(
    node: PlanNode,
    detail: PlanNode,
    rest: readonly PendingRead[],
    answers: Map<PendingRead, Page>,
  ): Promise<void> {
    const route = templateOf(node.path);
    const same = singleCheck<PendingRead>(this.#counted, node, this.requests);
    const { values: plain, errors } = await this.#batches.read(rest, {
      node,
      strategy: 'batch',
      check: same,
    });
    for (const [one, entry] of errors) {
      const outcome = await this.#errors.outcome(node, one, entry);
      if (outcome?.outcome === 'ok') one.plain = outcome;
      else if (outcome) answers.set(one, { outcome });
    }
    const lists = new Map<PendingRead, Scalar[]>();
    for (const [one, { value }] of plain) {
      if (Array.isArray(value) && value.every(isScalar)) lists.set(one, value);
    }
    const filled = [...lists]
      .filter(([{ partition }, ids]) => ids.some((id) => this.#isWanted(detail, partition, id)))
      .map(([one]) => one);
    const check = (entries: Entries<PendingRead>) => this.#checkObjects(node, detail, lists, entries);
    const more = (request: ApiRequest) => expandedRequest(request, 1, this.#probes.pageSize(route));
    const shrink = () => this.#probes.shrinkPages(route);
    const asking = { node, strategy: 'combined' as const, check, more, shrink };
    const { values: objects } = await this.#batches.read(filled, asking);
    const field = this.#probes.idField(route) ?? '';
    for (const [one, ids] of lists) {
      const found = objects.get(one);
      const brought = found && objectsOf(found.value);
      const outcome = replyOf(ids, plain.get(one)?.queryId);
      if (brought)
        answers.set(one, { outcome, details: pageOf(brought, field, ids[0], found.queryId).details });
      else if (ids.length > 1 && !this.#probes.isRefused('expanded', route)) one.plain = outcome;
      else answers.set(one, { outcome });
    }
  }

  /** Every object must be one of the list's, and a few the same as by themselves. */
  async #checkObjects(
    node: PlanNode,
    detail: PlanNode,
    lists: ReadonlyMap<PendingRead, readonly Scalar[]>,
    entries: Entries<PendingRead>,
  ): ReturnType<Check<PendingRead>> {
    const name = lastParameter(detail);
    const route = templateOf(node.path);
    const samples: { one: PendingRead; object: JsonObject }[] = [];
    for (const [one, { value }] of entries) {
      const objects = objectsOf(value);
      if (!objects) return { different: 'a list in the batch has ids in place of objects' };
      const ids = new Set((lists.get(one) ?? []).map(String));
      const field = findIdField(objects, (id) => ids.has(id), [name, node.table.item, 'id']);
      if (objects.length > 0 && field === undefined)
        return { different: 'the objects do not have the ids of the list' };
      if (field !== undefined) this.#probes.learnIdField(route, field);
      const [object] = objects;
      if (object) samples.push({ one, object });
    }
    const requests = samplesOf(samples).map(({ one, object }) => {
      const id = object[this.#probes.idField(route) ?? ''] as Scalar;
      const request = this.requests.of(detail, { ...one.partition, [name]: id });
      return { request, brought: object };
    });
    return this.#counted.compareAll(detail, requests);
  }

  /** The object of one item of a page, for the node that reads it. */
  broughtFor(node: PlanNode, page: Page, item: JsonValue): { source: string; object: Detail } | undefined {
    const object = page.details?.get(idText(item) ?? '');
    if (!object) return undefined;
    // It is asked for each item of a list.
    if (!this.#details.has(node.name)) this.#details.set(node.name, detailNodeOf(this.graph, node));
    const detail = this.#details.get(node.name);
    return detail && { source: detail.name, object };
  }

  /** The child whose objects the list may answer, where both may use it. */
  #expandable(node: PlanNode): PlanNode | undefined {
    if (!this.#expandables.has(node.name)) {
      const found = this.options && expandableChild(this.graph, node, this.options);
      this.#expandables.set(node.name, found);
    }
    return this.#expandables.get(node.name);
  }

  #allows(node: PlanNode, strategy: Exclude<ProbedStrategy, 'combined'>): boolean {
    return this.options !== undefined && allowsStrategy(node, strategy, this.options);
  }
}

function objectsOf(value: JsonValue): JsonObject[] | undefined {
  return Array.isArray(value) && value.every(isObject) ? value : undefined;
}
