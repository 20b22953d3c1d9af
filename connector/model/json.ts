// JSON values whose numbers have exactly the digits of the wire.

/** A JSON number that is not a safe integer, with its digits as written (`59.90`, `1e-05`). */
export class Decimal {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    inQuotes++;
    return this.text;
  }
}

/** How often the platform has written a decimal, which it does in quotes. */
let inQuotes = 0;

/** `number` is always a safe integer, `bigint` an integer beyond 2^53, `Decimal` everything else. */
export type JsonValue = null | boolean | string | number | bigint | Decimal | JsonValue[] | JsonObject;

export interface JsonObject {
  [key: string]: JsonValue;
}

/** The value of a path parameter, and an item of a list of bare ids. */
export type Scalar = string | number | bigint | Decimal;

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);
}

export function isScalar(value: JsonValue | undefined): value is Scalar {
  return (
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof Decimal
  );
}

/** Levels that recursion takes; deeper values are worked with without it. */
const RECURSION = 500;

/** The JSON text of a value, with the digits and the order of keys unchanged. */
export function stringifyJson(value: JsonValue): string {
  return platformText(value) ?? textOf(value, 0);
}

/** The text as the platform writes it, several times faster; undefined for what it cannot: other numbers, and great depth. */
function platformText(value: JsonValue): string | undefined {
  const before = inQuotes;
  try {
    const text = JSON.stringify(value);
    return inQuotes === before ? text : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: JsonValue, level: number): string {
  if (!isContainer(value)) return scalarText(value);
  if (level > RECURSION) return [...textParts(value)].join('');
  if (Array.isArray(value)) return `[${value.map((item) => textOf(item, level + 1)).join(',')}]`;
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}:${textOf(member, level + 1)}`,
  );
  return `{${members.join(',')}}`;
}

function isContainer(value: JsonValue): value is JsonValue[] | JsonObject {
  return typeof value === 'object' && value !== null && !(value instanceof Decimal);
}

function scalarText(value: Exclude<JsonValue, JsonValue[] | JsonObject>): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return value instanceof Decimal ? value.text : String(value);
}

/** A piece of text among values that are not text yet. */
class Piece {
  constructor(readonly text: string) {}
}

/** The text of a value of any depth, piece after piece. */
function* textParts(root: JsonValue): Generator<string> {
  const waiting: (JsonValue | Piece)[] = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next instanceof Piece) yield next.text;
    else if (!isContainer(next)) yield scalarText(next);
    else for (const piece of piecesOf(next).reverse()) waiting.push(piece);
  }
}

/** Its members between what encloses and separates them. */
function piecesOf(value: JsonValue[] | JsonObject): (JsonValue | Piece)[] {
  const isList = Array.isArray(value);
  const pieces: (JsonValue | Piece)[] = [new Piece(isList ? '[' : '{')];
  const members: [string, JsonValue][] = isList
    ? value.map((item) => ['', item])
    : Object.entries(value).map(([key, member]) => [`${JSON.stringify(key)}:`, member]);
  for (const [index, [name, member]] of members.entries())
    pieces.push(new Piece(`${index > 0 ? ',' : ''}${name}`), member);
  pieces.push(new Piece(isList ? ']' : '}'));
  return pieces;
}

/** Bytes of the JSON text of a value of any depth, as UTF-8, without making the text. */
export function jsonBytes(value: JsonValue): number {
  let bytes = 0;
  for (const part of textParts(value)) bytes += Buffer.byteLength(part);
  return bytes;
}

export interface MostOfJson {
  /** Levels of objects and lists; at most a thousand. */
  levels: number;
  /** Bytes of its JSON text. */
  bytes: number;
}

/** Which of the two a value exceeds; undefined where it exceeds neither. */
export function tooMuchOf(value: JsonValue, { levels, bytes }: MostOfJson): 'levels' | 'bytes' | undefined {
  let characters = 0;
  const isDeeper = (inner: JsonValue, left: number): boolean => {
    if (typeof inner === 'string') characters += inner.length;
    if (!isContainer(inner)) return false;
    if (left === 0) return true;
    if (Array.isArray(inner)) return inner.some((item) => isDeeper(item, left - 1));
    for (const name in inner) {
      characters += name.length;
      if (isDeeper(inner[name] ?? null, left - 1)) return true;
    }
    return false;
  };
  if (isDeeper(value, levels)) return 'levels';
  // A character is at most six bytes, as an escape; the rest is counted only where it may matter.
  return characters > bytes / 12 && jsonBytes(value) > bytes ? 'bytes' : undefined;
}

/**
 * Plain decimal notation of a JSON number, all digits unchanged: `1e-05` -> `0.00001`, `1E+2` -> `100`,
 * `59.90` -> `59.90`. A number that would need over 400 places is returned unchanged.
 */
export function plainDecimal(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = match;
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > 400) return text;
  const digits = whole + fraction;
  const point = whole.length + exponent;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) {
    return `${sign}${(digits + '0'.repeat(point - digits.length)).replace(/^0+(?=\d)/, '')}`;
  }
  return `${sign}${digits.slice(0, point).replace(/^0+(?=\d)/, '')}.${digits.slice(point)}`;
}
