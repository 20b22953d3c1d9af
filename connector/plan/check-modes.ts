// Whether each source object can be read again in the way that its definition asks for.
import { knowsItems } from '../model/definition.js';
import type { Plan, PlanNode, ResolvedBinding } from '../model/plan.js';
import type { IssueReporter } from './context.js';
import { checkSnapshot } from './modes/check-snapshot.js';
import { checkWindowMode, checkWindowSpec } from './modes/check-window.js';
import { PlanGraph } from './plan-graph.js';

export function checkModes(plan: Plan, report: IssueReporter): void {
  const graph = new PlanGraph(plan);
  for (const node of plan.nodes) {
    const { mode = 'full', until } = node.definition.sync;
    if (until && mode !== 'open')
      report(node.name, 'sync.until', 'config-conflict', 'has a meaning with `mode: open` only');
    checkWindowSpec(node, report);
    if (mode === 'window') checkWindowMode(node, graph, report);
    if (mode === 'snapshot') checkSnapshot(node, graph, report);
    if (mode === 'known' || mode === 'open') checkKnowing(node, mode, graph, report);
  }
}

/** Known items belong to the ids of a list that is read each time. */
function checkKnowing(node: PlanNode, mode: string, graph: PlanGraph, report: IssueReporter): void {
  const parent = graph.parent(node);
  if (parent === undefined || !readsItems(node, parent)) {
    const words = 'is for what is read for each id of a list';
    report(node.name, 'sync.mode', 'config-mode', `"${mode}" ${words}: use full here`);
  }
  const known = graph.above(node).find(({ definition }) => knowsItems(definition));
  if (known) {
    report(
      node.name,
      'sync.mode',
      'config-mode',
      `"${mode}" has no meaning below "${known.name}", which covers all that hangs on it: leave it out`,
    );
  }
  const needed = graph.branch(node).find(({ name }) => graph.combined.has(name));
  if (needed) {
    report(
      node.name,
      'sync.mode',
      'config-mode',
      `"${mode}" would leave out items of "${needed.name}" that combinations need: use full`,
    );
  }
  const other = graph.branch(node).find(({ table }) => table.writeDisposition !== 'merge');
  if (other) {
    const words = `needs rows that stay and have a key: not write.disposition ${other.table.writeDisposition}`;
    report(
      node.name,
      'sync.mode',
      'config-mode',
      `"${mode}" ${words}${other === node ? '' : ` ("${other.name}")`}`,
    );
  }
}

/** What varies is the bare item, and what the list itself was read with. */
function readsItems(node: PlanNode, parent: PlanNode): boolean {
  const { bindings } = node;
  const ofItem = bindings.filter(({ kind }) => kind === 'item');
  return (
    ofItem.some((binding) => binding.kind === 'item' && binding.source === parent.name) &&
    bindings.every((binding) => isFixedBy(binding, parent))
  );
}

function isFixedBy(binding: ResolvedBinding, parent: PlanNode): boolean {
  if (binding.kind === 'constant') return binding.values.length === 1;
  if (binding.source === parent.name) return binding.kind === 'parameter' || binding.field === undefined;
  // The same value as that with which the list was read.
  return parent.bindings.some(
    (own) =>
      own.kind === binding.kind &&
      JSON.stringify({ ...own, parameter: '' }) === JSON.stringify({ ...binding, parameter: '' }),
  );
}
