// Changes to the definitions of a preset: its options, query, parameters and names.

import { SECRET_FIELDS } from '../../endpoints/secrets.js';
import { mergedAccept } from '../model/accept.js';
import type { DefinitionEntry, DefinitionOverride, PresetUse } from './schema/endpoint-schema.js';

/** A definition of a preset with its changes. */
export interface Overridden {
  /** Its name in the preset. */
  original: string;
  entry: DefinitionEntry;
}

/** Each definition with the changes of a use; bindings follow the definitions that have another name. */
export function overridden(entries: readonly DefinitionEntry[], use: PresetUse): Overridden[] {
  const overrides = new Map(Object.entries(use.definitions ?? {}));
  const names = new Map(entries.map(({ name }) => [name, overrides.get(name)?.name ?? name]));
  const included = includedFields(entries, use.include);
  return entries.map((entry) => {
    const changed = merged(entry, overrides.get(entry.name) ?? {}, use);
    const table = withIncluded(changed.table, included(entry));
    const parameters = renamed(changed.parameters, names);
    return { original: entry.name, entry: { ...changed, parameters, table } };
  });
}

/** A list: its path has no parameter. */
export function isList({ path }: Pick<DefinitionEntry, 'path'>): boolean {
  return !path.includes('{');
}

function merged(entry: DefinitionEntry, override: DefinitionOverride, use: PresetUse): DefinitionEntry {
  const { name = entry.name, parameters, query, headers, read, sync, write } = override;
  const accept = mergedAccept(use.accept, override.accept);
  return {
    ...entry,
    name,
    parameters: { ...entry.parameters, ...parameters },
    query: { ...entry.query, ...(isList(entry) ? use.query : {}), ...query },
    headers: { ...entry.headers, ...headers },
    table: mergedTable(entry.table, override),
    read: { ...entry.read, ...read },
    sync: { ...withoutFinals(entry.sync, sync), ...sync },
    write: { ...entry.write, ...write },
    ...(Object.keys(accept).length > 0 && { accept }),
  };
}

type Table = DefinitionEntry['table'];

/** The table with the changes; `false` in either place means that there is none, unless the other has options. */
function mergedTable(own: Table, { table, write }: DefinitionOverride): Table {
  if (table === false || (own === false && table === undefined)) return false;
  const { primaryKey, ...others } = own || {};
  // Rows that are appended have no primary key: that of the preset gives way.
  const isKept = primaryKey !== undefined && write?.disposition !== 'append';
  return { ...others, ...(isKept ? { primaryKey } : {}), ...table };
}

function withIncluded(table: Table, fields: readonly string[]): Table {
  if (table === false || fields.length === 0) return table;
  return { ...table, include: [...(table.include ?? []), ...fields] };
}

/** Final values are for mode `open`: with another mode those of the preset give way. */
function withoutFinals(
  { until, ...sync }: DefinitionEntry['sync'],
  override: DefinitionOverride['sync'],
): DefinitionEntry['sync'] {
  return until === undefined || (override?.mode ?? 'open') !== 'open' ? sync : { ...sync, until };
}

type Parameters = DefinitionEntry['parameters'];

function renamed(parameters: Parameters, names: ReadonlyMap<string, string>): Parameters {
  const entries = Object.entries(parameters).map(([parameter, binding]) => {
    const from = sourceOf(binding);
    return [
      parameter,
      from === undefined ? binding : { ...(binding as object), from: names.get(from) ?? from },
    ];
  });
  return Object.fromEntries(entries);
}

/** The source object that a parameter is mapped from. */
export function sourceOf(binding: Parameters[string]): string | undefined {
  return typeof binding === 'object' && 'from' in binding ? binding.from : undefined;
}

/** Which of the secret fields each definition loads all the same: those that its route has. */
function includedFields(
  entries: readonly DefinitionEntry[],
  include: readonly string[] = [],
): (entry: DefinitionEntry) => string[] {
  const known = new Set(include.filter((field) => entries.some((entry) => hides(entry, field))));
  // A field that is not in our list may be secret by the API's documents, on any route.
  return (entry) => include.filter((field) => !known.has(field) || hides(entry, field));
}

function hides({ path }: DefinitionEntry, field: string): boolean {
  const route = path.replace(/^\/(1\.0|v1)(?=\/)/, '').replace(/\{[^}]*\}/g, '{}');
  return SECRET_FIELDS.some(
    (rule) => (rule.path === undefined || rule.path === route) && rule.fields.includes(field),
  );
}
