// Nested costs as lines: a row for each deepest object with an amount.
import { exactDifference, exactSum } from '../../model/exact.js';
import {
  Decimal,
  isObject,
  isScalar,
  type JsonObject,
  type JsonValue,
  type Scalar,
} from '../../model/json.js';
import type { LinesSpec } from '../../model/lines.js';
import { isMoney } from '../money.js';

/** The member of the payload that holds the lines; no member of an API object ends in `#`. */
export const LINES = 'lines#';
export const LINES_TOTAL = '_lines_total';
export const LINES_GAP = '_lines_gap';

/**
 * The payload with its blocks as lines, the exact sum of their amounts, and the difference between the payload's own
 * amount and that sum. An object whose amount is split below is no line itself.
 */
export function withLines(payload: JsonObject, spec: LinesSpec): JsonObject {
  const lines = Object.entries(spec.blocks).flatMap(([block, mode]) =>
    linesIn(payload[block] ?? null, { spec, path: block, mode, family: [], inherited: {}, split: false }),
  );
  const total = payload[spec.amount] ?? null;
  const currency = isObject(total) ? total.currencyCode : undefined;
  const rest = Object.entries(payload).filter(([name]) => !Object.hasOwn(spec.blocks, name));
  const sum = exactSum(lines.map((line) => String(amountOf(line[spec.amount]))));
  const own = amountOf(total);
  const gap = sum === undefined || own === undefined ? undefined : exactDifference(String(own), sum);
  return {
    ...Object.fromEntries(rest),
    [LINES_TOTAL]: sum === undefined ? null : new Decimal(sum),
    [LINES_GAP]: gap === undefined ? null : new Decimal(gap),
    [LINES]: lines.map((line) => inCurrency(line, spec.amount, currency ?? null)),
  };
}

/** Whether a gap is at most the rounding of a total to hundredths. */
export function isRounding(gap: JsonValue | undefined): boolean {
  return gap === undefined || gap === null || /^-?0(\.0(0\d*|10*)?)?$/.test(String(gap));
}

interface Place {
  spec: LinesSpec;
  /** `hourlyUsage.storage[2].stored` */
  path: string;
  mode: string;
  /** Member names down to the billed object, without lists that split an amount. */
  family: readonly string[];
  /** Plain values of the objects above; the nearest one wins. */
  inherited: JsonObject;
  /** An object above has an amount. */
  split: boolean;
}

function linesIn(value: JsonValue, place: Place): JsonObject[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => linesIn(item, { ...place, path: `${place.path}[${index}]` }));
  }
  if (!isObject(value)) return [];
  const { spec, family } = place;
  const hasAmount = amountOf(value[spec.amount]) !== undefined;
  const inherited = { ...place.inherited, ...plainMembers(value, spec) };
  const below = Object.entries(value)
    .filter(([name]) => name !== spec.amount)
    .flatMap(([name, member]) => {
      const isPart = Array.isArray(member) && (hasAmount || place.split);
      return linesIn(member, {
        ...place,
        path: `${place.path}.${name}`,
        family: isPart ? family : [...family, name],
        inherited,
        split: place.split || hasAmount,
      });
    });
  return below.length > 0 || !hasAmount ? below : [lineOf(value, { ...place, inherited })];
}

function lineOf(value: JsonObject, { spec, path, mode, family, inherited }: Place): JsonObject {
  const { [spec.amount]: amount = null, ...members } = value;
  const own = Object.fromEntries(Object.entries(members).filter(([, member]) => !isEmptyList(member)));
  const line: JsonObject = { path, mode, family: family.join('.') || (inherited.type ?? null) };
  for (const [name, member] of Object.entries({ ...inherited, ...own })) {
    line[Object.hasOwn(line, name) ? `${name}_` : name] = member;
  }
  for (const [name, candidates] of Object.entries(spec.first ?? {})) {
    line[name] =
      candidates.map((candidate) => line[candidate] ?? null).find((found) => found !== null) ?? null;
  }
  line[spec.amount] = amount;
  return line;
}

/** Members that describe the objects below: texts, numbers, booleans and lists of them, but no amount. */
function plainMembers(value: JsonObject, spec: LinesSpec): JsonObject {
  const isPlain = (member: JsonValue): boolean =>
    Array.isArray(member)
      ? member.every((item) => !isObject(item) && !Array.isArray(item))
      : !isObject(member);
  const entries = Object.entries(value).filter(([name, member]) => name !== spec.amount && isPlain(member));
  return Object.fromEntries(entries.filter(([, member]) => !isEmptyList(member)));
}

/** An empty list may be a list of objects, so it describes nothing. */
const isEmptyList = (value: JsonValue) => Array.isArray(value) && value.length === 0;

/** Some families write a bare number, others a money object. */
function amountOf(amount: JsonValue | undefined): Scalar | undefined {
  const value = isObject(amount) && isMoney(amount) ? amount.value : amount;
  const isNumber = typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal;
  return isNumber && isScalar(value) ? value : undefined;
}

/** A bare number becomes money in the currency of the total. */
function inCurrency(line: JsonObject, name: string, currencyCode: JsonValue): JsonObject {
  const amount = line[name] ?? null;
  return isObject(amount) ? line : { ...line, [name]: { currencyCode, value: amount } };
}
