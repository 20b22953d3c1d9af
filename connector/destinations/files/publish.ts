// The files that other programs read: one for each table, with its rows as they are now, replaced whole.
import type { ColumnType } from '../../model/table.js';
import type { FileColumn, FileFormat } from '../formats/format.js';
import { digitsOf } from '../segments/column-stats.js';
import type { Merge } from '../segments/merge.js';
import { type Raw, rawRow } from '../segments/rows.js';
import type { FolderState } from './folder-state.js';
import { publicTables, type StoredTable } from './manifest.js';

/** Writes a file for each table that has changed, then records in the manifest that it did. */
export async function publish(state: FolderState, format: FileFormat): Promise<void> {
  const { manifest, storage } = state;
  const present = new Set(await storage.list(''));
  const hasOtherOptions = manifest.options !== format.options;
  const stale = publicTables(manifest).filter(
    ({ file, changed, published }) =>
      hasOtherOptions || published?.revision !== changed || !present.has(String(file)),
  );
  if (stale.length === 0) return;
  const rows = new Map<StoredTable, number>();
  for (const table of stale) rows.set(table, await writeTable(state, table, format));
  const tables = manifest.tables.map((table) => {
    const count = rows.get(table);
    return count === undefined ? table : { ...table, published: { revision: table.changed, rows: count } };
  });
  await state.replace({ ...manifest, options: format.options, revision: manifest.revision + 1, tables });
}

/** Returns the rows written. */
async function writeTable(state: FolderState, table: StoredTable, format: FileFormat): Promise<number> {
  const merge = await state.merge(table);
  let count = 0;
  async function* rows(): AsyncGenerator<Raw[][]> {
    for await (const { lines } of merge.blocks()) {
      count += lines.length;
      yield lines.map(rawRow);
    }
  }
  await putTable(state, table, format.write(fileColumns(table), rows()), merge);
  return count;
}

async function putTable(
  state: FolderState,
  { file }: StoredTable,
  bytes: AsyncIterable<Uint8Array>,
  merge: Merge,
) {
  try {
    await state.storage.put(String(file), bytes);
  } finally {
    await merge.close();
  }
}

function fileColumns({ schema, segments }: StoredTable): FileColumn[] {
  const stats = segments.filter(({ rows }) => rows > 0).map((segment) => segment.stats);
  const key = new Set(schema.primaryKey.map((name) => name.toLowerCase()));
  // By its key a file is sorted; of other texts, the least and the greatest of a group say nothing.
  const hasBounds = (name: string, type: ColumnType) =>
    key.has(name.toLowerCase()) || !['text', 'json'].includes(type);
  return schema.columns.map(({ name, type }, index) => ({
    name,
    type,
    hasBounds: hasBounds(name, type),
    ...(type === 'decimal' && { digits: digitsOf(stats, index) }),
    isOdd: stats.some(({ odd }) => odd.includes(index)) && (type === 'timestamp' || type === 'date'),
  }));
}
