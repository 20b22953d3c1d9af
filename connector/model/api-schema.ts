// The schema documents of the API, parsed.
import type { Method } from './definition.js';
import type { ColumnType } from './table.js';

export type Branch = 'v1' | 'v2';

export interface ApiParameter {
  /** Empty for a parameter that is the whole body. */
  name: string;
  in: 'path' | 'query' | 'header' | 'body';
  type: string;
  required: boolean;
  description: string;
}

export interface ApiStatus {
  /** PRODUCTION, BETA, ALPHA or DEPRECATED; empty when the document does not say it. */
  value: string;
  description: string;
  deprecatedDate?: string;
  deletionDate?: string;
  replacement?: string;
}

export interface ApiOperation {
  branch: Branch;
  /** Path of its section without `/v2`: `/me`, `/dedicated/server`; empty when the document does not say it. */
  section: string;
  /** Path, with `/v2` on v2 and no prefix on v1: `/me/bill/{billId}`, `/v2/iam/resource`. */
  path: string;
  method: Method | 'PATCH';
  description: string;
  longDescription?: string;
  parameters: ApiParameter[];
  /** `billing.Bill`, `string[]`, `void`. */
  responseType: string;
  /** False for routes without credentials. */
  authenticated: boolean;
  status: ApiStatus;
  iamActions: string[];
  /** Classes of errors that the document lists: `Client::NotFound`. */
  errors?: string[];
}

/** A type of a document, resolved to any depth. A recursive model ends as `any`. */
export type TypeShape =
  | { kind: 'scalar'; type: string; column: ColumnType; values?: string[] }
  | { kind: 'object'; model: string; fields: FieldShape[] }
  | { kind: 'array'; of: TypeShape }
  | { kind: 'map'; of: TypeShape }
  | { kind: 'money'; model: string; ucents?: 'priceInUcents' | 'valueInUcents' }
  /** An unknown type; `note` says why. */
  | { kind: 'any'; note?: string };

export interface FieldShape {
  name: string;
  shape: TypeShape;
  nullable: boolean;
  /** The document types it as a password. */
  secret: boolean;
  /** Read-only by the document: only OVHcloud sets it. */
  readOnly: boolean;
  description: string;
}
