// A resolved type as the page shows it.
import type { TypeShape } from '../../../connector/model/api-schema.js';
import { typeName } from '../../../connector/schemas/explore/example.js';
import type { SchemaNode } from '../../contract/operation.js';

export function schemaNode(shape: TypeShape): SchemaNode {
  const node: SchemaNode = { kind: shape.kind, type: typeName(shape) };
  if (shape.kind === 'scalar') return { ...node, ...(shape.values && { values: shape.values }) };
  if (shape.kind === 'any') return { ...node, ...(shape.note !== undefined && { note: shape.note }) };
  if (shape.kind === 'money') return { ...node, fields: moneyFields(shape.ucents) };
  if (shape.kind === 'object') {
    const fields = shape.fields.map(({ shape: inner, ...field }) => ({ ...field, node: schemaNode(inner) }));
    return { ...node, fields };
  }
  // A list shows the fields of its items, and the values of an enum.
  const { fields, values } = schemaNode(shape.of);
  return { ...node, ...(fields && { fields }), ...(values && { values }) };
}

function moneyFields(ucents: string | undefined): SchemaNode['fields'] {
  const members = [
    ['currencyCode', 'string'],
    ['text', 'string'],
    ['value', 'double'],
    ...(ucents === undefined ? [] : [[ucents, 'long']]),
  ];
  return members.map(([name = '', type = '']) => ({
    name,
    node: { kind: 'scalar', type },
    nullable: false,
    readOnly: false,
    secret: false,
    description: '',
  }));
}
