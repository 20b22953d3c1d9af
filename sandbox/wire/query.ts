/** Query strings and typed parameters: a route accepts only declared parameters of the declared type. */
import { readInstant } from './instants.js';
import type { Reply } from './reply.js';
import { badRequest } from './reply.js';

export type ParameterType =
  | 'string'
  | 'long'
  | 'boolean'
  | 'datetime'
  | 'uuid'
  | 'ip'
  | 'tags'
  | 'string[]'
  | { readonly enum: readonly string[] };
export type ParameterTypes = Readonly<Record<string, ParameterType>>;

/** The decoded values, in the order of the query string. */
export class Query {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(values: ReadonlyMap<string, readonly string[]> = new Map()) {
    this.#values = values;
  }

  get(name: string): string | undefined {
    return this.#values.get(name)?.[0];
  }

  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  /** The instant of a datetime parameter. */
  instant(name: string): number | undefined {
    const text = this.get(name);
    return text === undefined ? undefined : readInstant(text);
  }

  names(): readonly string[] {
    return [...this.#values.keys()];
  }
}

/** Decodes `a=1&b=x+y`, where `+` is a space; undefined if an escape is broken. */
export function readForm(text: string): Map<string, string[]> | undefined {
  const values = new Map<string, string[]>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const cut = pair.indexOf('=');
    const name = decodeForm(cut < 0 ? pair : pair.slice(0, cut));
    const value = decodeForm(cut < 0 ? '' : pair.slice(cut + 1));
    if (name === undefined || value === undefined) return undefined;
    const known = values.get(name);
    if (known) known.push(value);
    else values.set(name, [value]);
  }
  return values;
}

function decodeForm(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/** The query of a call, or a 400. */
export function readQuery(
  text: string,
  declared: ParameterTypes,
  required: readonly string[] = [],
): Query | Reply {
  const values = readForm(text);
  if (!values) return badRequest('The query string is not well encoded');
  const unknown = [...values.keys()].filter((name) => !Object.hasOwn(declared, name));
  if (unknown.length > 0) return badRequest(`Received not described parameters: ${unknown.join(', ')}`);
  for (const [name, texts] of values) {
    const type = declared[name] ?? 'string';
    if (texts.length > 1 && type !== 'string[]')
      return badRequest(`Parameter ${name} was given more than once`);
    const wrong = texts.find((value) => !isOfType(value, type));
    if (wrong !== undefined) return wrongType(name, wrong, type);
  }
  const missing = required.find((name) => !values.has(name));
  return missing === undefined ? new Query(values) : badRequest(`Missing required parameter: ${missing}`);
}

/** A 400 for the first path parameter of a wrong type. */
export function checkParameters(
  params: Readonly<Record<string, string>>,
  types: ParameterTypes,
): Reply | undefined {
  for (const [name, type] of Object.entries(types)) {
    const value = params[name];
    if (value !== undefined && !isOfType(value, type)) return wrongType(name, value, type);
  }
  return undefined;
}

function wrongType(name: string, value: string, type: ParameterType): Reply {
  const expected = typeof type === 'string' ? type : `one of ${type.enum.join(', ')}`;
  return badRequest(`Parameter ${name}: ${JSON.stringify(value)} is not ${expected}`);
}

const patterns: Readonly<Record<string, RegExp>> = {
  long: /^-?\d{1,19}$/,
  boolean: /^(true|false)$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  ip: /^[0-9a-f.:]+(\/\d{1,3})?$/i,
};

export function isOfType(value: string, type: ParameterType): boolean {
  if (typeof type !== 'string') return type.enum.includes(value);
  if (type === 'datetime') return readInstant(value) !== undefined;
  if (type === 'tags') return readTagFilter(value) !== undefined;
  return patterns[type]?.test(value) ?? true;
}

export interface TagCondition {
  readonly key: string;
  readonly operator: string;
  readonly value: string;
}

const operators = ['EQ', 'NEQ', 'LIKE', 'ILIKE', 'EXISTS', 'NEXISTS'];

/** Reads `{"key":[{"operator":"EQ","value":"x"}]}`; undefined for any other text. */
export function readTagFilter(text: string): TagCondition[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
    const conditions = Object.entries(parsed).flatMap(([key, list]) =>
      Array.isArray(list) ? list.map((item: unknown) => tagCondition(key, item)) : [undefined],
    );
    return conditions.every((condition) => condition !== undefined) ? conditions : undefined;
  } catch {
    return undefined;
  }
}

function tagCondition(key: string, item: unknown): TagCondition | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const operator = 'operator' in item ? item.operator : 'EQ';
  const value = 'value' in item ? item.value : '';
  if (typeof operator !== 'string' || typeof value !== 'string' || !operators.includes(operator))
    return undefined;
  return { key, operator, value };
}
