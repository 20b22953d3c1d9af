// Reset: forgets the state of source objects, so that the next load reads them again; and their rows, if asked for.

/** What the command of the same name takes. */
export interface ResetRequest {
  /** Absent: all connections of the configuration. */
  connections?: string[];
  /** Absent: all that the configuration names, and all that is remembered. */
  sources?: string[];
  /** The rows go too, with those of the rest of the trees. */
  data?: boolean;
  /** With `data`: only the rows of what is named. */
  alone?: boolean;
}

/** `POST /api/reset/draft`: what would go. It waits for no load, and changes nothing. */
export interface ResetShown {
  /** To be sent back; it works once. */
  id: string;
  /** What a person types before it is done: the source object, or the name of the destination. */
  word: string;
  destination: string;
  accounts: ResetAccount[];
  /** Connections of which nothing was loaded yet. */
  neverStarted: string[];
  /** The same on the terminal. */
  command: string;
}

export interface ResetAccount {
  connection?: string;
  account: string;
  objects: ResetObject[];
}

export interface ResetObject {
  name: string;
  /** Items, interrupted loads and cursors that are remembered. */
  remembered: number;
  /** Rows of this account that go; none where rows stay. */
  tables: { table: string; rows: number }[];
  /** The source object that is named, where this one only belongs to its tree. */
  belongsTo?: string;
}

/**
 * `POST /api/reset`: removes exactly what was shown. 409 `draft-used` for what was shown too long ago, `consent-missing` where
 * the word is another one, `reset-changed` where it would be something else than was shown: then nothing is removed.
 */
export interface ResetConsent {
  id: string;
  word: string;
}

export interface ResetDone {
  accounts: ResetAccount[];
}
