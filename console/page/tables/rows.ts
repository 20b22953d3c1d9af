// The rows of a table as far as they are needed: pages of 200, fetched when they come into view.
import { computed, signal } from '@preact/signals';
import type { CountAnswer, RowsAnswer, TableSelection } from '../../contract/tables.js';
import { ask, ServerError } from '../state/server.js';

export const PAGE = 200;
/** Pages that are kept; those that were in view longest ago go first. */
const KEPT = 40;

interface Selected {
  selection: TableSelection;
  after?: string | undefined;
}

const EMPTY: ReadonlyMap<number, RowsAnswer> = new Map();
let selected: Selected | undefined;
let asking = new AbortController();
const waiting = new Set<number>();

export const pages = signal(EMPTY);
export const counted = signal<CountAnswer | undefined>(undefined);
export const rowsError = signal<ServerError | undefined>(undefined);
/** Rows of an earlier selection, shown in muted text until the new ones come. */
export const isOld = signal(false);

/** How many rows there are, as far as is known. */
export const total = computed(() => {
  const count = counted.value;
  let known = 0;
  for (const [at, { rows, next }] of pages.value) {
    const end = at * PAGE + rows.length;
    if (next === undefined) return { rows: end, atLeast: false };
    known = Math.max(known, end + 1);
  }
  if (count && !count.atLeast) return { rows: Math.max(count.rows, known), atLeast: false };
  return { rows: Math.max(known, count?.rows ?? 0), atLeast: true };
});

/** Begins with another selection; the rows of the one before stay until the first page is there. */
export function select(selection: TableSelection, after: string | undefined): void {
  const next = { selection, after };
  if (JSON.stringify(next) === JSON.stringify(selected)) return;
  const isSameTable = selected?.selection.table === selection.table;
  selected = next;
  asking.abort();
  asking = new AbortController();
  waiting.clear();
  counted.value = undefined;
  rowsError.value = undefined;
  isOld.value = isSameTable && pages.value.size > 0;
  if (!isOld.value) pages.value = EMPTY;
  void fetchPage(0);
  if (after === undefined) void count();
}

export function again(): void {
  const last = selected;
  selected = undefined;
  if (last) select(last.selection, last.after);
}

/** Fetches what is missing of these rows. */
export function need(first: number, last: number): void {
  if (isOld.value || rowsError.value) return;
  for (let at = Math.floor(first / PAGE); at * PAGE < last; at++)
    if (!pages.value.has(at)) void fetchPage(at);
}

async function count(): Promise<void> {
  const { signal: stop } = asking;
  if (!selected) return;
  const { table, where } = selected.selection;
  try {
    const answer = await ask('GET /api/tables/count', { table, ...(where !== undefined && { where }) }, stop);
    if (!stop.aborted) counted.value = answer;
  } catch {
    // The pages say what is wrong.
  }
}

async function fetchPage(at: number): Promise<void> {
  const { signal: stop } = asking;
  if (!selected || waiting.has(at)) return;
  waiting.add(at);
  // The row before, where it is known, leads there in one step.
  const before = pages.value.get(at - 1)?.next;
  const from = at > 0 && before !== undefined && !isOld.value ? before : undefined;
  const { selection, after } = selected;
  const start = from ?? after;
  try {
    const answer = await ask(
      'GET /api/tables/rows',
      {
        ...selection,
        limit: PAGE,
        ...(start !== undefined && { after: start }),
        ...(from === undefined && at > 0 && { skip: at * PAGE }),
      },
      stop,
    );
    if (stop.aborted) return;
    const next = new Map(isOld.value ? EMPTY : pages.value).set(at, answer);
    for (const old of next.keys()) {
      if (next.size <= KEPT) break;
      if (Math.abs(old - at) > 5) next.delete(old);
    }
    pages.value = next;
    isOld.value = false;
  } catch (error) {
    if (stop.aborted) return;
    rowsError.value = error instanceof ServerError ? error : new ServerError('internal', String(error));
  } finally {
    waiting.delete(at);
  }
}

export function rowAt(place: number): { cells: (string | null)[]; id?: string } | undefined {
  const page = pages.value.get(Math.floor(place / PAGE));
  const cells = page?.rows[place % PAGE];
  const id = page?.ids[place % PAGE];
  return cells && { cells, ...(id !== undefined && { id }) };
}
