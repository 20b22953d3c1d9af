// All tables of a destination at a glance: rows, when a load last wrote to them, and what is not loaded.
import { missingByTable, type TableMissing } from '../../../reports/read/missing-by-table.js';
import type { QuerySession } from '../../model/query.js';
import type { TableSchema } from '../../model/table.js';
import { countUpTo, textOf } from '../../query/table/read-page.js';
import { tableSql } from '../../query/table/table-sql.js';

export interface TableGlance {
  schema: TableSchema;
  isView: boolean;
  /** Absent where counting took too long. */
  rows?: number;
  /** Beginning of the last run that wrote rows. */
  lastChange?: string;
  /** Objects of the last load of each account that are not loaded now; absent: none. */
  missing?: TableMissing;
}

/** Parts of views, the catalogue of tables, and tables of the engine. */
const INNER = /^(mart_|_ovh_|sqlite_)/;

/** For all tables together, and for one. */
const COUNT_MS = 4_000;
const COUNT_ONE_MS = 1_000;

export async function tablesAtAGlance(session: QuerySession, now: () => number): Promise<TableGlance[]> {
  const schemas = await session.tables();
  const names = new Set(schemas.map(({ table }) => table));
  const changes = await lastChanges(session, names);
  const missing = await missingByTable(session);
  const views = [...(await session.others())].filter((name) => !INNER.test(name)).sort();
  const until = now() + COUNT_MS;
  const found: TableGlance[] = [];
  for (const schema of schemas) {
    const { table } = schema;
    const rows = now() < until ? await countOf(session, table) : undefined;
    const lastChange = changes.get(table);
    const left = missing.get(table);
    found.push({
      schema,
      isView: false,
      ...(rows !== undefined && { rows }),
      ...(lastChange !== undefined && { lastChange }),
      ...(left !== undefined && { missing: left }),
    });
  }
  const shown = views.map((table) => ({ schema: { table, columns: [], primaryKey: [] }, isView: true }));
  return [...found, ...shown];
}

async function countOf(session: QuerySession, name: string): Promise<number | undefined> {
  try {
    const table = await tableSql(session, name);
    return table && (await countUpTo(session, table, [], undefined, { timeoutMs: COUNT_ONE_MS }));
  } catch {
    // A table that was dropped by hand, or too many rows: the rest is shown.
    return undefined;
  }
}

async function lastChanges(session: QuerySession, tables: ReadonlySet<string>): Promise<Map<string, string>> {
  if (!tables.has('_ovh_run') || !tables.has('_ovh_run_source')) return new Map();
  const { rows } = await session.query(
    `SELECT s.table_name, max(r.started_at) AS last FROM ${session.nameOf('_ovh_run_source')} s
     JOIN ${session.nameOf('_ovh_run')} r ON r.run_id = s.run_id WHERE s.rows > 0 GROUP BY s.table_name`,
  );
  return new Map(rows.map(([table, last]) => [String(table), textOf(last) ?? '']));
}
