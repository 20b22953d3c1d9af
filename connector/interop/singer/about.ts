// What the tap says of itself: for people, and for Meltano as settings of a plugin.
import type { SchemaNode } from '../../config/schema/schema-node.js';
import { AUTH_WAYS, protocolSchema } from '../configuration.js';

export const TAP = 'tap-ovhcloud';
const CAPABILITIES = ['about', 'catalog', 'discover', 'state', 'activate-version'];

interface Setting {
  name: string;
  label?: string;
  kind: string;
  description?: string;
  value?: unknown;
  options?: { label: string; value: string }[];
  sensitive?: boolean;
}

export function aboutTap(version: string) {
  return {
    name: TAP,
    description: 'Singer tap of the OVHcloud API: complete or says so, exact, with few calls',
    version,
    capabilities: CAPABILITIES,
    settings: settingsSchema(),
  };
}

/** The configuration without the two shapes that a form of Airbyte needs: all keys of `auth` are there. */
export function settingsSchema(): SchemaNode {
  const { properties, ...schema } = protocolSchema();
  const { auth, ...others } = properties;
  const keys = (auth?.oneOf ?? []).flatMap(({ properties: own = {} }) => Object.entries(own));
  const plain = Object.fromEntries(keys.filter(([name]) => name !== 'way'));
  return {
    ...schema,
    properties: { ...others, auth: { type: 'object', description: auth?.description, properties: plain } },
  };
}

/** The plugin as Meltano defines one. */
export function pluginDefinition(): object {
  return {
    name: TAP,
    namespace: 'tap_ovhcloud',
    label: 'OVHcloud',
    pip_url: TAP,
    executable: TAP,
    capabilities: CAPABILITIES,
    select: ['*.*'],
    settings_group_validation: Object.values(AUTH_WAYS).map(({ keys }) => [
      'region',
      'endpoints',
      ...keys.map((key) => `auth.${key}`),
    ]),
    settings: Object.entries(settingsSchema().properties ?? {}).flatMap(([name, node]) =>
      settingsOf(name, node),
    ),
  };
}

function settingsOf(name: string, node: SchemaNode & { airbyte_secret?: boolean }): Setting[] {
  if (node.properties)
    return Object.entries(node.properties).flatMap(([key, inner]) => settingsOf(`${name}.${key}`, inner));
  const { title, description, enum: values, default: value } = node;
  const isSecret = node.airbyte_secret === true;
  const options = values?.map((one) => ({ label: String(one), value: String(one) }));
  return [
    {
      name,
      ...(title !== undefined && { label: title }),
      kind: isSecret ? 'string' : kindOf(node),
      ...(isSecret && { sensitive: true }),
      ...(description !== undefined && { description }),
      ...(value !== undefined && name !== 'endpoints' && { value }),
      ...(options && { options }),
    },
  ];
}

function kindOf({ type, enum: values }: SchemaNode): string {
  if (values) return 'options';
  const kinds: Record<string, string> = {
    boolean: 'boolean',
    integer: 'integer',
    number: 'decimal',
    array: 'array',
    object: 'object',
  };
  return kinds[String(type)] ?? 'string';
}
