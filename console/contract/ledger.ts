// What runs did not load: how many of each kind, page by page, and what is known about one object.

/** Absent members: all. */
export interface LedgerFilter {
  /** Id of a run, `last` (of each account) or `all`. */
  run: string;
  /** Lists of words, separated by commas. */
  reasons?: string;
  sources?: string;
  /** `500`, or `none` where there was no answer. */
  statuses?: string;
  accounts?: string;
  /** A part of id, message, code or query id. */
  text?: string;
}

/** `GET /api/ledger/facets`: how many entries there are of each kind, before any filter but `run`. */
export interface FacetsAnswer {
  runs: {
    runId: string;
    account: string;
    connection?: string;
    kind: string;
    outcome: string;
    startedAt: string;
  }[];
  counts: {
    run: number;
    source: string;
    reason: string;
    status?: number;
    accepted: boolean;
    count: number;
  }[];
}

/** `GET /api/ledger?run=…&from=…&count=…`: run after run, the worst reason first. */
export interface LedgerAnswer {
  from: number;
  entries: LedgerLine[];
  /** With `text`, counted as far as it was read: absent where there may be more. */
  total?: number;
}

export interface LedgerLine {
  runId: string;
  account: string;
  connection?: string;
  source: string;
  id: string;
  reason: string;
  status?: number;
  code?: string;
  message: string;
  queryId?: string;
  attempts?: number;
  accepted?: boolean;
  at: string;
}

/** `GET /api/ledger/entry`: what is known about one of them. */
export interface EntryRequest {
  run: string;
  source: string;
  id: string;
  reason: string;
}

export interface EntryAnswer {
  entry: LedgerLine;
  method: string;
  /** Template, and its values as far as the id has them. */
  path: string;
  parameters: Record<string, string>;
  /** Source objects that hang on it. */
  below: string[];
  /** The record that could not be shaped; secrets are masked. */
  letter?: { reason: string; payload?: string; bytes: number; readAt: string };
  /** The same on the terminal. */
  command: string;
}
