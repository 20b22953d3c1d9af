// Reads one schema document defensively: old and new forms, missing members, odd values.
import type { ApiOperation, ApiParameter, ApiStatus, Branch } from '../model/api-schema.js';

export interface ApiModel {
  description: string;
  /** Names of its type parameters, such as `T`. */
  generics: string[];
  properties: { name: string; type: string; nullable: boolean; readOnly: boolean; description: string }[];
  values?: string[];
  /** Base type of an enum: `string` or `long`. */
  valueType?: string;
}

export interface ApiDocument {
  branch: Branch;
  /** Path of the section without `/v2`; empty when the document does not say it. */
  section: string;
  /** Description of the section; empty where the document has none. */
  description: string;
  operations: ApiOperation[];
  models: Map<string, ApiModel>;
}

type Members = Record<string, unknown>;

/** Undefined when the value is not a schema document. */
export function readDocument(raw: unknown, branch: Branch): ApiDocument | undefined {
  if (!isMembers(raw) || (!Array.isArray(raw.apis) && !isMembers(raw.models))) return undefined;
  const section = word(raw.resourcePath);
  const operations = list(raw.apis).flatMap((api) =>
    list(api.operations).map((operation) => ({ ...readOperation(api, operation, branch), section })),
  );
  const models = new Map(
    Object.entries(isMembers(raw.models) ? raw.models : {}).flatMap(([name, model]) =>
      isMembers(model) ? [[name, readModel(model)] as const] : [],
    ),
  );
  const own = list(raw.apis).find((api) => word(api.path) === section);
  const description = word(raw.description) || word(own?.description);
  return { branch, section, description, operations, models };
}

function readOperation(api: Members, operation: Members, branch: Branch): Omit<ApiOperation, 'section'> {
  const path = word(api.path);
  return {
    branch,
    path: branch === 'v2' && !path.startsWith('/v2/') ? `/v2${path}` : path,
    method: word(operation.httpMethod).toUpperCase() as ApiOperation['method'],
    description: word(operation.description),
    longDescription: word(operation.longDescription) || undefined,
    parameters: list(operation.parameters).map(readParameter),
    // Old documents have the full type in another member.
    responseType: word(operation.responseFullType) || word(operation.responseType) || 'void',
    authenticated: !isTrue(operation.noAuthentication),
    status: readStatus(operation.apiStatus),
    iamActions: readActions(operation.iamActions),
    errors: Array.isArray(operation.errors) ? operation.errors.map(word).filter(Boolean) : undefined,
  };
}

function readParameter(parameter: Members): ApiParameter {
  const place = word(parameter.paramType);
  return {
    name: word(parameter.name),
    in: place === 'path' || place === 'body' || place === 'header' ? place : 'query',
    type: word(parameter.fullType) || word(parameter.dataType),
    required: isTrue(parameter.required),
    description: word(parameter.description),
  };
}

function readStatus(raw: unknown): ApiStatus {
  const status = isMembers(raw) ? raw : {};
  // The API writes "no date" as the year 1.
  const optional = (value: unknown) =>
    word(value).startsWith('0001-') ? undefined : word(value) || undefined;
  return {
    value: word(status.value),
    description: word(status.description),
    deprecatedDate: optional(status.deprecatedDate),
    deletionDate: optional(status.deletionDate),
    replacement: optional(status.replacement),
  };
}

/** Objects with a name; older documents list names alone. */
function readActions(raw: unknown): string[] {
  if (!Array.isArray(raw)) return [];
  return raw
    .map((action) => (isMembers(action) ? word(action.name) : word(action)))
    .filter((name) => name !== '');
}

function readModel(model: Members): ApiModel {
  const properties = isMembers(model.properties) ? Object.entries(model.properties) : [];
  return {
    description: word(model.description),
    generics: Array.isArray(model.generics) ? model.generics.map(word) : [],
    properties: properties.flatMap(([name, property]) =>
      isMembers(property) ? [readProperty(name, property)] : [],
    ),
    values: Array.isArray(model.enum) ? model.enum.map(String) : undefined,
    valueType: word(model.enumType) || undefined,
  };
}

function readProperty(name: string, property: Members): ApiModel['properties'][number] {
  return {
    name,
    type: word(property.fullType) || word(property.type),
    nullable: isTrue(property.canBeNull),
    readOnly: isTrue(property.readOnly),
    description: word(property.description),
  };
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown): Members[] {
  return Array.isArray(value) ? value.filter(isMembers) : [];
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Old documents write 1 and 0 for true and false. */
function isTrue(value: unknown): boolean {
  return value === true || value === 1;
}
