// The field that identifies the objects of a list.
import type { FieldShape, TypeShape } from '../../model/api-schema.js';
import { snakeCase } from '../../model/names.js';

/** Fields of the objects of a list; undefined for any other response. */
export function elementFields(response: TypeShape): readonly FieldShape[] | undefined {
  return response.kind === 'array' && response.of.kind === 'object' ? response.of.fields : undefined;
}

/**
 * The field with the values of a path parameter below the list: named like the parameter, `id`, or similar. Any unique
 * field will do, because the API itself finds the object by it.
 */
export function fieldForParameter(
  fields: readonly FieldShape[],
  parameter: string,
  listPath: string,
): string | undefined {
  const others = ['uuid', 'urn', parameter.replace(/I[dD]$/, ''), 'name', 'key', 'code', 'number'];
  return firstOf(fields, [parameter, 'id', `${singularOf(listPath)}Id`, ...others])?.name;
}

/**
 * The field that makes a row unique. Where no route below the list proves it, only a field named like an id: with a
 * wrong key, rows would overwrite each other. Never a nullable field, nor one that a path parameter hides.
 */
export function keyField(
  fields: readonly FieldShape[],
  child: string | undefined,
  parameters: readonly string[],
  listPath: string,
): string | undefined {
  const proven = child === undefined ? undefined : fieldForParameter(fields, child, listPath);
  const names = proven === undefined ? ['id', `${singularOf(listPath)}Id`, 'uuid', 'urn'] : [proven];
  const found = firstOf(fields, names);
  const isHidden = parameters.some((name) => snakeCase(name) === snakeCase(found?.name ?? ''));
  return found && !found.nullable && !isHidden ? found.name : undefined;
}

function firstOf(fields: readonly FieldShape[], names: readonly string[]): FieldShape | undefined {
  const scalars = fields.filter((field) => field.shape.kind === 'scalar');
  for (const name of names) {
    const found = scalars.find((field) => field.name.toLowerCase() === name.toLowerCase());
    if (found) return found;
  }
  return undefined;
}

/** `policy` for `/v2/iam/policies`. */
function singularOf(path: string): string {
  const last = path.split('/').findLast((part) => !part.startsWith('{')) ?? '';
  return last.replace(/ies$/, 'y').replace(/s$/, '');
}
