// Pages of /v2 lists: each reply names the next in a header; the last names none.
import type { ApiClient, ApiOutcome, ApiReply, ApiRequest } from '../../model/api.js';
import type { Page } from '../page.js';
import { NewItems } from './new-items.js';
import type { PageSizes } from './page-sizes.js';
import { MOST_PAGES, tooManyPages, unboundedList } from './unbounded-list.js';

const CURSOR = 'x-pagination-cursor-next';
const SIZE = 'X-Pagination-Size';

/** After so many pages in a row without a new item a list has no end. */
const IDLE_PAGES = 100;

/**
 * The pages of a reading. A list without an end is failed: a cursor comes a second time, cursors go on without a new item
 * behind them, or there are more pages than any list has. Pages without a new item wait until it is clear whether the
 * list goes on or ends: then they belong to it, since a list may hold the same item twice. A page that is like an earlier
 * one is a repeat.
 */
export async function* readCursorPages(
  client: Pick<ApiClient, 'call'>,
  request: ApiRequest,
  seed: number,
  sizes: PageSizes,
): AsyncGenerator<Page> {
  const cursors = new Set<string>();
  const items = new NewItems(seed);
  const wanted = request.headers?.[SIZE];
  const ask = (size: number | undefined) => client.call(sized(request, size));
  const first =
    wanted === undefined
      ? { outcome: await client.call(request), size: undefined }
      : await sizes.firstPage(request, Number(wanted), true, ask);
  const base = sized(request, first.size);
  let { outcome } = first;
  let waiting: (Page & { outcome: ApiReply })[] = [];
  for (;;) {
    const cursor = outcome.outcome === 'ok' ? outcome.headers[CURSOR] : undefined;
    const found = outcome.outcome === 'ok' ? items.take(outcome.body) : undefined;
    if (outcome.outcome !== 'ok' || !cursor) {
      yield* waiting;
      yield { outcome, isRepeat: found?.isRepeat };
      return;
    }
    if (found && found.fresh.length > 0) {
      yield* waiting;
      yield { outcome };
      waiting = [];
    } else waiting.push({ outcome, isRepeat: found?.isRepeat });
    const end = endless(request, outcome, cursor, cursors, waiting.length);
    if (end) {
      yield { outcome: end };
      return;
    }
    cursors.add(cursor);
    outcome = await client.call({ ...base, headers: { ...base.headers, 'X-Pagination-Cursor': cursor } });
  }
}

/** Why the list has no end, once that is clear. */
function endless(
  request: ApiRequest,
  reply: ApiReply,
  cursor: string,
  cursors: ReadonlySet<string>,
  idle: number,
): ApiOutcome | undefined {
  if (cursors.has(cursor)) {
    return unboundedList(request, reply, 'the API gave a page cursor that it had given before');
  }
  if (idle >= IDLE_PAGES) {
    return unboundedList(
      request,
      reply,
      `${IDLE_PAGES} pages in a row brought nothing new, and each named a next`,
    );
  }
  return cursors.size + 1 >= MOST_PAGES ? tooManyPages(request, reply) : undefined;
}

function sized(request: ApiRequest, size: number | undefined): ApiRequest {
  const { [SIZE]: wanted, ...headers } = request.headers ?? {};
  if (wanted === undefined) return request;
  return { ...request, headers: size === undefined ? headers : { ...headers, [SIZE]: String(size) } };
}
