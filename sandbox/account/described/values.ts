/** Random values for any documented type, for fields whose content no test depends on. */

import type { SeededRandom } from '../../random.js';
import { fieldsOf, longEnums, valuesOf } from '../../schema/models.js';
import { elementOf, mapOf, plainType } from '../../schema/types.js';
import { addDays, dateText, parisTime, utcTime } from '../../wire/instants.js';
import type { Wire, WireObject } from '../../wire/json.js';
import { num } from '../../wire/json.js';
import { price } from '../billing/money.js';

/** What a random value depends on. */
export interface Making {
  readonly random: SeededRandom;
  readonly nichandle: string;
  /** Index of the object in its list: dates of one field differ within a list. */
  readonly at: number;
  readonly depth: number;
}

const deepest = 6;

/** An object of a model, with all its fields. */
export function objectOf(model: string, making: Making): WireObject {
  const fields = fieldsOf(model);
  if (!fields) throw new Error(`no model ${model}`);
  const deeper = { ...making, depth: making.depth + 1 };
  return Object.fromEntries(
    fields.map(({ name, type, nullable }): [string, Wire] => {
      const isNull = nullable && (making.depth > deepest || making.random.chance(0.25));
      return [name, isNull ? null : valueOfType(type, name, deeper)];
    }),
  );
}

export function valueOfType(type: string, name: string, making: Making): Wire {
  const element = elementOf(type);
  if (element !== undefined) return listOf(element, name, making);
  const map = mapOf(type);
  if (map) return freeMap(map, name, making);
  const values = valuesOf(type);
  if (values) return oneOf(type, values, making.random);
  const fields = fieldsOf(type);
  if (!fields) return scalarOf(type, name, making);
  const names = fields.map((field) => field.name);
  return names.includes('currencyCode') ? money(names, making.random) : objectOf(type, making);
}

function listOf(element: string, name: string, making: Making): Wire {
  const count = making.depth > deepest ? 0 : making.random.pick([0, 1, 1, 2, 2, 3]);
  return Array.from({ length: count }, (_, at) => valueOfType(element, name, { ...making, at }));
}

function freeMap(map: { readonly key: string; readonly value: string }, name: string, making: Making): Wire {
  const keys = valuesOf(map.key)?.slice(0, 2) ?? ['team', 'cost.center'].slice(0, making.random.whole(0, 2));
  return Object.fromEntries(keys.map((key): [string, Wire] => [key, valueOfType(map.value, name, making)]));
}

function oneOf(type: string, values: readonly string[], random: SeededRandom): Wire {
  const value = values[random.whole(0, values.length - 1)] ?? '';
  return longEnums.includes(type) ? num(value) : value;
}

/** A price in one of its three forms: with `priceInUcents`, with `valueInUcents`, or with neither. */
function money(names: readonly string[], random: SeededRandom): WireObject {
  const amount = BigInt(random.whole(0, 20_000_000)) * random.pick([1n, 10_000n, 1_000_000n]) * 10n;
  const { priceInUcents, ...others } = price(amount, 'EUR');
  if (names.includes('valueInUcents')) return { ...others, valueInUcents: priceInUcents };
  return names.includes('priceInUcents') ? { ...others, priceInUcents } : others;
}

const start = Date.UTC(2022, 0, 1);

/** Objects of a list are 40 days apart. */
function instantOf({ random, at }: Making): number {
  return addDays(start, at * 40) + random.whole(0, 39 * 86_400) * 1000;
}

const makers: Readonly<Record<string, (making: Making, name: string) => Wire>> = {
  string: (making, name) => textOf(name, making),
  text: ({ random }) => `First line – été\r\nsecond line ${random.hex(4)}`,
  password: ({ random }) => `secret-${random.hex(8)}`,
  boolean: ({ random }) => random.chance(0.5),
  long: ({ random }) => num(random.whole(0, random.pick([9, 400, 5_000_000]))),
  double: ({ random }) => num(random.pick(['0.1', '12.5', '3.0', '0', '98.76543210987', '1.5E-7', '250'])),
  datetime: (making) => making.random.pick([parisTime, utcTime])(instantOf(making)),
  date: (making) => dateText(instantOf(making)),
  time: ({ random }) => `0${random.whole(0, 9)}:30:00`,
  duration: ({ random }) => random.pick(['P1M', 'P1Y', 'PT30S']),
  uuid: ({ random }) => random.uuid(),
  ip: ({ random }) => random.pick([`192.0.2.${random.whole(1, 250)}`, `2001:db8::${random.hex(2)}`]),
  ipv4: ({ random }) => `192.0.2.${random.whole(1, 250)}`,
  ipv6: ({ random }) => `2001:db8::${random.hex(3)}`,
  ipBlock: ({ random }) => random.pick(['192.0.2.0/24', '2001:db8::/56', '198.51.100.7/32']),
  ipv4Block: ({ random }) => random.pick(['192.0.2.0/24', '198.51.100.0/25']),
  phoneNumber: ({ random }) => `+3319900${random.whole(1000, 9999)}`,
};

function scalarOf(type: string, name: string, making: Making): Wire {
  if (type.startsWith('coreTypes.AccountId')) return making.nichandle;
  const maker = makers[plainType(type)];
  if (!maker) throw new Error(`no generator for the type ${type}`);
  return maker(making, name);
}

/** Texts by field name; the first matching pattern wins. */
const texts: readonly (readonly [RegExp, (random: SeededRandom) => string])[] = [
  [/password|secret|token/i, (random) => `secret-${random.hex(8)}`],
  [/ur[il]$|^href$|host$/i, (random) => `https://service.example/${random.hex(6)}?x=1&y=é`],
  [/mail/i, (random) => `user-${random.hex(2)}@account.example`],
  [
    /description|subject|label|message/i,
    (random) => random.pick(['Été « pro » – 100 %', 'rocket 🚀 node', '=1+1', '', `plain ${random.hex(3)}`]),
  ],
  [/region/i, (random) => random.pick(['GRA11', 'SBG5', 'BHS5'])],
  [/country/i, (random) => random.pick(['FR', 'PL', 'DE'])],
  [/datacenter|zone/i, (random) => random.pick(['gra3', 'rbx8', 'bhs5'])],
  [/version/i, (random) => `1.${random.whole(20, 34)}`],
  [/unit/i, (random) => random.pick(['GB', 'MB', 'bytes'])],
  [/path|home|route/i, (random) => `/some/path/${random.hex(3)}`],
];

function textOf(name: string, { random }: Making): string {
  const known = texts.find(([pattern]) => pattern.test(name));
  return known ? known[1](random) : `${name}-${random.hex(5)}`;
}
