// Roots that are read alone, in place of all that a list names: what another run did not load.
import type { JsonValue } from '../model/json.js';
import type { Partition } from '../model/record.js';

export interface SelectedRoot {
  /** The item of the list, or the path parameters of the reading. */
  item: JsonValue;
  /** Source objects directly below the root that are read; what hangs on them comes along. */
  branches: ReadonlySet<string>;
}

/** By name of the root's source object. `all`: the list is read, and everything below it. */
export type SelectedRoots = ReadonlyMap<string, readonly SelectedRoot[] | 'all'>;

export const partitionOf = ({ item }: SelectedRoot) => item as Partition;
