// The destination of a load whose rows become messages: it takes slices, and what the run proves to be gone.
import { Cleaner } from '../destinations/kit/cleaner.js';
import { ROW_SINK_CAPABILITIES, rowSink, type SinkBatch } from '../destinations/kit/row-sink.js';
import type { Deletion, Destination, TableSession } from '../model/destination.js';
import { LEDGER } from '../state/history/run-tables.js';

export interface MessageDestinationOptions {
  /** The rows of a slice, with texts that every receiver can hold. */
  write: (batches: readonly SinkBatch[]) => Promise<void>;
  /** Rows told by table. */
  markDeleted: (deletions: readonly Deletion[], at: string) => Promise<Record<string, number>>;
}

export function messageDestination({ write, markDeleted }: MessageDestinationOptions): Destination {
  const cleaner = new Cleaner();
  const sink = rowSink('messages', (batches) => write(batches.map((batch) => cleaned(batch, cleaner))), {
    location: 'messages',
    ownTables: [LEDGER.table],
  });
  return {
    ...sink,
    // What replaces the rows of a table is for the receiver to do.
    capabilities: { ...ROW_SINK_CAPABILITIES, replace: true, markDeleted: true },
    open: async (how) => {
      const session = await sink.open(how);
      const commit = session.commit.bind(session);
      const more: Pick<TableSession, 'commit' | 'swap' | 'discard' | 'markDeleted'> = {
        commit: async (slice) => {
          const before = cleaner.changed;
          const result = await commit(slice);
          return { ...result, replacedCharacters: cleaner.changed - before };
        },
        swap: async () => undefined,
        discard: async () => undefined,
        markDeleted,
      };
      return Object.assign(session, more);
    },
  };
}

/** Many programs end at a NUL: PostgreSQL, and what writes to it, take none. */
function cleaned({ schema, rows }: SinkBatch, cleaner: Cleaner): SinkBatch {
  const types = schema.columns.map(({ type }) => type);
  return {
    schema,
    rows: rows.map((row) =>
      row.map((value, index) =>
        typeof value === 'string' ? cleaner.text(value, types[index] ?? 'text') : value,
      ),
    ),
  };
}
