// Pages by query string, as some v1 lists have them: by number, by offset, or from the last item on.
import type { ApiClient, ApiOutcome, ApiReply, ApiRequest, ReplyBody } from '../../model/api.js';
import type { Pagination } from '../../model/definition.js';
import { isObject, isScalar, type JsonValue, type Scalar } from '../../model/json.js';
import { type Page, replyOf } from '../page.js';
import { Comparison, ListOrder } from './list-order.js';
import { NewItems } from './new-items.js';
import type { PageSizes } from './page-sizes.js';
import { MOST_PAGES, tooManyPages, unboundedList } from './unbounded-list.js';

export const DEFAULT_PAGE_SIZE = 100;

const ADVICE =
  'the rows that came before are loaded; others may be missing. If the route gives its whole list in one reply, say `read: { pagination: { by: none } }`; else check the parameters of `read.pagination`';

const CHANGED_ADVICE =
  'the rows that came are loaded; others may be missing, because a deleted item shifts those behind it to the page before. Load again at a quieter time, or ask for larger pages with `read.pagination.pageSize`';

/** Readings of one list, until one has everything that the one before had. */
const READINGS = 4;

/** Where one reading of a list stands. */
interface Position {
  /** Replies so far. */
  pages: number;
  /** Items so far, repeated ones too. */
  items: number;
  size: number;
  last?: JsonValue;
}

/** A page of one reading: without items that came before in it. */
interface ReadPage {
  page: Page;
  items: JsonValue[];
  /** It holds as many items as were asked for. */
  isFull: boolean;
  /** Some of its items came before in this reading: something was inserted meanwhile. */
  isShifted: boolean;
}

/** What a list is read with. */
export interface QueryPages {
  client: Pick<ApiClient, 'call'>;
  request: ApiRequest;
  pagination: Pagination;
  sizes: PageSizes;
  /** Fields that make an object of the list unique, where they are known. */
  key: readonly string[];
  /** Makes hashes of items unpredictable to those who name them. */
  seed: number;
  /** False: a list whose items are only counted is read once. */
  isProved: boolean;
}

/**
 * The pages of a list, each item once. Numbered pages are read once more, since an item that is deleted meanwhile shifts
 * those behind it to a page that was read already: what is new in a later reading is taken, and the list is failed where
 * no reading has everything again that the one before had.
 */
export async function* readQueryPages(list: QueryPages): AsyncGenerator<Page> {
  const { by } = list.pagination;
  const isToProve = list.isProved && (by === 'page' || by === 'offset');
  const order = new ListOrder(list.key);
  let pages = 0;
  let [isFull, isShifted] = [false, false];
  for await (const { page, items, ...read } of readOnce(list)) {
    yield page;
    if (page.outcome.outcome === 'skip') return;
    if (items.length === 0 || !isToProve) continue;
    order.add(items);
    pages++;
    isFull ||= read.isFull;
    isShifted ||= read.isShifted;
  }
  if (pages > 1 || isFull) yield* proofPages(list, order, isShifted);
}

/**
 * What later readings bring, until one proves that nothing is missing: it has everything again that the one before had.
 * An item that was inserted and deleted again is in neither, so a reading that something was inserted into is no proof by
 * itself: it takes two more.
 */
async function* proofPages(list: QueryPages, order: ListOrder, isShifted: boolean): AsyncGenerator<Page> {
  const isById = order.isById;
  const nameOf = order.namer(isById);
  let before = { names: order.names(isById), isShifted };
  const known = new Set(before.names);
  for (let reading = 2; reading <= READINGS; reading++) {
    const comparison = new Comparison(before.names, known);
    const now = { names: comparison.names, isShifted: false };
    const fresh: JsonValue[] = [];
    for await (const { page, items, ...read } of readOnce(list)) {
      if (page.outcome.outcome === 'skip') return yield page;
      now.isShifted ||= read.isShifted;
      for (const item of items) {
        const name = nameOf(item);
        comparison.add(name);
        if (!known.has(name)) fresh.push(item);
      }
      if (comparison.isInOrder && !before.isShifted) break;
    }
    // Without ids, an item that has changed cannot be told from a new one.
    if (fresh.length > 0 && !isById && !comparison.isProof) break;
    if (fresh.length > 0) yield { outcome: replyOf(fresh, undefined) };
    if (comparison.isProof && (!before.isShifted || reading > 2)) return;
    for (const item of fresh) known.add(nameOf(item));
    before = now;
  }
  yield { outcome: changedList(list.request, isById) };
}

function changedList({ method, path }: ApiRequest, isById: boolean): ApiOutcome {
  const message = isById
    ? `the list of numbered pages has changed at each of ${READINGS} readings`
    : 'the list of numbered pages has changed while it was read, and its items have no id to compare them by';
  const problem = { method, path, code: 'list-changed', message, attempts: 1, advice: CHANGED_ADVICE };
  return { outcome: 'skip', reason: 'failed', problem };
}

/**
 * One reading, page after page. A page with fewer items than were asked for is no proof of the end, because the API may
 * cap the size: the end is an empty page, a page that is not there (404), or one that brings nothing new and is not the
 * same full page again.
 */
async function* readOnce({ client, request, pagination, seed, sizes }: QueryPages): AsyncGenerator<ReadPage> {
  const found = new NewItems(seed);
  const at: Position = { pages: 0, items: 0, size: pagination.pageSize ?? DEFAULT_PAGE_SIZE };
  const failed = (reply: ApiReply, seen: string): ReadPage =>
    problem(unboundedList(request, reply, seen, ADVICE));
  const ask = (size = at.size) => client.call(pageRequest(request, pagination, { ...at, size }));
  const named = pagination.size === undefined ? undefined : at.size;
  const first = await sizes.firstPage(request, named, false, ask);
  at.size = first.size ?? at.size;
  for (;;) {
    const outcome = at.pages === 0 ? first.outcome : await ask();
    const isFirst = at.pages === 0;
    if (outcome.outcome === 'skip') {
      if (isFirst || outcome.problem.status !== 404) yield problem(outcome);
      return;
    }
    if (outcome.body.kind !== 'array') {
      if (isFirst) yield problem(outcome);
      else if (outcome.body.kind !== 'none') yield failed(outcome, 'a further page is no list');
      return;
    }
    const { fresh: items } = found.take(outcome.body);
    const page: Page = { outcome: { ...outcome, body: listOf(items) } };
    const isShifted = items.length > 0 && items.length < outcome.body.length;
    const isFull = outcome.body.length === at.size;
    if (isFirst || items.length > 0) yield { page, items, isFull, isShifted };
    if (outcome.body.length === 0) return;
    if (items.length === 0 && !mayRepeat(pagination, at)) {
      if (await isSamePageAgain(client, request, pagination, at, outcome))
        yield failed(outcome, `the same ${outcome.body.length} items came again as the next page`);
      return;
    }
    moveOn(at, outcome.body);
    if (at.pages >= MOST_PAGES) return yield problem(tooManyPages(request, outcome));
    if (pagination.by === 'marker' && markerOf(pagination, at.last) === undefined) {
      yield failed(outcome, `the last item has no "${pagination.field ?? 'id'}" to go on from`);
      return;
    }
  }
}

/** The last page, without items of a list. */
function problem(outcome: ApiOutcome): ReadPage {
  return { page: { outcome }, items: [], isFull: false, isShifted: false };
}

function pageRequest(request: ApiRequest, pagination: Pagination, at: Position): ApiRequest {
  const size = pagination.size === undefined ? {} : { [pagination.size]: at.size };
  return { ...request, query: { ...request.query, ...size, ...placeOf(pagination, at) } };
}

function placeOf(pagination: Pagination, at: Position): Record<string, string | number> {
  const { by, parameter = by, first } = pagination;
  if (by === 'page' && first !== undefined) return { [parameter]: first + at.pages };
  if (at.pages === 0) return {};
  if (by === 'page') return { [parameter]: at.pages };
  if (by === 'offset') return { [parameter]: at.items };
  return { [parameter]: String(markerOf(pagination, at.last)) };
}

/** The page without a number is number 1 again where the API counts from 1, and not where it counts from 0. */
function mayRepeat({ by, first }: Pagination, { pages }: Position): boolean {
  return by === 'page' && first === undefined && pages === 1;
}

/**
 * A first page that is shorter than asked for is the whole list, or cut to what the API gives at most. From
 * then on its length is the size: the pages of an API that cuts stand next to each other all the same.
 */
function moveOn(at: Position, body: ReplyBody): void {
  if (at.pages === 0 && body.length < at.size) at.size = body.length;
  at.pages++;
  at.items += body.length;
  for (const item of body.items()) at.last = item;
}

function markerOf({ field = 'id' }: Pagination, item: JsonValue | undefined): Scalar | undefined {
  const value = isObject(item)
    ? field
        .split('.')
        .reduce<JsonValue | undefined>((inner, name) => (isObject(inner) ? inner[name] : undefined), item)
    : item;
  return value !== undefined && isScalar(value) && value !== '' ? value : undefined;
}

/**
 * A full page with nothing new: an API that gives everything each time, or one that stays where it is? Asked
 * for one item less, the first gives as much as before, the second exactly that one less.
 */
async function isSamePageAgain(
  client: Pick<ApiClient, 'call'>,
  request: ApiRequest,
  pagination: Pagination,
  at: Position,
  { body }: ApiReply,
): Promise<boolean> {
  if (body.length !== at.size) return false;
  const asked = pagination.pageSize ?? DEFAULT_PAGE_SIZE;
  // With one or two items less is nothing: only where so few were asked for it is doubtful.
  if (at.size < 3) return at.size === asked;
  const outcome = await client.call(pageRequest(request, pagination, { ...at, size: at.size - 1 }));
  return outcome.outcome === 'skip' || outcome.body.length === at.size - 1;
}

function listOf(items: JsonValue[]): ReplyBody {
  return { kind: 'array', length: items.length, value: () => items, items: () => items };
}
