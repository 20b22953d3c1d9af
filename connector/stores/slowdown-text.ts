// A slowdown as it stands in a store, which others may write to.
import { isSlowdown, type SlowdownState } from '../model/budget.js';

/** Empty where there is none. */
export function slowdownIn(text: string | null | undefined): { slowdown?: SlowdownState } {
  if (!text) return {};
  try {
    const slowdown: unknown = JSON.parse(text);
    return isSlowdown(slowdown) ? { slowdown } : {};
  } catch {
    return {};
  }
}
