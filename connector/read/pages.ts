// One reading of one node: its request, and the pages of its reply.
import type { ApiClient, ApiRequest } from '../model/api.js';
import { isWindowed, type Pagination } from '../model/definition.js';
import { fromPlain } from '../model/plain-json.js';
import type { PlanNode } from '../model/plan.js';
import type { Partition } from '../model/record.js';
import { expandPath, templateOf } from '../plan/path-template.js';
import type { WindowDates } from './earlier-state.js';
import type { Page } from './page.js';
import { readCursorPages } from './pagination/cursor-pages.js';
import { PageSizes } from './pagination/page-sizes.js';
import { readQueryPages } from './pagination/query-pages.js';

/** The request of a first page, and how the others are asked for. */
export interface PagedRequest extends ApiRequest {
  pagination?: Pagination;
  /** Fields that make an object of a list unique, where they are configured. */
  key?: readonly string[];
  /** False: numbered pages are only counted, and not read once more. Default true. */
  isProved?: boolean;
}

/** Makes the requests of a run. */
export class Requests {
  constructor(
    private readonly dates: WindowDates,
    private readonly signal: AbortSignal,
  ) {}

  /** Throws `PathValueError`. */
  of(node: PlanNode, partition: Partition): PagedRequest {
    return { ...requestFor(node, partition, this.signal), query: this.query(node, partition) };
  }

  /** The parameters of the definition, and the dates of its window. */
  query({ name, definition }: PlanNode, partition: Partition): PagedRequest['query'] {
    return isWindowed(definition)
      ? { ...definition.query, ...this.dates.queryOf(name, partition) }
      : definition.query;
  }
}

/** Request of a node with these path parameters, without the dates of a window. Throws `PathValueError`. */
export function requestFor(node: PlanNode, partition: Partition, signal?: AbortSignal): PagedRequest {
  const { definition } = node;
  const { timeout, pageSize, schemasVersion, absent } = definition.read;
  const headers = {
    ...definition.headers,
    ...(pageSize === undefined ? {} : { 'X-Pagination-Size': String(pageSize) }),
    ...(schemasVersion === undefined ? {} : { 'X-Schemas-Version': schemasVersion }),
  };
  return {
    method: definition.method,
    path: expandPath(node.path, partition),
    route: templateOf(node.path),
    query: definition.query,
    headers,
    body: definition.body === undefined ? undefined : fromPlain(definition.body),
    timeoutMs: timeout === undefined ? undefined : timeout * 1000,
    absent,
    source: node.name,
    signal,
    pagination: node.pagination,
    key: node.table.primaryKey?.filter((field) => !node.table.parameters.includes(field)),
  };
}

/**
 * @param seed makes the hashes of items unpredictable to those who name them
 * @param sizes of pages that routes take, learned on the way
 */
export function readPages(
  client: Pick<ApiClient, 'call'>,
  request: PagedRequest,
  seed = 0,
  sizes = new PageSizes(),
): AsyncGenerator<Page> {
  const { pagination, key = [], isProved = true, ...plain } = request;
  if (!pagination || pagination.by === 'none') return readCursorPages(client, plain, seed, sizes);
  return readQueryPages({ client, request: plain, pagination, sizes, key, seed, isProved });
}
