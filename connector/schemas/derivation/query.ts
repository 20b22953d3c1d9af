// Query-string parameters that a route insists on: what can be chosen is chosen and told, the rest must be given.
import type { ApiOperation, ApiParameter } from '../../model/api-schema.js';
import type { Scalar } from '../../model/json.js';
import type { ApiDocuments } from '../api-documents.js';

/** A value that somebody has to give before a route can be read. */
export interface Need {
  route: string;
  name: string;
  in: 'path' | 'query' | 'header';
  type: string;
  description: string;
}

export type QueryValue = string | number | boolean;

export interface RequiredQuery {
  query: Record<string, QueryValue>;
  headers: Record<string, string>;
  notes: string[];
  needs: Need[];
}

/** @param given values by name of parameter: they come before anything chosen here. */
export function requiredQuery(
  catalogue: ApiDocuments,
  operation: ApiOperation,
  given: Readonly<Record<string, QueryValue>>,
): RequiredQuery {
  const found: RequiredQuery = { query: {}, headers: {}, notes: [], needs: [] };
  for (const parameter of operation.parameters) {
    const { name, in: place, type, description } = parameter;
    if (place !== 'query' && place !== 'header') continue;
    // One that may be left out is taken where it is given: a filter serves every list on the way that has it.
    if (!parameter.required && (place === 'header' || given[name] === undefined)) continue;
    const chosen =
      given[name] ?? (place === 'query' ? choice(catalogue, operation, parameter, found) : undefined);
    if (chosen === undefined) found.needs.push({ route: operation.path, name, in: place, type, description });
    else if (place === 'query') found.query[name] = chosen;
    else found.headers[name] = String(chosen);
  }
  return found;
}

/** The first of an enum's values, false, or a quantity of one: enough to read something, and easy to change. */
function choice(
  catalogue: ApiDocuments,
  operation: ApiOperation,
  { name, type }: ApiParameter,
  { notes }: RequiredQuery,
): QueryValue | undefined {
  const values = catalogue.enumValues(operation.method, operation.path, type);
  const [first] = values ?? [];
  if (values && first !== undefined) {
    const others = values.length > 1 ? `; it may also be ${values.slice(1).join(', ')}` : '';
    notes.push(`${operation.path} insists on query.${name}: "${first}" is chosen${others}`);
    return first;
  }
  const plain = type === 'boolean' ? false : type === 'long' && /quantity$/i.test(name) ? 1 : undefined;
  if (plain !== undefined) notes.push(`${operation.path} insists on query.${name}: ${plain} is chosen`);
  return plain;
}

/** Values are for the reader: what is given once serves every route on the way. */
export function needsWords(needs: readonly Need[]): string {
  const names = needs.map(
    ({ name, type, in: place }) => `${name} (${type})${place === 'header' ? ' as a header' : ''}`,
  );
  return `GET ${needs[0]?.route ?? ''} needs ${names.join(', ')} in its query`;
}

export type ParameterValues = Readonly<Record<string, Scalar | Scalar[]>>;
