// What earlier loads have left that a reading has to know: items that need not be read again, and dates to start from.
import type { Partition } from '../model/record.js';
import type { DateQuery } from '../model/window.js';

/** Items that were loaded with everything below them. */
export interface KnownItems {
  /** @param item its key: see `itemKey` */
  has(source: string, item: string): boolean;
}

/** From which date on each list in mode `window` is asked for. */
export interface WindowDates {
  queryOf(source: string, partition: Partition): DateQuery;
}

export const NOTHING_KNOWN: KnownItems = { has: () => false };
export const NO_DATES: WindowDates = { queryOf: () => ({}) };
