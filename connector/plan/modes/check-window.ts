// Whether a list can be read by its date filter, and what hangs on it with it.
import { knowsItems } from '../../model/definition.js';
import type { PlanNode } from '../../model/plan.js';
import { startMs } from '../../model/window.js';
import type { IssueReporter } from '../context.js';
import type { PlanGraph } from '../plan-graph.js';

/** What can be said of `sync.window` by itself: it is for a backfill too. */
export function checkWindowSpec(
  { name, definition, path, pagination }: PlanNode,
  report: IssueReporter,
): void {
  const { window } = definition.sync;
  if (!window) return;
  const last = path.at(-1);
  if (definition.method !== 'GET' || (last && 'parameter' in last)) {
    report(name, 'sync.window', 'config-value', 'is the date filter of a list: this is one object');
  }
  const parameters = [window.from, ...(window.to === undefined ? [] : [window.to])];
  if (parameters.length === 2 && window.from === window.to) {
    report(name, 'sync.window.to', 'config-value', `is another parameter than "from": "${window.from}"`);
  }
  const paged = pagination ? [pagination.parameter, pagination.size] : [];
  for (const parameter of parameters) {
    if (paged.includes(parameter))
      report(name, 'sync.window', 'config-conflict', `"${parameter}" is a parameter of its pages`);
  }
  if (typeof window.start === 'string' && Number.isNaN(startMs(window.start, 0))) {
    report(name, 'sync.window.start', 'config-value', `"${window.start}" is no date`);
  }
}

export function checkWindowMode(node: PlanNode, graph: PlanGraph, report: IssueReporter): void {
  const { name, definition } = node;
  const { window, deletions } = definition.sync;
  const refuse = (message: string, key = 'sync.mode') =>
    report(name, key, key === 'sync.mode' ? 'config-mode' : 'config-conflict', message);
  if (!window) {
    refuse(
      '"window" needs `sync.window: { from: ... }`, the query-string parameter of the earliest date; a list without such a filter can only be read wholly (mode full), or by its ids (mode known, of what hangs on it)',
    );
    return;
  }
  if (Object.hasOwn(definition.query, window.from)) {
    refuse(`sets "${window.from}", as the window does: leave one of them out`, `query.${window.from}`);
  }
  if (deletions) {
    refuse('a list that is read by its dates never proves that an object is gone', 'sync.deletions');
  }
  const other = graph.branch(node).find(({ table }) => table.writeDisposition !== 'merge');
  if (other) {
    const words = `needs rows that stay and have a key: not write.disposition ${other.table.writeDisposition}`;
    refuse(`"window" ${words}${other === node ? '' : ` ("${other.name}")`}`);
  }
  const above = graph
    .above(node)
    .find((parent) => knowsItems(parent.definition) || parent.definition.sync.mode === 'window');
  if (above) {
    refuse(
      `"window" here would miss what comes later: "${above.name}" above it is not read wholly each time`,
    );
  }
  for (const child of graph.below(node)) refuseBelow(child, node, report);
  const needed = graph.branch(node).find((each) => graph.combined.has(each.name));
  if (needed) refuse(`"window" would leave out items of "${needed.name}" that combinations need: use full`);
}

function refuseBelow({ name, definition }: PlanNode, { name: list }: PlanNode, report: IssueReporter): void {
  const { mode } = definition.sync;
  if (mode === 'open') {
    report(
      name,
      'sync.mode',
      'config-mode',
      `"open" must read again what was not final, however old it is, but "${list}" lists only what is dated in its window: use full for "${list}" (its ids are one call), or full here`,
    );
  }
  if (mode === 'snapshot') {
    report(name, 'sync.mode', 'config-mode', `"snapshot" would hold only what "${list}" lists in its window`);
  }
}
