// Pages of /v2 lists: each reply names the next in a header; the last names none.
import type { ApiClient, ApiOutcome, ApiReply, ApiRequest } from '../../model/api.js';
import { NewItems } from './new-items.js';
import { MOST_PAGES, tooManyPages, unboundedList } from './unbounded-list.js';

const CURSOR = 'x-pagination-cursor-next';

/** After so many pages in a row without a new item a list has no end. */
const IDLE_PAGES = 100;

/**
 * The outcome of a reading, page after page. A list without an end is failed: a cursor comes a second time, cursors go
 * on without a new item behind them, or there are more pages than any list has. Pages without a new item wait until it
 * is clear whether the list goes on or ends: then they belong to it, since a list may hold the same item twice.
 */
export async function* readCursorPages(
  client: Pick<ApiClient, 'call'>,
  request: ApiRequest,
  seed: number,
): AsyncGenerator<ApiOutcome> {
  const cursors = new Set<string>();
  const fresh = new NewItems(seed);
  let waiting: ApiReply[] = [];
  let page = request;
  for (;;) {
    const outcome = await client.call(page);
    const cursor = outcome.outcome === 'ok' ? outcome.headers[CURSOR] : undefined;
    if (outcome.outcome !== 'ok' || !cursor) {
      yield* waiting;
      yield outcome;
      return;
    }
    if (fresh.take(outcome.body).length > 0) {
      yield* waiting;
      yield outcome;
      waiting = [];
    } else waiting.push(outcome);
    if (cursors.has(cursor)) {
      yield unboundedList(request, outcome, 'the API gave a page cursor that it had given before');
      return;
    }
    if (waiting.length >= IDLE_PAGES) {
      yield unboundedList(
        request,
        outcome,
        `${IDLE_PAGES} pages in a row brought nothing new, and each named a next`,
      );
      return;
    }
    cursors.add(cursor);
    if (cursors.size >= MOST_PAGES) {
      yield tooManyPages(request, outcome);
      return;
    }
    page = { ...request, headers: { ...request.headers, 'X-Pagination-Cursor': cursor } };
  }
}
