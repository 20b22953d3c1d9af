// Example values and readable schemas of types.
import type { ApiOperation, TypeShape } from '../../model/api-schema.js';
import { Decimal, type JsonObject, type JsonValue } from '../../model/json.js';
import type { ApiDocuments } from '../api-documents.js';

const EXAMPLES: Readonly<Record<string, JsonValue>> = {
  boolean: true,
  long: 1,
  int: 1,
  double: new Decimal('1.5'),
  datetime: '2026-01-31T12:00:00+01:00',
  date: '2026-01-31',
  time: '12:00:00',
  duration: 'P1M',
  uuid: '3f2c1a4e-0000-4000-8000-000000000000',
  ip: '192.0.2.1',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  ipBlock: '192.0.2.0/28',
  ipv4Block: '192.0.2.0/28',
  ipv6Block: '2001:db8::/56',
  macAddress: '00:00:5e:00:53:01',
  phoneNumber: '0033123456789',
  internationalPhoneNumber: '+33123456789',
  password: '***',
};

export function exampleOf(shape: TypeShape): JsonValue {
  switch (shape.kind) {
    case 'scalar':
      return shape.values?.[0] ?? EXAMPLES[shape.type] ?? 'text';
    case 'money':
      return {
        currencyCode: 'EUR',
        ...(shape.ucents ? { [shape.ucents]: 5_990_000_000 } : {}),
        text: '59.90 €',
        value: new Decimal('59.90'),
      };
    case 'array':
      return [exampleOf(shape.of)];
    case 'map':
      return { key: exampleOf(shape.of) };
    case 'object':
      return Object.fromEntries(shape.fields.map((field) => [field.name, exampleOf(field.shape)]));
    case 'any':
      return null;
  }
}

/** Undefined for a call without a body. */
export function bodyExample(documents: ApiDocuments, operation: ApiOperation): JsonValue | undefined {
  const members = operation.parameters.filter((parameter) => parameter.in === 'body');
  const [whole] = members;
  if (!whole) return undefined;
  if (whole.name === '') return exampleOf(writable(documents.typeOf(operation, whole.type)));
  const body: JsonObject = {};
  for (const { name, type } of members)
    if (name) body[name] = exampleOf(writable(documents.typeOf(operation, type)));
  return body;
}

/** Without read-only fields, at any depth; a model with only such fields is unchanged. */
function writable(shape: TypeShape): TypeShape {
  if (shape.kind === 'array' || shape.kind === 'map') return { ...shape, of: writable(shape.of) };
  if (shape.kind !== 'object') return shape;
  const fields = shape.fields.filter((field) => !field.readOnly);
  const shown = fields.length > 0 ? fields : shape.fields;
  return { ...shape, fields: shown.map((field) => ({ ...field, shape: writable(field.shape) })) };
}

/** One line for each field: `name: type`, `?` where null is allowed; members are indented. */
export function schemaLines(shape: TypeShape, indent = ''): string[] {
  if (shape.kind === 'array' || shape.kind === 'map') return schemaLines(shape.of, indent);
  if (shape.kind !== 'object') return [];
  return shape.fields.flatMap((field) => {
    const values =
      field.shape.kind === 'scalar' && field.shape.values
        ? ` (${field.shape.values.slice(0, 8).join(' | ')}${field.shape.values.length > 8 ? ' | ...' : ''})`
        : '';
    const about = field.description ? `  # ${field.description}` : '';
    const line = `${indent}${field.name}: ${typeName(field.shape)}${field.nullable ? '?' : ''}${values}${about}`;
    return [line, ...schemaLines(field.shape, `${indent}  `)];
  });
}

export function typeName(shape: TypeShape): string {
  switch (shape.kind) {
    case 'scalar':
      return shape.type;
    case 'array':
      return `${typeName(shape.of)}[]`;
    case 'map':
      return `map of ${typeName(shape.of)}`;
    case 'any':
      return 'any';
    default:
      return shape.model;
  }
}
