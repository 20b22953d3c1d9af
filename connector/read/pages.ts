// One reading of one node: its request, and the pages of its reply.
import type { ApiClient, ApiOutcome, ApiReply, ApiRequest } from '../model/api.js';
import type { PlanNode } from '../model/plan.js';
import type { Partition } from '../model/record.js';
import { expandPath, templateOf } from '../plan/path-template.js';

/** Request of a node with these path parameters. Throws `PathValueError`. */
export function requestFor(node: PlanNode, partition: Partition, signal?: AbortSignal): ApiRequest {
  const { definition } = node;
  const { timeout, pageSize, absent } = definition.options;
  return {
    method: definition.method,
    path: expandPath(node.path, partition),
    route: templateOf(node.path),
    query: definition.query,
    headers: pageSize ? { ...definition.headers, 'X-Pagination-Size': String(pageSize) } : definition.headers,
    body: definition.body,
    timeoutMs: timeout === undefined ? undefined : timeout * 1000,
    absent,
    signal,
  };
}

const CURSOR = 'x-pagination-cursor-next';

/**
 * The outcome of a reading, page after page. /v2 lists name the next page in a header; a page without
 * it is the last. A cursor that came before would go on for ever: it ends the reading as failed.
 */
export async function* readPages(
  client: Pick<ApiClient, 'call'>,
  request: ApiRequest,
): AsyncGenerator<ApiOutcome> {
  const seen = new Set<string>();
  let page = request;
  for (;;) {
    const outcome = await client.call(page);
    yield outcome;
    const cursor = outcome.outcome === 'ok' ? outcome.headers[CURSOR] : undefined;
    if (!cursor || outcome.outcome !== 'ok') return;
    if (seen.has(cursor)) {
      yield loop(request, outcome);
      return;
    }
    seen.add(cursor);
    page = { ...request, headers: { ...request.headers, 'X-Pagination-Cursor': cursor } };
  }
}

function loop(request: ApiRequest, reply: ApiReply): ApiOutcome {
  return {
    outcome: 'skip',
    reason: 'failed',
    problem: {
      method: request.method,
      path: request.path,
      status: reply.status,
      queryId: reply.queryId,
      attempts: reply.attempts,
      message: 'the list has no end: the API gave a page cursor that it had given before',
    },
  };
}
