// The fields of a form, from the schema that reads the configuration: names, help, choices, defaults.
import { REGIONS } from '../../../endpoints/regions.js';
import { DESTINATIONS } from '../../destinations/registry.js';
import type { PlainJson } from '../../model/plain-json.js';
import { regionNames } from '../../model/region.js';
import { groupsIn, plainSchema, type SchemaNode } from '../schema/schema-node.js';

export interface FormField {
  key: string;
  /** Of the schema, one or two sentences. */
  help: string;
  /** `yaml`: a value that has no field of its own. */
  kind: 'text' | 'secret' | 'number' | 'flag' | 'choice' | 'text-list' | 'yaml';
  choices?: string[];
  default?: PlainJson;
  required: boolean;
  range?: { least?: number; most?: number };
}

export interface FormGroup {
  /** `''` for the keys of the entry itself; `table`. */
  group: string;
  title: string;
  description: string;
  fields: FormField[];
}

export interface FormFields {
  definition: FormGroup[];
  presetUse: FormGroup[];
  destinations: { type: string; description: string; fields: FormField[] }[];
  schedule: FormField[];
  connection: FormGroup[];
  regions: string[];
}

export function formFields(): FormFields {
  const { destination, schedule, connections, endpoints } = plainSchema().properties ?? {};
  const entries = groupsOf(endpoints?.items);
  const whole = groupsOf(schedule).find(({ properties }) => properties?.name?.default !== undefined);
  return {
    definition: formGroups(entries.find(({ properties }) => properties?.path)),
    presetUse: formGroups(entries.find(({ properties }) => properties?.preset)),
    destinations: groupsOf(destination).map((node) => {
      const type = String(node.properties?.type?.const);
      const secret = secretOptions(type);
      const fields = formFieldsOf(node).filter(({ key }) => key !== 'type');
      return {
        type,
        description: node.description ?? '',
        fields: fields.map((field) =>
          secret.has(field.key) ? { ...field, kind: 'secret' as const } : field,
        ),
      };
    }),
    schedule: whole ? formFieldsOf(whole) : [],
    connection: formGroups(connections?.items).map((group) =>
      group.group === 'auth' ? { ...group, fields: group.fields.map(hidden) } : group,
    ),
    regions: regionNames(REGIONS),
  };
}

/** A client id may be seen. */
function hidden(field: FormField): FormField {
  return field.key === 'clientId' ? field : { ...field, kind: 'secret' };
}

function secretOptions(type: string): Set<string> {
  const options = DESTINATIONS.get(type)?.options ?? [];
  return new Set(options.filter(({ is }) => is === 'secret').map(({ name }) => name));
}

function groupsOf(node: SchemaNode | undefined): SchemaNode[] {
  return node ? groupsIn(node).map(([group]) => group) : [];
}

/** The keys of an entry, then each group of options in it. */
function formGroups(node: SchemaNode | undefined): FormGroup[] {
  if (!node) return [];
  const own = Object.entries(node.properties ?? {});
  const inner = own.flatMap(([group, each]) => {
    const found = each.items || typeof each.additionalProperties === 'object' ? undefined : groupsOf(each)[0];
    return found
      ? [
          {
            group,
            title: found.title ?? group,
            description: found.description ?? '',
            fields: formFieldsOf(found),
          },
        ]
      : [];
  });
  const names = new Set(inner.map(({ group }) => group));
  const fields = formFieldsOf(node).filter(({ key }) => !names.has(key));
  return [{ group: '', title: node.title ?? '', description: node.description ?? '', fields }, ...inner];
}

function formFieldsOf({ properties = {}, required = [] }: SchemaNode): FormField[] {
  return Object.entries(properties).map(([key, node]) => {
    const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = node;
    const least = minimum ?? exclusiveMinimum;
    const most = maximum ?? exclusiveMaximum;
    const isBounded = kindOf(node) === 'number' && (least !== undefined || most !== undefined);
    return {
      key,
      help: node.description ?? '',
      kind: kindOf(node),
      ...(node.enum && { choices: node.enum.map(String) }),
      ...(node.default !== undefined && { default: node.default as PlainJson }),
      required: required.includes(key),
      ...(isBounded && {
        range: { ...(least !== undefined && { least }), ...(most !== undefined && { most }) },
      }),
    };
  });
}

function kindOf(node: SchemaNode): FormField['kind'] {
  if (node.enum) return 'choice';
  const [type, ...others] = [node.type ?? 'any'].flat();
  if (others.length > 0) return 'yaml';
  if (type === 'string') return 'text';
  if (type === 'boolean') return 'flag';
  if (type === 'number' || type === 'integer') return 'number';
  return type === 'array' && node.items && kindOf(node.items) === 'text' ? 'text-list' : 'yaml';
}
