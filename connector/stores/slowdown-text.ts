// A slowdown as it stands in a store, which others may write to.
import type { SlowdownState } from '../model/budget.js';

/** Empty where there is none. */
export function slowdownIn(text: string | null | undefined): { slowdown?: SlowdownState } {
  if (!text) return {};
  try {
    const { factor, at, quietFrom } = JSON.parse(text) as Partial<SlowdownState>;
    const isWhole = [factor, at, quietFrom].every((each) => Number.isFinite(each)) && Number(factor) > 0;
    return isWhole ? { slowdown: { factor, at, quietFrom } as SlowdownState } : {};
  } catch {
    return {};
  }
}
