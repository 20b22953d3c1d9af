/** A value of any type that the documents describe, drawn by the dice: for what no story needs in detail. */

import type { SeededRandom } from '../../random.js';
import { fieldsOf, longEnums, valuesOf } from '../../schema/models.js';
import { elementOf, mapOf, plainType } from '../../schema/types.js';
import { addDays, dateText, parisTime, utcTime } from '../../wire/instants.js';
import type { Wire, WireObject } from '../../wire/json.js';
import { num } from '../../wire/json.js';
import { price } from '../billing/money.js';

/** For whom a value is made. */
export interface Making {
  readonly dice: SeededRandom;
  readonly nichandle: string;
  /** The number of the object in its list: dates of one field differ within a list. */
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
      const isNull = nullable && (making.depth > deepest || making.dice.chance(0.25));
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
  if (values) return oneOf(type, values, making.dice);
  const fields = fieldsOf(type);
  if (!fields) return scalarOf(type, name, making);
  const names = fields.map((field) => field.name);
  return names.includes('currencyCode') ? money(names, making.dice) : objectOf(type, making);
}

function listOf(element: string, name: string, making: Making): Wire {
  const count = making.depth > deepest ? 0 : making.dice.pick([0, 1, 1, 2, 2, 3]);
  return Array.from({ length: count }, (_, at) => valueOfType(element, name, { ...making, at }));
}

function freeMap(map: { readonly key: string; readonly value: string }, name: string, making: Making): Wire {
  const keys = valuesOf(map.key)?.slice(0, 2) ?? ['team', 'cost.center'].slice(0, making.dice.whole(0, 2));
  return Object.fromEntries(keys.map((key): [string, Wire] => [key, valueOfType(map.value, name, making)]));
}

function oneOf(type: string, values: readonly string[], dice: SeededRandom): Wire {
  const value = values[dice.whole(0, values.length - 1)] ?? '';
  return longEnums.includes(type) ? num(value) : value;
}

/** A price of whichever form: with `priceInUcents`, with `valueInUcents`, or with neither. */
function money(names: readonly string[], dice: SeededRandom): WireObject {
  const amount = BigInt(dice.whole(0, 20_000_000)) * dice.pick([1n, 10_000n, 1_000_000n]) * 10n;
  const { priceInUcents, ...others } = price(amount, 'EUR');
  if (names.includes('valueInUcents')) return { ...others, valueInUcents: priceInUcents };
  return names.includes('priceInUcents') ? { ...others, priceInUcents } : others;
}

const start = Date.UTC(2022, 0, 1);

/** Objects of a list lie 40 days apart. */
function instantOf({ dice, at }: Making): number {
  return addDays(start, at * 40) + dice.whole(0, 39 * 86_400) * 1000;
}

const makers: Readonly<Record<string, (making: Making, name: string) => Wire>> = {
  string: (making, name) => textOf(name, making),
  text: ({ dice }) => `First line – été\r\nsecond line ${dice.hex(4)}`,
  password: ({ dice }) => `secret-${dice.hex(8)}`,
  boolean: ({ dice }) => dice.chance(0.5),
  long: ({ dice }) => num(dice.whole(0, dice.pick([9, 400, 5_000_000]))),
  double: ({ dice }) => num(dice.pick(['0.1', '12.5', '3.0', '0', '98.76543210987', '1.5E-7', '250'])),
  datetime: (making) => making.dice.pick([parisTime, utcTime])(instantOf(making)),
  date: (making) => dateText(instantOf(making)),
  time: ({ dice }) => `0${dice.whole(0, 9)}:30:00`,
  duration: ({ dice }) => dice.pick(['P1M', 'P1Y', 'PT30S']),
  uuid: ({ dice }) => dice.uuid(),
  ip: ({ dice }) => dice.pick([`192.0.2.${dice.whole(1, 250)}`, `2001:db8::${dice.hex(2)}`]),
  ipv4: ({ dice }) => `192.0.2.${dice.whole(1, 250)}`,
  ipv6: ({ dice }) => `2001:db8::${dice.hex(3)}`,
  ipBlock: ({ dice }) => dice.pick(['192.0.2.0/24', '2001:db8::/56', '198.51.100.7/32']),
  ipv4Block: ({ dice }) => dice.pick(['192.0.2.0/24', '198.51.100.0/25']),
  phoneNumber: ({ dice }) => `+3319900${dice.whole(1000, 9999)}`,
};

function scalarOf(type: string, name: string, making: Making): Wire {
  if (type.startsWith('coreTypes.AccountId')) return making.nichandle;
  const maker = makers[plainType(type)];
  if (!maker) throw new Error(`no way to make a ${type}`);
  return maker(making, name);
}

/** Texts by the name of their field; the first that fits. */
const texts: readonly (readonly [RegExp, (dice: SeededRandom) => string])[] = [
  [/password|secret|token/i, (dice) => `secret-${dice.hex(8)}`],
  [/ur[il]$|^href$|host$/i, (dice) => `https://service.example/${dice.hex(6)}?x=1&y=é`],
  [/mail/i, (dice) => `user-${dice.hex(2)}@account.example`],
  [
    /description|subject|label|message/i,
    (dice) => dice.pick(['Été « pro » – 100 %', 'rocket 🚀 node', '=1+1', '', `plain ${dice.hex(3)}`]),
  ],
  [/region/i, (dice) => dice.pick(['GRA11', 'SBG5', 'BHS5'])],
  [/country/i, (dice) => dice.pick(['FR', 'PL', 'DE'])],
  [/datacenter|zone/i, (dice) => dice.pick(['gra3', 'rbx8', 'bhs5'])],
  [/version/i, (dice) => `1.${dice.whole(20, 34)}`],
  [/unit/i, (dice) => dice.pick(['GB', 'MB', 'bytes'])],
  [/path|home|route/i, (dice) => `/some/path/${dice.hex(3)}`],
];

function textOf(name: string, { dice }: Making): string {
  const known = texts.find(([pattern]) => pattern.test(name));
  return known ? known[1](dice) : `${name}-${dice.hex(5)}`;
}
