// Which source objects a run reads so wholly that what it does not meet is gone.
import type { Notice } from '../model/notice.js';
import type { PathSegment, PlanNode } from '../model/plan.js';
import { parametersOf, templateOf } from './path-template.js';

/** Says of each table whether it can have `_deleted_at`. */
export function withDeletions(nodes: ReadonlyMap<string, PlanNode>, warnings: Notice[]): void {
  for (const node of nodes.values()) {
    const { deletions } = node.definition.sync;
    const { writeDisposition, snapshot } = node.table;
    const isPossible = writeDisposition === 'merge' && !snapshot && isReadWhole(node, nodes);
    if (isPossible && deletions !== false) node.table.deletions = true;
    if (isPossible || !deletions) continue;
    const message = `\`deletions: true\` does nothing: its rows do not merge, or a run does not read every object that there is (docs/tables.md, "Deletions")`;
    warnings.push({ code: 'deletions-ignored', source: node.name, message });
  }
}

/** Where the value of a path parameter comes from in the first place: the items of a list. */
interface Origin {
  node: PlanNode;
  field?: string;
}

/**
 * True where every object that there is comes to a run that fails nowhere: the list is asked without a filter, and
 * each path parameter is named by the list at the path before it, which is read as wholly.
 */
function isReadWhole(node: PlanNode, nodes: ReadonlyMap<string, PlanNode>): boolean {
  if (isNarrowed(node)) return false;
  const parameters = parametersOf(node.path);
  const origins = parameters.map((parameter) => originOf(node, parameter, nodes));
  const below = origins.every((origin, index) => {
    const parameter = parameters[index] ?? '';
    if (!origin || !isListOf(origin.node.path, node.path, parameter)) return false;
    const shared = parametersOf(origin.node.path);
    const agrees = shared.every((name) => sameOrigin(name, node, origin.node, nodes));
    return agrees && isReadWhole(origin.node, nodes);
  });
  return below && readForEach(node, origins);
}

/** The lists that name the objects of a node, outermost first. */
export function namingLists(node: PlanNode, nodes: ReadonlyMap<string, PlanNode>): PlanNode[] {
  return parametersOf(node.path).flatMap((parameter) => originOf(node, parameter, nodes)?.node ?? []);
}

/** The parameter of a node that has the same value as this one of another; undefined where none has. */
export function sameParameter(
  parameter: string,
  of: PlanNode,
  node: PlanNode,
  nodes: ReadonlyMap<string, PlanNode>,
): string | undefined {
  if (of.name === node.name) return parametersOf(node.path).find((name) => name === parameter);
  return parametersOf(node.path).find((name) => {
    const [a, b] = [originOf(of, parameter, nodes), originOf(node, name, nodes)];
    return a !== undefined && a.node.name === b?.node.name && a.field === b.field;
  });
}

/** A query, a header for filters, a window or a body may leave out objects; one request may be a part of a list. */
function isNarrowed({ definition }: PlanNode): boolean {
  const { method, query, headers, body, read, sync } = definition;
  return (
    method !== 'GET' ||
    body !== undefined ||
    Object.keys(query).length > 0 ||
    Object.keys(headers).some((name) => /^x-pagination/i.test(name)) ||
    read.pagination?.by === 'none' ||
    sync.mode === 'window'
  );
}

function originOf(
  node: PlanNode,
  parameter: string,
  nodes: ReadonlyMap<string, PlanNode>,
): Origin | undefined {
  const binding = node.bindings.find((one) => one.parameter === parameter);
  if (!binding || binding.kind === 'constant') return undefined;
  const source = nodes.get(binding.source);
  if (!source) return undefined;
  if (binding.kind === 'parameter') return originOf(source, binding.sourceParameter, nodes);
  return { node: source, field: binding.field };
}

function sameOrigin(
  parameter: string,
  a: PlanNode,
  b: PlanNode,
  nodes: ReadonlyMap<string, PlanNode>,
): boolean {
  const [one, other] = [originOf(a, parameter, nodes), originOf(b, parameter, nodes)];
  return one !== undefined && one.node.name === other?.node.name && one.field === other.field;
}

/** `/me/bill` is the list of `{billId}` in `/me/bill/{billId}/details`. */
function isListOf(list: readonly PathSegment[], path: readonly PathSegment[], parameter: string): boolean {
  const at = path.findIndex((segment) => 'parameter' in segment && segment.parameter === parameter);
  return templateOf(list) === templateOf(path.slice(0, at));
}

/** A source object that stands between the list and this one may have nothing, and then this one is not asked. */
function readForEach({ bindings }: PlanNode, origins: readonly (Origin | undefined)[]): boolean {
  const own = new Set(origins.map((origin) => origin?.node.name));
  return bindings.every((binding) => binding.kind !== 'constant' && own.has(binding.source));
}
