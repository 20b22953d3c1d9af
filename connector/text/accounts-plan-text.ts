// The plan of several accounts as text: each tree once, and what all of them cost together.

import type { SourceWithoutKeys } from '../app/open.js';
import { effectivePace } from '../model/budget.js';
import { type CallCount, formatCount } from '../plan/estimate.js';
import { totalOf } from '../plan/estimate-strategies.js';
import { duration } from './live-text.js';
import { type PlanCosts, planText } from './plan-text.js';

export interface PlannedAccount {
  draft: SourceWithoutKeys;
  costs: PlanCosts;
}

/** As for one account, where there is one. */
export function accountsPlanText(planned: readonly PlannedAccount[]): string {
  const texts = groups(planned).map((group) => {
    const [first] = group;
    if (!first) return '';
    const { draft, costs } = first;
    const text = planText(draft.plan, costs, ...group.map((each) => each.draft.config));
    const names = group.flatMap(({ draft: { config } }) => config.connection ?? []);
    if (names.length === 0) return text;
    return `${names.length === 1 ? 'connection' : 'each of the connections'} ${names.join(', ')}:\n\n${text}`;
  });
  return [...texts, ...(planned.length > 1 ? [totalText(planned)] : [])].join('\n\n');
}

/** Connections whose trees, numbers and pace are the same are shown once. */
function groups(planned: readonly PlannedAccount[]): PlannedAccount[][] {
  const found = new Map<string, PlannedAccount[]>();
  for (const each of planned) {
    const { plan, config } = each.draft;
    const text = planText(plan, each.costs, {
      ...config,
      region: { ...config.region, name: '' },
      origin: '',
    });
    found.set(text, [...(found.get(text) ?? []), each]);
  }
  return [...found.values()];
}

function totalText(planned: readonly PlannedAccount[]): string {
  const count = planned.length.toLocaleString('en');
  const single = planned.map(({ costs: { estimated } }) => [
    { factor: estimated.known },
    ...estimated.unknown,
  ]);
  const few = planned.map(({ costs }) => costs.few.flatMap(({ calls }) => calls));
  return [
    `all ${count} connections, one after another:`,
    `calls: ${costText(planned, single)}`,
    `with expanded lists and batches about: ${costText(planned, few)}`,
  ].join('\n');
}

/** Each connection has its own pace; numbers that are not known yet are those of each. */
function costText(planned: readonly PlannedAccount[], calls: readonly CallCount[][]): string {
  const { known, unknown } = totalOf(calls.flat());
  const seconds = planned.map(({ draft }, index) => {
    const own = totalOf(calls[index] ?? []);
    const more = own.unknown.reduce((sum, { factor }) => sum + 1000 * factor, 0);
    return (own.unknown.length > 0 ? more : own.known) / effectivePace(draft.config.budget);
  });
  const time = duration(seconds.reduce((sum, each) => sum + each, 0));
  const parts = [known.toLocaleString('en'), ...unknown.map(formatCount)].join(' + ');
  return `${parts}, ${time}${unknown.length > 0 ? ' for 1,000 items of each in each account' : ''}`;
}
