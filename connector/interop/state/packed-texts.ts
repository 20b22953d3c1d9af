// A set of texts in few characters: ids mostly count upwards, so that the gaps between them are what is stored.
import { deflateSync, inflateSync } from 'node:zlib';

/** Digits that a number of JavaScript holds exactly, whatever they are. */
const MOST_DIGITS = 15;
const PLANES = 7;
const LARGEST_TEXT = 1 << 30;

/** `FR100` and `FR101` differ in one number: what is before it, and what is behind it. */
interface Parts {
  before: string;
  number: number | undefined;
  behind: string;
}

/**
 * Texts that differ only in their last number are a group: `before`, `behind`, how many, and the gaps between the numbers
 * in their order. All gaps of all groups follow in planes: their lowest bytes, then the next ones. zlib and base64 come
 * last; zlib's checksum finds what was damaged on the way. Texts are well-formed; one that comes twice is there once.
 */
export function packTexts(texts: Iterable<string>): string {
  const groups = grouped(texts);
  const head = new Writer();
  const gaps: number[] = [];
  head.number(groups.length);
  let above = '';
  for (const { before, behind, numbers, isPlain } of groups) {
    const shared = sharedLength(above, before);
    head.number(shared);
    head.text(before.slice(shared));
    head.text(behind);
    head.number(numbers.length * 2 + (isPlain ? 1 : 0));
    above = before;
    let last = 0;
    for (const number of numbers) {
      gaps.push(number - last);
      last = number;
    }
  }
  const bytes = Buffer.concat([head.bytes(), planesOf(gaps)]);
  return deflateSync(bytes, { level: 9 }).toString('base64');
}

/** The texts again. Throws where they are damaged. */
export function unpackTexts(packed: string): string[] {
  const reader = new Reader(inflateSync(Buffer.from(packed, 'base64'), { maxOutputLength: LARGEST_TEXT }));
  const groups: { before: string; behind: string; count: number; isPlain: boolean }[] = [];
  let above = '';
  for (let left = reader.number(); left > 0; left--) {
    const before = above.slice(0, reader.number()) + reader.text();
    const behind = reader.text();
    const counted = reader.number();
    groups.push({ before, behind, count: Math.floor(counted / 2), isPlain: counted % 2 === 1 });
    above = before;
  }
  const gaps = reader.planes(groups.reduce((sum, { count }) => sum + count, 0));
  const texts: string[] = [];
  let at = 0;
  for (const { before, behind, count, isPlain } of groups) {
    if (isPlain) texts.push(before + behind);
    let number = 0;
    for (let left = count; left > 0; left--) {
      number += gaps[at++] ?? 0;
      texts.push(`${before}${number}${behind}`);
    }
  }
  return texts;
}

interface Group {
  before: string;
  behind: string;
  /** In ascending order, each once. */
  numbers: number[];
  /** The text without any number is one of them. */
  isPlain: boolean;
}

function grouped(texts: Iterable<string>): Group[] {
  const byBehind = new Map<string, Map<string, Group>>();
  for (const text of texts) {
    const { before, number, behind } = partsOf(text);
    const byBefore = byBehind.get(behind) ?? new Map<string, Group>();
    if (byBefore.size === 0) byBehind.set(behind, byBefore);
    const group = byBefore.get(before) ?? { before, behind, numbers: [], isPlain: false };
    byBefore.set(before, group);
    if (number === undefined) group.isPlain = true;
    else group.numbers.push(number);
  }
  const groups = [...byBehind.values()].flatMap((byBefore) => [...byBefore.values()]);
  groups.sort((a, b) => order(a.behind, b.behind) || order(a.before, b.before));
  return groups.map((group) => ({ ...group, numbers: ascending(group.numbers) }));
}

function ascending(numbers: readonly number[]): number[] {
  const sorted = Float64Array.from(numbers).sort();
  return [...sorted].filter((number, index) => index === 0 || number !== sorted[index - 1]);
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Of `FR007`: `FR00` and 7. */
function partsOf(text: string): Parts {
  let end = text.length;
  while (end > 0 && !isDigit(text, end - 1)) end--;
  let start = end;
  while (start > 0 && end - start < MOST_DIGITS && isDigit(text, start - 1)) start--;
  while (start < end - 1 && text[start] === '0') start++;
  if (start === end) return { before: text, number: undefined, behind: '' };
  return { before: text.slice(0, start), number: Number(text.slice(start, end)), behind: text.slice(end) };
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length++;
  // A character of two halves is cut nowhere.
  const isCut = /[\uD800-\uDBFF]/.test(one[length - 1] ?? '');
  return isCut ? length - 1 : length;
}

function planesOf(gaps: readonly number[]): Buffer {
  const planes = Buffer.alloc(gaps.length * PLANES);
  for (const [index, gap] of gaps.entries()) {
    for (let plane = 0, rest = gap; rest > 0; plane++, rest = Math.floor(rest / 256))
      planes[plane * gaps.length + index] = rest % 256;
  }
  return planes;
}

class Writer {
  readonly #parts: Buffer[] = [];

  /** Seven bits a byte, the lowest first. */
  number(value: number): void {
    const bytes: number[] = [];
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
    this.#parts.push(Buffer.from([...bytes, rest]));
  }

  text(text: string): void {
    const bytes = Buffer.from(text);
    this.number(bytes.length);
    this.#parts.push(bytes);
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

class Reader {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  number(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.bytes[this.#at++];
      if (byte === undefined || factor > 2 ** 49) throw new Error('a number is damaged');
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  }

  text(): string {
    const length = this.number();
    const end = this.#at + length;
    if (end > this.bytes.length) throw new Error('a text is damaged');
    const text = this.bytes.toString('utf8', this.#at, end);
    this.#at = end;
    return text;
  }

  planes(count: number): Float64Array {
    if (this.#at + count * PLANES !== this.bytes.length) throw new Error('the numbers are damaged');
    const values = new Float64Array(count);
    for (let plane = PLANES - 1; plane >= 0; plane--) {
      for (let index = 0; index < count; index++)
        values[index] = (values[index] ?? 0) * 256 + (this.bytes[this.#at + plane * count + index] ?? 0);
    }
    return values;
  }
}
