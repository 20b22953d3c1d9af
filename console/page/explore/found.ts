// Which lines the list shows: by section where nothing is searched, otherwise best first.
import { computed } from '@preact/signals';
import type { SearchCriteria } from '../../../connector/search/search-index.js';
import { type Filter, query } from '../state/address.js';
import { catalogue, folded, searching } from '../state/catalogue.js';

export type Line =
  | { kind: 'section'; section: number; count: number; open: boolean }
  | { kind: 'operation'; row: number };

const filter = (name: Filter): string | undefined => query.value.get(name)?.trim() || undefined;

const SEARCHED = ['q', 'path', 'description', 'parameter', 'body', 'response'] as const;

/** Whether the index is needed: a section, a branch, a state and a verb are known without it. */
export const isSearch = computed(() => SEARCHED.some((name) => filter(name) !== undefined));

/** Words of the main field, for the marks in paths; lower case. */
export const words = computed(() => {
  const typed = [...(filter('q')?.split(/\s+/) ?? []), ...(filter('path') ? [filter('path') ?? ''] : [])];
  return typed
    .map((word) => (found.value?.instead[word] ?? word).toLowerCase())
    .filter((word) => word.length > 0);
});

const criteria = computed<SearchCriteria>(() => {
  const given: [keyof SearchCriteria, string | string[] | undefined][] = [
    ['words', filter('q')?.split(/\s+/)],
    ['path', filter('path')],
    ['description', filter('description')],
    ['parameter', filter('parameter')],
    ['bodyField', filter('body')],
    ['response', filter('response')],
    ['status', filter('state')],
    ['method', filter('verb')],
    ['branch', filter('branch')],
    ['section', filter('section')],
  ];
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
});

export interface Found {
  /** Best first, or in the order of the sections. */
  rows: number[];
  instead: Record<string, string>;
}

/** Undefined while the list, or the index that this search needs, is not there. */
export const found = computed<Found | undefined>(() => {
  if (!catalogue.value.answer) return undefined;
  if (!isSearch.value) return { rows: filtered(), instead: {} };
  return searching.value?.find(criteria.value);
});

/** In how many rows the words of the main field occur elsewhere; asked for where they are found nowhere. */
export const elsewhere = computed<Partial<Record<Filter, number>>>(() => {
  const { words: typed, ...rest } = criteria.value;
  const [word, ...more] = typed ?? [];
  if (word === undefined || more.length > 0 || !searching.value) return {};
  const count = (other: SearchCriteria): number => {
    const { rows, instead } = searching.value?.find({ ...rest, ...other }) ?? { rows: [], instead: {} };
    return Object.keys(instead).length > 0 ? 0 : rows.length;
  };
  return {
    parameter: count({ parameter: word }),
    body: count({ bodyField: word }),
    response: count({ response: word }),
  };
});

/** Rows by section, then by path, as people look for them. */
const inSections = computed(() => {
  const { rows, sections } = catalogue.value.answer ?? {};
  if (!rows || !sections) return [];
  const order = sections
    .map((_, place) => place)
    .sort((a, b) => compare(sections[a]?.path, sections[b]?.path));
  const places = order.reduce<number[]>((all, section, place) => {
    all[section] = place;
    return all;
  }, []);
  return rows.path
    .map((_, row) => row)
    .sort(
      (a, b) =>
        (places[rows.section[a] ?? 0] ?? 0) - (places[rows.section[b] ?? 0] ?? 0) ||
        compare(rows.path[a], rows.path[b]),
    );
});

const compare = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0);

function filtered(): number[] {
  const { rows, sections } = catalogue.value.answer ?? {};
  const [branch, section, state, verb] = (['branch', 'section', 'state', 'verb'] as const).map(filter);
  if (!rows || !sections) return [];
  if (!branch && !section && !state && !verb) return inSections.value;
  const shown = sections.map(
    (each) => (!branch || each.branch === branch) && (!section || each.path === section),
  );
  return inSections.value.filter(
    (row) =>
      shown[rows.section[row] ?? 0] &&
      (!state || rows.states[rows.state[row] ?? 0] === state) &&
      (!verb || rows.methods[rows.method[row] ?? 0] === verb),
  );
}

export const lines = computed<Line[]>(() => {
  const rows = found.value?.rows ?? [];
  if (isSearch.value) return rows.map((row) => ({ kind: 'operation', row }));
  const sectionOf = catalogue.value.answer?.rows.section ?? [];
  const all: Line[] = [];
  let head: (Line & { kind: 'section' }) | undefined;
  for (const row of rows) {
    const section = sectionOf[row] ?? 0;
    if (head?.section !== section) {
      head = { kind: 'section', section, count: 0, open: !folded.value.has(section) };
      all.push(head);
    }
    head.count++;
    if (head.open) all.push({ kind: 'operation', row });
  }
  return all;
});

/** How many operations there are in the branch that is shown. */
export const total = computed(() => {
  const { rows, sections } = catalogue.value.answer ?? {};
  const branch = filter('branch');
  if (!rows || !sections) return 0;
  if (!branch) return rows.path.length;
  return rows.section.filter((section) => sections[section]?.branch === branch).length;
});
