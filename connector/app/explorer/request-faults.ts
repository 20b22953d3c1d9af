// What the API's documents refuse of a request: values of wrong types, missing and unknown ones.
import type { ApiOperation } from '../../model/api-schema.js';
import { isObject, type JsonValue } from '../../model/json.js';
import { nearest } from '../../model/names.js';
import type { ApiDocuments } from '../../schemas/api-documents.js';
import { bodyShape } from '../../schemas/explore/body-shape.js';
import { jsonProblems, textProblem } from './values.js';

/** The values of a request by the names that the documents use; headers in small letters. */
export interface RequestValues {
  path: ReadonlyMap<string, string>;
  query: ReadonlyMap<string, string>;
  header: ReadonlyMap<string, string>;
}

export interface RequestFault {
  in: 'path' | 'query' | 'header' | 'body';
  /** Name of the parameter, or the place in the body: `tags[0].key`; empty for the body itself. */
  name: string;
  kind: 'missing' | 'value' | 'unknown';
  /** `is required (long)`, `"x": allowed: a whole number (long)`, `did you mean "date.from"?`; empty: nothing is near. */
  message: string;
}

/** The faults of path, query and headers. A path parameter without a value is none: it may be mapped. */
export function parameterFaults(
  documents: ApiDocuments,
  operation: ApiOperation,
  values: RequestValues,
): RequestFault[] {
  const known = namesIn(operation, 'query');
  const unknown = [...values.query.keys()].filter((name) => !known.includes(name));
  return [
    ...unknown.map(
      (name): RequestFault => ({
        in: 'query',
        name,
        kind: 'unknown',
        message: suggestion(name, known),
      }),
    ),
    ...operation.parameters.flatMap(({ name, in: place, type, required }): RequestFault[] => {
      if (place === 'body') return [];
      const text = values[place].get(place === 'header' ? name.toLowerCase() : name);
      if (text === undefined) {
        const isMissing = required && place !== 'path';
        return isMissing ? [{ in: place, name, kind: 'missing', message: `is required (${type})` }] : [];
      }
      const problem = textProblem(documents.typeOf(operation, type), text);
      if (problem === undefined) return [];
      return [{ in: place, name, kind: 'value', message: `${JSON.stringify(text)}: ${problem}` }];
    }),
  ];
}

/** The faults of a body. Its values are not shown, because they may be secret. */
export function bodyFaults(
  documents: ApiDocuments,
  operation: ApiOperation,
  body: JsonValue | undefined,
): RequestFault[] {
  const { method, path } = operation;
  if (method === 'GET') return [];
  const fault = (kind: RequestFault['kind'], name: string, message: string): RequestFault => ({
    in: 'body',
    name,
    kind,
    message,
  });
  const members = operation.parameters.filter((parameter) => parameter.in === 'body');
  const shape = bodyShape(documents, operation);
  if (!shape) return body === undefined ? [] : [fault('value', '', `${method} ${path} takes none`)];
  const required = members.filter((member) => member.required).map(({ name }) => name);
  if (body === undefined) {
    const names = required.filter(Boolean).join(', ');
    return required.length > 0 ? [fault('missing', '', `is required${names ? `, with ${names}` : ''}`)] : [];
  }
  const found = jsonProblems(shape, body).map(({ at, message }) => fault('value', at, message));
  if (!isObject(body) || shape.kind !== 'object') return found;
  const missing = required
    .filter((name) => name !== '' && !Object.hasOwn(body, name))
    .map((name) => fault('missing', name, 'is required'));
  const known = shape.fields.map((field) => field.name);
  const unknown = Object.keys(body)
    .filter((name) => !known.includes(name))
    .map((name) => fault('unknown', name, suggestion(name, known)));
  return [...unknown, ...missing, ...found];
}

/** Names of the parameters at one place of a request. */
export function namesIn({ parameters }: ApiOperation, place: 'query' | 'header'): string[] {
  return parameters.filter((parameter) => parameter.in === place).map(({ name }) => name);
}

function suggestion(name: string, known: readonly string[]): string {
  const hint = nearest(name, known);
  return hint === undefined ? '' : `did you mean "${hint}"?`;
}
