// Reads one schema document defensively: old and new forms, missing members, odd values.
import type { ApiOperation, ApiParameter, ApiStatus, Branch } from '../model/api-schema.js';
import { isScalar, type JsonValue } from '../model/json.js';

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

/**
 * Lengths beyond which a text is none of the API's: the longest name has 89 characters, the longest type 98, the longest
 * path 140, and the largest operation 37 parameters.
 */
const LONGEST_NAME = 200;
const LONGEST_TYPE = 500;
const LONGEST_PATH = 2_000;
const LONGEST_TEXT = 20_000;
const MOST_PARAMETERS = 500;

/** Undefined when the value is not a schema document. */
export function readDocument(raw: unknown, branch: Branch): ApiDocument | undefined {
  if (!isMembers(raw) || (!Array.isArray(raw.apis) && !isMembers(raw.models))) return undefined;
  const section = word(raw.resourcePath, LONGEST_PATH);
  const operations = list(raw.apis)
    .filter((api) => word(api.path, LONGEST_PATH) !== '')
    .flatMap((api) =>
      list(api.operations).map((operation) => ({ ...readOperation(api, operation, branch), section })),
    );
  const models = new Map(
    Object.entries(isMembers(raw.models) ? raw.models : {}).flatMap(([name, model]) =>
      isMembers(model) && name.length <= LONGEST_TYPE ? [[name, readModel(model)] as const] : [],
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
    method: word(operation.httpMethod, LONGEST_NAME).toUpperCase() as ApiOperation['method'],
    description: word(operation.description),
    longDescription: word(operation.longDescription) || undefined,
    parameters: list(operation.parameters)
      .filter(({ name }) => typeof name !== 'string' || name.length <= LONGEST_NAME)
      .slice(0, MOST_PARAMETERS)
      .map(readParameter),
    // Old documents have the full type in another member.
    responseType: typeOf(operation.responseFullType) || typeOf(operation.responseType) || 'void',
    authenticated: !isTrue(operation.noAuthentication),
    status: readStatus(operation.apiStatus),
    iamActions: readActions(operation.iamActions),
    errors: Array.isArray(operation.errors)
      ? operation.errors.map((name) => word(name)).filter(Boolean)
      : undefined,
  };
}

function readParameter(parameter: Members): ApiParameter {
  const place = word(parameter.paramType);
  return {
    name: word(parameter.name),
    in: place === 'path' || place === 'body' || place === 'header' ? place : 'query',
    type: typeOf(parameter.fullType) || typeOf(parameter.dataType),
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
    generics: Array.isArray(model.generics) ? model.generics.map((name) => word(name, LONGEST_NAME)) : [],
    properties: properties.flatMap(([name, property]) =>
      isMembers(property) && name.length <= LONGEST_NAME ? [readProperty(name, property)] : [],
    ),
    values: Array.isArray(model.enum) ? model.enum.filter(isPlain).map(String) : undefined,
    valueType: word(model.enumType) || undefined,
  };
}

function readProperty(name: string, property: Members): ApiModel['properties'][number] {
  return {
    name,
    type: typeOf(property.fullType) || typeOf(property.type),
    nullable: isTrue(property.canBeNull),
    readOnly: isTrue(property.readOnly),
    description: word(property.description),
  };
}

/** A value of an enum: a text, a number or a truth. */
function isPlain(value: unknown): boolean {
  return typeof value === 'boolean' || isScalar(value as JsonValue);
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown): Members[] {
  return Array.isArray(value) ? value.filter(isMembers) : [];
}

/** Empty for what is no text, or too long for what it is. */
function word(value: unknown, longest = LONGEST_TEXT): string {
  return typeof value === 'string' && value.length <= longest ? value : '';
}

/** A type that is too long is one that no document has. */
function typeOf(value: unknown): string {
  return typeof value === 'string' && value.length > LONGEST_TYPE ? UNREADABLE_TYPE : word(value);
}

/** Stands for a type that is too long to be read. */
export const UNREADABLE_TYPE = '(type)';

/** Old documents write 1 and 0 for true and false. */
function isTrue(value: unknown): boolean {
  return value === true || value === 1;
}
