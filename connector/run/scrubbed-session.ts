// Takes secrets out of the tables that the connector writes about itself: messages of servers and drivers, ids, stacks.
// Data tables leave out secret fields instead, and state that loads compare stays exact.
import type { DestinationSession, SliceCommit } from '../model/destination.js';
import type { Scrub } from '../model/secret.js';
import { type Cell, JsonText, type RowBatch } from '../model/table.js';
import { REJECTED } from '../state/dead-letters/stored-letters.js';
import { DRIFT } from '../state/history/drift-table.js';
import { LEDGER, RUN_SOURCES, RUNS } from '../state/history/run-tables.js';

const TABLES = new Set([RUNS.table, RUN_SOURCES.table, LEDGER.table, DRIFT.table, REJECTED.table]);
/** A root with a secret is not stored: `retry` then reads the list that names it. */
const EXACT = new Set(['root_item']);

/** The same session, but for the texts of these tables in `commit`. */
export function scrubbedSession(session: DestinationSession, scrub: Scrub): DestinationSession {
  const commit = ({ batches, ...slice }: SliceCommit) =>
    session.commit({ ...slice, batches: scrubbedBatches(batches, scrub) });
  return new Proxy(session, {
    get(target, key) {
      if (key === 'commit') return commit;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

async function* scrubbedBatches(batches: AsyncIterable<RowBatch>, scrub: Scrub): AsyncGenerator<RowBatch> {
  for await (const batch of batches) {
    if (!TABLES.has(batch.schema.table)) yield batch;
    else yield { ...batch, rows: batch.rows.map((row) => scrubbedRow(row, batch.schema.columns, scrub)) };
  }
}

function scrubbedRow(row: Cell[], columns: RowBatch['schema']['columns'], scrub: Scrub): Cell[] {
  return row.map((cell, index) => {
    const clean = scrubbedCell(cell, scrub);
    const isExact = EXACT.has(columns[index]?.name ?? '');
    return isExact && clean !== cell ? null : clean;
  });
}

function scrubbedCell(cell: Cell, scrub: Scrub): Cell {
  if (typeof cell === 'string') return scrub(cell);
  return cell instanceof JsonText ? new JsonText(scrub(cell.text)) : cell;
}
