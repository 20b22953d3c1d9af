// The schema of the `destination` section, made of what each kind of destination says of its options.
import { z } from 'zod';
import type { DestinationConfig, DestinationKind, DestinationOption } from '../../destinations/kit/kind.js';
import { DESTINATIONS } from '../../destinations/registry.js';
import { amount, flag, oneOf, section, text } from './fields.js';

/** One group of keys for each kind, told apart by `type`. */
export function destinationSchema() {
  const kinds = [...DESTINATIONS].map(([type, kind]) => kindSection(type, kind));
  const types = [...DESTINATIONS.keys()];
  return z
    .discriminatedUnion('type', kinds as [ReturnType<typeof kindSection>], {
      error: (issue) =>
        issue.code === 'invalid_union'
          ? `one of ${types.join(', ')}`
          : 'a group of keys: type, and options of that type',
    })
    .transform((destination) => destination as DestinationConfig);
}

function kindSection(type: string, { description, options }: DestinationKind) {
  const keys = options.map((option): [string, z.ZodType] => [option.name, optionField(option)]);
  return section(
    { type: z.literal(type).describe('Kind of destination.'), ...Object.fromEntries(keys) },
    { title: `Destination ${type}`, description: `${description}.` },
  );
}

function optionField(option: DestinationOption): z.ZodType {
  const field = plainField(option);
  const placed = option.default === undefined ? field : field.default(option.default as never);
  const described = option.optional && option.default === undefined ? field.optional() : placed;
  return described.describe(option.description);
}

function plainField({
  is = 'text',
  values,
  range = [0, Number.MAX_SAFE_INTEGER],
}: DestinationOption): z.ZodType {
  if (values) return oneOf(values);
  if (is === 'flag') return flag();
  if (is === 'number') return amount(range[0], range[1], 'a number');
  return text(/^[^\0]{1,4000}$/s, is === 'path' ? 'a file or folder name' : 'a text');
}
