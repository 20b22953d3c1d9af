// Whether each source object can be read again in the way that its definition asks for.
import type { Plan, PlanNode } from '../model/plan.js';
import type { Report } from './context.js';

/** What is known from loads before hangs on the ids of a list at the root. */
export function checkModes({ trees, nodes }: Plan, report: Report): void {
  const roots = new Map(trees.map((tree) => [tree.root, tree]));
  const combined = new Set(trees.flatMap((tree) => tree.cross));
  for (const node of nodes) {
    const { mode = 'full', until } = node.definition.options;
    if (until && mode !== 'open') report(node.name, 'options.until', 'has a meaning with `mode: open` only');
    if (mode === 'full') continue;
    const parent = nodes.find((candidate) => candidate.children.includes(node));
    const isBelowRoot = parent !== undefined && roots.has(parent) && readsItems(node, parent);
    if (!isBelowRoot) {
      const words = 'is for what is read for each id of a list that has no parameters itself';
      report(node.name, 'options.mode', `"${mode}" ${words}: use full here`);
    }
    const needed = [node, ...below(node)].find(({ name }) => combined.has(name));
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

function below(node: PlanNode): PlanNode[] {
  return node.children.flatMap((child) => [child, ...below(child)]);
}
