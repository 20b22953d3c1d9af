// Comments on tables and columns of a schema. Only their owner may write them: other tables are not listed.
import type { TableComments } from '../../model/comments.js';
import { CATALOG, type CommentRow, commentsOf } from '../kit/catalog-rows.js';
import type { Connection } from './connection.js';
import { column, tableName } from './sql.js';

export async function readComments(connection: Connection, schema: string): Promise<TableComments[]> {
  const rows = await connection.query(
    `SELECT k.table_name, k.column_name, d.description, obj_description(c.oid, 'pg_class')
     FROM ${tableName(schema, CATALOG)} k
     JOIN pg_namespace n ON n.nspname = $1
     JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = k.stored_table AND c.relkind IN ('r', 'p')
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = k.stored_column AND NOT a.attisdropped
     LEFT JOIN pg_description d
       ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = a.attnum
     WHERE pg_has_role(c.relowner, 'USAGE')`,
    [schema],
  );
  return commentsOf(
    rows.map(([table, name, comment, ofTable]): CommentRow => {
      return { table: table ?? '', column: name ?? '', comment: comment ?? null, ofTable: ofTable ?? null };
    }),
  );
}

/** Call it inside a transaction. */
export async function writeComments(
  connection: Connection,
  schema: string,
  tables: readonly TableComments[],
): Promise<void> {
  const statements = tables.flatMap(({ table, comment, columns }) => {
    const name = tableName(schema, table);
    return [
      ...(comment === undefined ? [] : [`COMMENT ON TABLE ${name} IS ${literal(comment)}`]),
      ...Object.entries(columns).map(
        ([one, text]) => `COMMENT ON COLUMN ${name}.${column(one)} IS ${literal(text)}`,
      ),
    ];
  });
  await connection.script(statements.join(';\n'));
}

/** COMMENT takes no parameters. This form means the same whatever `standard_conforming_strings` is. */
function literal(text: string): string {
  return ` E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
