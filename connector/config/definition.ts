// A written definition becomes one of the engine, with its mappers in full.
import type { EndpointDefinition, ParameterBinding } from '../model/definition.js';
import { datedQuery } from '../model/relative-date.js';
import type { DefinitionEntry } from './schema/endpoint-schema.js';

/** A definition with its mappers in full, and its dates as of `nowMs`. */
export function toDefinition(entry: DefinitionEntry, nowMs: number): EndpointDefinition {
  const parameters: [string, ParameterBinding][] = Object.entries(entry.parameters).map(([name, written]) => [
    name,
    typeof written === 'object' && !Array.isArray(written) && isBinding(written)
      ? toBinding(written)
      : { value: written },
  ]);
  const { body, connections: _, ...rest } = entry;
  return {
    ...rest,
    parameters: Object.fromEntries(parameters),
    query: datedQuery(entry.query, nowMs),
    ...(body === undefined ? {} : { body }),
  };
}

type WrittenBinding = DefinitionEntry['parameters'][string];
type FullBinding = Extract<WrittenBinding, { from?: string }>;

function isBinding(written: WrittenBinding & object): written is FullBinding {
  return 'from' in written || 'value' in written;
}

function toBinding({ value, from, field, parameter }: FullBinding): ParameterBinding {
  if (from === undefined) return { value: value ?? [] };
  return {
    from,
    ...(field === undefined ? {} : { field }),
    ...(parameter === undefined ? {} : { parameter }),
  };
}
