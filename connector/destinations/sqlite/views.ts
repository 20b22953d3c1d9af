// The views of a SQLite file. Their mark is a comment in their text.
import type { Database } from 'better-sqlite3';
import { isOwnTable } from '../../model/table.js';
import { refuseTaken, VIEW_MARK, type ViewText, viewStatement } from '../../model/view-text.js';
import { catalogedTables } from './catalog.js';
import { quote } from './sql.js';

export function madeViews(db: Database): string[] {
  const names = db
    .prepare<[string], string>("SELECT name FROM sqlite_master WHERE type = 'view' AND instr(sql, ?) > 0")
    .pluck()
    .all(`-- ${VIEW_MARK}`);
  // Under Jest the driver's lists belong to another realm.
  return [...names];
}

export function otherNames(db: Database): string[] {
  const ours = new Set(
    [...catalogedTables(db).map(({ table }) => table), ...madeViews(db)].map((name) => name.toLowerCase()),
  );
  const names = db
    .prepare<[], string>("SELECT lower(name) FROM sqlite_master WHERE type IN ('table', 'view')")
    .pluck()
    .all();
  return [...names].filter((name) => !ours.has(name) && !isOwnTable(name));
}

/** Call it inside a transaction. */
export function makeViews(db: Database, where: string, views: readonly ViewText[]): void {
  const tables = catalogedTables(db).map(({ table }) => table.toLowerCase());
  refuseTaken(views, where, new Set([...otherNames(db), ...tables]));
  for (const name of madeViews(db)) db.exec(`DROP VIEW ${quote(name)}`);
  for (const view of views) {
    const about = (view.about ?? '').replace(/\s+/g, ' ');
    db.exec(viewStatement({ ...view, sql: `-- ${VIEW_MARK}${about}\n${view.sql}` }));
  }
}
