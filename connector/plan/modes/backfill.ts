// A backfill: the plan for all that hangs on one dated list, as far as it is dated in a window.
import { ConfigError } from '../../model/errors.js';
import { nearest } from '../../model/names.js';
import type { Plan, PlanNode } from '../../model/plan.js';
import { type WindowSpec, windowQuery } from '../../model/window.js';
import { PlanGraph } from '../plan-graph.js';
import { treeNotices } from '../whole-trees.js';

export interface Backfill {
  /** Technical name of a source object: the dated list, or one that hangs on it. */
  name: string;
  /** Both ends belong to it: `2024-01-31`, or with a time. A day without a time is the whole day, UTC. */
  from: string;
  to?: string;
  /** The date filter of the list, in place of its `sync.window`. */
  filter?: Pick<WindowSpec, 'from' | 'to'>;
  /** Only the source object and what hangs on it, not the rest that hangs on the dated list. */
  alone?: boolean;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LAST_SECOND_MS = 86_399_000;

/** Throws `ConfigError` where it cannot be read by its dates, or where its tables are not merged by key. */
export function backfillPlan(plan: Plan, backfill: Backfill): Plan {
  const { name } = backfill;
  const node = plan.nodes.find((each) => each.name === name) ?? unknown(name, plan);
  const graph = new PlanGraph(plan);
  const chain = [node, ...graph.above(node)];
  const [from, to] = datesOf(backfill);
  const list = listOf(chain, backfill);
  const spec = backfill.filter ? { ...list.definition.sync.window, ...backfill.filter } : windowOf(list);
  if (spec.to === undefined && backfill.to !== undefined) {
    refuse(
      name,
      `"${list.name}" has no filter for the latest date: leave --until out, or name it in its \`sync.window.to\``,
    );
  }
  const tree = graph.treeOf(node);
  if (!tree || tree.cross.length > 0) {
    return refuse(
      name,
      'is read for combinations of other source objects: a part of those is not what they would have',
    );
  }
  const branch = graph.branch(node);
  for (const each of branch) refuseTable(each, name);
  const query = windowQuery(spec, from, to);
  const { inside, notices } = wholeList(graph, { list, branch, name, alone: backfill.alone ?? false });
  const scope: Scope = { above: new Set(chain.slice(1)), inside, list, query };
  const end = query[spec.to ?? ''];
  const message = `backfill: only what "${list.name}" lists from ${query[spec.from]}${end === undefined ? '' : ` to ${end}`}; no row is marked as deleted, and loads go on where they were`;
  return {
    isBackfill: true,
    trees: [tree],
    nodes: plan.nodes.flatMap((each) => inScope(each, scope)),
    warnings: [{ code: 'backfill', source: list.name, message }, ...notices],
  };
}

interface Part {
  list: PlanNode;
  /** The source object that is named, and everything below it. */
  branch: readonly PlanNode[];
  name: string;
  alone: boolean;
}

/**
 * What hangs on the list is read together: where the dates lie before the `query` of the configuration, no later load
 * brings the rest.
 */
function wholeList(graph: PlanGraph, { list, branch, name, alone }: Part) {
  const others = graph.branch(list).filter((node) => !branch.includes(node));
  const isFit = (node: PlanNode) => whyUnfit(node) === undefined;
  const hanging = new Set(graph.branch(list));
  const isReadable = (node: PlanNode) =>
    [node, ...graph.above(node)].filter((each) => hanging.has(each)).every(isFit);
  const isLoaded = (node: PlanNode) => node.load && isReadable(node);
  // Lists without a table come along for what is loaded below them.
  const added = alone ? [] : others.filter((node) => graph.branch(node).some(isLoaded));
  const missing = others.filter((node) => !added.includes(node));
  const names = (nodes: readonly PlanNode[]) => nodes.filter(({ load }) => load).map((node) => node.name);
  const part = { root: list.name, named: [name], added: names(added), missing: names(missing), alone };
  return { inside: new Set([...branch, ...added]), notices: treeNotices(part) };
}

interface Scope {
  /** On the way from the root. */
  above: ReadonlySet<PlanNode>;
  /** What is loaded. */
  inside: ReadonlySet<PlanNode>;
  list: PlanNode;
  query: Record<string, string>;
}

function inScope(node: PlanNode, { above, inside, list, query }: Scope): PlanNode[] {
  if (!above.has(node) && !inside.has(node)) return [];
  const { definition, table } = node;
  const { mode: _, until: __, ...sync } = definition.sync;
  const dated = node === list ? { ...definition.query, ...query } : definition.query;
  return [
    {
      ...node,
      load: inside.has(node) && node.load,
      definition: { ...definition, query: dated, sync },
      table: { ...table, deletions: undefined },
    },
  ];
}

/** The list with the date filter: itself, or the nearest above it. */
function listOf(chain: readonly PlanNode[], { name, filter }: Backfill): PlanNode {
  const list = chain.find(({ definition, path }) => {
    const last = path.at(-1);
    return filter ? last !== undefined && 'literal' in last : definition.sync.window !== undefined;
  });
  if (list) return list;
  const words = filter
    ? 'no list leads to it'
    : 'no list that leads to it has a date filter that is known here';
  return refuse(
    name,
    `${words}. Give the list \`sync: { window: { from: ..., to: ... } }\`, or --filter with the two query-string parameters, where the API has them; see them with \`source-ovhcloud api show PATH\``,
  );
}

function windowOf({ name, definition }: PlanNode): WindowSpec {
  return definition.sync.window ?? refuse(name, 'has no window');
}

function refuseTable(node: PlanNode, target: string): void {
  const why = whyUnfit(node);
  if (why !== undefined) refuse(target, node.name === target ? why : `${why} ("${node.name}" hangs on it)`);
}

function whyUnfit({ name, table, definition }: PlanNode): string | undefined {
  if (definition.method !== 'GET') return `is not only read: "${name}" sends ${definition.method}`;
  if (table.snapshot) return 'has snapshots of what is there now, which have no past';
  if (table.writeDisposition === 'merge') return undefined;
  return `needs rows that merge by key, not write.disposition ${table.writeDisposition}`;
}

/** Milliseconds since 1970. */
function datesOf({ name, from, to }: Backfill): [number, number | undefined] {
  const begin = Date.parse(from);
  const end = to === undefined ? undefined : Date.parse(to) + (DAY.test(to) ? LAST_SECOND_MS : 0);
  for (const [option, text, ms] of [
    ['--from', from, begin],
    ['--until', to, end],
  ] as const) {
    if (text === undefined || isDate(text, ms)) continue;
    refuse(name, `${option} "${text}" is no date: write 2024-01-31, or 2024-01-31T10:00:00Z`);
  }
  if (end !== undefined && end < begin) refuse(name, `--until ${to} is before --from ${from}`);
  return [begin, end];
}

/** `2024-02-30` is none, though it is read as the first of March. */
function isDate(text: string, ms: number | undefined): boolean {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text)) return false;
  const day = Date.parse(text.slice(0, 10));
  return (
    ms !== undefined &&
    !Number.isNaN(ms) &&
    !Number.isNaN(day) &&
    new Date(day).toISOString().startsWith(text.slice(0, 10))
  );
}

function unknown(name: string, { nodes }: Plan): never {
  const names = nodes.map((node) => node.name);
  const hint = nearest(name, names);
  return refuse(
    name,
    `there is no such source object; ${hint ? `did you mean "${hint}"?` : `there are: ${names.join(', ')}`}`,
  );
}

function refuse(name: string, message: string): never {
  throw new ConfigError([{ code: 'backfill-not-possible', where: 'backfill', key: name, message }]);
}
