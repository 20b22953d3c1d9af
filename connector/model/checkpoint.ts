// What is known from loads before: items whose objects need not be read again.

/** Whether all that hangs on one item of a list was loaded, for one source object below it. */
export interface Checkpoint {
  /** The root list itself, or the source object below it that the mark is for. */
  source: string;
  /** The item, as JSON text; below another list with the path parameters that it was read with. */
  item: string;
  /** Something of it was not loaded, or may still change: it is read again. */
  isOpen: boolean;
  /** It is of one reading of a list in mode `window`: the item is its path parameters. */
  isWindow?: boolean;
  /** ... which is at the root of its tree, and goes through many slices. */
  isRoot?: boolean;
}

/** The marks of one item of a list. */
export interface ItemCheckpoints {
  /** Of the item itself, where its list is at the root: a load that was cut is gone on with. */
  own?: Checkpoint;
  /** By name of the source object directly below the list. */
  children: Map<string, Checkpoint>;
}

/** Items that loads before have marked. */
export interface KnownItems {
  has(source: string, item: string): boolean;
}

export const NOTHING_KNOWN: KnownItems = { has: () => false };
