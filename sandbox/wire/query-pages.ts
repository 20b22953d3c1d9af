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
  /** The default size of a page. Absent: without a size the reply has all items, whatever page is asked for. */
  readonly usual?: number;
  /** The largest size. */
  readonly most: number;
}

/**
 * How these lists behave: as requested; with small pages always; with all items always; or stuck on the first page.
 * Or they change when a further page is asked for: once, an item of the first page is deleted, one is inserted at the
 * front, or the last one moves to the front; with `shrinking` the first item is deleted each time.
 */
export const queryPagingModes = [
  'honest',
  'capped',
  'ignored',
  'loop',
  'deleted',
  'inserted',
  'moved',
  'shrinking',
] as const;
export type QueryPagingMode = (typeof queryPagingModes)[number];

const cap = 7;

/** Lists that change while they are read: what each has become, by its address without the place of the page. */
export class ChangingLists {
  readonly #lists = new Map<string, readonly Wire[]>();

  /** The items as they are when a page is asked for. */
  items(
    { parameter, size }: QueryPaging,
    { path, query }: { path: string; query: Query },
    all: readonly Wire[],
    mode: QueryPagingMode,
  ): readonly Wire[] {
    const filters = query.names().filter((name) => name !== parameter && name !== size);
    const address = JSON.stringify([path, filters.map((name) => [name, query.all(name)])]);
    const items = this.#lists.get(address) ?? all;
    const isOnce = mode === 'deleted' || mode === 'inserted' || mode === 'moved';
    const isFurther = Number(query.get(parameter) ?? 0) > 1;
    if (!isFurther || !(mode === 'shrinking' || (isOnce && items === all))) return items;
    const changed = changes[mode](items);
    this.#lists.set(address, changed);
    return changed;
  }
}

const changes = {
  deleted: (items: readonly Wire[]) => items.slice(1),
  shrinking: (items: readonly Wire[]) => items.slice(1),
  moved: (items: readonly Wire[]) => [...items.slice(-1), ...items.slice(0, -1)],
  inserted: ([first, ...rest]: readonly Wire[]) =>
    first === undefined ? [] : [another(first), first, ...rest],
} as const;

/** The same with another id. */
function another(item: Wire): Wire {
  return isObject(item) ? { ...item, id: `${idText(item.id ?? null)}-new` } : `${idText(item)}0`;
}

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
  const named = query.get(paging.size);
  if (mode === 'ignored' || (named === undefined && paging.usual === undefined)) return ok(items);
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
