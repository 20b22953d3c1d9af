// The kinds of values in the schema. Each has the words for what it allows, the second half of every message about it.
import { z } from 'zod';
import { Decimal, isScalar, type JsonValue, type Scalar } from '../../model/json.js';
import { isRelativeDate, type QueryInput, type RelativeDate } from '../../model/relative-date.js';

/** A strict object. Its message for an unknown key is the list of its keys. */
export function section<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  about: { title: string; description: string },
) {
  const keys = Object.keys(shape).join(', ');
  return z
    .strictObject(shape, {
      error: (issue) => (issue.code === 'unrecognized_keys' ? keys : `a group of keys: ${keys}`),
    })
    .meta(about);
}

/** A text that matches a pattern. */
export function text(pattern: RegExp, allowed: string) {
  return z.string({ error: allowed }).regex(pattern, { error: allowed });
}

/** A name that the API chose. */
export function word() {
  return text(/^\S(.{0,198}\S)?$/, 'a name without spaces around it');
}

/** A text that a function accepts. */
export function checkedText(accepts: (text: string) => boolean, allowed: string) {
  return z.string({ error: allowed }).refine(accepts, { error: allowed });
}

/** A number within limits, fractions allowed. */
export function amount(least: number, most: number, unit: string) {
  const error = `a number from ${least} to ${most} (${unit})`;
  return z.number({ error }).min(least, { error }).max(most, { error });
}

/** A number above zero. */
export function rate(most: number, unit: string) {
  const error = `a number above 0 and at most ${most} (${unit})`;
  return z.number({ error }).gt(0, { error }).max(most, { error });
}

/** A part of a whole: 0, or a fraction below 1. */
export function part() {
  const error = 'a number from 0 to below 1, such as 0.2';
  return z.number({ error }).min(0, { error }).lt(1, { error });
}

/** A whole number within limits. */
export function count(least: number, most: number) {
  const error = `a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

/** Yes or no. */
export function flag() {
  return z.boolean({ error: 'true or false' });
}

/** One of some words. */
export function oneOf<const Words extends readonly string[]>(words: Words) {
  return z.enum(words, { error: `one of ${words.join(', ')}` });
}

/** A list with at least one entry. */
export function list<Item extends z.ZodType>(item: Item, of: string) {
  const error = `a list of ${of}, with at least one entry`;
  return z.array(item, { error }).min(1, { error });
}

/** A group of keys that the user names. */
export function named<Value extends z.ZodType>(key: z.ZodString, value: Value, of: string) {
  return z.record(key, value, {
    error: (issue) =>
      issue.code === 'invalid_key' ? `a name of ${of}` : `a group of "name: value" lines for ${of}`,
  });
}

const SCALAR = 'a text or a number';

/** A constant of a path parameter. A number keeps its digits: a big one is a `bigint` or a `Decimal`. */
export function constant() {
  return z
    .custom<Scalar>((value) => isScalar(value as JsonValue) && value !== '', { error: SCALAR })
    .meta({ type: ['string', 'number'] });
}

const QUERY_VALUE =
  'a text, a number, true or false, or a date: { daysAgo: 30 }, { monthsAgo: 12 } (whole numbers from 0 to 36500)';

/** A query-string value. A number that JavaScript cannot hold becomes the text of its digits. */
export function queryValue() {
  return z
    .custom<Scalar | boolean | RelativeDate>(isQueryValue, { error: QUERY_VALUE })
    .transform(
      (value): QueryInput =>
        typeof value === 'bigint' || value instanceof Decimal ? value.toString() : value,
    )
    .meta({
      anyOf: [
        { type: ['string', 'number', 'boolean'] },
        {
          type: 'object',
          description:
            'A date that follows the calendar: daysAgo, or monthsAgo (the first day of that month).',
          propertyNames: { enum: ['daysAgo', 'monthsAgo'] },
          additionalProperties: { type: 'integer', minimum: 0, maximum: MOST_AGO },
          minProperties: 1,
          maxProperties: 1,
        },
      ],
    });
}

export const MOST_AGO = 36_500;

function isQueryValue(value: unknown): boolean {
  if (typeof value === 'boolean' || isScalar(value as JsonValue)) return true;
  return isRelativeDate(value) && isAgo(value);
}

/** One number of days or months, within the limits. */
export function isAgo(value: RelativeDate): boolean {
  const [ago = -1, ...more] = Object.values(value);
  return more.length === 0 && Number.isSafeInteger(ago) && ago >= 0 && ago <= MOST_AGO;
}

/** Any JSON. */
export function json() {
  return z
    .custom<JsonValue>((value) => value !== undefined, { error: 'any JSON' })
    .meta({ type: ['object', 'array', 'string', 'number', 'boolean', 'null'] });
}
