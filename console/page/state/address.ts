// The address is the state: which screen, which operation, and every filter of the list.
import { computed, signal } from '@preact/signals';
import { SCREEN_NAMES, SCREENS, type ScreenName, screenAt, segmentsBelow } from './screens.js';

/** Filters of the list, as the address names them. */
export const FILTERS = [
  'q',
  'path',
  'description',
  'parameter',
  'body',
  'response',
  'state',
  'verb',
  'branch',
  'section',
] as const;
export type Filter = (typeof FILTERS)[number];

const here = signal(new URL(location.href));

export const query = computed(() => here.value.searchParams);

export type Screen = ScreenName | 'operation' | 'unknown';

export interface OperationId {
  method: string;
  /** Template, with `/v2` on v2. */
  path: string;
}

/** `GET /me/bill`, or nothing: a new filter is no other operation. */
export const operationKey = computed(() => keyOf(here.value));

/** The operation that is open. */
export const openOperation = computed<OperationId | undefined>(() => {
  const [method = '', path = ''] = operationKey.value.split(' ');
  return path === '' ? undefined : { method, path };
});

export const screen = computed<Screen>(() => {
  const found = screenAt(here.value.pathname);
  return found ?? (openOperation.value ? 'operation' : 'unknown');
});

/** The entry of the rail in which the page is. */
export const place = computed<ScreenName>(() => {
  const name = screen.value;
  return name === 'operation' || name === 'unknown' ? 'explore' : name;
});

/** What the address has below its screen, by segment. */
export const below = computed(() => segmentsBelow(here.value.pathname, place.value));

function keyOf(url: URL): string {
  const [, branch, rest = ''] = /^\/explore\/(v1|v2)(\/.*)$/.exec(url.pathname) ?? [];
  const path = branch === undefined ? undefined : decoded(rest);
  if (path === undefined) return '';
  const method = (url.searchParams.get('method') ?? 'GET').toUpperCase();
  return `${method} ${branch === 'v2' ? '/v2' : ''}${path}`;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Filters alone, made once for all rows of the list. */
const filters = computed(() => {
  const kept = new URLSearchParams();
  for (const name of FILTERS) {
    const value = query.value.get(name);
    if (value) kept.set(name, value);
  }
  return kept.toString();
});

const withQuery = (path: string, search: string): string => (search === '' ? path : `${path}?${search}`);

/** Explore keeps its filters. */
export const screenAddress = (name: ScreenName): string =>
  name === 'explore' ? listAddress.value : SCREENS[name].path;

/** The address of a screen that may not be there, with what stands below it; undefined where it is not. */
export function screenLink(name: string, ...below: string[]): string | undefined {
  const entry = SCREEN_NAMES.find((each) => each === name);
  return entry && [SCREENS[entry].path, ...below.map(encodeURIComponent)].join('/');
}

export const listAddress = computed(() => withQuery('/explore', filters.value));

/** The filters stay, so that the way back leads to the same list. `values` are put into the form. */
export function operationAddress({ method, path }: OperationId, values: [string, string][] = []): string {
  const own = new URLSearchParams(method === 'GET' ? values : [['method', method], ...values]);
  const search = own.size > 0 ? [filters.value, own].filter(String).join('&') : filters.value;
  const [branch, rest] = path.startsWith('/v2/') ? ['v2', path.slice(3)] : ['v1', path];
  return withQuery(`/explore/${branch}${encodeURI(rest)}`, search);
}

/** Another address: a step of the history, or in place of the present one. */
export function go(address: string, { replace = false } = {}): void {
  const target = new URL(address, location.href);
  if (target.href === here.value.href) return;
  if (replace) writeSoon();
  else {
    write();
    history.pushState(null, '', target);
  }
  here.value = target;
}

let writing: ReturnType<typeof setTimeout> | undefined;

/** Browsers take few new addresses a second: while a person types, only the last is written. */
function writeSoon(): void {
  clearTimeout(writing);
  writing = setTimeout(write, 120);
}

function write(): void {
  clearTimeout(writing);
  if (here.value.href !== location.href) history.replaceState(null, '', here.value);
}

/** Sets parameters of the address; an empty value takes one away. */
export function setQuery(values: Record<string, string | undefined>, { replace = true } = {}): void {
  const target = new URL(here.value);
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === '') target.searchParams.delete(name);
    else target.searchParams.set(name, value);
  }
  go(target.href, { replace });
}

/** The browser's way back, and links of the page without loading it anew. */
export function followLinks(): void {
  addEventListener('pagehide', write);
  addEventListener('popstate', () => {
    clearTimeout(writing);
    here.value = new URL(location.href);
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0;
    if (
      !link ||
      modified ||
      event.defaultPrevented ||
      link.target ||
      link.download ||
      link.origin !== location.origin
    )
      return;
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
    event.preventDefault();
    go(link.href);
  });
}
