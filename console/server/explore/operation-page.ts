// Everything that the documents say of one operation, and what is near it.
import { listOf } from '../../../connector/app/explorer/parameter-values.js';
import type { ApiOperation, ApiParameter } from '../../../connector/model/api-schema.js';
import { stringifyJson } from '../../../connector/model/json.js';
import type { ApiDocuments } from '../../../connector/schemas/api-documents.js';
import { deriveDefinitions } from '../../../connector/schemas/derivation/derive.js';
import { bodyShape } from '../../../connector/schemas/explore/body-shape.js';
import { bodyExample, exampleOf, typeName } from '../../../connector/schemas/explore/example.js';
import { sectionPath } from '../../../connector/schemas/sections.js';
import { pretty } from '../../../connector/text/api-text.js';
import type {
  BodyEntry,
  OperationPage,
  OperationState,
  ParameterEntry,
  RelatedOperation,
  ResponseEntry,
} from '../../contract/operation.js';
import { replacementOf } from './catalogue.js';
import { schemaNode } from './schema-node.js';

export interface PageContext {
  /** Origin of the region's API, which has OVHcloud's console beside it. */
  regionOrigin: string;
  /** Versions of the schemas of v2 that the configuration names. */
  schemaVersions: readonly string[];
}

export function operationPage(
  documents: ApiDocuments,
  operation: ApiOperation,
  context: PageContext,
): OperationPage {
  const {
    method,
    path,
    branch,
    description,
    longDescription,
    authenticated,
    iamActions,
    errors = [],
  } = operation;
  const body = bodyEntry(documents, operation);
  const notAddable = reasonAgainst(documents, operation);
  return {
    method,
    path,
    branch,
    section: sectionPath(operation),
    description,
    ...(longDescription !== undefined && { longDescription }),
    state: stateOf(documents, operation),
    authenticated,
    iamActions,
    errors,
    parameters: operation.parameters.flatMap((each) =>
      each.in === 'body' ? [] : [parameterEntry(documents, operation, { ...each, in: each.in })],
    ),
    ...(body && { body }),
    response: responseEntry(documents, operation),
    related: relatedTo(documents, operation),
    ovhcloudConsole: consoleLink(operation, context.regionOrigin),
    ...(notAddable && { notAddable }),
    ...(branch === 'v2' && { schemaVersions: [...context.schemaVersions] }),
  };
}

function stateOf(documents: ApiDocuments, operation: ApiOperation): OperationState {
  const { value, description, deprecatedDate, deletionDate, replacement } = operation.status;
  const replacedBy = replacementOf(documents, operation);
  return {
    value,
    description,
    ...(deprecatedDate !== undefined && { deprecatedDate: deprecatedDate.slice(0, 10) }),
    ...(deletionDate !== undefined && { deletionDate: deletionDate.slice(0, 10) }),
    ...(replacement !== undefined && { replacement }),
    ...(replacedBy && { replacedBy: { method: replacedBy.method, path: replacedBy.path } }),
  };
}

function parameterEntry(
  documents: ApiDocuments,
  operation: ApiOperation,
  parameter: ApiParameter & { in: ParameterEntry['in'] },
): ParameterEntry {
  const { name, in: place, type, required, description } = parameter;
  const shape = documents.typeOf(operation, type);
  const example = exampleOf(shape);
  const list = place === 'path' ? listOf(documents, { path: operation.path, parameter: name }) : undefined;
  return {
    name,
    in: place,
    type,
    required: required || place === 'path',
    description,
    ...(shape.kind === 'scalar' && shape.values && { values: shape.values }),
    secret: /\bpassword(\[\])*$/.test(type),
    example: typeof example === 'string' ? example : stringifyJson(example),
    ...(list && { listedBy: `GET ${list.path}` }),
  };
}

function bodyEntry(documents: ApiDocuments, operation: ApiOperation): BodyEntry | undefined {
  const shape = bodyShape(documents, operation);
  const example = bodyExample(documents, operation);
  if (!shape || example === undefined) return undefined;
  const members = operation.parameters.filter((each) => each.in === 'body');
  return {
    type: members[0]?.name === '' ? members[0].type : typeName(shape),
    required: members.some((each) => each.required),
    example: pretty(example),
    schema: schemaNode(shape),
  };
}

function responseEntry(documents: ApiDocuments, operation: ApiOperation): ResponseEntry {
  const { responseType } = operation;
  const shape = documents.response(operation);
  if (responseType === 'void' || shape.kind === 'any') {
    const schema = shape.kind === 'any' && responseType !== 'void' ? { schema: schemaNode(shape) } : {};
    return { type: responseType, ...schema };
  }
  return { type: responseType, example: pretty(exampleOf(shape)), schema: schemaNode(shape) };
}

/** Most operations of one relation: a section has hundreds below its root. */
const MOST_RELATED = 40;

function relatedTo(documents: ApiDocuments, operation: ApiOperation): RelatedOperation[] {
  const { method, path } = operation;
  const parent = path.slice(0, path.lastIndexOf('/'));
  const isItem = (other: string) => /^\/\{[^}]*\}$/.test(other.slice(path.length));
  const isBelow = (other: string) =>
    other.startsWith(`${path}/`) && !other.slice(path.length + 1).includes('/');
  const lists = method === 'GET' && documents.response(operation).kind === 'array';
  const replacing = replacementOf(documents, operation);
  const following = followedBy(documents, operation);
  const relationOf = (other: ApiOperation): RelatedOperation['relation'] | undefined => {
    if (other === operation) return undefined;
    const followed = following.get(other);
    if (followed) return followed;
    if (other === replacing) return 'replacement';
    if (other.path === path) return 'same-path';
    if (other.path === parent) return 'parent';
    if (!isBelow(other.path))
      return other.status.replacement !== undefined && replacementOf(documents, other) === operation
        ? 'replaces'
        : undefined;
    return lists && other.method === 'GET' && isItem(other.path) ? 'each' : 'child';
  };
  const counts = new Map<string, number>();
  return documents.operations().flatMap((other) => {
    const relation = relationOf(other);
    const count = (counts.get(relation ?? '') ?? 0) + 1;
    counts.set(relation ?? '', count);
    return relation === undefined || count > MOST_RELATED
      ? []
      : [{ method: other.method, path: other.path, relation }];
  });
}

/** Tasks and events of the resource of v2 that an operation is about: of the nearest one that has some. */
function followedBy(
  documents: ApiDocuments,
  { path, branch }: ApiOperation,
): Map<ApiOperation, 'task' | 'event'> {
  const found = documents.operations().flatMap((other) => {
    const [, resource, kind] = /^(.+)\/(task|event)(?:\/\{[^}]*\})?$/.exec(other.path) ?? [];
    const isOf =
      branch === 'v2' && other.method === 'GET' && resource !== undefined && concerns(resource, path);
    return isOf ? [{ other, resource, kind: kind as 'task' | 'event' }] : [];
  });
  const nearest = Math.max(...found.map(({ resource }) => resource.length));
  const near = found.filter(({ resource }) => resource.length === nearest);
  return new Map(near.map(({ other, kind }) => [other, kind]));
}

/** The path is the resource's own, something below it, or the list that it is in. */
const concerns = (resource: string, path: string): boolean =>
  path === resource || path.startsWith(`${resource}/`) || resource.replace(/\/\{[^}]*\}$/, '') === path;

/** As that console makes its own addresses: verb and path, each brace a dash. */
function consoleLink({ method, path, branch, section }: ApiOperation, origin: string): string {
  const own = branch === 'v2' ? path.slice('/v2'.length) : path;
  const anchor = `${method.toLowerCase()}-${own.replace(/[\s#:?&={}]/g, '-')}`;
  const first = section || `/${own.split('/')[1] ?? ''}`;
  return `${origin}/console/?section=${encodeURIComponent(first)}&branch=${branch}#${encodeURI(anchor)}`;
}

/** A route that only needs values from the user can be added. */
function reasonAgainst(
  documents: ApiDocuments,
  { method, path }: ApiOperation,
): OperationPage['notAddable'] | undefined {
  const code = 'route-not-derivable';
  if (method !== 'GET') return { code, message: 'only a GET route can be derived' };
  const derived = deriveDefinitions(documents, path);
  if (!('reason' in derived) || (derived.needs ?? []).length > 0) return undefined;
  return { code, message: derived.reason };
}
