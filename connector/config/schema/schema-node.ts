// The schema of a configuration as plain data: JSON Schema, from which pages, types and hints are made.
import { z } from 'zod';
import { configSchema } from './schema.js';

/** What the page, the types, the hints and the tests read of a JSON Schema. */
export interface SchemaNode {
  type?: string | string[];
  title?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  const?: unknown;
  anyOf?: SchemaNode[];
  oneOf?: SchemaNode[];
  properties?: Record<string, SchemaNode>;
  required?: string[];
  items?: SchemaNode;
  additionalProperties?: SchemaNode | boolean;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  pattern?: string;
  propertyNames?: SchemaNode;
}

export function plainSchema(): SchemaNode {
  const options = { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' } as const;
  return z.toJSONSchema(configSchema, options) as SchemaNode;
}

/** The groups of keys in a value, each with the suffix of its key path. */
export function groupsIn(node: SchemaNode): [SchemaNode, string][] {
  if (node.properties) return [[node, '']];
  const branches = node.anyOf ?? node.oneOf;
  if (branches) return branches.flatMap(groupsIn);
  if (node.items) return groupsIn(node.items).map(([group, suffix]) => [group, `[]${suffix}`]);
  if (typeof node.additionalProperties === 'object') {
    return groupsIn(node.additionalProperties).map(([group, suffix]) => [group, `.<name>${suffix}`]);
  }
  return [];
}
