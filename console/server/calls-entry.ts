// Calls that were estimated, as the page is told of them.
import type { CallCount } from '../../connector/plan/estimate.js';
import { totalOf } from '../../connector/plan/estimate-strategies.js';
import type { CallsEntry } from '../contract/draft-calls.js';

export function callsEntry(counts: readonly CallCount[]): CallsEntry {
  const { known, unknown } = totalOf(counts);
  return { known, unknown: unknown.map(({ factor, times = '' }) => ({ factor, times })) };
}
