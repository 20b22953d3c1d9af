// Shows the tables of a SQLite file that have rows: how many, and sample rows of some.

import { tableText } from '../text/table-text.js';
import { print, printText, textColumns } from './output.js';

export const SAMPLE_ROWS = 3;

export interface Sample {
  table: string;
  /** Columns that a first reader understands. */
  columns: readonly string[];
  /** SQL after `from` that selects the rows. */
  which: string;
}

export async function showTables(file: string, samples: readonly Sample[]): Promise<void> {
  const { default: Database } = await import('better-sqlite3');
  const database = new Database(file, { readonly: true, fileMustExist: true });
  try {
    database.defaultSafeIntegers(true);
    const names = database
      .prepare(
        "select name from sqlite_master where type = 'table' and name not like '\\_%' escape '\\' order by rowid",
      )
      .pluck()
      .all() as string[];
    const counts = new Map(
      names.map((name) => [
        name,
        String(
          database
            .prepare(`select count(*) from ${quoted(name)}`)
            .pluck()
            .get(),
        ),
      ]),
    );
    const filled = [...counts].filter(([, count]) => count !== '0');
    const whole = { right: [1], width: textColumns(), allColumns: true };
    printText(tableText(['table', 'rows'], filled, whole).join('\n'));
    for (const { table, columns, which } of samples.filter((sample) => counts.has(sample.table))) {
      const heads = columns.map(quoted).join(', ');
      const sql = `select ${heads} from ${quoted(table)} ${which} limit ${SAMPLE_ROWS}`;
      const rows = database.prepare(sql).raw().all() as unknown[][];
      const cells = rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
      const all = database.pragma(`table_info(${quoted(table)})`) as unknown[];
      print();
      print(
        `${table} (${rows.length} of ${counts.get(table)} rows, ${columns.length} of ${all.length} columns):`,
      );
      printText(tableText([...columns], cells, { width: textColumns() }).join('\n'));
    }
    print();
  } finally {
    database.close();
  }
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
