// The end of a reading: what the API's documents say of tables and columns becomes their comments, where it is not there.
import { changedComments } from '../model/comments.js';
import type { DestinationSession } from '../model/destination.js';
import { DestinationError } from '../model/errors.js';
import { describedTables } from '../shape/described-tables.js';
import type { RunOptions, RunState } from './run-state.js';

/** Without comments the rows are as good: what fails is a warning. */
export async function commentTables(
  { plan }: RunOptions,
  session: DestinationSession,
  state: RunState,
): Promise<void> {
  const { comments } = session;
  if (!comments) return;
  try {
    const tables = new Map((await session.tables()).map((schema) => [schema.table, schema]));
    const loaded = plan.nodes.filter(({ load }) => load);
    const wanted = loaded.flatMap(({ table }) => describedTables(table, tables));
    if (wanted.length === 0) return;
    const changed = changedComments(wanted, await comments.read());
    if (changed.length > 0) await comments.write(changed);
  } catch (error) {
    if (!(error instanceof DestinationError)) throw error;
    const message = `tables and columns have no comments, or old ones: ${error.message}`;
    state.warnings.push({ code: 'comments-not-written', message });
  }
}
