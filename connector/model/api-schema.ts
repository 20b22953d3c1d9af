// The API's description of itself, as this product understands it.
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
  /** PRODUCTION, BETA, ALPHA or DEPRECATED; empty when the document does not tell. */
  value: string;
  description: string;
  deprecatedDate?: string;
  deletionDate?: string;
  replacement?: string;
}

export interface ApiOperation {
  branch: Branch;
  /** Path of its section without a branch: `/me`, `/dedicated/server`; empty when the document does not tell. */
  section: string;
  /** Path without a branch on v1, with `/v2` on v2: `/me/bill/{billId}`, `/v2/iam/resource`. */
  path: string;
  method: Method | 'PATCH';
  description: string;
  longDescription?: string;
  parameters: ApiParameter[];
  /** `billing.Bill`, `string[]`, `void`. */
  responseType: string;
  /** False for the routes that need no credentials. */
  authenticated: boolean;
  status: ApiStatus;
  iamActions: string[];
  /** Classes of errors that the document lists: `Client::NotFound`. */
  errors?: string[];
}

/** A type of a document, resolved to any depth. A model inside itself ends as `any`. */
export type TypeShape =
  | { kind: 'scalar'; type: string; column: ColumnType; values?: string[] }
  | { kind: 'object'; model: string; fields: FieldShape[] }
  | { kind: 'array'; of: TypeShape }
  | { kind: 'map'; of: TypeShape }
  | { kind: 'money'; model: string; ucents?: 'priceInUcents' | 'valueInUcents' }
  /** Anything; `note` says why no more is known. */
  | { kind: 'any'; note?: string };

export interface FieldShape {
  name: string;
  shape: TypeShape;
  nullable: boolean;
  /** The document says that it is a password. */
  secret: boolean;
  /** True where the document says that only OVHcloud sets it. */
  readOnly: boolean;
  description: string;
}
