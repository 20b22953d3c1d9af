// One figure out of several forecasts: the middle one, with the range of all.
import { compare, quotient, sum } from '../../console/ui/numbers.js';
import type { Amount, Month } from './report-data.js';
import type { Forecast } from './spend-data.js';

export interface Expected {
  month: Month;
  /** Median of the methods; of two, their mean, rounded to the cent. */
  amount: Amount;
  low: Amount;
  high: Amount;
  methods: number;
}

/** Null where no method has a figure. */
export function expectedOf({ month, methods }: Forecast): Expected | null {
  const amounts = methods.flatMap(({ amount }) => (amount === null ? [] : [amount])).sort(compare);
  const [low, high] = [amounts[0], amounts.at(-1)];
  if (low === undefined || high === undefined) return null;
  const middle = amounts.slice(Math.ceil(amounts.length / 2) - 1, Math.floor(amounts.length / 2) + 1);
  const amount = middle.length === 1 ? (middle[0] ?? low) : quotient(sum(middle), 2, 2);
  return { month, amount, low, high, methods: amounts.length };
}
