// Whether a table has any row: as fast in a large table as in a small one, where counting is not.
import type { DestinationSession } from '../model/destination.js';

/** @param account rows of this one alone; absent: of all */
export async function hasRows(
  session: Pick<DestinationSession, 'rows'>,
  table: string,
  account?: string,
): Promise<boolean> {
  const query = { ...(account !== undefined && { where: { _account: account } }), limit: 1 };
  for await (const _ of session.rows(table, query)) return true;
  return false;
}
