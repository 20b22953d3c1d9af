// A request of a route with example values, for code samples without real values.

import type { ApiRequest } from '../../model/api.js';
import type { ApiOperation } from '../../model/api-schema.js';
import { ConfigError } from '../../model/errors.js';
import { stringifyJson } from '../../model/json.js';
import { expandPath, parsePath, templateOf } from '../../plan/path-template.js';
import type { ApiDocuments } from '../../schemas/api-documents.js';
import { bodyExample, exampleOf } from '../../schemas/explore/example.js';

/** With all required parameters, and a complete body where the route has one. */
export function exampleRequest(documents: ApiDocuments, operation: ApiOperation): ApiRequest {
  const parsed = parsePath(operation.path);
  if ('error' in parsed)
    throw new ConfigError([{ code: 'call-value', where: operation.path, message: parsed.error }]);
  const examples = (place: string) =>
    operation.parameters
      .filter((parameter) => parameter.in === place && (parameter.required || place === 'path'))
      .map(({ name, type }): [string, string] => {
        const value = exampleOf(documents.typeOf(operation, type));
        return [name, typeof value === 'string' ? value : stringifyJson(value)];
      });
  // Some documents omit a path parameter.
  const inPath = Object.fromEntries(
    parsed.segments.flatMap((segment) => ('parameter' in segment ? [[segment.parameter, 'text']] : [])),
  );
  return {
    method: operation.method,
    path: expandPath(parsed.segments, { ...inPath, ...Object.fromEntries(examples('path')) }),
    route: templateOf(parsed.segments),
    query: Object.fromEntries(examples('query')),
    headers: Object.fromEntries(examples('header')),
    body: operation.method === 'GET' ? undefined : bodyExample(documents, operation),
    authenticated: operation.authenticated,
  };
}
