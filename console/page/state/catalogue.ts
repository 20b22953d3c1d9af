// The list of operations, and the search in it: both in the page, so that a key press needs no server.
import { computed, signal } from '@preact/signals';
import { OperationSearch } from '../../../connector/search/operation-search.js';
import type { Catalogue, Ending } from '../../contract/catalogue.js';
import { notAsked, put } from './asked.js';
import { ask } from './server.js';

export const catalogue = notAsked<Catalogue>();
const search = notAsked<OperationSearch>();

export async function loadCatalogue(): Promise<void> {
  await put(catalogue, () => ask('GET /api/catalogue', {}));
}

/** The index is larger than the rest of the page, so it comes when it is needed, or when there is nothing else to do. */
export function loadSearch(): void {
  const version = catalogue.peek().answer?.version;
  if (version === undefined || search.peek().state === 'waiting' || search.peek().state === 'answer') return;
  void put(search, async () => {
    const made = new OperationSearch(await ask('GET /api/search-index', { v: version }));
    whenIdle(() => made.warm());
    return made;
  });
}

export const searching = computed(() => search.value.answer);
export const searchError = computed(() => search.value.error);

/** One row of the list. */
export interface Operation {
  row: number;
  method: string;
  path: string;
  state: string;
  section: number;
  ending?: Ending | undefined;
}

const endings = computed(
  () => new Map((catalogue.value.answer?.rows.endings ?? []).map((ending) => [ending.row, ending])),
);

export function operationAt(row: number): Operation {
  const rows = catalogue.value.answer?.rows;
  return {
    row,
    method: rows?.methods[rows.method[row] ?? 0] ?? '',
    path: rows?.path[row] ?? '',
    state: rows?.states[rows.state[row] ?? 0] ?? '',
    section: rows?.section[row] ?? 0,
    ending: endings.value.get(row),
  };
}

const places = computed(() => {
  const { path = [], method = [], methods = [] } = catalogue.value.answer?.rows ?? {};
  return new Map(path.map((each, row) => [`${methods[method[row] ?? 0]} ${each}`, row]));
});

/** The row of an operation; -1 where the documents have none such. */
export const rowOf = (method: string, path: string): number => places.value.get(`${method} ${path}`) ?? -1;

/** Sections that a person folded. */
export const folded = signal<ReadonlySet<number>>(new Set());

export function fold(section: number, closed: boolean): void {
  const next = new Set(folded.value);
  if (closed) next.add(section);
  else next.delete(section);
  folded.value = next;
}

export function foldAll(closed: boolean): void {
  folded.value = new Set(closed ? catalogue.value.answer?.sections.map((_, place) => place) : []);
}

/** Safari has no time that it calls idle. */
const whenIdle = (work: () => void): void => {
  if (typeof requestIdleCallback === 'undefined') setTimeout(work, 200);
  else requestIdleCallback(work);
};
