// Dead letters: records that could not be shaped, with all that is needed to shape them again, in a table of ours.
import { type JsonValue, stringifyJson } from '../../model/json.js';
import type { Partition } from '../../model/record.js';
import type { Cell, ColumnType, RecordKind, RowBatch, TableSchema } from '../../model/table.js';

export const REJECTED_TABLE = '_ovh_rejected';

export interface DeadLetter {
  /** The run that rejected it. */
  runId: string;
  account: string;
  source: string;
  table: string;
  /** As the ledger of that run names it. */
  id: string;
  /** Path parameters with which it was read. */
  partition: Partition;
  kind: RecordKind;
  /** Without secret and personal fields; numbers as they came. Undefined: too large to be kept. */
  payload: JsonValue | undefined;
  /** Length of the payload as JSON text, in bytes of UTF-8. */
  bytes: number;
  reason: string;
  queryId?: string;
  /** Milliseconds since 1970, UTC: when the reply was read. */
  readAt: number;
}

/** What names a letter in its table. */
export type DeadLetterKey = Pick<DeadLetter, 'runId' | 'source' | 'id'>;

const KEY = ['run_id', 'source', 'id'];

/** JSON is kept as text: no destination may write its numbers anew. */
const TYPES: Record<string, ColumnType> = {
  run_id: 'text',
  account: 'text',
  source: 'text',
  id: 'text',
  table_name: 'text',
  partition: 'text',
  kind: 'text',
  payload: 'text',
  payload_bytes: 'bigint',
  reason: 'text',
  query_id: 'text',
  read_at: 'timestamp',
};

const REJECTED: TableSchema = {
  table: REJECTED_TABLE,
  columns: Object.entries(TYPES).map(([name, type]) => ({ name, type, path: name })),
  primaryKey: KEY,
};

/** Letters to be written, and those that go in the same commit. */
export function deadLetterBatch(letters: readonly DeadLetter[], gone: readonly DeadLetterKey[]): RowBatch {
  const rows = letters.map((letter) => {
    const row = rowOf(letter);
    return REJECTED.columns.map(({ name }) => row[name] ?? null);
  });
  const replaces = {
    columns: KEY,
    keys: gone.map(({ runId, source, id }): Cell[] => [runId, source, id]),
  };
  return { schema: REJECTED, rows, ...(gone.length > 0 && { replaces }) };
}

function rowOf(letter: DeadLetter): Record<string, Cell | undefined> {
  return {
    run_id: letter.runId,
    account: letter.account,
    source: letter.source,
    id: letter.id,
    table_name: letter.table,
    partition: stringifyJson(letter.partition),
    kind: letter.kind,
    payload: letter.payload === undefined ? null : stringifyJson(letter.payload),
    payload_bytes: letter.bytes,
    reason: letter.reason,
    query_id: letter.queryId,
    read_at: new Date(letter.readAt).toISOString(),
  };
}

/** @param parse reads JSON text without loss. */
export function deadLetterOf(row: Record<string, Cell>, parse: (text: string) => JsonValue): DeadLetter {
  const { payload, partition } = row;
  return {
    runId: String(row.run_id),
    account: String(row.account),
    source: String(row.source),
    table: String(row.table_name),
    id: String(row.id),
    partition: (typeof partition === 'string' ? parse(partition) : {}) as Partition,
    kind: String(row.kind) as RecordKind,
    payload: typeof payload === 'string' ? parse(payload) : undefined,
    bytes: Number(row.payload_bytes),
    reason: String(row.reason),
    queryId: typeof row.query_id === 'string' ? row.query_id : undefined,
    readAt: Date.parse(String(row.read_at)),
  };
}
