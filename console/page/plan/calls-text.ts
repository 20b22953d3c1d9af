// Calls as people say them: 118; 12 + 1 for each of bills.
import { f, t } from '../state/language.js';

export interface CallsCount {
  known: number;
  unknown: { factor: number; times: string }[];
}

export function callsText({ known, unknown }: CallsCount): string {
  const { each } = t.value.planPage;
  const parts = [
    ...(known > 0 || unknown.length === 0 ? [f.value.count(known)] : []),
    ...unknown.map(({ factor, times }) => each(f.value.count(factor), times)),
  ];
  return parts.join(' + ');
}

export function sumOfCalls(counts: readonly CallsCount[]): CallsCount {
  const unknown = new Map<string, number>();
  for (const { factor, times } of counts.flatMap((each) => each.unknown))
    unknown.set(times, (unknown.get(times) ?? 0) + factor);
  return {
    known: counts.reduce((sum, { known }) => sum + known, 0),
    unknown: [...unknown].map(([times, factor]) => ({ factor, times })),
  };
}
