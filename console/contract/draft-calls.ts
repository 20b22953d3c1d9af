// What a draft would do: rows of one endpoint, sample values, the plan and its cost, the check of keys and rights.
import type { DraftIssue, Edit, KeyPath } from './draft.js';

/** `POST /api/draft/preview`: the first rows of one source object as they will land. Calls the API. */
export interface PreviewRequest {
  text: string;
  /** Technical name. */
  name: string;
  connection?: string;
}

export interface PreviewAnswer {
  table: string;
  columns: PreviewColumn[];
  /** Texts with exact digits, in the order of the columns. */
  rows: (string | null)[][];
  leftOut: LeftOut[];
  /** Objects in the answer, perhaps more than the rows. */
  total: number;
  calls: number;
  milliseconds: number;
  /** Calls a second that the budget allows. */
  pace: number;
  notes: string[];
  /** Why there is no row. */
  nothing?: string;
  samples: SamplesOfParents;
  /** The request of these rows, for a shell. */
  curl: string;
}

export interface PreviewColumn {
  name: string;
  /** Of the library: `text`, `bigint`, `decimal`, `timestamp`. */
  type: string;
  key: boolean;
  description?: string;
}

export interface LeftOut {
  field: string;
  /** `secret-known`: on our list of secrets; `secret-declared`: the document types it as a password; `omit`: written in `table.omit`. */
  why: 'secret-known' | 'secret-declared' | 'omit';
}

/** `POST /api/draft/samples`: values of the parents, and the addresses that they make. Calls the API. */
export interface SamplesAnswer extends SamplesOfParents {
  calls: number;
  milliseconds: number;
  pace: number;
  notes: string[];
  nothing?: string;
}

export interface SamplesOfParents {
  /** For each path parameter that is mapped. */
  values: { parameter: string; from: string; field?: string; samples: string[] }[];
  /** The first five, with their values. */
  addresses: string[];
  /** Beyond the first five. `atLeast`: only the first parents were read. */
  more: number;
  atLeast: boolean;
}

/** `POST /api/draft/parents`: the lists that an own endpoint lacks, as edits of the draft. Calls nothing. */
export interface ParentsRequest {
  text: string;
  /** Its index in `endpoints`. */
  entry: number;
}

export interface ParentsAnswer {
  /** Definitions of the lists, and the parameters that are mapped to them. */
  edits: Edit[];
  /** Names of the lists that are new. */
  added: string[];
  notes: string[];
}

/** `POST /api/draft/plan`: what it will cost. Without `text`: the file. Nothing is called unless `ask`. */
export interface PlanRequest {
  text?: string;
  connection?: string;
  /** Only these source objects, with everything that hangs on the same roots. */
  only?: string[];
  /** `only` without the rest of the trees. */
  alone?: boolean;
  /** As for a run of the schedule. */
  scheduled?: boolean;
  /** Counts lists without parameters, and asks for the rights of the key. */
  ask?: boolean;
}

export interface PlanAnswer {
  connections: PlanOfConnection[];
}

export interface PlanOfConnection {
  connection?: string;
  region: string;
  origin: string;
  destination: string;
  /** Calls a second. */
  pace: number;
  /** Every source object, parents first. */
  nodes: PlanNodeEntry[];
  single: PlanCost;
  /** With expanded lists and batches. */
  few: PlanCost;
  /** Whether lists were counted. */
  counted: boolean;
  rights: RightsEntry;
  warnings: DraftIssue[];
}

export interface PlanNodeEntry {
  name: string;
  parent?: string;
  /** For a root: names of the lists whose combinations it is read with. */
  cross: string[];
  method: string;
  path: string;
  table: string;
  hasTable: boolean;
  /** As in the library: `full`, `known`, `open`, `window`, `snapshot`. */
  mode: string;
  single: CallsEntry;
  few: CallsEntry;
  /** How it is read with few calls, in words of the library: `expanded list`, `batches`. */
  way: string;
  /** Items that are known: of the destination, or counted. */
  items?: number;
  /** Constants of its path, `billId: FR1`. */
  constants: string[];
}

/** Calls that are certain, and those that depend on numbers that are not known. */
export interface CallsEntry {
  /** That are certain. */
  known: number;
  /** On top: `factor` for each item of `times`. */
  unknown: { factor: number; times: string }[];
}

export interface PlanCost extends CallsEntry {
  /** Absent where something is unknown. */
  minutes?: number;
}

export interface RightsEntry {
  needed: { method: string; path: string; objects: string[] }[];
  /** Absent where the key was not asked, or its rights are policies. */
  missing?: { method: string; path: string }[];
  createTokenLink: string;
}

/** `POST /api/check`: what `check` says, of the file or of a draft. Calls the API. */
export interface CheckRequest {
  text?: string;
  connection?: string;
}

export interface CheckAnswer {
  connections: { connection?: string; state: CheckState; lines: CheckLineEntry[] }[];
  calls: number;
  milliseconds: number;
}

export type CheckState = 'ok' | 'warning' | 'problem';

export interface CheckLineEntry {
  /** Of the table of codes: `rights-missing`. */
  code: string;
  subject: string;
  state: CheckState;
  text: string;
  /** What a button may do; absent: nothing. */
  remedy?:
    | { kind: 'create-token'; link: string }
    | { kind: 'login' }
    | { kind: 'set-clock' }
    | { kind: 'edit'; path: KeyPath };
}
