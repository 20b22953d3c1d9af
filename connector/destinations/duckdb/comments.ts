// Comments on tables and columns of a DuckDB file.
import type { TableComments } from '../../model/comments.js';
import { CATALOG, type CommentRow, commentsOf } from '../kit/catalog-rows.js';
import type { Connection } from './database.js';
import { quote } from './sql.js';

export async function readComments(connection: Connection): Promise<TableComments[]> {
  const rows = await connection.query(
    `SELECT k.table_name, k.column_name, c.comment, t.comment FROM ${CATALOG} k
     JOIN duckdb_tables() t ON t.database_name = current_database() AND t.schema_name = 'main'
       AND t.table_name = k.table_name
     JOIN duckdb_columns() c ON c.table_oid = t.table_oid AND c.database_name = t.database_name
       AND lower(c.column_name) = lower(k.column_name)`,
  );
  return commentsOf(
    rows.map(([table, column, comment, ofTable]): CommentRow => {
      return {
        table: String(table),
        column: String(column),
        comment: comment === null || comment === undefined ? null : String(comment),
        ofTable: ofTable === null || ofTable === undefined ? null : String(ofTable),
      };
    }),
  );
}

/** Call it inside a transaction that has written no rows. */
export async function writeComments(connection: Connection, tables: readonly TableComments[]): Promise<void> {
  for (const { table, comment, columns } of tables) {
    if (comment !== undefined)
      await connection.run(`COMMENT ON TABLE ${quote(table)} IS ${literal(comment)}`);
    for (const [name, text] of Object.entries(columns))
      await connection.run(`COMMENT ON COLUMN ${quote(table)}.${quote(name)} IS ${literal(text)}`);
  }
}

/** COMMENT takes no parameters; a backslash in a text of DuckDB is a backslash. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
