/** Pages by query string, as some v1 lists have them: by number, or by the last item of the page before. */
import type { Wire } from './json.js';
import { idText, isObject } from './json.js';
import type { Query } from './query.js';
import type { Reply } from './reply.js';
import { badRequest, ok } from './reply.js';

export interface QueryPaging {
  readonly by: 'page' | 'marker';
  /** Names of the two parameters; `query` of the route declares them too. */
  readonly parameter: string;
  readonly size: string;
  /** The default size of a page, and the largest. */
  readonly usual: number;
  readonly most: number;
}

/** How these lists behave: as requested; with small pages always; with all items always; or stuck on the first page. */
export const queryPagingModes = ['honest', 'capped', 'ignored', 'loop'] as const;
export type QueryPagingMode = (typeof queryPagingModes)[number];

const cap = 7;

/**
 * @param first number of the first page, which the API's documents do not state
 * @param limit most items that may be asked for; 0: as many as are wanted
 */
export function queryPageOf(
  paging: QueryPaging,
  items: readonly Wire[],
  query: Query,
  mode: QueryPagingMode,
  first: number,
  limit: number,
): Reply {
  if (mode === 'ignored') return ok(items);
  const named = query.get(paging.size);
  const requested = Number(named ?? paging.usual);
  if (requested < 1) return badRequest(`Parameter ${paging.size}: a page has at least one item`);
  if (limit > 0 && named !== undefined && requested > limit)
    return badRequest(`Parameter ${paging.size}: at most ${limit}`);
  const size = Math.min(requested, mode === 'capped' ? cap : paging.most);
  const start = mode === 'loop' ? 0 : startOf(paging, items, query.get(paging.parameter), size, first);
  return start === undefined
    ? badRequest(`Parameter ${paging.parameter} is not known`)
    : ok(items.slice(start, start + size));
}

function startOf(
  { by }: QueryPaging,
  items: readonly Wire[],
  position: string | undefined,
  size: number,
  first: number,
): number | undefined {
  if (position === undefined) return 0;
  if (by === 'page') return Number(position) < first ? undefined : (Number(position) - first) * size;
  const at = items.findIndex((item) => idText(isObject(item) ? (item.id ?? null) : item) === position);
  return at < 0 ? undefined : at + 1;
}
