// Pages by query string, as some v1 lists have them: by number, by offset, or from the last item on.
import type { ApiClient, ApiReply, ApiRequest, ReplyBody } from '../../model/api.js';
import type { Pagination } from '../../model/definition.js';
import { isObject, isScalar, type JsonValue, type Scalar } from '../../model/json.js';
import type { Page } from '../page.js';
import { NewItems } from './new-items.js';
import type { PageSizes } from './page-sizes.js';
import { MOST_PAGES, tooManyPages, unboundedList } from './unbounded-list.js';

export const DEFAULT_PAGE_SIZE = 100;

const ADVICE =
  'the rows that came before are loaded; others may be missing. If the route gives its whole list in one reply, say `read: { pagination: { by: none } }`; else check the parameters of `read.pagination`';

/** Where the reading of a list stands. */
interface Position {
  /** Replies so far. */
  pages: number;
  /** Items so far, repeated ones too. */
  items: number;
  size: number;
  last?: JsonValue;
}

/**
 * The outcome of a reading, page after page, each item once. A page with fewer items than were asked for is
 * no proof of the end, because the API may cap the size: the end is an empty page, a page that is not there
 * (404), or one that brings nothing new and is not the same full page again.
 */
export async function* readQueryPages(
  client: Pick<ApiClient, 'call'>,
  request: ApiRequest,
  pagination: Pagination,
  seed: number,
  sizes: PageSizes,
): AsyncGenerator<Page> {
  const found = new NewItems(seed);
  const at: Position = { pages: 0, items: 0, size: pagination.pageSize ?? DEFAULT_PAGE_SIZE };
  const ask = (size = at.size) => client.call(pageRequest(request, pagination, { ...at, size }));
  const named = pagination.size === undefined ? undefined : at.size;
  const first = await sizes.firstPage(request, named, false, ask);
  at.size = first.size ?? at.size;
  for (;;) {
    const outcome = at.pages === 0 ? first.outcome : await ask();
    const isFirst = at.pages === 0;
    if (outcome.outcome === 'skip') {
      if (isFirst || outcome.problem.status !== 404) yield { outcome };
      return;
    }
    if (outcome.body.kind !== 'array') {
      if (isFirst) yield { outcome };
      else if (outcome.body.kind !== 'none')
        yield { outcome: unboundedList(request, outcome, 'a further page is no list', ADVICE) };
      return;
    }
    const { fresh: items } = found.take(outcome.body);
    if (isFirst || items.length > 0) yield { outcome: { ...outcome, body: listOf(items) } };
    if (outcome.body.length === 0) return;
    if (items.length === 0 && !mayRepeat(pagination, at)) {
      if (await isSamePageAgain(client, request, pagination, at, outcome)) {
        const seen = `the same ${outcome.body.length} items came again as the next page`;
        yield { outcome: unboundedList(request, outcome, seen, ADVICE) };
      }
      return;
    }
    moveOn(at, outcome.body);
    if (at.pages >= MOST_PAGES) {
      yield { outcome: tooManyPages(request, outcome) };
      return;
    }
    if (pagination.by === 'marker' && markerOf(pagination, at.last) === undefined) {
      const seen = `the last item has no "${pagination.field ?? 'id'}" to go on from`;
      yield { outcome: unboundedList(request, outcome, seen, ADVICE) };
      return;
    }
  }
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
