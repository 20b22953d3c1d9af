// Numbers of calls in words: those that are certain, and those that depend on lists that nobody has counted yet.
import type { CallsEntry } from '../../contract/draft-calls.js';
import { f, t } from '../state/language.js';

/** Of one source object: `31 calls`, `1 call + bill_ids × 2`, `bill_ids ÷ 50`. */
export const callsText = (calls: CallsEntry): string => textOf(calls, (shown) => t.value.source.calls(shown));

/** The same where the column says that it counts calls: `31`, `1 + bill_ids × 2`. */
export const callsNumber = (calls: CallsEntry): string => textOf(calls, (shown) => shown);

/** Of many: `118 calls`, `at least 8 calls`. A formula with a term for each list says less than its beginning. */
export function totalText({ known, unknown }: CallsEntry): string {
  const { calls, least } = t.value.runs.start;
  return (unknown.length === 0 ? calls : least)(f.value.count(known));
}

function textOf({ known, unknown }: CallsEntry, certain: (shown: string) => string): string {
  const parts = unknown.map(({ factor, times }) => times + timesText(factor));
  return [...(known > 0 || parts.length === 0 ? [certain(f.value.count(known))] : []), ...parts].join(' + ');
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
