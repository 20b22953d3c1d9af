// Budgets of a report that are past a threshold in its month.
import type { PassedBudget } from '../../connector/model/spend-budget.js';
import { compare, percent } from '../../console/ui/numbers.js';
import { isAbsent, type ReportData } from './report-data.js';

export function passedBudgets({ month, currencies }: ReportData): PassedBudget[] {
  return currencies.flatMap(({ currency, budgets }) =>
    isAbsent(budgets)
      ? []
      : budgets.budgets.flatMap(({ name, limit, spent, thresholds }) => {
          const threshold = passedThreshold(spent, limit, thresholds);
          const part = percent(spent, limit);
          if (threshold === undefined || part === undefined) return [];
          return [{ name, currency, month, limit, spent, percent: part, threshold }];
        }),
  );
}

/** The highest that is reached, compared without rounding. */
export function passedThreshold(
  spent: string,
  limit: string,
  thresholds: readonly number[],
): number | undefined {
  return thresholds.filter((each) => compare(times(spent, 100n), times(limit, BigInt(each))) >= 0).at(-1);
}

/** A decimal times a whole number, exactly. */
function times(text: string, by: bigint): string {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const digits = (BigInt(whole + fraction) * by).toString().padStart(fraction.length + 1, '0');
  const point = digits.length - fraction.length;
  const size = fraction === '' ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return text.startsWith('-') ? `-${size}` : size;
}
