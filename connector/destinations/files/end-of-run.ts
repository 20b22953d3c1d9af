// The end of a run on a folder: pending rows take the place of a table's, and rows that are gone are marked.
import type { Deletion, Replacement } from '../../model/destination.js';
import type { TableSchema } from '../../model/table.js';
import { encodeCell } from '../kit/cells.js';
import { DELETED_AT, keptKeys, pendingName, withDeletedAt } from '../kit/pending-replace.js';
import { schemaChange } from '../kit/schema-evolution.js';
import { type ColumnStats, combinedStats, noStats, sameIn } from '../segments/column-stats.js';
import { type Block, indexOf, type Raw, rawRow, textOf } from '../segments/rows.js';
import type { PlannedSegment } from '../segments/segment.js';
import { Tombstones } from '../segments/tombstones.js';
import type { FolderState, TableChange } from './folder-state.js';
import { type StoredTable, tableOf } from './manifest.js';

const ACCOUNT = '_account';
const RUN = '_run_id';

/** A new segment of each table removes all rows of the account, and holds the pending ones. */
export async function swapTables(state: FolderState, replacement: Replacement): Promise<void> {
  const { account, tables } = replacement;
  const targets = tables.flatMap((name) => {
    const known = tableOf(state.manifest, name);
    const pending = tableOf(state.manifest, pendingName(name));
    const schema = pending
      ? schemaChange(known?.schema, { ...pending.schema, table: name }).schema
      : known?.schema;
    return schema ? [{ schema, pending }] : [];
  });
  const segments = await state.write(
    targets.map(({ schema, pending }) => ({
      rows: pending ? movedRows(state, pending, schema, account) : [],
      tombstones: ofAccount(account),
      stats: pending ? movedStats(pending, schema) : noStats(),
    })),
  );
  const changes: TableChange[] = targets.map(({ schema }, index) => ({
    schema,
    segments: segments[index] ? [segments[index]] : [],
  }));
  await state.apply([...changes, ...(await discardChanges(state, replacement))]);
}

export async function discardPending(state: FolderState, replacement: Replacement): Promise<void> {
  const changes = await discardChanges(state, replacement);
  if (changes.length > 0) await state.apply(changes);
}

/** Marks rows in all tables or in none. Returns the rows marked by table. */
export async function markRows(
  state: FolderState,
  deletions: readonly Deletion[],
  at: string,
): Promise<Record<string, number>> {
  const instant = String(encodeCell(at, 'timestamp'));
  const marked = new Map(deletions.map(({ table }) => [table, 0]));
  const targets = deletions.flatMap((deletion) => {
    const known = tableOf(state.manifest, deletion.table);
    return known
      ? [
          {
            known,
            deletion,
            schema: schemaChange(known.schema, withDeletedAt(known.schema)).schema,
            // Rows of this run are not gone: where there are no others, none is looked at.
            isOfRun: sameIn(known.segments, indexOf(known.schema, RUN)) === deletion.runId,
          },
        ]
      : [];
  });
  const segments = await state.write(
    targets.map(({ known, deletion, schema, isOfRun }) => {
      const count = () => marked.set(deletion.table, (marked.get(deletion.table) ?? 0) + 1);
      const rows = isOfRun ? [] : withMarks(rowsOf(state, known), schema, deletion, instant, count);
      return { rows, tombstones: new Tombstones(), stats: statsOf(known) };
    }),
  );
  await state.apply(
    targets.map(({ schema, isOfRun }, index) => ({
      schema,
      segments: segments[index] ? [segments[index]] : [],
      // Without a key a row cannot be replaced by another, so all are rewritten.
      rewritten: schema.primaryKey.length === 0 && !isOfRun,
    })),
  );
  return Object.fromEntries(marked);
}

/** Opens the files when they are read. */
async function* rowsOf(state: FolderState, table: StoredTable): AsyncGenerator<Block> {
  yield* (await state.merge(table)).blocks();
}

/** The marked rows; in tables without a key all rows. */
async function* withMarks(
  blocks: AsyncIterable<Block>,
  schema: TableSchema,
  deletion: Deletion,
  at: string,
  count: () => void,
): AsyncGenerator<Block> {
  const isKeyed = schema.primaryKey.length > 0;
  const mark = indexOf(schema, DELETED_AT.name);
  const isMarked = markedBy(deletion, schema);
  for await (const { keys, lines } of blocks) {
    const next: Block = { keys: [], lines: [] };
    for (const [index, line] of lines.entries()) {
      const row = rawRow(line);
      const isNew = isMarked(row);
      if (isNew) {
        count();
        while (row.length < mark) row.push(null);
        row[mark] = at;
      } else if (isKeyed) continue;
      if (isKeyed) next.keys.push(keys[index] as string);
      next.lines.push(isNew ? JSON.stringify(row) : line);
    }
    if (next.lines.length > 0) yield next;
  }
}

function markedBy(deletion: Deletion, schema: TableSchema): (row: Raw[]) => boolean {
  const [account, run, mark] = [ACCOUNT, RUN, DELETED_AT.name].map((name) => indexOf(schema, name)) as [
    number,
    number,
    number,
  ];
  const kept = keptKeys(deletion).map(({ columns, keys }) => ({
    indexes: columns.map((name) => indexOf(schema, name)),
    keys: new Set(keys.map(textOf)),
  }));
  return (row) =>
    row[account] === deletion.account &&
    (row[run] ?? null) !== null &&
    row[run] !== deletion.runId &&
    (row[mark] ?? null) === null &&
    !kept.some(({ indexes, keys }) => keys.has(textOf(indexes.map((index) => row[index]))));
}

/** The changes that remove the rows of an account from pending tables, and the tables that have none left. */
async function discardChanges(state: FolderState, { account, tables }: Replacement): Promise<TableChange[]> {
  const changes: TableChange[] = [];
  for (const name of tables) {
    const pending = tableOf(state.manifest, pendingName(name));
    if (!pending) continue;
    const dropped = !(await hasOthers(state, pending, account));
    const segments = dropped ? [] : await state.write([emptied(account)]);
    changes.push({ schema: pending.schema, dropped, segments: segments.flatMap((segment) => segment ?? []) });
  }
  return changes;
}

function emptied(account: string): PlannedSegment {
  return { rows: [], tombstones: ofAccount(account), stats: noStats() };
}

function ofAccount(account: string): Tombstones {
  return Tombstones.of([ACCOUNT], [textOf([account])]);
}

async function hasOthers(state: FolderState, table: StoredTable, account: string): Promise<boolean> {
  const index = indexOf(table.schema, ACCOUNT);
  for await (const { lines } of rowsOf(state, table)) {
    if (lines.some((line) => rawRow(line)[index] !== account)) return true;
  }
  return false;
}

/** The rows of an account, with their columns in the order of another table. */
async function* movedRows(
  state: FolderState,
  from: StoredTable,
  to: TableSchema,
  account: string,
): AsyncGenerator<Block> {
  const indexes = to.columns.map(({ name }) => indexOf(from.schema, name));
  const own = indexOf(from.schema, ACCOUNT);
  for await (const { keys, lines } of rowsOf(state, from)) {
    const next: Block = { keys: [], lines: [] };
    for (const [index, line] of lines.entries()) {
      const row = rawRow(line);
      if (row[own] !== account) continue;
      if (keys.length > 0) next.keys.push(keys[index] as string);
      next.lines.push(JSON.stringify(indexes.map((at) => row[at] ?? null)));
    }
    if (next.lines.length > 0) yield next;
  }
}

/** Statistics of columns, at their positions in another table. */
function movedStats(from: StoredTable, to: TableSchema): ColumnStats {
  const stats = statsOf(from);
  const place = (index: number) => indexOf(to, from.schema.columns[index]?.name ?? '');
  return {
    digits: Object.fromEntries(
      Object.entries(stats.digits).map(([index, digits]) => [place(Number(index)), digits]),
    ),
    odd: stats.odd.map(place),
  };
}

function statsOf({ schema, segments }: StoredTable): ColumnStats {
  return combinedStats(segments, schema.columns);
}
