/**
 * Expanded lists: lists of ids answered as objects (X-Pagination-Mode: CachedObjectList-Pages, with -Size and -Number).
 * OVHcloud promises none of it, so each possible failure is an option.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { header } from '../auth/check.js';
import type { SandboxOptions } from '../options/options.js';
import type { Wire, WireObject } from './json.js';
import { idText, isList, isObject } from './json.js';
import type { Reply } from './reply.js';
import { badRequest, ok } from './reply.js';
import type { Call, Route } from './routes.js';

const mode = 'CachedObjectList-Pages';
/** The API documents no sizes; these are the sandbox's own. */
const defaultSize = 100;
const cappedSize = 7;
const largestSize = 50_000;
/** How many lists are cached between two pages. */
const mostCached = 8;

export const wantsObjects = (headers: IncomingHttpHeaders): boolean =>
  header(headers, 'x-pagination-mode') !== undefined;

interface Objects {
  readonly found: readonly WireObject[];
  readonly ids: number;
}

export class ExpandedLists {
  readonly #details: ReadonlyMap<string, Route>;
  readonly #cache = new Map<string, Objects>();

  constructor(routes: readonly Route[]) {
    const details = routes.filter((route) => route.method === 'GET' && /\/\{\w+\}$/.test(route.path));
    this.#details = new Map(details.map((route) => [route.path.replace(/\/\{\w+\}$/, ''), route]));
  }

  /** The list as objects; undefined where the headers have no effect. */
  answer(
    route: Route,
    call: Call,
    headers: IncomingHttpHeaders,
    url: string,
    options: SandboxOptions,
  ): Reply | undefined {
    const detail = this.#details.get(route.path);
    if (options.expanded === 'ignored' || route.kind !== 'ids' || !detail || !wantsObjects(headers))
      return undefined;
    if (options.expanded === 'refused') return badRequest('Invalid header X-Pagination-Mode');
    if (header(headers, 'x-pagination-mode') !== mode) return badRequest(`X-Pagination-Mode is not ${mode}`);
    const size = readNumber(headers, 'x-pagination-size', defaultSize, options.pageLimit || largestSize);
    const number = readNumber(headers, 'x-pagination-number', 1, 1_000_000);
    if (size === undefined || number === undefined)
      return badRequest('X-Pagination-Size and -Number are whole numbers');
    const objects = this.#objects(route, detail, call, url);
    if (!objects) return undefined;
    const isFresh = /\bno-cache\b/.test(header(headers, 'pragma') ?? '');
    return page(
      objects,
      number,
      options.expanded === 'capped' ? Math.min(size, cappedSize) : size,
      options,
      isFresh,
    );
  }

  /** All objects of a list, without a total: its value in a batch. */
  whole(route: Route, call: Call): Wire | undefined {
    const detail = this.#details.get(route.path);
    return detail && (this.#objects(route, detail, call, undefined)?.found as Wire | undefined);
  }

  #objects(route: Route, detail: Route, call: Call, url: string | undefined): Objects | undefined {
    const cached = url === undefined ? undefined : this.#cache.get(url);
    if (cached) return cached;
    const list = route.answer(call).body;
    if (!isList(list)) return undefined;
    const [, idName = ''] = /\{(\w+)\}$/.exec(detail.path) ?? [];
    const replies = list.map((id) =>
      detail.answer({ ...call, params: { ...call.params, [idName]: idText(id) } }),
    );
    const found = replies.flatMap(({ status, body }) => (status === 200 && isObject(body) ? [body] : []));
    const objects = { found, ids: list.length };
    if (url !== undefined && !route.changing && list.length > defaultSize) this.#store(url, objects);
    return objects;
  }

  #store(url: string, objects: Objects): void {
    const [oldest] = this.#cache.keys();
    if (this.#cache.size >= mostCached && oldest !== undefined) this.#cache.delete(oldest);
    this.#cache.set(url, objects);
  }
}

function readNumber(
  headers: IncomingHttpHeaders,
  name: string,
  absent: number,
  most: number,
): number | undefined {
  const text = header(headers, name);
  if (text === undefined) return absent;
  const value = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= most ? value : undefined;
}

function page(
  objects: Objects,
  number: number,
  size: number,
  options: SandboxOptions,
  isFresh: boolean,
): Reply {
  const { expanded: how, expandedCountsFailed } = options;
  const found = how === 'stale' && !isFresh ? objects.found.slice(1) : objects.found;
  const start = (number - 1) * size + (number > 1 ? (shifts[how] ?? 0) : 0);
  const items = found
    .slice(Math.max(0, start), start + size)
    .map((object, at) => damaged(object, how, number, at));
  const failed = objects.ids - objects.found.length;
  const elements = found.length + (expandedCountsFailed ? failed : 0);
  const announced = how === 'wrongTotal' ? Math.max(0, elements - 1) : elements;
  if (how === 'noHeaders') return ok(items);
  return ok(items, {
    'X-Pagination-Elements': String(announced),
    'X-Pagination-Number': String(number),
    'X-Pagination-Size': String(size),
    'X-Pagination-Total': String(Math.ceil(announced / size)),
  });
}

/** After the first page, an object is inserted in front, or the first one is deleted. */
const shifts: Readonly<Record<string, number>> = { inserted: -1, deleted: 1 };

function damaged(object: WireObject, how: SandboxOptions['expanded'], page: number, at: number): WireObject {
  if (how === 'idless')
    return Object.fromEntries(Object.entries(object).filter(([name]) => !/id$|^domain$|name$/i.test(name)));
  if (how !== 'summary') return object;
  // Fewer fields than the detail has. The very first object also lacks its last field.
  const names = Object.keys(object).sort();
  return Object.fromEntries(
    names.slice(0, page === 1 && at === 0 ? -1 : undefined).map((name) => [name, object[name] ?? null]),
  );
}
