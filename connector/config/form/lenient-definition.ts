// An own endpoint that is not valid yet, as far as it can be read: what is wrong in it is left out.
import type { EndpointDefinition } from '../../model/definition.js';
import { toDefinition } from '../definition.js';
import { type Group, isGroup } from '../reading.js';
import { definitionSchema } from '../schema/endpoint-schema.js';

/** Undefined where not even its path can be used. @param otherName where it has no valid name */
export function lenientDefinition(
  written: unknown,
  otherName: string,
  nowMs: number,
): EndpointDefinition | undefined {
  if (!isGroup(written) || 'preset' in written) return undefined;
  const named = { name: otherName, path: written.path };
  if (!definitionSchema.safeParse(named).success) return undefined;
  let base: Group = named;
  const take = (key: string, value: unknown) => {
    const more = { ...base, [key]: value };
    if (definitionSchema.safeParse(more).success) base = more;
  };
  for (const [key, value] of Object.entries(written)) {
    if (key === 'parameters' && isGroup(value)) {
      for (const [name, binding] of Object.entries(value))
        take(key, { ...(isGroup(base.parameters) ? base.parameters : {}), [name]: binding });
    } else take(key, value);
  }
  const parsed = definitionSchema.safeParse(base);
  return parsed.success ? toDefinition(parsed.data, nowMs) : undefined;
}
