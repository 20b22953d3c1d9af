// The files that other programs read: one for each table, with the rows that count, replaced whole.
import type { FileColumn, FileFormat } from '../formats/format.js';
import { digitsOf } from '../segments/column-stats.js';
import type { Merge } from '../segments/merge.js';
import { type Raw, rawRow } from '../segments/rows.js';
import type { FolderState } from './folder-state.js';
import { publicTables, type StoredTable } from './manifest.js';

/** Writes the files of the tables that have changed, then notes that they are written. */
export async function publish(state: FolderState, format: FileFormat): Promise<void> {
  const { manifest, storage } = state;
  const present = new Set(await storage.list(''));
  const isAnew = manifest.options !== format.options;
  const stale = publicTables(manifest).filter(
    ({ file, changed, published }) => isAnew || published?.revision !== changed || !present.has(String(file)),
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

/** Rows written. */
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

function fileColumns({ schema, parts }: StoredTable): FileColumn[] {
  const facts = parts.filter(({ rows }) => rows > 0).map((part) => part.facts);
  return schema.columns.map(({ name, type }, index) => ({
    name,
    type,
    ...(type === 'decimal' && { digits: digitsOf(facts, index) }),
    isOdd: facts.some(({ odd }) => odd.includes(index)) && (type === 'timestamp' || type === 'date'),
  }));
}
