// What a search looks at: operations as columns of plain data, small enough to be sent to a page.

/**
 * Rows are sorted as equal hits are shown: short paths first, then by path, then in the order of the documents. Most columns
 * have few distinct values, which stand once and are named by their place.
 */
export interface SearchIndex {
  /** Of the rows: it changes whenever an operation, its state or its description does. */
  version: string;
  /** Distinct paths, with `/v2` on v2. */
  paths: string[];
  /** Distinct descriptions, the long ones joined to the short ones. */
  texts: string[];
  /** Distinct names: parameters, models, fields, response types. */
  names: string[];
  /** Distinct sets of names. */
  sets: number[][];
  methods: string[];
  states: string[];
  /** Paths of sections, with `/v2` on v2. */
  sections: string[];
  branches: string[];
  rows: SearchRows;
}

/** One number for each row and column: a place in the list of its values. */
export interface SearchRows {
  path: number[];
  text: number[];
  /** Sets of names. */
  parameters: number[];
  body: number[];
  response: number[];
  method: number[];
  state: number[];
  section: number[];
  branch: number[];
}

export interface SearchCriteria {
  /** Words that must each occur in the path or the description. */
  words?: readonly string[];
  path?: string;
  description?: string;
  /** Name of a path, query or header parameter. */
  parameter?: string;
  /** Name of a field of the body, at any depth. */
  bodyField?: string;
  /** Name of a response type, or of a field of the response, at any depth. */
  response?: string;
  status?: string;
  method?: string;
  branch?: string;
  /** `/me`, `/dedicated/server`, `/v2/iam`: only routes of this section, or below this path. */
  section?: string;
}
