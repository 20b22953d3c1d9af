// The Source form: the configuration file, and a draft of it. The page holds the draft; the server keeps none.

/**
 * `GET /api/source`: the file as it is on disk. A secret that is written in it stands as a placeholder, `<hidden-…>`, in
 * the same place; every other byte is that of the file. A text that is sent back with the placeholder means the secret that
 * stood there; a placeholder at another key, or one that stands for nothing, is an issue `secret-unknown`. What the
 * person types in its place replaces it.
 */
export interface SourceText {
  /** As named on the command line. */
  file: string;
  /** False: there is none yet; `text` is a beginning, and saving makes the file. */
  exists: boolean;
  text: string;
  /** Of the bytes on disk; to be sent back when the draft is saved. */
  version: string;
  hidden: HiddenSecret[];
  /** Why it cannot be saved; absent where it can. */
  notSavable?: { code: string; message: string };
}

export interface HiddenSecret {
  /** As it stands in the text. */
  placeholder: string;
  /** Key path, `auth.consumerKey`; absent in a comment. */
  key?: string;
  line: number;
}

/** A value with the digits that are written: a number that JavaScript would round is `{ $number: '59.90' }`. */
export type Plain = null | boolean | string | number | Plain[] | { [key: string]: Plain };

/** Names and indexes from the top: `['endpoints', 2, 'query', 'date.from']`. */
export type KeyPath = (string | number)[];

/** `POST /api/draft/check`: what `plan` refuses before its first call, and what the form shows. Nothing is called with keys. */
export interface DraftRequest {
  text: string;
}

export interface DraftCheck {
  issues: DraftIssue[];
  /** What still works, but deserves a look. */
  warnings: DraftIssue[];
  /** Absent where the text is no YAML with a group of keys. */
  outline?: Outline;
}

export interface DraftIssue {
  /** Of the table of codes. */
  code: string;
  /** `source.yaml:12:5`. */
  where: string;
  /** Where `where` names a place in the text; both from 1. */
  line?: number;
  column?: number;
  /** Key path as people write it: `endpoints[2].query["date.from"]`. */
  key?: string;
  /** The entry of `endpoints` that it is about. */
  entry?: number;
  /** Of a warning about several things. */
  count?: number;
  message: string;
}

/** What is written, as plain data. What the form cannot show stays in the text. */
export interface Outline {
  connections: ConnectionEntry[];
  /** Whether `connections` is written; otherwise the one account of the whole file. */
  isList: boolean;
  entries: EndpointEntry[];
  /** Every source object that the entries make, parents first. */
  objects: ObjectEntry[];
  destination: DestinationEntry;
  schedule: PipelineEntry[];
  /** Keys of the top that none of these shows: `budget`, `http`. */
  others: { key: string; line: number; value: Plain }[];
}

export interface ConnectionEntry {
  name?: string;
  /** Where its keys are written: `[]`, or `['connections', 1]`. */
  path: KeyPath;
  /** As written; absent: not written. */
  region?: string;
  baseUrl?: string;
  profile?: string;
  /** What is called; absent where the region is unknown. */
  origin?: string;
  kind: 'keys' | 'oauth2' | 'bearer' | 'none';
  keys: KeyEntry[];
}

export interface KeyEntry {
  /** Under `auth`: `consumerKey`. */
  name: string;
  state: 'set' | 'missing';
  /** `source.yaml`, `OVH_CONSUMER_KEY`, `/etc/ovh.conf`. */
  from?: string;
  /** Whether it is written in the file, so that it can be replaced here. */
  written: boolean;
}

/** An entry of `endpoints`. */
export interface EndpointEntry {
  /** Its index. */
  entry: number;
  line: number;
  lastLine: number;
  kind: 'preset' | 'own' | 'unclear';
  /** As written: name, path, method, parameters, query, headers, body, table, read, sync, write; or preset, only, query, definitions. */
  fields: Record<string, Plain>;
  /** Technical names of the source objects that it makes. */
  objects: string[];
}

export interface ObjectEntry {
  name: string;
  entry: number;
  preset?: string;
  method: string;
  path: string;
  table: string;
  /** False: read for its items alone. */
  hasTable: boolean;
  /** The source object directly above it. */
  parent?: string;
  /** Of own endpoints, and of what a preset makes. */
  operation: OperationKnown;
  parameters: PathParameterEntry[];
  /** What the API's document offers. */
  query: QueryParameterEntry[];
}

export interface OperationKnown {
  /** `unchecked`: `read.unchecked` is written; `undescribed`: no document for it is at hand. */
  state: 'known' | 'unknown' | 'undescribed' | 'unchecked';
  description?: string;
  responseType?: string;
  /** `DEPRECATED`, `BETA`, ... */
  status?: string;
  deletion?: string;
  /** Whether the answer is a list: of scalars, or of objects. */
  answers?: 'list' | 'objects' | 'object' | 'value';
}

export interface PathParameterEntry {
  name: string;
  type?: string;
  description?: string;
  /** Of an enum. */
  values?: string[];
  /** Where its value comes from. `implicit`: not written, found by its name. */
  binding:
    | { kind: 'none' }
    | { kind: 'value'; values: string[] }
    | { kind: 'mapped'; from: string; field?: string; parameter?: string; implicit: boolean };
  /** Best first. */
  candidates: BindingCandidate[];
}

export interface BindingCandidate {
  from: string;
  /** To write beside `from`; absent: its bare items. */
  field?: string;
  parameter?: string;
  type?: string;
  /**
   * `lists-it`: its path lists the values; `same-name-and-type`; `same-name`; `read-with`: it was read with a parameter of
   * this name; `ends-alike`: `originalBillId` for `billId`; `same-type`.
   */
  why: 'lists-it' | 'same-name-and-type' | 'same-name' | 'read-with' | 'ends-alike' | 'same-type';
  nullable: boolean;
  /** Source objects that are read before it. */
  depth: number;
}

export interface QueryParameterEntry {
  name: string;
  type: string;
  required: boolean;
  description: string;
  values?: string[];
}

export interface DestinationEntry {
  type?: string;
  /** As written. */
  fields: Record<string, Plain>;
  line?: number;
  /** Where the tables go, without secrets; absent where it is not valid. */
  location?: string;
}

export interface PipelineEntry {
  /** `['schedule']`, or `['schedule', 1]`. */
  path: KeyPath;
  line: number;
  fields: Record<string, Plain>;
  /** The next five runs, as instants; empty where it is not valid. */
  next: string[];
  /** Those of seven days, at most one an hour. */
  week: string[];
}

/** `POST /api/draft/edit`: all edits or none. What is outside of them stays byte for byte. */
export interface EditRequest {
  text: string;
  edits: Edit[];
}

/**
 * `set` makes the keys that are missing; `add` appends to a list, which it makes where it is missing; `remove` takes a key
 * or an item out, with the comment on its line.
 */
export type Edit = { set: KeyPath; value: Plain } | { add: KeyPath; value: Plain } | { remove: KeyPath };

export interface EditAnswer {
  text: string;
  /** Lines of the new text that are new or changed, both included; empty where lines were only taken out. */
  changed: { from: number; to: number }[];
}

/** `POST /api/draft/diff`: from the file to the draft. */
export interface DiffAnswer {
  lines: DiffLine[];
  added: number;
  removed: number;
}

export interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  text: string;
  /** Line in the file, and in the draft. */
  before?: number;
  after?: number;
}

/** `POST /api/draft/save`. 409 `source-changed` where the file is no longer that version; `source` of the error is the present one. */
export interface SaveRequest {
  text: string;
  version: string;
  /** Saves although something is wrong. A text that is no YAML is never saved. */
  withIssues?: boolean;
}

export interface SaveAnswer {
  source: SourceText;
  issues: DraftIssue[];
}
