// Parses a route as a person writes it, and finds its operation.

import type { ApiOperation } from '../../model/api-schema.js';
import { ConfigError } from '../../model/errors.js';
import { nearest } from '../../model/names.js';
import { percentDecoded } from '../../model/percent.js';
import type { ApiDocuments } from '../../schemas/api-documents.js';
import { plainPath } from '../../schemas/explore/route-match.js';

export type ApiMethod = ApiOperation['method'];

export const API_METHODS: readonly ApiMethod[] = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];

export interface WrittenRoute {
  method: ApiMethod;
  /** Template or concrete path, with or without `/1.0` or `/v1`. */
  path: string;
  /** The query after a `?`. */
  query: Record<string, string>;
}

/** `GET /me/bill/{billId}`, `/me/bill/FR123`, `GET /me/bill?date.from=2024-01-01`. Throws `ConfigError`. */
export function readRoute(text: string): WrittenRoute {
  const [, verb = 'GET', path = '', query = ''] =
    /^\s*(?:([A-Za-z]+)\s+)?(\/[^\s?]*)(?:\?(\S*))?\s*$/.exec(text) ?? [];
  const method = API_METHODS.find((each) => each === verb.toUpperCase());
  if (path !== '' && method) return { method, path, query: Object.fromEntries(new URLSearchParams(query)) };
  const problem = path === '' ? 'is no route' : `"${verb}" is no method of the API`;
  const message = `${problem}; a route is a method (${API_METHODS.join(', ')}) and a path, such as "GET /me/bill/{billId}"`;
  throw new ConfigError([{ code: 'route-unknown', where: text.trim() || 'route', message }]);
}

/** The operation of a template or a concrete path. Throws `ConfigError` with a suggestion. */
export function findOperation(
  documents: ApiDocuments,
  { method, path }: Pick<WrittenRoute, 'method' | 'path'>,
): ApiOperation {
  const found = documents.find(method, path);
  if (found) return found;
  const message = missingRoute(documents, method, path);
  throw new ConfigError([{ code: 'route-unknown', where: `${method} ${path}`, message }]);
}

/** `/me/bill/FR1` of `/me/bill/{billId}` says which bill. */
export function valuesIn(path: string, operation: ApiOperation): Record<string, string> {
  const template = operation.path.split('/').slice(1);
  const written = plainPath(path).split('/').slice(-template.length);
  return Object.fromEntries(
    template.flatMap((part, at) => {
      const value = written[at] ?? '';
      return part.startsWith('{') && !value.startsWith('{')
        ? [[part.slice(1, -1), percentDecoded(value)]]
        : [];
    }),
  );
}

/** Why a path has no operation of this method, with a suggestion. */
export function missingRoute(documents: ApiDocuments, method: string, path: string): string {
  const others = API_METHODS.filter((other) => documents.find(other, path) !== undefined);
  if (others.length > 0) return `has no ${method}; it has ${others.join(', ')}`;
  const hint = nearestPath(documents, plainPath(path)) ?? nearestSection(documents, plainPath(path));
  const next = hint
    ? `did you mean "${hint}"?`
    : 'see `source-ovhcloud api sections` and `source-ovhcloud api search`';
  return `there is no such route; ${next}`;
}

/** Templates of the same length get the path's own segments as values, so that only names are compared. */
function nearestPath(documents: ApiDocuments, path: string): string | undefined {
  const segments = path.split('/');
  const templates = new Map(
    documents.operations().map((operation) => {
      const parts = operation.path.split('/');
      const isFilled = parts.length === segments.length;
      const text = isFilled
        ? parts.map((part, at) => (part.startsWith('{') ? segments[at] : part)).join('/')
        : '';
      return [text || operation.path, operation.path];
    }),
  );
  return templates.get(nearest(path, templates.keys()) ?? '');
}

/** Where no document of the section is at hand: the listed section that is like the beginning of the path. */
function nearestSection({ sections }: ApiDocuments, path: string): string | undefined {
  const parts = path.split('/');
  return [4, 3, 2]
    .map((count) => {
      const alike = sections.filter((section) => section.split('/').length === count);
      return nearest(parts.slice(0, count).join('/'), alike);
    })
    .find((section) => section !== undefined);
}

/** The deprecation of a route: dates and replacement. */
export function statusWarning({ method, path, status }: ApiOperation): string | undefined {
  const day = (instant: string) => instant.slice(0, 10);
  if (status.value !== 'DEPRECATED' && status.deletionDate === undefined) return undefined;
  const dates = [
    status.value === 'DEPRECATED' ? 'is deprecated' : undefined,
    status.deprecatedDate && `since ${day(status.deprecatedDate)}`,
    status.deletionDate && `is deleted on ${day(status.deletionDate)}`,
    status.replacement && `use ${status.replacement}`,
  ].filter(Boolean);
  return `${method} ${path} ${dates.join(', ')}`;
}
