// Required query-string parameters of a route: a value is chosen where one is safe, and reported; the others are needed.
import type { ApiOperation, ApiParameter } from '../../model/api-schema.js';
import type { Scalar } from '../../model/json.js';
import type { ApiDocuments } from '../api-documents.js';

/** A value without which a route cannot be read. */
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

/** @param values values by parameter name: they have precedence over a chosen value */
export function requiredQuery(
  documents: ApiDocuments,
  operation: ApiOperation,
  values: Readonly<Record<string, QueryValue>>,
): RequiredQuery {
  const found: RequiredQuery = { query: {}, headers: {}, notes: [], needs: [] };
  for (const parameter of operation.parameters) {
    const { name, in: place, type, description } = parameter;
    if (place !== 'query' && place !== 'header') continue;
    // An optional parameter is used if it has a value: a filter applies to every list on the way that declares it.
    if (!parameter.required && (place === 'header' || values[name] === undefined)) continue;
    const chosen =
      values[name] ?? (place === 'query' ? choice(documents, operation, parameter, found) : undefined);
    if (chosen === undefined) found.needs.push({ route: operation.path, name, in: place, type, description });
    else if (place === 'query') found.query[name] = chosen;
    else found.headers[name] = String(chosen);
  }
  return found;
}

/** The first value of an enum, false, or a quantity of 1: enough to read something, and easy to change. */
function choice(
  documents: ApiDocuments,
  operation: ApiOperation,
  { name, type }: ApiParameter,
  { notes }: RequiredQuery,
): QueryValue | undefined {
  const values = documents.enumValues(operation.method, operation.path, type);
  const [first] = values ?? [];
  if (values && first !== undefined) {
    const others = values.length > 1 ? `; other values: ${values.slice(1).join(', ')}` : '';
    notes.push(`${operation.path} requires query.${name}: "${first}" is chosen${others}`);
    return first;
  }
  const plain = type === 'boolean' ? false : type === 'long' && /quantity$/i.test(name) ? 1 : undefined;
  if (plain !== undefined) notes.push(`${operation.path} requires query.${name}: ${plain} is chosen`);
  return plain;
}

/** The missing values in words. One value serves every route on the way. */
export function needsWords(needs: readonly Need[]): string {
  const names = needs.map(
    ({ name, type, in: place }) => `${name} (${type})${place === 'header' ? ' as a header' : ''}`,
  );
  return `GET ${needs[0]?.route ?? ''} needs ${names.join(', ')} in its query`;
}

export type ParameterValues = Readonly<Record<string, Scalar | Scalar[]>>;
