// Checks before the first call whether existing tables can take the rows of a plan, and says what repairs them.
import type { DestinationSession } from '../model/destination.js';
import { DestinationError } from '../model/errors.js';
import type { Plan, PlanNode } from '../model/plan.js';
import type { TableSchema } from '../model/table.js';
import { checkKey } from '../shape/keys.js';
import { hasRows } from './has-rows.js';
import { routeText } from './known/definition-parts.js';
import { DEFINITIONS } from './known/state-tables.js';
import { tablesBelow } from './tables-below.js';

export interface IncompatibleTable {
  source: string;
  message: string;
}

/** Tables whose rows would be wrong with those of the plan among them. An empty table is always compatible. */
export async function incompatibleTables(
  session: DestinationSession,
  plan: Plan,
): Promise<IncompatibleTable[]> {
  const tables = new Map((await session.tables()).map((schema) => [schema.table, schema]));
  const routes = await routesOf(session, plan);
  const found: IncompatibleTable[] = [];
  for (const node of plan.nodes) {
    const schema = tables.get(node.table.table);
    if (!node.load || !schema) continue;
    const message = routes.get(node.name) ?? keyProblem(node, schema);
    if (message !== undefined && (await hasRows(session, schema.table)))
      found.push({ source: node.name, message });
  }
  return found;
}

/** The existing tables, without empty ones that have another key: these are created again. */
export async function compatibleTables(session: DestinationSession, plan: Plan): Promise<TableSchema[]> {
  const schemas = await session.tables();
  const own = plan.nodes.map(({ table }) => table.table);
  const gone = new Set<string>();
  for (const node of plan.nodes) {
    const schema = schemas.find(({ table }) => table === node.table.table);
    if (!node.load || !schema || schema.columns.length === 0 || keyProblem(node, schema) === undefined)
      continue;
    for (const { table } of tablesBelow(schema.table, schemas, own)) {
      if (!(await hasRows(session, table))) gone.add(table);
    }
  }
  return schemas.filter(({ table }) => !gone.has(table));
}

/** Source objects whose tables have rows of another route. */
async function routesOf(session: DestinationSession, plan: Plan): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const nodes = new Map(plan.nodes.map((node) => [node.name, node]));
  for await (const { account, source, route: before, tableName: table } of DEFINITIONS.read(session)) {
    const node = nodes.get(source);
    if (!node || node.table.table !== table || routeText(node) === before) continue;
    if (!(await hasRows(session, table, account))) continue;
    found.set(
      node.name,
      `the table "${table}" has rows of ${before}, and those of ${routeText(node)} would come among them. ${advice(node)}`,
    );
  }
  return found;
}

function keyProblem(node: PlanNode, schema: TableSchema): string | undefined {
  try {
    checkKey(node.table, schema);
    return undefined;
  } catch (error) {
    if (!(error instanceof DestinationError)) throw error;
    return error.message;
  }
}

function advice({ name }: PlanNode): string {
  return `Give the source object another technical name, or start its table over: \`source-ovhcloud reset ${name} --data\``;
}
