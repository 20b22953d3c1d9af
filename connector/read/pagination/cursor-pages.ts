// Pages of /v2 lists: each reply names the next in a header; the last names none.
import type { ApiClient, ApiOutcome, ApiReply, ApiRequest } from '../../model/api.js';
import { NewItems } from './new-items.js';
import { unboundedList } from './unbounded-list.js';

const CURSOR = 'x-pagination-cursor-next';

/** So many pages in a row that bring nothing new are no list any more. */
const IDLE_PAGES = 100;

/**
 * The outcome of a reading, page after page. A list without an end is told as failed: a cursor that came
 * before, or new cursors on and on with nothing new behind them. Pages that bring nothing new wait until it
 * is known which it is: where the list goes on or ends, they belong to it (a list may hold the same twice).
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
    page = { ...request, headers: { ...request.headers, 'X-Pagination-Cursor': cursor } };
  }
}
