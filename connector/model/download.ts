// Files that are downloaded from links of the API: from other hosts, without credentials.
import type { ApiProblem } from './api.js';

export type Download =
  | { outcome: 'ok'; bytes: Uint8Array }
  /** `refused`: the link does not count (any more), and a new one may. */
  | { outcome: 'skip'; reason: 'refused' | 'failed'; problem: ApiProblem };

export interface DownloadOptions {
  /** For pacing and logs, without secrets: `GET (pdf)`. */
  source: string;
  signal?: AbortSignal;
}
