// Does a later load cost what is new, or what is there? Each kind of work is done with a tenth of it, and with all of it: a second
// run beside many known bills, many known ids, many rows; and one run of many slices.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { inFolder, load, withServer } from './rows.mjs';
import { atMost, number } from './sections.mjs';

const FILE = 'scale.db';
const SQLITE = { type: 'sqlite', path: FILE };
const BILLS = [{ preset: 'bills' }];
const FLAT = [{ preset: 'iam_resources' }];
const MANY = [
  { name: 'ids', path: '/many', table: false, read: { item: 'id', unchecked: true } },
  {
    name: 'things',
    path: '/many/{id}',
    parameters: { id: { from: 'ids' } },
    sync: { mode: 'known' },
    read: { unchecked: true },
  },
];
/** Ids of the first run, and as many new ones in the second. */
const FEW = 10;
/** Rows of a slice where slices are counted. */
const SMALL = 100;

export async function scale({ scaleBills, knownIds, tableRows, slices, quick }) {
  const works = [
    [(n) => `${number(n)} known bills`, scaleBills, secondOfBills],
    [(n) => `${number(n)} known ids`, knownIds, besideKnown],
    [(n) => `${number(n)} rows in the table`, tableRows, besideRows],
    [(n) => `${number(n)} slices`, slices, manySlices],
  ];
  const loads = [];
  const rows = [];
  const bars = [];
  for (const [words, whole, run] of works) {
    const [tenth, all] = [await run(Math.round(whole / 10)), await run(whole)];
    loads.push({ work: words(whole / 10), ...tenth }, { work: words(whole), ...all });
    rows.push([
      words(whole),
      ...[tenth, all].flatMap((one) => [one.cpuSeconds.toFixed(2), number(Math.round(one.peakMegabytes))]),
      number(all.calls),
    ]);
    if (!quick)
      bars.push(
        atMost(
          `${words(whole)}: at most 1.25 × the memory of a tenth + 50 MB`,
          all.peakMegabytes,
          tenth.peakMegabytes * 1.25 + 50,
        ),
      );
  }
  return {
    title: 'Scale: CPU and memory of a run, with a tenth and with all of it',
    heads: ['beside', 'a tenth: CPU s', 'peak MB', 'all: CPU s', 'peak MB', 'calls'],
    rows,
    bars,
    loads,
  };
}

function secondOfBills(bills) {
  return withServer({ bills }, (server) =>
    inFolder(async (folder) => {
      await load(server, SQLITE, BILLS, folder);
      return load(server, SQLITE, BILLS, folder);
    }),
  );
}

/** The state of a small load is written again for more ids, and all but a few of those are listed then. */
function besideKnown(ids) {
  const sql = `INSERT INTO _ovh_known (account, source, fingerprint, item, load_id, is_final)
    SELECT account, source, fingerprint, '"id-' || n.value || '"', load_id, is_final
    FROM (SELECT * FROM _ovh_known WHERE source = 'things' LIMIT 1), numbers AS n WHERE n.value >= ${FEW}`;
  return afterCopy(sql, ids, ids + FEW);
}

function besideRows(rows) {
  const sql = `INSERT INTO things (_account, id, _run_id, _loaded_at, text, count)
    SELECT _account, 'more-' || n.value, _run_id, _loaded_at, text, count
    FROM (SELECT * FROM things LIMIT 1), numbers AS n WHERE n.value >= ${FEW}`;
  return afterCopy(sql, rows, 2 * FEW);
}

/** @param sql writes what there is `count` of; `numbers` has as many @param listed ids in the second run */
function afterCopy(sql, count, listed) {
  return inFolder(async (folder) => {
    await withServer({ ids: FEW, bills: FEW }, (server) => load(server, SQLITE, MANY, folder));
    const db = new Database(join(folder, FILE));
    db.exec(
      `WITH RECURSIVE numbers(value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM numbers WHERE value < ${count - 1}) ${sql}`,
    );
    db.close();
    return withServer({ ids: listed, bills: FEW }, (server) => load(server, SQLITE, MANY, folder));
  });
}

function manySlices(slices) {
  const options = { sliceRoots: SMALL, sliceRecords: SMALL };
  return withServer({ rows: slices * SMALL, bills: FEW }, (server) =>
    inFolder((folder) => load(server, SQLITE, FLAT, folder, options)),
  );
}
