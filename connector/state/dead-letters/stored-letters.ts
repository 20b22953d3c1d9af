// Dead letters: records that could not be shaped, stored with everything that is needed to shape them again.
import { type JsonValue, stringifyJson } from '../../model/json.js';
import { count, instant, optional, ownTable, type RowOf, text } from '../../model/own-table.js';
import type { Partition } from '../../model/record.js';
import type { RecordKind, RowBatch } from '../../model/table.js';

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
  /** Without secret and personal fields; numbers as they came. Undefined: too large to be stored. */
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

export const REJECTED = ownTable(
  '_ovh_rejected',
  'record that could not be shaped, with all that is needed to shape it again',
  {
    runId: text('the run that rejected it'),
    account: text('value of `_account` in the rows of the data'),
    source: text('technical name of the source object'),
    id: text('as in `_ovh_ledger`'),
    tableName: text('its table'),
    partition: text('path parameters with which it was read, as JSON'),
    kind: text<RecordKind>('`item`, `element`, `object` or `scalar`'),
    // As text: no destination may rewrite its numbers.
    payload: optional(
      text('the record as JSON, numbers as the API wrote them; null above 4 MB or 900 levels'),
    ),
    payloadBytes: count('length of the payload'),
    reason: text('why it could not be shaped'),
    queryId: optional(text("query id of the API's reply")),
    readAt: instant('when the reply was read'),
  },
  ['runId', 'source', 'id'],
);

/** Letters to be written, and those that go in the same commit. */
export function deadLetterBatch(letters: readonly DeadLetter[], gone: readonly DeadLetterKey[]): RowBatch {
  const batch = REJECTED.batch(letters.map(rowOf));
  const { replaces } = REJECTED.removal(['runId', 'source', 'id'], gone);
  return { ...batch, ...(gone.length > 0 && { replaces }) };
}

function rowOf({ table, bytes, partition, payload, ...letter }: DeadLetter): RowOf<typeof REJECTED> {
  return {
    ...letter,
    tableName: table,
    partition: stringifyJson(partition),
    payload: payload === undefined ? undefined : stringifyJson(payload),
    payloadBytes: bytes,
  };
}

/** @param parse reads JSON text without loss. */
export function deadLetterOf(
  { tableName, payloadBytes, partition, payload, ...row }: RowOf<typeof REJECTED>,
  parse: (text: string) => JsonValue,
): DeadLetter {
  return {
    ...row,
    table: tableName,
    partition: (partition === '' ? {} : parse(partition)) as Partition,
    payload: payload === undefined ? undefined : parse(payload),
    bytes: payloadBytes,
  };
}
