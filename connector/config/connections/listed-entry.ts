// A connection that is listed outside of the configuration.
import type { Group } from '../reading.js';

export interface ListedEntry {
  /** Where it stands, from 1. */
  line: number;
  connection: Group;
  /** The part of it whose texts have no variables. */
  literal: Group;
  /** Names the place of a key in a message, where its value may be a secret. */
  placeOf: (key: string) => string;
}
