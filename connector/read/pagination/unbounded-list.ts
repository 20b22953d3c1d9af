// A list that cannot be read to its end: it is failed, with what was seen of it.
import type { ApiOutcome, ApiReply, ApiRequest } from '../../model/api.js';

/** More pages than this are no list that ends: a million items in pages of 50. */
export const MOST_PAGES = 20_000;

const ADVICE =
  'the rows that came before are loaded; the rest of this list is not. It is a fault of this route: tell OVHcloud the query id';

export function unboundedList(
  request: ApiRequest,
  reply: ApiReply,
  seen: string,
  advice: string = ADVICE,
): ApiOutcome {
  return {
    outcome: 'skip',
    reason: 'failed',
    problem: {
      method: request.method,
      path: request.path,
      status: reply.status,
      queryId: reply.queryId,
      attempts: reply.attempts,
      message: `the list has no end: ${seen}`,
      advice,
    },
  };
}

/** The list of `MOST_PAGES` pages that names yet another. */
export function tooManyPages(request: ApiRequest, reply: ApiReply): ApiOutcome {
  const seen = `after ${MOST_PAGES.toLocaleString('en')} pages, each with something new, it names another`;
  return unboundedList(
    request,
    reply,
    seen,
    'the rows that came before are loaded; the rest of this list is not. If the list is that long, ask for larger pages with `pageSize`; else tell OVHcloud the query id',
  );
}
