/** Pages by query string, as some lists of the first branch have them: by number, or from the last item on. */
import type { Wire } from './json.js';
import { idText, isObject } from './json.js';
import type { Query } from './query.js';
import type { Reply } from './reply.js';
import { badRequest, ok } from './reply.js';

export interface QueryPaging {
  readonly by: 'page' | 'marker';
  /** Names of the two parameters, which `query` of the route declares as well. */
  readonly parameter: string;
  readonly size: string;
  /** Size of a page that is not asked for, and the largest. */
  readonly usual: number;
  readonly most: number;
}

/** How these lists behave: as told, with small pages whatever is asked, all each time, or never moving on. */
export const queryPagingModes = ['honest', 'capped', 'ignored', 'loop'] as const;
export type QueryPagingMode = (typeof queryPagingModes)[number];

const cap = 7;

/** @param first number of the first page: the API's documents do not tell it */
export function queryPageOf(
  paging: QueryPaging,
  items: readonly Wire[],
  query: Query,
  mode: QueryPagingMode,
  first: number,
): Reply {
  if (mode === 'ignored') return ok(items);
  const asked = Number(query.get(paging.size) ?? paging.usual);
  if (asked < 1) return badRequest(`Parameter ${paging.size}: a page has at least one item`);
  const size = Math.min(asked, mode === 'capped' ? cap : paging.most);
  const start = mode === 'loop' ? 0 : startOf(paging, items, query.get(paging.parameter), size, first);
  return start === undefined
    ? badRequest(`Parameter ${paging.parameter} is not known`)
    : ok(items.slice(start, start + size));
}

function startOf(
  { by }: QueryPaging,
  items: readonly Wire[],
  given: string | undefined,
  size: number,
  first: number,
): number | undefined {
  if (given === undefined) return 0;
  if (by === 'page') return Number(given) < first ? undefined : (Number(given) - first) * size;
  const at = items.findIndex((item) => idText(isObject(item) ? (item.id ?? null) : item) === given);
  return at < 0 ? undefined : at + 1;
}
