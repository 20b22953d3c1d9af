// What a download of documents reports: meanwhile, and at its end.
import type { SkipReason } from '../../model/api.js';
import type { Notice } from '../../model/notice.js';
import type { RunOutcome } from '../../model/report.js';
import type { DocumentKind } from './kinds.js';

/** `listed` is the sum of the others. */
export interface DocumentCounts {
  listed: number;
  /** Downloaded earlier. */
  present: number;
  downloaded: number;
  /** The API names no link. */
  withoutLink: number;
  /** Deleted between the list and its reading. */
  gone: number;
  /** Named in `problems`. */
  failed: number;
}

export interface DocumentsProgress {
  /** That is downloaded now; absent before the first list is read. */
  kind?: DocumentKind;
  /** Of this kind. */
  counts?: DocumentCounts;
  bytes: number;
  calls: number;
}

export interface DocumentProblem {
  kind: DocumentKind;
  /** Absent: the list itself. */
  id?: string;
  reason: SkipReason;
  message: string;
}

export interface DocumentsReport {
  outcome: RunOutcome;
  account: string;
  connection?: string;
  /** Where the files are. */
  place: string;
  kinds: Partial<Record<DocumentKind, DocumentCounts>>;
  problems: DocumentProblem[];
  /** Why it ended early. */
  reasons: Notice[];
  bytes: number;
  calls: number;
}
