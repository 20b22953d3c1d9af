// A destination as the version before recorded formats left it.
import type { Destination } from '../../connector/model/destination.js';
import type { RowBatch, TableSchema } from '../../connector/model/table.js';

const TABLES = {
  _ovh_run: [['run_id', 'account', 'outcome'], 1],
  _ovh_source: [['_account', 'source', 'plan', 'table_name', 'route'], 2],
  _ovh_known: [['_account', 'source', 'plan', 'item', 'load_id'], 4],
  _ovh_load: [['_account', 'source', 'plan', 'load_id', 'begun_at', 'state'], 3],
  _ovh_window: [['_account', 'source', 'plan', 'partition', 'read_until'], 4],
} as const;

export type OldTable = keyof typeof TABLES;

/** @param rows in each table */
export async function writeEarlierVersion(
  destination: Destination,
  tables: readonly OldTable[] = Object.keys(TABLES) as OldTable[],
  rows = 1,
): Promise<void> {
  const session = await destination.open();
  const batches = tables.map((table): RowBatch => {
    const [columns, key] = TABLES[table];
    const schema: TableSchema = {
      table,
      columns: columns.map((name) => ({ name, type: 'text', path: name })),
      primaryKey: columns.slice(0, key),
    };
    return { schema, rows: Array.from({ length: rows }, (_, row) => columns.map((name) => `${name}${row}`)) };
  });
  await session.commit({
    runId: 'before',
    batches: (async function* () {
      yield* batches;
    })(),
  });
  await session.close();
}
