// Whether each source object can be read again in the way that its definition asks for.
import type { Plan, PlanNode } from '../model/plan.js';
import type { Report } from './context.js';
import { checkSnapshot } from './modes/check-snapshot.js';
import { checkWindowMode, checkWindowSpec } from './modes/check-window.js';
import { below, Family } from './modes/family.js';

export function checkModes(plan: Plan, report: Report): void {
  const family = new Family(plan);
  const roots = new Set(plan.trees.map(({ root }) => root));
  for (const node of plan.nodes) {
    const { mode = 'full', until } = node.definition.options;
    if (until && mode !== 'open') report(node.name, 'options.until', 'has a meaning with `mode: open` only');
    checkWindowSpec(node, report);
    if (mode === 'window') checkWindowMode(node, family, report);
    if (mode === 'snapshot') checkSnapshot(node, family, report);
    if (mode === 'known' || mode === 'open') checkKnowing(node, mode, roots, family, report);
  }
}

/** What is known from loads before hangs on the ids of a list at the root. */
function checkKnowing(
  node: PlanNode,
  mode: string,
  roots: ReadonlySet<PlanNode>,
  family: Family,
  report: Report,
): void {
  const parent = family.parent(node);
  const isBelowRoot = parent !== undefined && roots.has(parent) && readsItems(node, parent);
  if (!isBelowRoot) {
    const words = 'is for what is read for each id of a list that has no parameters itself';
    report(node.name, 'options.mode', `"${mode}" ${words}: use full here`);
  }
  const needed = [node, ...below(node)].find(({ name }) => family.combined.has(name));
  if (needed) {
    report(
      node.name,
      'options.mode',
      `"${mode}" would leave out items of "${needed.name}" that combinations need: use full`,
    );
  }
  const other = [node, ...below(node)].find(({ table }) => table.writeDisposition !== 'merge');
  if (other) {
    const words = `needs rows that stay and have a key: not writeDisposition ${other.table.writeDisposition}`;
    report(node.name, 'options.mode', `"${mode}" ${words}${other === node ? '' : ` ("${other.name}")`}`);
  }
}

/** Its only varying parameter is the bare item. */
function readsItems(node: PlanNode, parent: PlanNode): boolean {
  return (
    parent.bindings.length === 0 &&
    node.bindings.some(({ kind }) => kind === 'item') &&
    node.bindings.every(
      (binding) =>
        (binding.kind === 'item' && binding.source === parent.name && binding.field === undefined) ||
        (binding.kind === 'constant' && binding.values.length === 1),
    )
  );
}
