// What the page is told of one operation.

/** `GET /api/operation?method=GET&path=/me/bill/{billId}`. */
export interface OperationPage {
  method: string;
  path: string;
  branch: 'v1' | 'v2';
  section: string;
  description: string;
  longDescription?: string;
  state: OperationState;
  authenticated: boolean;
  iamActions: string[];
  /** Classes of errors that the document lists. */
  errors: string[];
  /** Path, query and header parameters, in the order of the document. */
  parameters: ParameterEntry[];
  /** Absent for a call without a body. */
  body?: BodyEntry;
  response: ResponseEntry;
  related: RelatedOperation[];
  /** The same operation in OVHcloud's own console. */
  ovhcloudConsole: string;
  /** Why it cannot be added as an endpoint; absent where it can. */
  notAddable?: { code: string; message: string };
  /** Only on v2: may be sent as header `X-Schemas-Version`; versions that are known, newest first. */
  schemaVersions?: string[];
}

export interface OperationState {
  /** `PRODUCTION`, `BETA`, `ALPHA`, `DEPRECATED`; empty where the document does not say it. */
  value: string;
  description: string;
  /** Days, `2026-03-31`. */
  deprecatedDate?: string;
  deletionDate?: string;
  /** As the document writes it. */
  replacement?: string;
  /** The operation that `replacement` names, where there is one. */
  replacedBy?: { method: string; path: string };
}

export interface ParameterEntry {
  name: string;
  in: 'path' | 'query' | 'header';
  type: string;
  required: boolean;
  description: string;
  /** Of an enum: everything that is allowed. */
  values?: string[];
  /** The document types it as a password: typed into a password field. */
  secret: boolean;
  example: string;
  /** Of a path parameter: the GET that lists its values. */
  listedBy?: string;
}

/**
 * `POST /api/values`: values for a path parameter. `api`: the list above it is asked, one call; of a list in pages, the first
 * one. `tables`: from the destination, without a call.
 */
export interface ValuesRequest {
  /** Template. */
  path: string;
  parameter: string;
  /** Values of the parameters before it. */
  parameters: Record<string, string>;
  connection?: string;
  from: 'api' | 'tables';
}

export interface ValuesAnswer {
  values: string[];
  /** There are more. */
  isCut: boolean;
  /** The route or the table. */
  from: string;
}

export interface BodyEntry {
  type: string;
  required: boolean;
  /** JSON text, two spaces. */
  example: string;
  schema: SchemaNode;
}

export interface ResponseEntry {
  /** `billing.Bill`, `string[]`, `void`. */
  type: string;
  /** Absent where nothing is answered, or the type is unknown. */
  example?: string;
  schema?: SchemaNode;
}

/** A type, resolved to any depth; a recursive model ends as `any`. */
export interface SchemaNode {
  kind: 'scalar' | 'object' | 'array' | 'map' | 'money' | 'any';
  /** As people write it: `long`, `billing.Bill[]`, `map of string`. */
  type: string;
  /** Of an enum. */
  values?: string[];
  /** Of an object, or of the objects in a list or map. */
  fields?: SchemaField[];
  /** Why it is `any`. */
  note?: string;
}

export interface SchemaField {
  name: string;
  node: SchemaNode;
  nullable: boolean;
  readOnly: boolean;
  secret: boolean;
  description: string;
}

export interface RelatedOperation {
  method: string;
  path: string;
  /**
   * `same-path`: another method; `parent`, `child`: one segment less or more; `each`: reads one of the listed items;
   * `replacement`, `replaces`; `task`, `event`: of v2, what is done with the resource, and what happened to it.
   */
  relation: 'same-path' | 'parent' | 'child' | 'each' | 'replacement' | 'replaces' | 'task' | 'event';
}
