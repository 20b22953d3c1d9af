// What the page is told of the API's catalogue: the list of operations, the search, and what changed.
import type { CallRequest } from './call.js';

/** `GET /api/catalogue`. Row `n` of every list is the same operation; rows are in the order in which equal hits are shown. */
export interface Catalogue {
  /** Changes with the documents: the address of the search index has it. */
  version: string;
  sections: SectionEntry[];
  rows: CatalogueRows;
  documents: DocumentsAge;
}

export interface SectionEntry {
  branch: 'v1' | 'v2';
  /** `/me`, `/dedicated/server`; with `/v2` on v2. */
  path: string;
  routes: number;
  description: string;
}

/** Columns, so that 6,624 operations stay small. */
export interface CatalogueRows {
  /** With `/v2` on v2: `/me/bill/{billId}`. */
  path: string[];
  /** Index into `methods`. */
  method: number[];
  methods: string[];
  /** Index into `sections` of the catalogue. */
  section: number[];
  /** Index into `states`. */
  state: number[];
  /** `PRODUCTION`, `BETA`, `ALPHA`, `DEPRECATED`; empty where the document does not say it. */
  states: string[];
  /** Of the deprecated rows, those with a date or a replacement; the list shows them. */
  endings?: Ending[];
}

export interface Ending {
  row: number;
  /** Days, `2026-03-31`: since when, and until when. */
  deprecated?: string;
  deletion?: string;
  /** The row that replaces it. */
  replacedBy?: number;
}

/** How old the kept documents are. */
export interface DocumentsAge {
  /** Instant of the oldest and of the newest kept document, ISO 8601; absent where all were requested just now, or come from a folder. */
  oldest?: string;
  newest?: string;
  /** Which documents are old, missing or unreadable: sentences of the library. */
  notes: string[];
  /** Documents of a folder, named in the configuration or on the command line. */
  folder?: string;
}

/** Each criterion is met by a whole part before its beginning, before any part. All must be met. */
export interface SearchRequest {
  /** Words, parted by spaces: each must occur in path or description. */
  q?: string;
  path?: string;
  description?: string;
  parameter?: string;
  body?: string;
  response?: string;
  state?: string;
  method?: string;
  branch?: 'v1' | 'v2';
  section?: string;
}

/** `GET /api/search?q=…`: rows of the catalogue, best first. */
export interface SearchAnswer {
  version: string;
  rows: number[];
  /** Words that occur nowhere, and the words that were searched instead. */
  instead: Record<string, string>;
}

/** `POST /api/resolve`: a link of OVHcloud's console, a curl line, an address or `GET /me/bill`. */
export interface ResolveRequest {
  text: string;
}

/**
 * The call that the text has, with the template of its path; no header with credentials. `found` is null where the text is
 * none of these; the page then searches it.
 */
export interface ResolveAnswer {
  found: Omit<CallRequest, 'connection'> | null;
}

/** `POST /api/changes`: requests the documents again and compares them with the kept ones. The page keeps the answer. */
export interface ChangesAnswer {
  before: DocumentsAge;
  /** Instant of the comparison. */
  at: string;
  changes: ChangeEntry[];
  notes: string[];
}

export interface ChangeEntry {
  /** As in the library: `operation-added`, `field-removed`, `enum-value-added`. */
  kind: string;
  breaking: boolean;
  branch: 'v1' | 'v2';
  /** Operations that it concerns: `GET /me/bill/{billId}`. */
  routes: string[];
  /** One line, by the library. */
  text: string;
}
