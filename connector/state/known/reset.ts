// Reset: removes the state of source objects, so that the next load reads them again; and their rows, if asked for.
import type { DestinationSession } from '../../model/destination.js';
import { ConfigError } from '../../model/errors.js';
import { nearest } from '../../model/names.js';
import type { Plan } from '../../model/plan.js';
import { SNAPSHOTS } from '../../model/snapshots.js';
import type { Cell, RowBatch, TableSchema } from '../../model/table.js';
import { PlanGraph } from '../../plan/plan-graph.js';
import { tablesBelow } from '../tables-below.js';
import { DEFINITIONS, removal, stateTables } from './state-tables.js';

export interface ResetRequest {
  /** Absent: all that the configuration names, and all that is remembered. */
  names?: readonly string[];
  /** The rows go too, with those of the rest of the trees. */
  data: boolean;
  /** Only the rows of what is named. */
  alone?: boolean;
}

/** What a reset takes away of one source object. */
export interface ResetScope {
  name: string;
  /** Rows of state: known items, interrupted loads, cursors. */
  remembered: number;
  /** Rows of this account; none are listed where they stay. */
  tables: { schema: TableSchema; rows: number }[];
  /** The source object that is named, where this one only belongs to its tree. */
  belongsTo?: string;
}

/** Names of the source objects that can be reset: those of the plan, and those that were loaded before. */
export async function resettable(
  session: DestinationSession,
  plan: Plan,
  account: string,
): Promise<string[]> {
  return [...(await ownTables(session, plan, account)).keys()];
}

/** Counts first, and changes nothing. Throws `ConfigError` for a name that nobody knows. */
export async function resetScope(
  session: DestinationSession,
  plan: Plan,
  account: string,
  { names, data, alone = false }: ResetRequest,
): Promise<ResetScope[]> {
  const schemas = await session.tables();
  const graph = new PlanGraph(plan);
  const own = await ownTables(session, plan, account);
  const scopes: ResetScope[] = [];
  const named = checked(names, [...own.keys()]);
  const along = data && !alone ? restOfTrees(named, graph) : new Map<string, string>();
  for (const name of [...named, ...along.keys()]) {
    const below = tablesBelow(own.get(name) ?? '', schemas, [...own.values()]);
    const tables = [];
    for (const schema of data ? below : []) {
      tables.push({ schema, rows: (await session.count(schema.table, account)) ?? 0 });
    }
    const remembered = await countState(session, schemas, account, statesOf(name, graph));
    const belongsTo = along.get(name);
    scopes.push({ name, remembered, tables, ...(belongsTo !== undefined && { belongsTo }) });
  }
  return scopes;
}

/**
 * What hangs on the same roots, each with the name that it belongs to: without it, rows are there without those that belong
 * to them. Snapshots and appended rows stay, because no load brings them back.
 */
function restOfTrees(named: readonly string[], graph: PlanGraph): Map<string, string> {
  const rest = new Map<string, string>();
  for (const name of named) {
    const node = graph.node(name);
    const root = node && (graph.above(node).at(-1) ?? node);
    for (const other of root ? graph.branch(root) : []) {
      const isLasting = other.table.snapshot || other.table.writeDisposition === 'append';
      const isRead = other.load && other.definition.method === 'GET';
      if (isRead && !isLasting && !named.includes(other.name) && !rest.has(other.name))
        rest.set(other.name, name);
    }
  }
  return rest;
}

/** All of it in one transaction. */
export async function reset(
  session: DestinationSession,
  plan: Plan,
  account: string,
  scopes: readonly ResetScope[],
  runId: string,
): Promise<void> {
  const graph = new PlanGraph(plan);
  const states = [...new Set(scopes.flatMap(({ name }) => statesOf(name, graph)))];
  const emptied = scopes.filter(({ tables }) => tables.length > 0).map(({ name }) => name);
  const pairs = (names: readonly string[]) => names.map((name): Cell[] => [account, name]);
  const schemas = await session.tables();
  const batches: RowBatch[] = stateTables(schemas).map((schema) =>
    removal(schema, ['account', 'source'], pairs(schema.table === DEFINITIONS.table ? emptied : states)),
  );
  const removed = scopes.flatMap(({ tables }) => tables.map(({ schema }) => schema));
  for (const schema of removed) batches.push(removal(schema, ['_account'], [[account]]));
  if (schemas.some(({ table }) => table === SNAPSHOTS.table)) {
    const latest = removed.map(({ table: tableName }) => ({ tableName, account }));
    batches.push(SNAPSHOTS.removal(['tableName', 'account'], latest));
  }
  await session.commit({ runId, batches: inTurn(batches) });
}

/** Tables by source object: those of the plan, and those that were loaded under names that it has no more. */
async function ownTables(session: DestinationSession, plan: Plan, account: string) {
  const own = new Map<string, string>();
  for await (const { source, tableName } of DEFINITIONS.read(session, { where: { account } })) {
    own.set(source, tableName);
  }
  for (const { name, table } of plan.nodes) own.set(name, table.table);
  return own;
}

function checked(names: readonly string[] | undefined, known: string[]): readonly string[] {
  const issues = (names ?? [])
    .filter((name) => !known.includes(name))
    .map((name) => {
      const guess = nearest(name, known);
      const message = guess ? `did you mean "${guess}"?` : `known are ${known.join(', ')}`;
      return {
        code: 'config-name-unknown' as const,
        where: `source object "${name}"`,
        message: `there is none of this name: ${message}`,
      };
    });
  if (issues.length > 0) throw new ConfigError(issues);
  return names ?? known;
}

/** State is stored for the root and for what is directly below it: nothing is read again without that of all above. */
function statesOf(name: string, graph: PlanGraph): string[] {
  const node = graph.node(name);
  return [name, ...(node ? graph.above(node) : []).map((above) => above.name)];
}

async function countState(
  session: DestinationSession,
  schemas: readonly TableSchema[],
  account: string,
  sources: readonly string[],
): Promise<number> {
  let count = 0;
  for (const { table } of stateTables(schemas)) {
    if (table === DEFINITIONS.table) continue;
    for (const source of sources) {
      for await (const _ of session.rows(table, { where: { account, source } })) count++;
    }
  }
  return count;
}

async function* inTurn(batches: RowBatch[]): AsyncGenerator<RowBatch> {
  yield* batches;
}
