// Shows the tables of a SQLite file: how many rows, and the first few of some.
import { print } from './output.js';
import { tableText } from './table-text.js';

const SAMPLE_ROWS = 3;

/** Columns that every table has, which say nothing to a first reader. */
const OWN_COLUMNS = new Set(['_account', '_run_id', '_loaded_at']);

export async function showTables(file: string, sampled: readonly string[]): Promise<void> {
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
    const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
    const count = (name: string) =>
      String(
        database
          .prepare(`select count(*) from ${quoted(name)}`)
          .pluck()
          .get(),
      );
    print(
      tableText(
        ['table', 'rows'],
        names.map((name) => [name, count(name)]),
        { right: [1] },
      ).join('\n'),
    );
    for (const name of names.filter((candidate) => sampled.includes(candidate))) {
      const total = Number(count(name));
      // From the middle: the first rows of the sandbox are its edge cases.
      const skip = Math.max(0, Math.min(Math.floor(total / 2), total - SAMPLE_ROWS));
      const rows = database
        .prepare(`select * from ${quoted(name)} limit ${SAMPLE_ROWS} offset ${skip}`)
        .all() as Record<string, unknown>[];
      const heads = Object.keys(rows[0] ?? {}).filter((head) => !OWN_COLUMNS.has(head));
      const cells = rows.map((row) => heads.map((head) => (row[head] === null ? '' : String(row[head]))));
      print(`\n${name} (${rows.length} of ${total}):`);
      print(tableText(heads, cells, { width: process.stdout.columns ?? 160 }).join('\n'));
    }
    print();
  } finally {
    database.close();
  }
}
