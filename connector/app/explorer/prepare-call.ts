// Prepares a call of any route: it is checked against the API's documents before anything is sent.

import { definitionSchema } from '../../config/schema/endpoint-schema.js';
import { requestTarget } from '../../http/request.js';
import type { ApiRequest } from '../../model/api.js';
import type { ApiOperation, TypeShape } from '../../model/api-schema.js';
import { ConfigError, type ConfigIssue } from '../../model/errors.js';
import type { JsonValue } from '../../model/json.js';
import { nearest } from '../../model/names.js';
import type { PathSegment } from '../../model/plan.js';
import { expandPath, PathValueError, parametersOf, parsePath, templateOf } from '../../plan/path-template.js';
import type { ApiDocuments } from '../../schemas/api-documents.js';
import { bodyShape } from '../../schemas/explore/body-shape.js';
import { plainPath } from '../../schemas/explore/route-match.js';
import { type ExploreOptions, exploreApi } from '../explore.js';
import type { SourceWithoutKeys } from '../open.js';
import { bodyFaults, parameterFaults, type RequestFault } from './request-faults.js';
import { type ApiMethod, findOperation, statusWarning } from './route.js';

export interface CallInput {
  method: ApiMethod;
  /** Template or concrete path: `/me/bill/{billId}`, `/me/bill/FR123`, `/v2/iam/resource`. */
  path: string;
  parameters?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: JsonValue;
}

export interface PrepareOptions extends Pick<ExploreOptions, 'schemas' | 'refresh'> {
  /** Skips the documents: for a route that they lack. */
  unchecked?: boolean;
  /** Documents that are at hand; absent: those of the route are read or requested. */
  documents?: ApiDocuments;
  /** Whether faults name the options of the command that mend them. Default true. */
  namesOptions?: boolean;
}

export interface PreparedCall {
  request: ApiRequest;
  /** Absent without documents. */
  operation?: ApiOperation;
  response?: TypeShape;
  /** Type of the body; absent where unknown. */
  body?: TypeShape;
  /** Remarks for a person, before it is sent. */
  notes: string[];
}

/** Sends nothing; documents are requested without keys. Throws `ConfigError` with every fault. */
export async function prepareCall(
  draft: SourceWithoutKeys,
  input: CallInput,
  options: PrepareOptions = {},
): Promise<PreparedCall> {
  const segments = writtenSegments(input, draft);
  const notes: string[] = [];
  const documents = await documentsFor(draft, input, options, notes);
  const operation = documents && findOperation(documents, input);
  const namesOptions = options.namesOptions ?? true;
  const issues = parameterIssues(segments, input, namesOptions);
  if (input.method === 'GET' && input.body !== undefined)
    issues.push(callIssue('body', 'a GET has no body: values go into the query'));
  if (documents && operation) {
    issues.push(...valueIssues(documents, operation, segments, input, notes, namesOptions));
    const warning = statusWarning(operation);
    if (warning) notes.push(warning);
  }
  if (issues.length > 0) throw new ConfigError(issues);
  return {
    request: requestOf(segments, input, operation),
    ...(documents && operation
      ? { operation, response: documents.response(operation), body: bodyShape(documents, operation) }
      : {}),
    notes,
  };
}

/** Checks path, headers and query as those of a definition are checked. */
function writtenSegments(
  { path, parameters, query, headers }: CallInput,
  draft: SourceWithoutKeys,
): PathSegment[] {
  const written = definitionSchema.safeParse({ name: 'call', path, parameters, query, headers });
  if (!written.success) {
    throw new ConfigError(
      written.error.issues.map(({ path: key, message }) =>
        callIssue(key.map(String).join(' ') || path, `allowed: ${message}`),
      ),
    );
  }
  const parsed = parsePath(path);
  if ('error' in parsed) throw new ConfigError([callIssue(path, parsed.error)]);
  if (/^\/v2\//.test(path) && !draft.config.region.v2) {
    const message = `the /v2 branch does not exist in the region ${draft.config.region.name}`;
    throw new ConfigError([{ code: 'region-lacks', where: path, message }]);
  }
  return parsed.segments;
}

/** Undefined, with a note, where they are unavailable or not wanted. */
async function documentsFor(
  { config, clock }: SourceWithoutKeys,
  { method, path }: CallInput,
  { schemas = config.schemas.folder, refresh, unchecked, documents: atHand }: PrepareOptions,
  notes: string[],
): Promise<ApiDocuments | undefined> {
  if (unchecked) {
    notes.push("the call is not checked against the API's documents");
    return undefined;
  }
  const documents =
    atHand ??
    (await exploreApi({
      schemas,
      refresh,
      region: config.region.name,
      baseUrl: config.origin === config.region.origin ? undefined : config.origin,
      cache: config.schemas.cache,
      network: config.network,
      routes: [plainPath(path)],
      clock,
    }));
  notes.push(...documents.notes);
  if (documents.size > 0 || documents.notes.length === 0) return documents;
  if (method !== 'GET') {
    const message = `the API's documents are not available, so the call cannot be checked (${documents.notes.join('; ')}). Send it anyway with --unchecked`;
    throw new ConfigError([{ code: 'documents-unavailable', where: `${method} ${path}`, message }]);
  }
  notes.push("the call is not checked, because the API's documents are not available");
  return undefined;
}

function parameterIssues(
  segments: readonly PathSegment[],
  { path, parameters = {} }: CallInput,
  namesOptions: boolean,
): ConfigIssue[] {
  const names = parametersOf(segments);
  const missing = names
    .filter((name) => !Object.hasOwn(parameters, name))
    .map((name) =>
      callIssue(`{${name}}`, `has no value${namesOptions ? `: add --parameter ${name}=VALUE` : ''}`),
    );
  const strange = Object.keys(parameters)
    .filter((name) => !names.includes(name))
    .map((name) => {
      const hint = nearest(name, names);
      const known =
        names.length > 0 ? `it has ${names.map((each) => `{${each}}`).join(', ')}` : 'it has none';
      const message = `${path} has no such parameter; ${hint ? `did you mean {${hint}}?` : known}`;
      return callIssue(namesOptions ? `--parameter ${name}` : `{${name}}`, message);
    });
  return [...missing, ...strange];
}

function valueIssues(
  documents: ApiDocuments,
  operation: ApiOperation,
  segments: readonly PathSegment[],
  { parameters = {}, query = {}, headers = {}, body }: CallInput,
  notes: string[],
  namesOptions: boolean,
): ConfigIssue[] {
  // The name of a path parameter may differ from the document's: its position counts.
  const written = segments.slice(-(operation.path.split('/').length - 1));
  const inPath = operation.path
    .split('/')
    .slice(1)
    .flatMap((part, at): [string, string][] => {
      const segment = written[at];
      const text =
        segment && 'parameter' in segment ? parameters[segment.parameter] : decoded(segment?.literal);
      return part.startsWith('{') && text !== undefined ? [[part.slice(1, -1), text]] : [];
    });
  const faults = [
    ...parameterFaults(documents, operation, {
      path: new Map(inPath),
      query: new Map(Object.entries(query)),
      header: new Map(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text])),
    }),
    ...bodyFaults(documents, operation, body),
  ];
  notes.push(...faults.flatMap(unknownNote));
  return faults.filter(({ kind }) => kind !== 'unknown').map((fault) => faultIssue(fault, namesOptions));
}

/** The documents may lack it: a person who calls may know better. */
function unknownNote({ in: place, kind, name, message }: RequestFault): string[] {
  if (kind !== 'unknown') return [];
  const what = place === 'body' ? `"${name}" in this body` : `query.${name} here`;
  return [`the documents declare no ${what}${message === '' ? '' : `; ${message}`}`];
}

function faultIssue({ in: place, kind, name, message }: RequestFault, namesOptions: boolean): ConfigIssue {
  const where = name === '' ? place : `${place} ${name}`;
  const option = kind === 'missing' && namesOptions ? optionFor(place, name) : '';
  return callIssue(where, `${message}${option}`);
}

function optionFor(place: RequestFault['in'], name: string): string {
  if (place === 'header') return `: add --header "${name}: VALUE"`;
  if (place === 'body') return name === '' ? ': add --body JSON (`api show` has an example)' : '';
  return `: add --query ${name}=VALUE`;
}

function decoded(literal: string | undefined): string | undefined {
  try {
    return literal === undefined ? undefined : decodeURIComponent(literal);
  } catch {
    return literal;
  }
}

function requestOf(
  segments: readonly PathSegment[],
  { method, path, parameters = {}, query, headers, body }: CallInput,
  operation: ApiOperation | undefined,
): ApiRequest {
  try {
    const request: ApiRequest = {
      method,
      path: expandPath(segments, parameters),
      route: templateOf(segments),
      query,
      headers,
      body,
      ...(operation?.authenticated === false ? { authenticated: false } : {}),
    };
    // A lone surrogate cannot be percent-encoded: it is found here, not while sending.
    requestTarget(request);
    return request;
  } catch (error) {
    if (error instanceof PathValueError) throw new ConfigError([callIssue(path, error.message)]);
    if (!(error instanceof URIError)) throw error;
    throw new ConfigError([callIssue('query', 'contains half a character (a lone surrogate)')]);
  }
}

function callIssue(where: string, message: string): ConfigIssue {
  return { code: 'call-value', where, message };
}
