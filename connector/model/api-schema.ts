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
  /** Path without a branch on v1, with `/v2` on v2: `/me/bill/{billId}`, `/v2/iam/resource`. */
  path: string;
  method: Method | 'PATCH';
  description: string;
  parameters: ApiParameter[];
  /** `billing.Bill`, `string[]`, `void`. */
  responseType: string;
  /** False for the routes that need no credentials. */
  authenticated: boolean;
  status: ApiStatus;
  iamActions: string[];
}

/** A type of a document, resolved to any depth. A model inside itself ends as `any`. */
export type TypeShape =
  | { kind: 'scalar'; type: string; column: ColumnType; values?: string[] }
  | { kind: 'object'; model: string; fields: FieldShape[] }
  | { kind: 'array'; of: TypeShape }
  | { kind: 'map'; of: TypeShape }
  | { kind: 'money'; model: string; ucents?: 'priceInUcents' | 'valueInUcents' }
  | { kind: 'any' };

export interface FieldShape {
  name: string;
  shape: TypeShape;
  nullable: boolean;
  /** The document says that it is a password. */
  secret: boolean;
  description: string;
}
