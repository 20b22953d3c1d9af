// How fast does each destination take rows? No call and no shaping: rows that are ready, in slices as a load makes them.
import { serverPrograms, startServer } from '../postgres/server.mjs';
import { measureDestination } from './measure.mjs';
import { atMost, number } from './sections.mjs';

const FOLDERS = ['parquet', 'jsonl', 'csv'];

/** Megabytes for the largest number of rows; DuckDB may use 512 of them beside the process's own. */
const MOST_MEMORY = { parquet: 300, duckdb: 700 };

/** New rows, then the same rows again; some also with the largest number, for their memory. */
export async function destinations({ destinationRows, quick }) {
  const [rows, most = rows] = destinationRows;
  const hasServer = serverPrograms() !== undefined;
  const loads = [await measureDestination('sqlite', { rows })];
  if (hasServer) loads.push(await measurePostgres({ rows }));
  loads.push(await measureDestination('duckdb', { rows }));
  for (const type of FOLDERS) loads.push(await measureDestination(type, { rows }));
  const large = [];
  for (const type of most > rows ? Object.keys(MOST_MEMORY) : [])
    large.push(await measureDestination(type, { rows: most, isOnce: true }));
  const missing = hasServer ? '' : ' (no PostgreSQL server here)';
  return {
    title: `Destinations: rows of 12 columns in slices of 5,000, merged by key${missing}`,
    heads: [
      'destination',
      'rows',
      'new rows/s',
      'the same again/s',
      'CPU s for 100,000 new',
      'for the files',
      'peak MB',
      'MB on disk',
      'MB of files',
    ],
    rows: [...loads, ...large].map(cells),
    bars: quick
      ? []
      : large.map(({ type, peakMegabytes }) =>
          atMost(`${type}: peak memory`, peakMegabytes, MOST_MEMORY[type]),
        ),
    loads: [...loads, ...large],
  };
}

/** As a server is: what is committed is on the disk. */
async function measurePostgres(job) {
  const server = await startServer({ fsync: 'on' });
  try {
    return await measureDestination('postgres', { ...job, options: { url: server.url() } });
  } finally {
    await server.stop();
  }
}

function cells(load) {
  const of100k = (seconds) => ((seconds / load.rows) * 100_000).toFixed(1);
  const size = (megabytes) => (megabytes === undefined ? '' : megabytes.toFixed(1));
  return [
    load.type,
    number(load.rows),
    number(Math.round(load.rows / load.seconds)),
    load.againSeconds === undefined ? '' : number(Math.round(load.rows / load.againSeconds)),
    of100k(load.cpuSeconds),
    of100k(load.publishCpuSeconds),
    number(Math.round(load.peakMegabytes)),
    size(load.megabytes),
    size(load.publicMegabytes),
  ];
}
