// The views of a DuckDB file. Their mark is their comment.

import { isOwnTable } from '../../model/table.js';
import { refuseTaken, VIEW_MARK, type ViewText, viewComment, viewStatement } from '../../model/view-text.js';
import { catalogedTables } from './catalog.js';
import type { Connection } from './database.js';
import { quote } from './sql.js';

export async function madeViews(connection: Connection): Promise<string[]> {
  const rows = await connection.query(
    `SELECT view_name FROM duckdb_views() WHERE database_name = current_database() AND schema_name = 'main'
     AND NOT internal AND NOT temporary AND starts_with(coalesce(comment, ''), ?)`,
    [VIEW_MARK],
  );
  return rows.map(([name]) => String(name));
}

export async function otherNames(connection: Connection): Promise<string[]> {
  const tables = (await catalogedTables(connection)).map(({ table }) => table);
  const ours = new Set([...tables, ...(await madeViews(connection))].map((name) => name.toLowerCase()));
  const rows = await connection.query(
    `SELECT lower(table_name) FROM information_schema.tables
     WHERE table_catalog = current_database() AND table_schema = 'main'`,
  );
  return rows.map(([name]) => String(name)).filter((name) => !ours.has(name) && !isOwnTable(name));
}

/** Call it inside a transaction. */
export async function makeViews(connection: Connection, views: readonly ViewText[]): Promise<void> {
  const tables = (await catalogedTables(connection)).map(({ table }) => table.toLowerCase());
  const taken = new Set([...(await otherNames(connection)), ...tables]);
  refuseTaken(views, `DuckDB file ${connection.file}`, taken);
  for (const name of await madeViews(connection)) await connection.run(`DROP VIEW ${quote(name)}`);
  for (const view of views) {
    await connection.run(viewStatement(view));
    await connection.run(`COMMENT ON VIEW ${quote(view.name)} IS ${viewComment(view)}`);
  }
}
