// Tables in the address: which table, which rows, in which order, with which columns, and the record that is open.
import { computed } from '@preact/signals';
import type { WhereEntry } from '../../contract/tables.js';
import { below, place, query, setQuery } from '../state/address.js';

export interface TableView {
  where?: readonly WhereEntry[];
  /** `-date` is descending. */
  sort?: readonly string[];
  cols?: readonly string[];
  /** Begins after this row. */
  after?: string;
  /** The record that is open. */
  row?: string;
  /** The column that is added up. */
  sum?: string;
}

/** `/tables/sql` is the page for SQL; a table of this name stands below `-`. */
export const openTable = computed(() => {
  if (place.value !== 'tables') return undefined;
  const [first, second] = below.value;
  if (first === '-') return second;
  return first === 'sql' ? undefined : first;
});

export const isSql = computed(() => place.value === 'tables' && below.value[0] === 'sql');

export const where = computed((): WhereEntry[] => {
  try {
    const found: unknown = JSON.parse(query.value.get('where') ?? '[]');
    return Array.isArray(found) ? found.filter(isEntry) : [];
  } catch {
    return [];
  }
});

function isEntry(value: unknown): value is WhereEntry {
  return Array.isArray(value) && value.length >= 2 && value.every((each) => typeof each === 'string');
}

/** A comma in a name is doubled. */
const names = (text: string | null): string[] =>
  (text ?? '')
    .split(/(?<!,),(?!,)/)
    .map((name) => name.replaceAll(',,', ','))
    .filter(String);
const written = (list: readonly string[]) => list.map((name) => name.replaceAll(',', ',,')).join(',');

export const sort = computed(() => names(query.value.get('sort')));
export const cols = computed(() => names(query.value.get('cols')));

export function tableAddress(name: string, view: TableView = {}): string {
  const path = `/tables/${name === 'sql' || name === '-' ? '-/' : ''}${encodeURIComponent(name)}`;
  const search = new URLSearchParams(entriesOf(view));
  return search.size > 0 ? `${path}?${search}` : path;
}

/** What changes the rows begins at the first one. A step of the history, unless it replaces the present one. */
export function setView(view: TableView, { replace = false }: { replace?: boolean } = {}): void {
  const isOther = 'where' in view || 'sort' in view;
  setQuery(
    { ...Object.fromEntries(entriesOf(view, true)), ...(isOther && { after: '', row: '' }) },
    { replace },
  );
}

function entriesOf(view: TableView, keepEmpty = false): [string, string][] {
  const texts: Record<string, string | undefined> = {
    where: view.where && (view.where.length > 0 ? JSON.stringify(view.where) : ''),
    sort: view.sort && written(view.sort),
    cols: view.cols && written(view.cols),
    after: view.after,
    row: view.row,
    sum: view.sum,
  };
  return Object.entries(texts).filter((entry): entry is [string, string] =>
    keepEmpty ? entry[1] !== undefined : Boolean(entry[1]),
  );
}

/** What is asked of the server for these rows. */
export function selectionOf(table: string) {
  const text = query.value.get('where') ?? '';
  const order = query.value.get('sort') ?? '';
  const columns = query.value.get('cols') ?? '';
  return {
    table,
    ...(text !== '' && { where: text }),
    ...(order !== '' && { sort: order }),
    ...(columns !== '' && { cols: columns }),
  };
}
