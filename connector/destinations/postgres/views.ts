// The views of a PostgreSQL schema. Their mark is their comment.

import { isOwnTable } from '../../model/table.js';
import { refuseTaken, VIEW_MARK, type ViewText, viewComment, viewStatement } from '../../model/view-text.js';
import { catalogedTables } from './catalog.js';
import type { Connection } from './connection.js';
import { quote } from './sql.js';

const RELATIONS = `FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_description k ON k.objoid = c.oid AND k.classoid = 'pg_class'::regclass AND k.objsubid = 0
  WHERE n.nspname = $1`;
const IS_MADE = `c.relkind = 'v' AND coalesce(starts_with(k.description, '${VIEW_MARK}'), false)`;

export async function madeViews(connection: Connection, schema: string): Promise<string[]> {
  const rows = await connection.query(`SELECT c.relname ${RELATIONS} AND ${IS_MADE} ORDER BY c.oid`, [
    schema,
  ]);
  return rows.map(([name]) => name ?? '');
}

export async function otherNames(connection: Connection, schema: string): Promise<string[]> {
  const ours = new Set((await catalogedTables(connection, schema)).map(({ table }) => table.toLowerCase()));
  const rows = await connection.query(
    `SELECT lower(c.relname) ${RELATIONS} AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT (${IS_MADE})`,
    [schema],
  );
  return rows.map(([name]) => name ?? '').filter((name) => !ours.has(name) && !isOwnTable(name));
}

/** Call it inside a transaction. Views of others that read these stay, as long as these keep their columns. */
export async function makeViews(
  connection: Connection,
  schema: string,
  views: readonly ViewText[],
): Promise<void> {
  const place = `${quote(schema)}.`;
  const tables = (await catalogedTables(connection, schema)).map(({ table }) => table.toLowerCase());
  const taken = new Set([...(await otherNames(connection, schema)), ...tables]);
  refuseTaken(views, connection.server.where, taken);
  const wanted = new Set(views.map(({ name }) => name));
  const before = await madeViews(connection, schema);
  const path = await connection.value("SELECT current_setting('search_path')");
  await connection.run("SELECT set_config('search_path', $1, true)", [quote(schema)]);
  const isKept = before.length > 0 && before.every((name) => wanted.has(name));
  if (!isKept || !(await isReplaced(connection, place, views))) {
    await dropViews(connection, schema);
    for (const view of views) await connection.run(viewStatement(view, place));
  }
  for (const view of views) {
    await connection.run(`COMMENT ON VIEW ${place}${quote(view.name)} IS ${viewComment(view)}`);
  }
  await connection.run("SELECT set_config('search_path', $1, true)", [path ?? '']);
}

/** Whether all of them could be replaced in their places. */
async function isReplaced(
  connection: Connection,
  place: string,
  views: readonly ViewText[],
): Promise<boolean> {
  await connection.run('SAVEPOINT views');
  try {
    for (const view of views) await connection.run(viewStatement(view, place, 'CREATE OR REPLACE VIEW'));
    await connection.run('RELEASE SAVEPOINT views');
    return true;
  } catch {
    await connection.run('ROLLBACK TO SAVEPOINT views');
    return false;
  }
}

/** Removes the views that were made, the latest first. Call it inside a transaction. */
export async function dropViews(connection: Connection, schema: string): Promise<void> {
  const made = await madeViews(connection, schema);
  for (const name of made.reverse()) await connection.run(`DROP VIEW ${quote(schema)}.${quote(name)}`);
}
