// The reference of the configuration, for editors (JSON Schema) and for people (a Markdown page), both made
// from the schema that reads it.
import { PRESETS } from '../../endpoints/presets.js';
import { REGIONS } from '../../endpoints/regions.js';
import { regionNames } from '../model/region.js';
import { groupsIn, plainSchema, type SchemaNode } from './schema/schema-node.js';

/** JSON Schema (draft 2020-12) of a configuration file: title and description of every key, names of presets and regions. */
export function configJsonSchema(): object {
  const schema = plainSchema();
  const { region, connections, schedule, endpoints } = schema.properties ?? {};
  for (const node of [region, connections?.items?.properties?.region]) nameRegions(node);
  for (const pipeline of groupsIn(schedule ?? {})) namePresets(pipeline[0].properties?.presets?.items);
  for (const [entry] of groupsIn(endpoints ?? {})) namePresets(entry.properties?.preset);
  if (schema.properties?.destination) schema.properties.destination.title = 'A destination';
  if (endpoints?.items) endpoints.items.title = 'An entry';
  return schema;
}

/** A text may also be a variable, `${NAME}`. */
const VARIABLE: SchemaNode = { type: 'string', pattern: '\\$\\{' };

function namePresets(node: SchemaNode | undefined): void {
  if (!node) return;
  delete node.type;
  delete node.pattern;
  node.anyOf = [{ title: 'Preset name', enum: PRESETS.map(({ name }) => name) }, VARIABLE];
}

function nameRegions(node: SchemaNode | undefined): void {
  if (!node) return;
  delete node.type;
  delete node.pattern;
  node.anyOf = [
    { title: 'Region name', enum: regionNames(REGIONS) },
    { type: 'string', pattern: '^https://' },
    VARIABLE,
  ];
}

/** Markdown: one table for each group of keys, with key, type, default and meaning. */
export function configReference(): string {
  const sections: string[] = [];
  describeGroup(plainSchema(), '', sections);
  return `${sections.join('\n\n')}\n`;
}

function describeGroup(group: SchemaNode, path: string, sections: string[]): void {
  const properties = Object.entries(group.properties ?? {});
  const rows = properties.map(([key, node]) => {
    const required = group.required?.includes(key) ?? false;
    const cells = [`\`${key}\``, typeOf(node), defaultOf(node, required), node.description ?? ''];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  const heading = path === '' ? `## ${group.title ?? ''}` : `### ${headingOf(path, group)}`;
  const intro = group.description ?? '';
  const table = ['| key | type | default | meaning |', '|---|---|---|---|', ...rows].join('\n');
  sections.push([heading, intro, table].filter(Boolean).join('\n\n'));
  for (const [key, node] of properties) {
    for (const [inner, suffix] of groupsIn(node)) {
      describeGroup(inner, `${path === '' ? '' : `${path}.`}${key}${suffix}`, sections);
    }
  }
}

function headingOf(path: string, group: SchemaNode): string {
  return group.title ? `\`${path}\`: ${group.title}` : `\`${path}\``;
}

function typeOf(node: SchemaNode): string {
  if (node.enum) return node.enum.map((word) => `\`${String(word)}\``).join(', ');
  if (node.const !== undefined) return `\`${String(node.const)}\``;
  const branches = node.anyOf ?? node.oneOf;
  if (branches) return [...new Set(branches.map(typeOf))].join(' or ');
  if (node.items) return `list of: ${typeOf(node.items)}`;
  if (node.properties) return node.title ? `group: ${lowerFirst(node.title)}` : 'group';
  if (typeof node.additionalProperties === 'object')
    return `names with: ${typeOf(node.additionalProperties)}`;
  const types = [node.type ?? 'any'].flat();
  return types.map((type) => WORDS[type] ?? type).join(' or ') + limits(node);
}

const WORDS: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
  object: 'group',
  array: 'list',
};

function lowerFirst(title: string): string {
  return /^[A-Z][a-z ]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

function limits({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: SchemaNode): string {
  if (exclusiveMaximum !== undefined) return `, ${minimum} to below ${exclusiveMaximum}`;
  if (maximum === undefined) return '';
  return exclusiveMinimum === undefined
    ? `, ${minimum} to ${maximum}`
    : `, above ${exclusiveMinimum}, at most ${maximum}`;
}

function defaultOf(node: SchemaNode, required: boolean): string {
  if (required) return 'required';
  const value = node.default;
  const isEmpty = typeof value === 'object' && (value === null || Object.keys(value).length === 0);
  return value === undefined || isEmpty
    ? ''
    : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
