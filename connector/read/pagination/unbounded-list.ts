// A list that cannot be read to its end: told as failed, with what was seen of it.
import type { ApiOutcome, ApiReply, ApiRequest } from '../../model/api.js';

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
