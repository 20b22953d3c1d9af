// The views of spend and proof in a destination: made beside the tables, or for one session of queries.

import type { OwnRule } from '../../../reports/services/rule-set.js';
import { INPUTS } from '../../../reports/sql/inputs.js';
import { type Mart, mart } from '../../../reports/sql/mart.js';
import type { MartSettings } from '../../../reports/sql/view.js';
import type { DestinationConfig } from '../../destinations/kit/kind.js';
import { createDestination } from '../../destinations/registry.js';
import { capabilitiesOf } from '../../model/capabilities.js';
import type { Destination, DestinationSession } from '../../model/destination.js';
import { DestinationError } from '../../model/errors.js';
import type { QuerySession, SqlDialect } from '../../model/query.js';
import type { TableSchema } from '../../model/table.js';
import { type OpenOptions, openQueries } from '../../query/open.js';
import { openChecked } from '../../state/format.js';
import { lockHolder } from '../lock-holder.js';
import type { SourceWithoutKeys } from '../open.js';

export interface InstalledViews {
  location: string;
  /** Views of the contract, in the order in which they are made. */
  views: string[];
  /** Those without rows until more is loaded, and the presets that load it. */
  empty: Mart['empty'];
}

type MartConfig = Pick<SourceWithoutKeys, 'clock'> & {
  config: { destination: DestinationConfig; services: OwnRule[] };
};

/**
 * Makes all views anew. Throws `DestinationError`: `destination-unable` for a kind that has no views, `destination-empty`
 * where nothing was loaded yet, `destination-foreign` where a table of others has the name of a view.
 */
export async function installViews(source: MartConfig, destination?: Destination): Promise<InstalledViews> {
  return withViews(source, destination, async (session, dialect, location) => {
    const made = await martIn(session, dialect, source.config.services);
    await session.views.make(made.views);
    return { location, views: publicNames(made), empty: made.empty };
  });
}

/** Removes the views; the tables stay. Resolves with their names. */
export async function dropViews(source: MartConfig): Promise<string[]> {
  return withViews(source, undefined, async (session) => {
    const made = await session.views.made();
    await session.views.make([]);
    return made;
  });
}

/**
 * After a load, while its lock is held: makes the views where they are wanted or were there. Resolves with why it could
 * not; undefined otherwise.
 */
export async function refreshViews(
  source: SourceWithoutKeys,
  destination: Destination,
  wereThere: boolean,
): Promise<string | undefined> {
  const { sql } = capabilitiesOf(destination);
  if (sql === null || !(source.config.views || wereThere)) return undefined;
  try {
    const session = await openChecked(destination);
    try {
      if (!hasViews(session)) return undefined;
      const made = await martIn(session, sql, source.config.services);
      await session.views.make(made.views);
    } finally {
      await session.close();
    }
  } catch (error) {
    if (!(error instanceof DestinationError)) throw error;
    return error.message;
  }
  return undefined;
}

export interface OpenMartOptions extends OpenOptions {
  env?: NodeJS.ProcessEnv;
  settings?: Partial<MartSettings>;
}

/** Opens a destination for queries, with the views of the mart in this session, whether or not it has them. */
export async function openMart(
  config: { destination: DestinationConfig; services?: readonly OwnRule[] },
  { env, settings, ownProcess }: OpenMartOptions = {},
): Promise<{ session: QuerySession; mart: Mart }> {
  const session = await openQueries(config.destination, env, { ownProcess });
  try {
    const schemas = await session.tables();
    const routes = await routesOf(schemas, async () => {
      const { rows } = await session.query(`SELECT route, table_name FROM ${session.nameOf(DEFINITIONS)}`);
      return rows.map(([route, table]) => [String(route), String(table)] as const);
    });
    const { nameOf } = session;
    const others = await session.others();
    const made = mart(
      session.dialect,
      { schemas, routes, others, nameOf },
      { services: config.services ?? [], ...(settings && { settings }) },
    );
    await session.define(made.views);
    return { session, mart: made };
  } catch (error) {
    await session.close();
    throw error;
  }
}

const DEFINITIONS = '_ovh_definition';

async function martIn(
  session: DestinationSession & Required<Pick<DestinationSession, 'views'>>,
  dialect: SqlDialect,
  services: readonly OwnRule[],
): Promise<Mart> {
  const schemas = await session.tables();
  const routes = await routesOf(schemas, async () => {
    const found: [string, string][] = [];
    for await (const row of session.rows(DEFINITIONS))
      found.push([String(row.route), String(row.table_name)]);
    return found;
  });
  const others = new Set(await session.views.others());
  return mart(dialect, { schemas, routes, others }, { services });
}

/** Tables by the paths of their routes, for definitions that name their tables themselves. */
async function routesOf(
  schemas: readonly TableSchema[],
  read: () => Promise<readonly (readonly [route: string, table: string])[]>,
): Promise<Map<string, string>> {
  if (!schemas.some(({ table }) => table === DEFINITIONS)) return new Map();
  const paths = new Set(Object.values(INPUTS).map(({ path }) => `GET ${path}`));
  const there = new Set(schemas.map(({ table }) => table));
  const found = (await read()).filter(([route, table]) => paths.has(route) && there.has(table));
  return new Map(found.toSorted().map(([route, table]) => [route.slice('GET '.length), table]));
}

function publicNames({ views }: Mart): string[] {
  return views.map(({ name }) => name).filter((name) => !name.startsWith('mart_'));
}

type WithViews = DestinationSession & Required<Pick<DestinationSession, 'views'>>;

function hasViews(session: DestinationSession): session is WithViews {
  return session.views !== undefined;
}

async function withViews<T>(
  source: MartConfig,
  given: Destination | undefined,
  work: (session: WithViews, dialect: SqlDialect, location: string) => Promise<T>,
): Promise<T> {
  const destination = given ?? createDestination(source.config.destination);
  const { sql } = capabilitiesOf(destination);
  if (sql === null) {
    throw new DestinationError(
      'destination-unable',
      `a destination of type "${destination.name}" has no views. Those that have: sqlite, postgres, duckdb. \`views show\` prints them for DuckDB over a folder of Parquet files`,
    );
  }
  const unlock = await destination.lock(lockHolder(source));
  try {
    // Reading first: what was never loaded into is not made by this.
    await (await openChecked(destination, { readOnly: true })).close();
    const session = await openChecked(destination);
    try {
      if (!hasViews(session)) throw new Error(`${destination.name} declares sql and has no views`);
      return await work(session, sql, destination.location);
    } finally {
      await session.close();
    }
  } finally {
    await unlock();
  }
}
