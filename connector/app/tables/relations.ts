// Which tables hang on which, and by which columns: from the plan, and from what lists in objects have become.
import type { Plan, PlanNode } from '../../model/plan.js';
import { isOwnTable, type TableSchema } from '../../model/table.js';
import { routeOf } from '../../plan/path-template.js';
import { joinPath, parameterPath } from '../../shape/paths.js';

/** A table and one that hangs on it. */
export interface Relation {
  parent: string;
  child: string;
  /** Columns of both that are equal: the parent's, the child's. */
  columns: [parent: string, child: string][];
  /** Of all that the child hangs on, the nearest. */
  isNearest: boolean;
  /** Columns whose sum over the children should be the amount of the parent. */
  amounts?: { parent: string; child: string };
}

/** Paths of what a document says and of what its lines add up to. */
const OF_DOCUMENT = 'priceWithoutTax.value';
const OF_LINE = 'totalPrice.value';

export function relationsOf(plans: readonly Plan[], schemas: readonly TableSchema[]): Relation[] {
  const byName = new Map(schemas.map((schema) => [schema.table, schema]));
  const found = plans.flatMap((plan) => planned(plan, byName));
  const sources = new Set(plans.flatMap(({ nodes }) => nodes.map(({ table }) => table.table)));
  const lists = schemas
    .filter(({ table }) => !isOwnTable(table) && !sources.has(table))
    .flatMap((schema) => ofList(schema, schemas));
  const unique = new Map([...found, ...lists].map((each) => [`${each.parent} ${each.child}`, each]));
  return [...unique.values()];
}

/** A source object with its table, and where the values of its path come from. */
interface Loaded {
  node: PlanNode;
  schema: TableSchema;
  /** By origin (`bill_ids#`, `bills#orderId`): the path of the column. */
  parameters: ReadonlyMap<string, string>;
  route: string;
}

function planned(plan: Plan, schemas: ReadonlyMap<string, TableSchema>): Relation[] {
  const nodes = new Map(plan.nodes.map((node) => [node.name, node]));
  const loaded = plan.nodes.flatMap((node): Loaded[] => {
    const schema = schemas.get(node.table.table);
    if (!node.load || !schema) return [];
    const parameters = node.table.parameters.flatMap((parameter): [string, string][] => {
      const origin = originOf(node, parameter, nodes);
      return origin === undefined ? [] : [[origin, parameterPath(parameter)]];
    });
    return [{ node, schema, parameters: new Map(parameters), route: routeOf(node.path) }];
  });
  return loaded.flatMap((child) => {
    const above = loaded
      .flatMap((parent) => {
        const columns = parent === child ? [] : sharedColumns(parent, child);
        return columns.length === 0 ? [] : [{ parent, columns }];
      })
      .sort((a, b) => b.columns.length - a.columns.length || b.parent.route.length - a.parent.route.length);
    return above.map(({ parent, columns }, at) =>
      relation(parent.schema, child.schema, [...account(parent.schema, child.schema), ...columns], at === 0),
    );
  });
}

/** What names the parent, in the child: its items, or the values of its own path where the child's path goes on. */
function sharedColumns(parent: Loaded, child: Loaded): [string, string][] {
  const own = [...child.parameters].filter(([origin]) => origin.startsWith(`${parent.node.name}#`));
  const isBelow = own.length > 0 || child.route.startsWith(`${parent.route}/`);
  if (!isBelow || [...parent.parameters.keys()].some((origin) => !child.parameters.has(origin))) return [];
  const items = own.map(([origin, path]): [string, string] => {
    const field = origin.slice(parent.node.name.length + 1);
    return [field === '' ? joinPath([parent.node.table.item]) : field, path];
  });
  const values = [...parent.parameters].map(([origin, path]): [string, string] => [
    path,
    child.parameters.get(origin) ?? path,
  ]);
  return [...values, ...items].flatMap(([above, below]): [string, string][] => {
    const names = [nameAt(parent.schema, above), nameAt(child.schema, below)];
    return names[0] === undefined || names[1] === undefined ? [] : [[names[0], names[1]]];
  });
}

/** The list whose items, or fields of them, are the values of a parameter; undefined for constants. */
function originOf(
  node: PlanNode,
  parameter: string,
  nodes: ReadonlyMap<string, PlanNode>,
): string | undefined {
  const binding = node.bindings.find((each) => each.parameter === parameter);
  if (!binding || binding.kind === 'constant') return undefined;
  if (binding.kind === 'item') return `${binding.source}#${binding.field ?? ''}`;
  const source = nodes.get(binding.source);
  return source && originOf(source, binding.sourceParameter, nodes);
}

/** Rows of a list in an object have the key of the object in columns of their own. */
function ofList(child: TableSchema, schemas: readonly TableSchema[]): Relation[] {
  const above = schemas
    .filter(({ table }) => child.table.startsWith(`${table}_`))
    .sort((a, b) => b.table.length - a.table.length);
  for (const parent of above) {
    const columns = parent.primaryKey.flatMap((name): [string, string][] => {
      const path = parent.columns.find((column) => column.name === name)?.path ?? name;
      const own = nameAt(child, `_parent:${path}`) ?? nameAt(child, path);
      return own === undefined ? [] : [[name, own]];
    });
    if (columns.length === parent.primaryKey.length && columns.length > 0)
      return [relation(parent, child, columns, true)];
  }
  return [];
}

function relation(
  parent: TableSchema,
  child: TableSchema,
  columns: [string, string][],
  isNearest: boolean,
): Relation {
  const document = nameAt(parent, OF_DOCUMENT);
  const line = nameAt(child, OF_LINE);
  const amounts =
    document === undefined || line === undefined ? undefined : { parent: document, child: line };
  return { parent: parent.table, child: child.table, columns, isNearest, ...(amounts && { amounts }) };
}

function account(parent: TableSchema, child: TableSchema): [string, string][] {
  const name = '_account';
  return nameAt(parent, name) === name && nameAt(child, name) === name ? [[name, name]] : [];
}

function nameAt({ columns }: TableSchema, path: string): string | undefined {
  return columns.find((column) => column.path === path)?.name;
}
