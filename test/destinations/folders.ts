// Folders for the tests, read through a second session. Rows of tables with a key are in no order.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { Stored } from '../../connector/destinations/kit/cells.js';
import type { DestinationConfig } from '../../connector/destinations/kit/kind.js';
import { createDestination } from '../../connector/destinations/registry.js';
import { tableSession } from '../../connector/destinations/testing/context.js';
import type { Destination } from '../../connector/model/destination.js';
import { Decimal } from '../../connector/model/json.js';
import { type Cell, JsonText } from '../../connector/model/table.js';
import type { Fixture } from './slices.js';

/** Equal to the same rows in any order. */
class AnyOrder<T> extends Array<T> {}

expect.addEqualityTesters([
  function (this: { equals(a: unknown, b: unknown): boolean }, found: unknown, expected: unknown) {
    if (!(found instanceof AnyOrder) || !Array.isArray(expected)) return undefined;
    const left = [...expected];
    for (const row of found) {
      const at = left.findIndex((other) => this.equals(row, other));
      if (at < 0) return false;
      left.splice(at, 1);
    }
    return left.length === 0;
  },
]);

export interface FolderFixture extends Fixture {
  folder: string;
}

export async function folderFixture(config: DestinationConfig): Promise<FolderFixture> {
  const above = await mkdtemp(join(tmpdir(), 'ovh-folder-'));
  const folder = join(above, 'data');
  const destination = () => createDestination({ ...config, path: folder });
  return {
    folder,
    destination,
    open: async () => tableSession(await destination().open()),
    read: (table) => readTable(destination(), table),
    remove: () => rm(above, { recursive: true, force: true }),
  };
}

/** All rows; those of tables with a key in any order. */
export async function readTable(destination: Destination, table: string): Promise<Record<string, Stored>[]> {
  const session = await destination.open({ readOnly: true });
  const rows: Record<string, Stored>[] = [];
  for await (const row of session.rows(table)) rows.push(storedRow(row));
  const schema = (await session.tables()).find((one) => one.table.toLowerCase() === table.toLowerCase());
  await session.close();
  const [key] = schema?.primaryKey ?? [];
  if (key === undefined) return rows;
  const { compare } = new Intl.Collator('en', { numeric: true });
  return AnyOrder.from(rows.sort((a, b) => compare(String(a[key]), String(b[key]))));
}

function storedRow(row: Record<string, Cell>): Record<string, Stored> {
  return Object.fromEntries(
    Object.entries(row).map(([name, cell]) => [
      name,
      cell instanceof Decimal || cell instanceof JsonText ? cell.text : (cell as Stored),
    ]),
  );
}
