// Money: the API's price objects become an exact amount, a currency, and an integer of 10^-8 units.
import { Decimal, type JsonObject, type JsonValue, plainDecimal } from '../model/json.js';
import { type Leaf, type Typed, typed } from './leaf.js';
import { joinPath } from './paths.js';

const MEMBERS = new Set(['currencyCode', 'text', 'value', 'priceInUcents', 'valueInUcents']);

/** Whether an object is money: an amount, a currency, and no members that money does not have. */
export function isMoney(value: JsonObject): boolean {
  const { currencyCode, value: amount, priceInUcents, valueInUcents } = value;
  const plain = [currencyCode, amount, priceInUcents, valueInUcents].every(
    (member) => member === undefined || member === null || typed(member)?.type !== 'json',
  );
  return (
    plain &&
    currencyCode !== undefined &&
    amount !== undefined &&
    Object.keys(value).every((name) => MEMBERS.has(name))
  );
}

/** The columns of a money object. Its localised `text` is not loaded. */
export function moneyLeaves(parts: readonly string[], money: JsonObject): Leaf[] {
  const { priceInUcents = null, valueInUcents = null } = money;
  const leaves = [
    leaf([...parts, 'value'], money.value, amountCell),
    leaf([...parts, 'currencyCode'], money.currencyCode, typed),
    leaf([...parts, 'priceInUcents'], priceInUcents ?? valueInUcents, unitsCell, [...parts, 'ucents']),
  ];
  const both = priceInUcents !== null && valueInUcents !== null;
  if (both && String(priceInUcents) !== String(valueInUcents)) {
    leaves.push(leaf([...parts, 'valueInUcents'], valueInUcents, unitsCell));
  }
  return leaves.filter((found) => found !== undefined);
}

function leaf(
  parts: readonly string[],
  value: JsonValue | undefined,
  cellOf: (value: JsonValue) => Typed | undefined,
  name = parts,
): Leaf | undefined {
  const cell = value === undefined ? undefined : cellOf(value);
  return value === undefined || cell === undefined
    ? undefined
    : { path: joinPath(parts), name, value, ...cell };
}

function amountCell(value: JsonValue): Typed | undefined {
  const cell = typed(value);
  return cell?.type === 'bigint' ? { type: 'decimal', cell: cell.cell } : cell;
}

function unitsCell(value: JsonValue): Typed | undefined {
  const digits = value instanceof Decimal ? plainDecimal(value.text) : '';
  return typed(/^-?\d+$/.test(digits) ? BigInt(digits) : value);
}
