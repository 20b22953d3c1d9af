// The notification of budgets of spend that are past a threshold: one for all of a report.
import type { PassedBudget } from '../../model/spend-budget.js';
import { type Delivery, deliver } from './deliver.js';

export interface BudgetNotification {
  /** Version of this shape. */
  version: 1;
  event: 'budget';
  /** One line for people. */
  text: string;
  budgets: PassedBudget[];
}

/** Always resolves. `delivered` hears of each way, with what went wrong where something did. Sends nothing of none. */
export async function notifyBudgets(
  budgets: PassedBudget[],
  delivery: Delivery,
  delivered: (way: 'webhook' | 'command', problem: string | undefined) => void,
): Promise<void> {
  if (budgets.length === 0) return;
  const notification: BudgetNotification = { version: 1, event: 'budget', text: textOf(budgets), budgets };
  await deliver(JSON.stringify(notification), delivery, delivered);
}

function textOf(budgets: PassedBudget[]): string {
  const parts = budgets.map(
    ({ name, currency, month, limit, spent, percent, threshold }) =>
      `${name} is past ${threshold}% in ${month}: ${spent} of ${limit} ${currency} (${percent}%)`,
  );
  return `source-ovhcloud BUDGET: ${parts.join('; ')}`;
}
