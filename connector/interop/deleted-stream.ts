// The stream that tells which rows of others are gone.
import type { SinkBatch } from '../destinations/kit/row-sink.js';
import { utcInstant } from '../model/instants.js';
import type { Stream } from './streams.js';

/** Tells which rows are gone: a record in their own stream would empty all other columns of theirs. */
export const DELETED: Stream = {
  name: '_ovh_deleted',
  mode: 'full',
  columns: [
    { name: 'account', type: 'text', description: 'whose row it is' },
    { name: 'table_name', type: 'text', description: 'name of the stream' },
    {
      name: 'row_key',
      type: 'text',
      description: 'JSON object: gone are all rows of the stream whose columns have these values, as texts',
    },
    {
      name: 'deleted_at',
      type: 'timestamp',
      description:
        'when a read has proved it; a row with a later `_loaded_at` has come back and is there again',
    },
    { name: 'run_id', type: 'text', description: 'the run that has proved it' },
  ],
  primaryKey: ['account', 'table_name', 'row_key'],
  description: 'rows of other streams that OVHcloud has no more',
};

/** @param about the account, when it was proved, and the run that did */
export function deletedRows(
  table: string,
  keys: readonly string[],
  [account, at, runId]: [string, string, string | null],
): SinkBatch {
  const { name, primaryKey, columns } = DELETED;
  const schema = { table: name, columns: columns.map((column) => ({ path: '', ...column })), primaryKey };
  const instant = utcInstant(at)?.utc ?? at;
  return {
    schema: { ...schema, primaryKey: [...primaryKey] },
    rows: keys.map((key) => [account, table, key, instant, runId]),
  };
}
