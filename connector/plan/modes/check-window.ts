// Whether a list can be read by its date filter, and what hangs on it with it.
import { knowsItems } from '../../model/definition.js';
import type { PlanNode } from '../../model/plan.js';
import { startMs } from '../../model/window.js';
import type { IssueReporter } from '../context.js';
import { type Ancestry, below } from './ancestry.js';

/** What can be said of `options.window` by itself: it is for a backfill too. */
export function checkWindowSpec({ name, definition, path, paging }: PlanNode, report: IssueReporter): void {
  const { window } = definition.options;
  if (!window) return;
  const last = path.at(-1);
  if (definition.method !== 'GET' || (last && 'parameter' in last)) {
    report(name, 'options.window', 'is the date filter of a list: this is one object');
  }
  const parameters = [window.from, ...(window.to === undefined ? [] : [window.to])];
  if (parameters.length === 2 && window.from === window.to) {
    report(name, 'options.window.to', `is another parameter than "from": "${window.from}"`);
  }
  const paged = paging ? [paging.parameter, paging.size] : [];
  for (const parameter of parameters) {
    if (paged.includes(parameter))
      report(name, 'options.window', `"${parameter}" is a parameter of its pages`);
  }
  if (typeof window.start === 'string' && Number.isNaN(startMs(window.start, 0))) {
    report(name, 'options.window.start', `"${window.start}" is no date`);
  }
}

export function checkWindowMode(node: PlanNode, family: Ancestry, report: IssueReporter): void {
  const { name, definition } = node;
  const { window, deletions } = definition.options;
  const refuse = (message: string, key = 'options.mode') => report(name, key, message);
  if (!window) {
    refuse(
      '"window" needs `options.window: { from: ... }`, the query-string parameter of the earliest date; a list without such a filter can only be read wholly (mode full), or by its ids (mode known, of what hangs on it)',
    );
    return;
  }
  if (Object.hasOwn(definition.query, window.from)) {
    refuse(`sets "${window.from}", as the window does: leave one of them out`, `query.${window.from}`);
  }
  if (deletions) {
    refuse('a list that is read by its dates never proves that an object is gone', 'options.deletions');
  }
  const other = [node, ...below(node)].find(({ table }) => table.writeDisposition !== 'merge');
  if (other) {
    const words = `needs rows that stay and have a key: not writeDisposition ${other.table.writeDisposition}`;
    refuse(`"window" ${words}${other === node ? '' : ` ("${other.name}")`}`);
  }
  const above = family
    .above(node)
    .find((parent) => knowsItems(parent.definition) || parent.definition.options.mode === 'window');
  if (above) {
    refuse(
      `"window" here would miss what comes later: "${above.name}" above it is not read wholly each time`,
    );
  }
  for (const child of below(node)) refuseBelow(child, node, report);
  const needed = [node, ...below(node)].find((each) => family.combined.has(each.name));
  if (needed) refuse(`"window" would leave out items of "${needed.name}" that combinations need: use full`);
}

function refuseBelow({ name, definition }: PlanNode, { name: list }: PlanNode, report: IssueReporter): void {
  const { mode } = definition.options;
  if (mode === 'open') {
    report(
      name,
      'options.mode',
      `"open" must read again what was not final, however old it is, but "${list}" lists only what is dated in its window: use full for "${list}" (its ids are one call), or full here`,
    );
  }
  if (mode === 'snapshot') {
    report(name, 'options.mode', `"snapshot" would hold only what "${list}" lists in its window`);
  }
}
