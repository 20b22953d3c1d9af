// Checks whether each load can store the rows of a source object as a snapshot.
import { knowsItems } from '../../model/definition.js';
import type { PlanNode } from '../../model/plan.js';
import type { IssueReporter } from '../context.js';
import type { PlanGraph } from '../plan-graph.js';

export function checkSnapshot(node: PlanNode, graph: PlanGraph, report: IssueReporter): void {
  const { name, definition } = node;
  const { write, sync } = definition;
  if (write.disposition === 'replace') {
    report(
      name,
      'write.disposition',
      'config-conflict',
      '"replace" would drop the snapshots before: leave it out, or use mode full',
    );
  }
  if (write.disposition === 'append') {
    report(
      name,
      'write.disposition',
      'config-conflict',
      '"append" is not needed: a snapshot adds rows of its own by its key, of which `_snapshot_at` is a part: leave it out',
    );
  }
  if (sync.deletions) {
    report(
      name,
      'sync.deletions',
      'config-conflict',
      'the rows of a snapshot stay as they were: none is marked as deleted',
    );
  }
  const known = graph.above(node).find((parent) => knowsItems(parent.definition));
  if (known) {
    report(
      name,
      'sync.mode',
      'config-mode',
      `"snapshot" below "${known.name}", which is not read again, would be taken once: use full there, or here`,
    );
  }
}
