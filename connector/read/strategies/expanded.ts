// Expanded lists: one reading for the objects of a list. Its plain ids prove that none is left out.
import type { ApiOutcome, ApiRequest } from '../../model/api.js';
import { isObject, isScalar, type JsonObject, type Scalar } from '../../model/json.js';
import type { PlanNode } from '../../model/plan.js';
import type { Partition } from '../../model/record.js';
import { type Detail, type Page, replyOf } from '../page.js';
import type { PagedRequest, Requests } from '../pages.js';
import { mayBeSize } from '../pagination/page-sizes.js';
import { type CountedClient, isAnswer, SAMPLES, samplesOf } from './counted-client.js';
import { findIdField, idText, likeSample } from './objects.js';
import type { StrategyProbes } from './strategy-probes.js';

/** A plain list this short is read object by object: finding out would cost more. */
const FEW = 5;
/** Lists below others with so few items are read plainly, until so many of them were met. */
const SHORT = 3;
const SHORT_LISTS = 5;

/** One list to be read: a node with its path parameters. */
export interface ListReading {
  node: PlanNode;
  /** The child that reads one of the items. */
  detail: PlanNode;
  partition: Partition;
  request: PagedRequest;
  /** There are others of this list's kind: it is below another list. */
  isNested: boolean;
  /** False for an item whose object is not to be read. */
  isWanted: (id: Scalar) => boolean;
  /** Objects of these ids in batches. No page where the route takes none, or where it would be `most` calls or more. */
  inBatches: (ids: readonly Scalar[], most: number) => AsyncIterable<Page>;
  /** The reply with the plain ids, where a batch has brought it. */
  plain?: ApiOutcome;
}

interface ObjectPage {
  objects: JsonObject[];
  /** What the reply says there is in all pages: a hint where they end, proof of nothing. */
  elements: number | undefined;
  queryId?: string;
}

export class ExpandedLists {
  constructor(
    private readonly counted: CountedClient,
    private readonly probes: StrategyProbes,
    private readonly requests: Requests,
  ) {}

  /**
   * The pages of the list: its objects where they pay off, then its plain ids. Only the ids decide whether the list is
   * whole, because totals (`X-Pagination-Elements`) may leave out the objects that the API could not read.
   */
  async *pages(reading: ListReading): AsyncGenerator<Page> {
    const { node, request, isNested, plain } = reading;
    const route = request.route;
    if (this.probes.isRefused('expanded', route)) {
      if (plain) yield { outcome: plain };
      else yield* this.counted.pages(node, request);
      return;
    }
    const isKnown = this.probes.isGood('expanded', route);
    const outcome = plain ?? (await this.counted.call(node, 'single', request));
    const few = isNested || isKnown ? 0 : FEW;
    const found = wantedOf(outcome, few, reading.isWanted);
    let isBrought = false;
    for await (const page of this.#fewWanted(reading, found)) {
      isBrought = true;
      yield page;
    }
    if (isBrought) {
      yield { outcome, isProof: true };
      return;
    }
    let first: ObjectPage | undefined;
    // A list of a million ids is not stored where it need not be.
    const ids = paysOff(found, this.probes.pageSize(route)) ? plainIds(outcome, few) : undefined;
    const isWorthIt = ids !== undefined;
    if (isWorthIt && !this.#isTooSmall(reading, ids)) {
      await this.probes.settle('expanded', route, async () => {
        first = await this.#probe(reading, ids);
      });
    }
    const isProof = isWorthIt && this.probes.isGood('expanded', route);
    if (isProof) yield* this.#objects(reading, ids, first);
    yield { outcome, isProof };
  }

  /** The wanted objects of a list most of which is known: they may lie anywhere in it. */
  async *#fewWanted(
    { request, inBatches }: ListReading,
    { length, wanted, some }: IdCount,
  ): AsyncGenerator<Page> {
    if (wanted === length || !some) return;
    const { route } = request;
    const probe = this.probes.isGood('expanded', route) ? 0 : SAMPLES;
    const pages = probe + Math.ceil(length / this.probes.pageSize(route));
    yield* inBatches([...new Set(some)], Math.min(pages, wanted));
  }

  /** Short lists do not pay for a probe, unless there are many of them. */
  #isTooSmall({ isNested, request }: ListReading, ids: readonly Scalar[]): boolean {
    const isShort = isNested && ids.length <= SHORT && !this.probes.isGood('expanded', request.route);
    return isShort && this.probes.countShort(request.route) <= SHORT_LISTS;
  }

  /** Pages of objects until as many came as there are ids, or no more come. */
  async *#objects(reading: ListReading, ids: readonly Scalar[], first?: ObjectPage): AsyncGenerator<Page> {
    const field = this.probes.idField(reading.request.route) ?? '';
    const found = new Set<string>();
    // With those that came twice: a list may name an object twice.
    let count = 0;
    for (let number = 1; ; number++) {
      const page = (number === 1 && first) || (await this.#ask(reading, number));
      if ('refused' in page) return;
      count += page.objects.length;
      const before = found.size;
      const fresh = page.objects.filter((object) => !found.has(idText(object[field]) ?? ''));
      for (const object of fresh) found.add(idText(object[field]) ?? '');
      // An object without its id cannot be distinguished from others: the plain list names it.
      found.delete('');
      if (fresh.length > 0) yield pageOf(fresh, field, ids[0], page.queryId);
      const wanted = Math.min(ids.length, page.elements ?? Number.POSITIVE_INFINITY);
      if (count >= wanted || found.size === before) return;
    }
  }

  /** Is what comes made of objects, with their ids, as a single reading gives them? */
  async #probe(reading: ListReading, ids: readonly Scalar[]): Promise<ObjectPage | undefined> {
    const { detail, request, partition } = reading;
    const refuse = (reason: string) => {
      this.probes.refuse('expanded', request.route, reason);
      return undefined;
    };
    const page = await this.#ask(reading, 1);
    if ('refused' in page) {
      if (page.refused !== undefined) return refuse(page.refused);
      this.probes.leaveOpen('expanded', request.route);
      return undefined;
    }
    if (page.objects.length === 0) return refuse('the reply has no objects');
    const known = new Set(ids.map(String));
    const likely = [lastParameter(detail), reading.node.table.item, 'id'];
    const field = findIdField(page.objects, (id) => known.has(id), likely);
    if (field === undefined) return refuse('the objects do not have the ids of the list');
    const samples = samplesOf(page.objects).map((object) => {
      const own = { ...partition, [lastParameter(detail)]: object[field] as Scalar };
      return { request: this.requests.of(detail, own), brought: object };
    });
    const result = await this.counted.compareAll(detail, samples);
    if (result === 'unknown') {
      this.probes.leaveOpen('expanded', request.route);
      return undefined;
    }
    if (result !== 'same') return refuse(result.different);
    this.probes.learnIdField(request.route, field);
    this.probes.accept('expanded', request.route);
    return page;
  }

  /** `refused` without words: it could not be had now, which says nothing of the next time. */
  async #ask(reading: ListReading, number: number): Promise<ObjectPage | { refused: string | undefined }> {
    const { node, request } = reading;
    const size = this.probes.pageSize(request.route);
    const outcome = await this.counted.call(node, 'expanded', expandedRequest(request, number, size));
    if (outcome.outcome === 'skip') {
      const mayBeTooLarge = number === 1 && mayBeSize(outcome);
      if (mayBeTooLarge && this.probes.shrinkPages(request.route)) return this.#ask(reading, number);
      const { status, message } = outcome.problem;
      return { refused: isAnswer(outcome.problem) ? `${status}: ${message}` : undefined };
    }
    const items = [...outcome.body.items()];
    if (outcome.body.kind !== 'array') return { refused: 'the reply is no list' };
    if (!items.every(isObject)) return { refused: 'the reply has ids in place of objects' };
    const elements = outcome.headers['x-pagination-elements'];
    return {
      objects: items,
      elements: elements !== undefined && /^\d{1,15}$/.test(elements) ? Number(elements) : undefined,
      queryId: outcome.queryId,
    };
  }
}

/** How many ids a list has, and how many of their objects are to be read. */
interface IdCount {
  length: number;
  wanted: number;
  /** Those, where they are few beside the others. */
  some?: Scalar[];
}

/** Of so many ids one is wanted at the most where they count as few. */
const FEW_OF = 10;

function wantedOf(outcome: ApiOutcome, few: number, isWanted: (id: Scalar) => boolean): IdCount {
  const none = { length: 0, wanted: 0 };
  if (outcome.outcome !== 'ok' || outcome.body.kind !== 'array' || outcome.body.length <= few) return none;
  const { length } = outcome.body;
  let some: Scalar[] | undefined = [];
  let wanted = 0;
  for (const id of outcome.body.items()) {
    if (!isScalar(id)) return none;
    if (!isWanted(id)) continue;
    wanted++;
    if (wanted * FEW_OF > length) some = undefined;
    some?.push(id);
  }
  return { length, wanted, some };
}

/** Pages of all objects against a call for each that is wanted: most may be known from loads before. */
function paysOff({ length, wanted }: IdCount, pageSize: number): boolean {
  // One object costs one call either way.
  return wanted > 1 && (wanted === length || wanted > FEW + length / pageSize);
}

/** The same list with its objects. */
export function expandedRequest(request: ApiRequest, number: number, size: number): ApiRequest {
  return {
    ...request,
    headers: {
      ...request.headers,
      'X-Pagination-Mode': 'CachedObjectList-Pages',
      'X-Pagination-Size': String(size),
      'X-Pagination-Number': String(number),
      // Else the reply may be of an unknown age.
      Pragma: 'no-cache',
    },
  };
}

export function lastParameter(node: PlanNode): string {
  const last = node.path.at(-1);
  return last && 'parameter' in last ? last.parameter : '';
}

/** Ids of a plain list that has more than `few`; undefined for anything else. */
export function plainIds(outcome: ApiOutcome, few: number): Scalar[] | undefined {
  if (outcome.outcome !== 'ok' || outcome.body.kind !== 'array' || outcome.body.length <= few)
    return undefined;
  const ids = [...outcome.body.items()];
  return ids.every(isScalar) ? ids : undefined;
}

/** A page as the plain list would have it, and the objects beside it. */
export function pageOf(
  objects: readonly JsonObject[],
  field: string,
  sample: Scalar | undefined,
  queryId: string | undefined,
): Page {
  const details = new Map<string, Detail>();
  const ids: Scalar[] = [];
  for (const object of objects) {
    const id = object[field];
    if (!isScalar(id)) continue;
    ids.push(likeSample(id, sample));
    details.set(String(id), { payload: object, queryId });
  }
  return { outcome: replyOf(ids, queryId), details };
}
