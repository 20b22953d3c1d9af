// The plan of several accounts as text: each tree once, and what all of them cost together.

import { type CallCount, formatCount } from '../../plan/estimate.js';
import { totalOf } from '../../plan/estimate-strategies.js';
import { textOf } from '../lines.js';
import { duration } from '../live-text.js';
import { type PlannedSource, planText } from '../plan-text.js';

/** As for one account, where there is one. */
export function accountsPlanText(planned: readonly PlannedSource[]): string {
  const texts = groups(planned).map((group) => {
    const text = planText(...group);
    const names = group.flatMap(({ connection }) => connection ?? []);
    if (names.length === 0) return text;
    return `${names.length === 1 ? 'connection' : 'each of the connections'} ${names.join(', ')}:\n\n${text}`;
  });
  return [...texts, ...(planned.length > 1 ? [totalText(planned)] : [])].join('\n\n');
}

/** Connections whose trees, numbers and pace are the same are shown once. */
function groups(planned: readonly PlannedSource[]): [PlannedSource, ...PlannedSource[]][] {
  const found = new Map<string, [PlannedSource, ...PlannedSource[]]>();
  for (const each of planned) {
    const text = planText({ ...each, region: '', origin: '' });
    const group = found.get(text);
    if (group) group.push(each);
    else found.set(text, [each]);
  }
  return [...found.values()];
}

function totalText(planned: readonly PlannedSource[]): string {
  const count = planned.length.toLocaleString('en');
  const single = planned.map(({ costs: { estimated } }) => [
    { factor: estimated.known },
    ...estimated.unknown,
  ]);
  const few = planned.map(({ costs }) => costs.few.flatMap(({ calls }) => calls));
  const together = atOnce(planned);
  return textOf([
    `all ${count} connections, ${together > 1 ? `${together} at the same time` : 'one after another'}:`,
    `calls: ${costText(planned, single)}`,
    `with expanded lists and batches about: ${costText(planned, few)}`,
  ]);
}

/** How many are loaded at the same time. */
export function atOnce(planned: readonly PlannedSource[]): number {
  const [first] = planned;
  const haveOwn = new Set(planned.map(({ destination }) => destination)).size === planned.length;
  return first && (first.takesMany || haveOwn) ? Math.min(first.concurrency, planned.length) : 1;
}

/** Each connection has its own pace; numbers that are not known yet are those of each. */
function costText(planned: readonly PlannedSource[], calls: readonly CallCount[][]): string {
  const { known, unknown } = totalOf(calls.flat());
  const seconds = planned.map(({ callsPerSecond }, index) => {
    const own = totalOf(calls[index] ?? []);
    const more = own.unknown.reduce((sum, { factor }) => sum + 1000 * factor, 0);
    return (own.unknown.length > 0 ? more : own.known) / callsPerSecond;
  });
  const sum = seconds.reduce((total, each) => total + each, 0);
  const time = duration(Math.max(sum / atOnce(planned), ...seconds));
  const parts = [known.toLocaleString('en'), ...unknown.map(formatCount)].join(' + ');
  return `${parts}, ${time}${unknown.length > 0 ? ' for 1,000 items of each in each account' : ''}`;
}
