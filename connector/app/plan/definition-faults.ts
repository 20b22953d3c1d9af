// What the API's documents refuse of definitions: routes, parameters and bodies, compared as those of a call are.
import { formatKey } from '../../config/file/key-path.js';
import type { ApiOperation } from '../../model/api-schema.js';
import type { ConfigCode } from '../../model/codes/codes.js';
import { isWindowed } from '../../model/definition.js';
import { nearest } from '../../model/names.js';
import { fromPlain } from '../../model/plain-json.js';
import type { Plan, PlanNode } from '../../model/plan.js';
import { routeOf } from '../../plan/path-template.js';
import type { ApiDocuments } from '../../schemas/api-documents.js';
import { dateParameters } from '../../schemas/derivation/date-filter.js';
import { branchOf, sectionOf } from '../../schemas/index-page.js';
import { sectionPath } from '../../schemas/sections.js';
import { bodyFaults, namesIn, parameterFaults, type RequestFault } from '../explorer/request-faults.js';
import { missingRoute } from '../explorer/route.js';
import { textProblem } from '../explorer/values.js';

export interface DefinitionFault {
  /** Technical name of the source object. */
  name: string;
  /** Key in its definition: `path`, `query["date.from"]`. */
  key: string;
  code: Extract<ConfigCode, 'route-unknown' | 'call-value'>;
  route: string;
  message: string;
}

/** Source objects with `read: { unchecked: true }`, and those whose document is not at hand, have none. */
export function definitionFaults({ nodes, isBackfill }: Plan, documents: ApiDocuments): DefinitionFault[] {
  return nodes
    .filter(({ definition }) => definition.read.unchecked !== true)
    .flatMap((node) => {
      const route = routeOf(node.path);
      const { method } = node.definition;
      const operation = documents.find(method, route);
      const fault = (key: string, message: string, code: DefinitionFault['code'] = 'call-value') => ({
        name: node.name,
        key,
        code,
        route,
        message,
      });
      if (!operation) {
        if (isRoute(documents, method, route) !== false) return [];
        const missing = `${method} ${route}: ${missingRoute(documents, method, route)}`;
        return [fault('path', missing, 'route-unknown')];
      }
      return [
        ...pathFaults(node, operation, documents, fault),
        ...queryFaults(node, operation, fault, isBackfill),
        ...requestFaults(node, operation, documents).map((each) =>
          fault(keyOf(each), wordsOf(each, operation)),
        ),
      ];
    });
}

/** Whether the documents have a route; undefined where they do not say it. */
export function isRoute(documents: ApiDocuments, method: string, route: string): boolean | undefined {
  if (documents.find(method, route)) return true;
  return isDescribed(documents, route) && !mayBe(documents, method, route) ? false : undefined;
}

/** Whether the documents would name the route if there were one: that of its section is here, or no section has it. */
export function isDescribed(documents: ApiDocuments, route: string): boolean {
  const { branch, path } = branchOf(route);
  const operations = documents.operations().filter((operation) => operation.branch === branch);
  const sections = [...new Set(operations.map(sectionPath))];
  if (sections.some((section) => route === section || route.startsWith(`${section}/`))) return true;
  const listed = documents.sections.map(branchOf).filter((each) => each.branch === branch);
  return (
    listed.length > 0 &&
    sectionOf(
      path,
      listed.map((each) => each.path),
    ) === undefined
  );
}

/** Whether some value of a parameter makes a route of the path: `/cloud/project/{id}/{kind}` with `instance`. */
function mayBe(documents: ApiDocuments, method: string, route: string): boolean {
  const parts = route.split('/');
  return documents.operations().some((operation) => {
    const others = operation.path.split('/');
    const fits = (part: string, at: number) =>
      part === others[at] || part.startsWith('{') || others[at]?.startsWith('{');
    return operation.method === method && others.length === parts.length && parts.every(fits);
  });
}

type MakeFault = (key: string, message: string) => DefinitionFault;

/** Constants of path parameters, and values that are written into the path. Names may differ: the position counts. */
function pathFaults(
  { path, bindings }: PlanNode,
  operation: ApiOperation,
  documents: ApiDocuments,
  fault: MakeFault,
): DefinitionFault[] {
  const parts = operation.path.split('/').slice(1);
  const written = path.slice(-parts.length);
  return parts.flatMap((part, at) => {
    const declared = operation.parameters.find((each) => each.in === 'path' && `{${each.name}}` === part);
    const segment = written[at];
    if (!declared || !segment) return [];
    const shape = documents.typeOf(operation, declared.type);
    if ('literal' in segment) {
      const problem = textProblem(shape, decoded(segment.literal));
      return problem === undefined ? [] : [fault('path', `"${segment.literal}": ${problem}`)];
    }
    const bound = bindings.find(({ parameter }) => parameter === segment.parameter);
    const values = bound?.kind === 'constant' ? bound.values : [];
    return values.flatMap((value) => {
      const text = String(fromPlain(value));
      const problem = textProblem(shape, text);
      const key = formatKey(['parameters', segment.parameter]);
      return problem === undefined ? [] : [fault(key, `${JSON.stringify(text)}: ${problem}`)];
    });
  });
}

/** Query-string parameters that options name: those of the window and of pages. */
function queryFaults(
  { definition }: PlanNode,
  operation: ApiOperation,
  fault: MakeFault,
  isBackfill = false,
): DefinitionFault[] {
  const { window } = definition.sync;
  const { pagination } = definition.read;
  const dates = dateParameters(operation).map(({ name }) => name);
  const known = namesIn(operation, 'query');
  const unknown = (key: string, name: string | undefined, names: readonly string[], kind: string) => {
    if (name === undefined || names.includes(name)) return [];
    return [fault(key, `${operation.path} has no ${kind} "${name}"; ${alternatives(name, names)}`)];
  };
  return [
    ...(window && !isBackfill
      ? [
          ...unknown('sync.window.from', window.from, dates, 'date parameter'),
          ...unknown('sync.window.to', window.to, dates, 'date parameter'),
        ]
      : []),
    ...unknown('read.pagination.parameter', pagination?.parameter, known, 'query-string parameter'),
    ...unknown('read.pagination.size', pagination?.size, known, 'query-string parameter'),
  ];
}

function requestFaults(node: PlanNode, operation: ApiOperation, documents: ApiDocuments): RequestFault[] {
  const { definition } = node;
  const { query, headers, body } = definition;
  const texts = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]);
  const faults = [
    ...parameterFaults(documents, operation, {
      path: new Map(),
      query: new Map(texts),
      header: new Map(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text])),
    }),
    ...bodyFaults(documents, operation, body === undefined ? undefined : fromPlain(body)),
  ];
  const given = namesOfOptions(node, documents);
  return faults.filter(({ in: place, kind, name }) => {
    if (place !== 'query') return true;
    if (kind === 'missing') return !given.includes(name);
    // A relative date is the midnight of a day, in full.
    return (
      kind === 'unknown' ||
      !/^\d{4}-\d\d-\d\dT00:00:00Z$/.test(String(query[name])) ||
      !isDay(operation, name)
    );
  });
}

function isDay({ parameters }: ApiOperation, name: string): boolean {
  return parameters.some((each) => each.in === 'query' && each.name === name && each.type === 'date');
}

/** Query-string parameters that reading adds. */
function namesOfOptions(node: PlanNode, documents: ApiDocuments): (string | undefined)[] {
  const { definition, path } = node;
  const { window } = definition.sync;
  const pages = node.pagination ?? documents.pagination(definition, routeOf(path));
  return [...(isWindowed(definition) ? [window?.from, window?.to] : []), pages?.parameter, pages?.size];
}

function keyOf({ in: place, name }: RequestFault): string {
  if (place === 'body') return 'body';
  return formatKey([place === 'header' ? 'headers' : place, name]);
}

function wordsOf({ in: place, kind, name, message }: RequestFault, operation: ApiOperation): string {
  if (kind === 'value') return place === 'body' && name !== '' ? `${name} ${message}` : message;
  const { path } = operation;
  if (kind === 'missing') {
    if (name === '') return `the body of ${path} ${message}`;
    const group = place === 'header' ? 'headers' : place;
    return `${WORDS[place]} "${name}" of ${path} ${message}: write \`${group}: { ${JSON.stringify(name)}: ... }\``;
  }
  if (place === 'body') return `the body of ${path} has no "${name}"${message === '' ? '' : `; ${message}`}`;
  return `${path} has no query-string parameter "${name}"; ${alternatives(name, namesIn(operation, 'query'))}`;
}

const WORDS = {
  path: 'path parameter',
  query: 'query-string parameter',
  header: 'header',
  body: 'member',
};

function alternatives(name: string, known: readonly string[]): string {
  const hint = nearest(name, known);
  if (hint !== undefined) return `did you mean "${hint}"?`;
  return known.length > 0 ? `it has ${known.join(', ')}` : 'it has none';
}

function decoded(literal: string): string {
  try {
    return decodeURIComponent(literal);
  } catch {
    return literal;
  }
}
