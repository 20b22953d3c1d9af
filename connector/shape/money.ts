// Money: the API's price objects become an exact amount, a currency, and an integer of 10^-8 units.
import { Decimal, type JsonObject, type JsonValue, plainDecimal } from '../model/json.js';
import { remembering } from '../model/remembered.js';
import type { Cell } from '../model/table.js';
import { fitsInt64, type Leaf, type Typed, typed } from './leaf.js';
import { joinPath, splitPath } from './paths.js';

const MEMBERS = new Set(['currencyCode', 'text', 'value', 'priceInUcents', 'valueInUcents']);

/** Whether an object is money: an amount, a currency, and no members that money does not have. */
export function isMoney(value: JsonObject): boolean {
  const { currencyCode, value: amount, priceInUcents, valueInUcents } = value;
  if (currencyCode === undefined || amount === undefined) return false;
  const plain = [currencyCode, amount, priceInUcents, valueInUcents].every(
    (member) => member === undefined || member === null || typed(member)?.type !== 'json',
  );
  return plain && Object.keys(value).every((name) => MEMBERS.has(name));
}

/** Doubles of the documents that are amounts without a currency beside them, and the sums of lines. */
export const BARE_AMOUNTS: ReadonlySet<string> = new Set([
  ...['fee', 'giftPrice', 'price', 'totalCredit', 'totalPrice', 'unitPrice', 'usedAmount'],
  ...['_lines_total', '_lines_gap'],
]);

/** Digits of a currency unit in a whole number of units. */
const UNITS = 8;

/** What a path ends in whose column is the whole number of units of a money object: one column, whichever the API has. */
const SAME_UNITS = [['priceInUcents'], ['valueInUcents'], ['value', '=ucents']];

/** The last part of the name of a column of units. */
export const UNITS_NAME = 'ucents';

/** The columns of a money object. Its localised `text` is not loaded. */
export function moneyLeaves(parts: readonly string[], money: JsonObject): Leaf[] {
  const { priceInUcents = null, valueInUcents = null } = money;
  const places = placesOf(parts);
  const units = priceInUcents === null ? places.valueUnits : places.priceUnits;
  const ucents = leaf(units, priceInUcents ?? valueInUcents, unitsCell);
  const value = leaf(places.value, money.value, amountCell);
  const leaves = [
    value && !ucents ? { ...value, amountOf: parts } : value,
    leaf(places.currencyCode, money.currencyCode, typed),
    ucents,
  ];
  const both = priceInUcents !== null && valueInUcents !== null;
  if (both && String(priceInUcents) !== String(valueInUcents)) {
    leaves.push(leaf(places.valueInUcents, valueInUcents, unitsCell));
  }
  return leaves.filter((found) => found !== undefined);
}

type MoneyPlace = Pick<Leaf, 'path' | 'name'>;

interface MoneyPlaces {
  value: MoneyPlace;
  currencyCode: MoneyPlace;
  /** Both are in the column of units. */
  priceUnits: MoneyPlace;
  valueUnits: MoneyPlace;
  /** The other number of units, in a column of its own. */
  valueInUcents: MoneyPlace;
}

/** By the parts that lead to the object, which are the same list for most records. */
const moneyPlaces = new WeakMap<readonly string[], MoneyPlaces>();

function placesOf(parts: readonly string[]): MoneyPlaces {
  const known = moneyPlaces.get(parts);
  if (known) return known;
  const at = (member: string, name = member) => ({
    path: joinPath([...parts, member]),
    name: [...parts, name],
  });
  const places = {
    value: at('value'),
    currencyCode: at('currencyCode'),
    priceUnits: at('priceInUcents', UNITS_NAME),
    valueUnits: at('valueInUcents', UNITS_NAME),
    valueInUcents: at('valueInUcents'),
  };
  moneyPlaces.set(parts, places);
  return places;
}

/** The paths that may be those of a column of units: its own first. */
export function samePaths({ path, name }: Pick<Leaf, 'path' | 'name'>): readonly string[] {
  if (name.at(-1) !== UNITS_NAME) return [path];
  return sameUnits(path);
}

const sameUnits = remembering((path) => {
  const parts = splitPath(path);
  const ending = SAME_UNITS.find((one) => one.every((part, at) => parts.at(at - one.length) === part));
  if (!ending) return [path];
  const object = parts.slice(0, -ending.length);
  return [...new Set([path, ...SAME_UNITS.map((one) => joinPath([...object, ...one]))])];
});

/** An amount as a whole number of 10⁻⁸ units; undefined where it is none, or none of 64 bits. */
export function ucentsOf(cell: Exclude<Cell, null>): bigint | undefined {
  const text = cell instanceof Decimal ? plainDecimal(cell.text) : String(cell);
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match || typeof cell === 'string') return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  if (/[1-9]/.test(fraction.slice(UNITS))) return undefined;
  const ucents = BigInt(sign + whole + fraction.slice(0, UNITS).padEnd(UNITS, '0'));
  return fitsInt64(ucents) ? ucents : undefined;
}

function leaf(
  place: MoneyPlace,
  value: JsonValue | undefined,
  cellOf: (value: JsonValue) => Typed | undefined,
): Leaf | undefined {
  const cell = value === undefined ? undefined : cellOf(value);
  return value === undefined || cell === undefined ? undefined : { ...place, value, ...cell };
}

function amountCell(value: JsonValue): Typed | undefined {
  const cell = typed(value);
  return cell?.type === 'bigint' ? { type: 'decimal', cell: cell.cell } : cell;
}

function unitsCell(value: JsonValue): Typed | undefined {
  const digits = value instanceof Decimal ? plainDecimal(value.text) : '';
  return typed(/^-?\d+$/.test(digits) ? BigInt(digits) : value);
}
