// Checks values against documented types. Only certain faults are refused.
import { isIP, isIPv4, isIPv6 } from 'node:net';
import type { TypeShape } from '../../model/api-schema.js';
import { Decimal, isObject, type JsonValue } from '../../model/json.js';
import { nearest } from '../../model/names.js';

const isBlock = (text: string) => /^[^/]+\/\d{1,3}$/.test(text) && isIP(text.split('/')[0] ?? '') > 0;
const isWhole = (text: string) => /^-?\d+$/.test(text);
const isNumber = (text: string) => /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text);

const TEXTS: Readonly<Record<string, { fits: (text: string) => boolean; allowed: string }>> = {
  boolean: { fits: (text) => text === 'true' || text === 'false', allowed: 'true or false' },
  long: { fits: isWhole, allowed: 'a whole number' },
  int: { fits: isWhole, allowed: 'a whole number' },
  double: { fits: isNumber, allowed: 'a number' },
  float: { fits: isNumber, allowed: 'a number' },
  date: { fits: (text) => /^\d{4}-\d\d-\d\d$/.test(text), allowed: 'a day such as 2026-01-31' },
  datetime: {
    fits: (text) => /^\d{4}-\d\d-\d\d([T ].*)?$/.test(text),
    allowed: 'a day or an instant such as 2026-01-31T12:00:00Z',
  },
  uuid: { fits: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text), allowed: 'a UUID' },
  ip: { fits: (text) => isIP(text) > 0, allowed: 'an IP address' },
  ipv4: { fits: isIPv4, allowed: 'an IPv4 address' },
  ipv6: { fits: isIPv6, allowed: 'an IPv6 address' },
  // The API accepts a single address as a block.
  ipBlock: { fits: (text) => isIP(text) > 0 || isBlock(text), allowed: 'a block such as 192.0.2.0/28' },
};

/** The fault of a path, query or header parameter; undefined if none is certain. */
export function textProblem(shape: TypeShape, text: string): string | undefined {
  if (shape.kind !== 'scalar') return undefined;
  if (shape.values) return shape.values.includes(text) ? undefined : `allowed: ${listed(shape.values, text)}`;
  const rule = TEXTS[shape.type];
  return rule === undefined || rule.fits(text) ? undefined : `allowed: ${rule.allowed} (${shape.type})`;
}

const MOST_LISTED = 20;

/** The values of an enum: the first ones and, of many, the one that is meant perhaps. */
function listed(values: readonly string[], text?: string): string {
  if (values.length <= MOST_LISTED) return values.join(', ');
  const hint = text === undefined ? undefined : nearest(text, values);
  const more = values.length - MOST_LISTED;
  const shown = `${values.slice(0, MOST_LISTED).join(', ')} and ${more} more`;
  return hint === undefined ? shown : `${shown}; did you mean "${hint}"?`;
}

export interface JsonProblem {
  /** `tags[0].key`; empty for the value itself. */
  at: string;
  message: string;
}

/** The faults of a body, at any depth. Values are not shown, because they may be secret. */
export function jsonProblems(shape: TypeShape, value: JsonValue, at = ''): JsonProblem[] {
  if (value === null) return [];
  const wrong = (wanted: string) => [{ at, message: `is ${kindOf(value)}; allowed: ${wanted}` }];
  switch (shape.kind) {
    case 'any':
      return [];
    case 'array':
      if (!Array.isArray(value)) return wrong('a list');
      return value.flatMap((item, index) => jsonProblems(shape.of, item, `${at}[${index}]`));
    case 'money':
      return isObject(value) ? [] : wrong('an object');
    case 'map':
      if (!isObject(value)) return wrong('an object');
      return Object.entries(value).flatMap(([key, member]) => jsonProblems(shape.of, member, join(at, key)));
    case 'object':
      if (!isObject(value)) return wrong('an object');
      return shape.fields.flatMap((field) =>
        Object.hasOwn(value, field.name)
          ? jsonProblems(field.shape, value[field.name] ?? null, join(at, field.name))
          : [],
      );
    case 'scalar':
      return scalarProblem(shape, value) ? wrong(allowedScalar(shape)) : [];
  }
}

type ScalarShape = Extract<TypeShape, { kind: 'scalar' }>;

function scalarProblem({ column, values }: ScalarShape, value: JsonValue): boolean {
  if (values) return !values.includes(String(value));
  const isInteger = typeof value === 'number' || typeof value === 'bigint';
  if (column === 'boolean') return typeof value !== 'boolean';
  if (column === 'bigint') return !isInteger;
  if (column === 'decimal') return !isInteger && !(value instanceof Decimal);
  return typeof value !== 'string';
}

function allowedScalar({ type, column, values }: ScalarShape): string {
  if (values) return listed(values);
  if (column === 'boolean') return 'true or false';
  if (column === 'bigint') return 'a whole number';
  return column === 'decimal' ? 'a number' : `a text (${type})`;
}

function kindOf(value: JsonValue): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'boolean' ? 'true or false' : 'a number';
}

const join = (at: string, name: string) => (at === '' ? name : `${at}.${name}`);
