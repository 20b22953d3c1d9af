// Schemas of a PostgreSQL server for the tests, read by a client of their own, as another program would.
import type { Stored } from '../../connector/destinations/kit/cells.js';
import { postgresDestination } from '../../connector/destinations/postgres/postgres.js';
import { anyOrder, type Fixture } from '../destinations/slices.js';
import { utc } from '../exact-rows.js';
import type { Server } from './server.mjs';

/** Milliseconds for a server that must be installed first. */
export const INSTALL_TIMEOUT = 600_000;

let schemas = 0;

export interface SchemaFixture extends Fixture {
  schema: string;
}

/** A schema that nobody has used. */
export function schemaFixture(server: Server, options: Record<string, string> = {}): SchemaFixture {
  const schema = `t${++schemas}`;
  const destination = () => postgresDestination({ url: server.url(), schema, ...options }, {});
  return {
    schema,
    open: () => destination().open(),
    destination,
    read: (table) => readRows(server, schema, table),
    remove: async () => {
      await server.sql(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    },
  };
}

async function readRows(server: Server, schema: string, table: string): Promise<Record<string, Stored>[]> {
  const columns = await server.sql<[string, string, string, string]>(
    `SELECT column_name, stored_column, stored_table, type FROM ${schema}._ovh_columns WHERE table_name = $1 ORDER BY position`,
    [table],
  );
  if (columns.length === 0) return readView(server, schema, table);
  const names = columns.map(([, stored]) => `to_json(${quote(stored)})::text`).join(', ');
  const from = `${quote(schema)}.${quote(columns[0]?.[2] ?? '')}`;
  const rows = await server.sql<(string | null)[]>(`SELECT ${names} FROM ${from} ORDER BY ctid`);
  return anyOrder(
    rows.map((row) =>
      Object.fromEntries(
        columns.map(([name, , , type], index) => [name, storedOf(row[index] ?? null, type)]),
      ),
    ),
  );
}

/** A view is in no catalogue: its values are as JSON has them. */
async function readView(server: Server, schema: string, view: string): Promise<Record<string, Stored>[]> {
  const rows = await server.sql<[string]>(
    `SELECT row_to_json(v)::text FROM ${quote(schema)}.${quote(view)} v`,
  );
  return rows.map(([json]) => JSON.parse(json) as Record<string, Stored>);
}

/** The JSON of a value as PostgreSQL tells it; written down anew, not by what is tested. */
function storedOf(json: string | null, type: string): Stored {
  if (json === null) return null;
  if (type === 'bigint') return BigInt(json);
  if (type === 'decimal') return json;
  if (type === 'json') return json.replaceAll(/": |, /g, (found) => found.trim());
  if (type === 'timestamp') return utc(JSON.parse(json));
  return JSON.parse(json);
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
