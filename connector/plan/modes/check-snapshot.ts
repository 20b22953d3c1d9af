// Whether the rows of a source object can be kept load by load.
import { knowsItems } from '../../model/definition.js';
import type { PlanNode } from '../../model/plan.js';
import type { IssueReporter } from '../context.js';
import type { Ancestry } from './ancestry.js';

export function checkSnapshot(node: PlanNode, family: Ancestry, report: IssueReporter): void {
  const { name, definition } = node;
  const { writeDisposition, deletions } = definition.options;
  if (writeDisposition === 'replace') {
    report(
      name,
      'options.writeDisposition',
      '"replace" would drop the snapshots before: leave it out, or use mode full',
    );
  }
  if (writeDisposition === 'append') {
    report(
      name,
      'options.writeDisposition',
      '"append" is not needed: a snapshot adds rows of its own by its key, of which `_snapshot_at` is a part: leave it out',
    );
  }
  if (deletions) {
    report(name, 'options.deletions', 'the rows of a snapshot stay as they were: none is marked as deleted');
  }
  const known = family.above(node).find((parent) => knowsItems(parent.definition));
  if (known) {
    report(
      name,
      'options.mode',
      `"snapshot" below "${known.name}", which is not read again, would be taken once: use full there, or here`,
    );
  }
}
