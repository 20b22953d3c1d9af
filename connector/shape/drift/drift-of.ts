// What a load has found of a table: new columns, wider ones, what was left out, and notes for people.
import type { Notice } from '../../model/notice.js';
import type { ChildLists } from '../child-lists.js';
import type { Cleaner } from '../clean.js';
import type { ColumnSet } from '../columns.js';
import { fullWords } from '../rows/room.js';
import type { Drift } from '../shaped.js';

export interface DriftSources {
  columns: ColumnSet;
  lists: ChildLists;
  cleaner: Cleaner;
  /** A field had no room. */
  isFull: boolean;
  /** In the order of their notes; what has no room comes after the first. */
  noting: readonly [Noting, ...Noting[]];
}

interface Noting {
  notes(): Notice[];
}

export function driftOf({ columns, lists, cleaner, isFull, noting }: DriftSources): Drift {
  const below = lists.drift();
  const [first, ...others] = noting;
  const full: Notice[] = isFull ? [{ code: 'columns-full', message: fullWords(columns) }] : [];
  return {
    columnsAdded: [...columns.added(), ...below.columnsAdded],
    columnsWidened: [...columns.widened(), ...below.columnsWidened],
    omitted: cleaner.omitted,
    replacedSurrogates: cleaner.replaced,
    notes: [...first.notes(), ...full, ...others.flatMap((one) => one.notes()), ...below.notes],
  };
}
