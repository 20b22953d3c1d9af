// What sentences about FOCUS share.

export interface BrokenRule {
  rule: { id: string; page: string; says: string };
  count: number;
  examples: readonly { row: number | null; values: readonly (string | null)[]; note?: string }[];
}

/** Ids that are named before the rest is counted. */
export const NAMED = 5;

export const count = (value: number): string => value.toLocaleString('en');

export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;
