// What is read, and why a section of it has nothing.
import type { QuerySession } from '../../connector/model/query.js';
import type { Absence } from '../report/report-data.js';
import type { Mart } from '../sql/mart.js';

/** A destination that is open for queries, with the views of the mart. */
export interface ReportDatabase {
  session: QuerySession;
  mart: Pick<Mart, 'empty'>;
}

/** Why a section has nothing, where a view has no rows. */
export function absenceOf(
  { mart }: ReportDatabase,
  view: string,
  refused: ReadonlySet<string>,
  paths: readonly string[] = [],
): Absence {
  const empty = mart.empty.find((each) => each.view === view);
  if (empty !== undefined) return { absent: 'not-loaded', needs: [...empty.presets] };
  const lacking = paths.filter((path) => refused.has(path));
  if (lacking.length > 0) return { absent: 'refused', needs: lacking.map((path) => `GET ${path}`) };
  return { absent: 'nothing', needs: [] };
}
