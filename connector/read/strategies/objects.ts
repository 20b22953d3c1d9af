// Objects from expanded lists and batches: their ids, and whether a single call answers the same.
import { exactDifference } from '../../model/exact.js';
import {
  isObject,
  isScalar,
  type JsonObject,
  type JsonValue,
  type Scalar,
  stringifyJson,
  tooMuchOf,
} from '../../model/json.js';

/** The member of all these objects whose values are among the ids; the likeliest names first. */
export function findIdField(
  objects: readonly JsonObject[],
  isId: (text: string) => boolean,
  likely: readonly string[],
): string | undefined {
  const [first] = objects;
  if (!first) return undefined;
  const names = [...likely.filter((name) => Object.hasOwn(first, name)), ...Object.keys(first)];
  return names.find((name) => {
    const values = objects.map((object) => idText(object[name]));
    // A list may name an object twice; a member that is the same in all of them is no id.
    const isTelling = new Set(values).size * 2 > values.length;
    return isTelling && values.every((value) => value !== undefined && isId(value));
  });
}

export function idText(value: JsonValue | undefined): string | undefined {
  return isScalar(value) ? String(value) : undefined;
}

/** An id from an object with the type that the plain list gives it. */
export function likeSample(id: Scalar, sample: Scalar | undefined): Scalar {
  if (sample === undefined || typeof id === typeof sample) return id;
  if (typeof sample === 'string') return String(id);
  const isWhole = typeof id === 'string' && /^-?\d{1,15}$/.test(id);
  return isWhole ? Number(id) : id;
}

const COMPARED = { levels: 500, bytes: Number.POSITIVE_INFINITY };

/** The first member in which two readings of one object differ; members that are not stored do not count. */
export function differenceOf(one: JsonValue, other: JsonValue, omit: readonly string[]): string | undefined {
  // Values too deep for recursion are the same only where their texts are.
  if ([one, other].some((value) => tooMuchOf(value, COMPARED)))
    return stringifyJson(one) === stringifyJson(other) ? undefined : 'the value';
  return difference(one, other, new Set(omit), '');
}

function difference(
  one: JsonValue,
  other: JsonValue,
  omit: ReadonlySet<string>,
  path: string,
): string | undefined {
  if (isObject(one) && isObject(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    for (const name of names) {
      const at = path ? `${path}.${name}` : name;
      if (omit.has(name) || omit.has(at)) continue;
      const found = difference(one[name] ?? null, other[name] ?? null, omit, at);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
    for (const [index, item] of one.entries()) {
      const found = difference(item, other[index] ?? null, omit, path);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return sameValue(one, other) ? undefined : path || 'the value';
}

function sameValue(one: JsonValue, other: JsonValue): boolean {
  if (stringifyJson(one) === stringifyJson(other)) return true;
  const isNumber = (value: JsonValue) => typeof value !== 'string' && isScalar(value);
  return (
    isNumber(one) && isNumber(other) && /^-?0(\.0*)?$/.test(exactDifference(String(one), String(other)) ?? '')
  );
}
