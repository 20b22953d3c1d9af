// Reads and counts rows, as of the last commit.
import type { RowQuery } from '../../model/destination.js';
import type { Cell, Column } from '../../model/table.js';
import type { Stored } from '../kit/cells.js';
import { compareStored, decodeCell, type StoredQuery, storedQuery } from '../kit/row-query.js';
import { sameIn } from '../segments/column-stats.js';
import type { Merge } from '../segments/merge.js';
import { indexOf, type Raw, rawRow, storedValue } from '../segments/rows.js';
import type { FolderState, OpenTable } from './folder-state.js';

/** A sorted read with a limit holds this many rows more than the limit before it drops those beyond. */
const SPARE = 5000;
/** In a text column that once was one of booleans these have no quotes. */
const BOOLEANS = ['true', 'false'];

export async function countRows(
  state: FolderState,
  name: string,
  account: string | undefined,
  refresh: boolean,
): Promise<number | undefined> {
  const known = await state.table(name, refresh);
  const isPublished = known?.published?.revision === known?.changed;
  if (account === undefined && isPublished) return known?.published?.rows;
  const found = await state.latest(name, refresh);
  if (!found) return undefined;
  const { table, merge } = found;
  try {
    const index = indexOf(table.schema, '_account');
    if (account === undefined || account === sameIn(table.segments, index)) return await merge.count();
    let count = 0;
    for await (const { lines } of merge.blocks())
      count += lines.filter((line) => rawRow(line)[index] === account).length;
    return count;
  } finally {
    await merge.close();
  }
}

export async function* readRows(
  { table, merge }: OpenTable,
  query: RowQuery,
): AsyncGenerator<Record<string, Cell>> {
  const { columns } = table.schema;
  const stored = storedQuery(table.schema, query);
  for await (const row of wanted(merge, columns, stored)) {
    yield Object.fromEntries(
      columns.map((column, index) => [column.name, decodeCell(storedValue(row[index], column), column.type)]),
    );
  }
}

async function* wanted(merge: Merge, columns: readonly Column[], query: StoredQuery): AsyncGenerator<Raw[]> {
  const { orderBy, limit = Number.POSITIVE_INFINITY } = query;
  const compare = inOrder(columns, query);
  let left = limit;
  let kept: Raw[][] = [];
  if (limit === 0) return;
  for await (const { lines } of merge.blocks()) {
    const rows = matching(lines, columns, query);
    if (orderBy.length === 0) {
      yield* rows.slice(0, left);
      left -= rows.length;
      if (left <= 0) return;
      continue;
    }
    for (const row of rows) kept.push(row);
    if (kept.length > limit + SPARE) kept = kept.sort(compare).slice(0, limit);
  }
  yield* kept.sort(compare).slice(0, limit);
}

function matching(lines: readonly string[], columns: readonly Column[], { where }: StoredQuery): Raw[][] {
  const conditions = where.map(({ column, value }) => ({ index: columns.indexOf(column), column, value }));
  // Every line that matches contains these, so that most lines need not be parsed.
  const marks = conditions.flatMap(({ value }) =>
    typeof value === 'string' && !BOOLEANS.includes(value) ? [JSON.stringify(value)] : [],
  );
  return lines
    .filter((line) => marks.every((mark) => line.includes(mark)))
    .map(rawRow)
    .filter((row) =>
      conditions.every(({ index, column, value }) => storedValue(row[index], column) === value),
    );
}

function inOrder(
  columns: readonly Column[],
  { orderBy, descending }: StoredQuery,
): (a: Raw[], b: Raw[]) => number {
  const keys = orderBy.map((column) => ({ column, index: columns.indexOf(column) }));
  const at = (row: Raw[], { column, index }: { column: Column; index: number }): Stored =>
    storedValue(row[index], column);
  return (a, b) => {
    for (const key of keys) {
      const order = compareStored(at(a, key), at(b, key));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };
}
