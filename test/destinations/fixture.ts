// The fixture of a destination that keeps its data below a folder: a folder of its own for each test.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stored } from '../../connector/destinations/kit/cells.js';
import { tableSession } from '../../connector/destinations/testing/context.js';
import type { Destination } from '../../connector/model/destination.js';
import { Decimal } from '../../connector/model/json.js';
import { type Cell, JsonText } from '../../connector/model/table.js';
import { anyOrder, type Fixture } from './slices.js';

/** Read through a session of its own that was opened to read. Rows of a table with a key are in no order. */
export async function placeFixture(make: (folder: string) => Destination): Promise<Fixture> {
  const folder = await mkdtemp(join(tmpdir(), 'ovh-destination-'));
  const destination = () => make(folder);
  return {
    destination,
    open: async () => tableSession(await destination().open()),
    read: (table) => rowsOf(destination(), table),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function rowsOf(destination: Destination, table: string): Promise<Record<string, Stored>[]> {
  const session = await destination.open({ readOnly: true });
  const rows: Record<string, Stored>[] = [];
  for await (const row of session.rows(table)) rows.push(storedRow(row));
  const schema = (await session.tables()).find((one) => one.table.toLowerCase() === table.toLowerCase());
  await session.close();
  return schema?.primaryKey.length ? anyOrder(rows) : rows;
}

function storedRow(row: Record<string, Cell>): Record<string, Stored> {
  return Object.fromEntries(
    Object.entries(row).map(([name, cell]) => [
      name,
      cell instanceof Decimal || cell instanceof JsonText ? cell.text : (cell as Stored),
    ]),
  );
}
