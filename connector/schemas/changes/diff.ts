// Compares two sets of documents: changes of routes, and of the models below them, to any depth.
import type { ApiOperation } from '../../model/api-schema.js';
import type { ApiDocument } from '../document.js';
import type { ApiChange } from './change.js';
import { reachableModels } from './model-names.js';
import { modelChanges } from './models.js';
import { routeChanges } from './routes.js';

interface Placed {
  operation: ApiOperation;
  document: ApiDocument;
}

/**
 * Each change once: a route's change at the route, a model's change at the model with the routes that use it. `routes`
 * (`/me/bill/{billId}`, `GET /v2/iam/resource`) limits the comparison to them and the models below them. Only sections
 * that both sides have are compared; names of path parameters do not matter.
 */
export function diffDocuments(
  before: readonly ApiDocument[],
  after: readonly ApiDocument[],
  routes?: readonly string[],
): ApiChange[] {
  const asked = routes && new Set(routes.map(shapeOfRoute));
  const isAsked = ({ method, path }: ApiOperation) =>
    !asked || asked.has(shapeOf(path)) || asked.has(`${method} ${shapeOf(path)}`);
  const sections = asked ? [] : sectionChanges(before, after);
  const shared = (documents: readonly ApiDocument[], others: readonly ApiDocument[]) =>
    documents.filter((document) => others.some((other) => keyOfSection(other) === keyOfSection(document)));
  const old = placed(shared(before, after), isAsked);
  const now = placed(shared(after, before), isAsked);
  const changes: ApiChange[] = [];
  for (const [key, { operation }] of old) {
    if (!now.has(key)) changes.push({ kind: 'operation-removed', ...routeOf(operation) });
  }
  for (const [key, { operation }] of now) {
    const known = old.get(key);
    if (known) changes.push(...routeChanges(known.operation, operation));
    else changes.push({ kind: 'operation-added', ...routeOf(operation) });
  }
  return [...sections, ...changes, ...changesOfModels(old, now)];
}

function sectionChanges(before: readonly ApiDocument[], after: readonly ApiDocument[]): ApiChange[] {
  const missing = (
    documents: readonly ApiDocument[],
    from: readonly ApiDocument[],
    kind: 'section-added' | 'section-removed',
  ) => {
    const known = new Set(from.map(keyOfSection));
    return documents
      .filter((document) => !known.has(keyOfSection(document)))
      .map(({ branch, section }): ApiChange => ({ kind, branch, section }));
  };
  return [...missing(before, after, 'section-removed'), ...missing(after, before, 'section-added')];
}

/** Models that routes of both sides use; by section, because a name may have different content in another section. */
function changesOfModels(old: Map<string, Placed>, now: Map<string, Placed>): ApiChange[] {
  const found = new Map<
    string,
    { model: string; before: ApiDocument; after: ApiDocument; routes: string[] }
  >();
  for (const [key, after] of now) {
    const before = old.get(key);
    if (!before) continue;
    for (const model of reachableModels(typesOf(after.operation), after.document.models)) {
      const place = `${keyOfSection(after.document)} ${model}`;
      const known = found.get(place) ?? { model, before: before.document, after: after.document, routes: [] };
      known.routes.push(`${after.operation.method} ${after.operation.path}`);
      found.set(place, known);
    }
  }
  return [...found.values()].flatMap(({ model, before, after, routes }) => {
    const [was, is] = [before.models.get(model), after.models.get(model)];
    if (!was || !is) return [];
    const at = { branch: after.branch, section: after.section, model, routes: routes.sort() };
    return modelChanges(at, was, is);
  });
}

function placed(
  documents: readonly ApiDocument[],
  isAsked: (operation: ApiOperation) => boolean,
): Map<string, Placed> {
  return new Map(
    documents.flatMap((document) =>
      document.operations
        .filter(isAsked)
        .map(
          (operation) => [`${operation.method} ${shapeOf(operation.path)}`, { operation, document }] as const,
        ),
    ),
  );
}

function typesOf({ responseType, parameters }: ApiOperation): string[] {
  return [responseType, ...parameters.map((parameter) => parameter.type)];
}

function routeOf({ branch, method, path }: ApiOperation) {
  return { branch, method, path };
}

function keyOfSection({ branch, section }: ApiDocument): string {
  return `${branch} ${section}`;
}

/** `/1.0/me/bill/{id}` and `/me/bill/{billId}` are one route. */
function shapeOf(path: string): string {
  return path.replace(/^\/(1\.0|v1)(?=\/)/, '').replace(/\{[^}]*\}/g, '{}');
}

function shapeOfRoute(route: string): string {
  const [, method, path] = /^\s*(?:([A-Za-z]+)\s+)?(\S+)\s*$/.exec(route) ?? [undefined, undefined, route];
  return method === undefined ? shapeOf(path ?? '') : `${method.toUpperCase()} ${shapeOf(path ?? '')}`;
}
