// Lists that page by their query string: the parameter that advances and the parameter for the size.
import type { ApiOperation, ApiParameter, TypeShape } from '../model/api-schema.js';
import type { Pagination } from '../model/definition.js';
import { elementFields } from './derivation/key-field.js';

const SIZES = ['pageSize', 'size', 'limit'];

/** Parameters that name the last item of the page before, and the field with their value. */
const MARKERS: Readonly<Record<string, string>> = {
  marker: 'id',
  keyMarker: 'key',
  versionIdMarker: 'versionId',
};

/** With this parameter a key repeats, so that a key does not say where a page ended. */
const SEVERAL_OF_A_KEY = 'withVersions';

/**
 * Undefined where the route is no v1 list, where it declares no such pair, or where the definition's query sets one of
 * the two: then the definition pages by itself.
 */
export function declaredPagination(
  operation: ApiOperation,
  response: TypeShape,
  ownQuery: readonly string[],
): Pagination | undefined {
  if (operation.branch !== 'v1' || response.kind !== 'array') return undefined;
  const declared = operation.parameters.filter((parameter) => parameter.in === 'query');
  const size = numberOf(declared, SIZES);
  const mover = size && (counter(declared) ?? marker(declared, response));
  if (!mover || ownQuery.some((name) => [mover.parameter, size.name, SEVERAL_OF_A_KEY].includes(name))) {
    return undefined;
  }
  const most = largestSaid(size.description);
  return { ...mover, size: size.name, ...(most === undefined ? {} : { pageSize: most }) };
}

type Mover = Pick<Pagination, 'by' | 'field'> & { parameter: string };

function counter(declared: readonly ApiParameter[]): Mover | undefined {
  const found = numberOf(declared, ['page', 'offset'])?.name;
  return found === 'page' || found === 'offset' ? { by: found, parameter: found } : undefined;
}

/** Only where every item has the field. */
function marker(declared: readonly ApiParameter[], response: TypeShape): Mover | undefined {
  const parameter = Object.keys(MARKERS).find((name) => declared.some((each) => each.name === name));
  const field = parameter === undefined ? undefined : MARKERS[parameter];
  const fields = elementFields(response);
  if (parameter === undefined || !fields?.some((each) => each.name === field && !each.nullable)) {
    return undefined;
  }
  return { by: 'marker', parameter, field };
}

function numberOf(declared: readonly ApiParameter[], names: readonly string[]): ApiParameter | undefined {
  const numbers = declared.filter(({ type }) => type === 'long');
  return names.flatMap((name) => numbers.find((each) => each.name === name) ?? [])[0];
}

/** "default and max is 50", "1000 maximum". */
function largestSaid(description: string): number | undefined {
  const [, before, after] =
    /(\d{1,9}) max|max(?:imum)?(?: is|:)? (\d{1,9})/i.exec(description.slice(0, 1000)) ?? [];
  const most = Number(before ?? after);
  return most >= 1 && most <= 10_000 ? most : undefined;
}
