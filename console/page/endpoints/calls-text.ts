// Numbers of calls in words: those that are certain, and those that depend on what is not known.
import type { CallsEntry } from '../../contract/draft-calls.js';
import { f, t } from '../state/language.js';

/** `31 calls`, `1 call + bill_ids × 2`, `bill_ids ÷ 50`. */
export function callsText({ known, unknown }: CallsEntry): string {
  const parts = unknown.map(({ factor, times }) => times + timesText(factor));
  const certain = known > 0 || parts.length === 0 ? [t.value.source.calls(f.value.count(known), known)] : [];
  return [...certain, ...parts].join(' + ');
}

/** A batch of fifty is a fiftieth of a call for each. */
function timesText(factor: number): string {
  if (factor === 1) return '';
  return factor > 1 ? ` × ${f.value.digits(String(factor))}` : ` ÷ ${f.value.count(Math.round(1 / factor))}`;
}

/** What several cost together. */
export function sumOf(calls: readonly CallsEntry[]): CallsEntry {
  const factors = new Map<string, number>();
  for (const { unknown } of calls)
    for (const { factor, times } of unknown) factors.set(times, (factors.get(times) ?? 0) + factor);
  return {
    known: calls.reduce((sum, { known }) => sum + known, 0),
    unknown: [...factors].map(([times, factor]) => ({ factor, times })),
  };
}
