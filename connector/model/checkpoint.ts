// What is known from loads before: items whose objects need not be read again.

/** Whether all that hangs on one item of a root list was loaded, for one source object below it. */
export interface Mark {
  /** The root list itself, or the source object below it that the mark is for. */
  source: string;
  /** The item, as JSON text. */
  item: string;
  /** Something of it was not loaded, or may still change: it is read again. */
  isOpen: boolean;
  /** It is of one reading of a list in mode `window`: the item is its path parameters. */
  isWindow?: boolean;
  /** ... which is at the root of its tree, and goes through many slices. */
  isRoot?: boolean;
}

/** The marks of one root item. */
export interface RootMarks {
  own: Mark;
  /** By name of the source object directly below the root. */
  children: Map<string, Mark>;
}

/** Items that loads before have marked. */
export interface KnownItems {
  has(source: string, item: string): boolean;
}

export const NOTHING_KNOWN: KnownItems = { has: () => false };
