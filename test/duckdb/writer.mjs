// A process that commits slices one after the other, each with a new number in every row, and says which one it began.
import { duckdbDestination } from '../../dist/connector/destinations/duckdb/duckdb.js';

const ROWS = 3000;
const session = await duckdbDestination({ path: process.argv[2] ?? '' }).open();

function batch(table, columns, key, rows) {
  const list = Object.entries(columns).map(([name, type]) => ({ name, type, path: name }));
  return { schema: { table, columns: list, primaryKey: key }, rows };
}

/** Every third slice widens a column and adds one, so that a kill falls into those too. */
async function* slice(n) {
  const ids = Array.from({ length: ROWS }, (_, index) => index);
  yield batch(
    'bill',
    { id: 'bigint', n: 'bigint', [`c${Math.floor(n / 3)}`]: 'bigint' },
    ['id'],
    ids.map((id) => [id, n, n]),
  );
  yield batch(
    'line',
    { id: 'text', n: 'bigint' },
    ['id'],
    ids.map((id) => [`${id}`, n]),
  );
}

for (let n = Number(process.argv[3]); ; n++) {
  process.stdout.write(`${n}\n`);
  await session.commit({ runId: 'r', batches: slice(n) });
}
