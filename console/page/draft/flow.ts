// Values in one line, as YAML writes them in flow form: `{ status: [PAID] }`. What a field of any form shows and reads.
import type { Plain } from '../../contract/draft.js';
import { isGroup } from './key-path.js';

const PLAIN = /^[A-Za-z_/$<][\w ./$<>()=+@%;*-]*$/;
/** Words that some reader of YAML takes for a value. */
const NO_TEXT = /^(true|false|null|yes|no|on|off|y|n|<<)$/i;
const WORDS: Record<string, Plain> = { true: true, false: false, null: null, '~': null };
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** One line. */
export function printFlow(value: Plain): string {
  if (Array.isArray(value)) return `[${value.map(printFlow).join(', ')}]`;
  if (isGroup(value)) {
    const members = Object.entries(value).map(([key, member]) => `${printText(key)}: ${printFlow(member)}`);
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  }
  if (typeof value === 'string') return printText(value);
  if (typeof value === 'object' && value !== null) return String((value as { $number: Plain }).$number);
  return String(value);
}

function printText(text: string): string {
  const isSafe = PLAIN.test(text) && text.trim() === text && !NO_TEXT.test(text);
  return isSafe ? text : JSON.stringify(text);
}

/** What a person wrote; `problem` says where it is no value. */
export function parseFlow(text: string): { value: Plain } | { problem: number } {
  const reader = new Reader(text);
  try {
    const value = reader.value('');
    reader.end();
    return { value };
  } catch {
    return { problem: reader.place + 1 };
  }
}

/** Texts parted by commas, such as `status, kind`. */
export function parseTexts(text: string): string[] {
  const read = parseFlow(`[${text}]`);
  if ('problem' in read || !Array.isArray(read.value)) return text.split(',').map((each) => each.trim());
  return read.value.map((each) => (typeof each === 'string' ? each : printFlow(each)));
}

export const printTexts = (texts: readonly string[]): string => texts.map(printText).join(', ');

/** What is typed into a field of text: numbers and words stay texts. */
class Reader {
  place = 0;

  constructor(private readonly text: string) {}

  end(): void {
    this.#skip();
    if (this.place < this.text.length) throw new SyntaxError();
  }

  /** @param ends characters that end a plain text */
  value(ends: string): Plain {
    this.#skip();
    const first = this.text[this.place];
    if (first === '[') return this.#list();
    if (first === '{') return this.#group();
    if (first === '"' || first === "'") return this.#quoted(first);
    const plain = this.#plain(ends);
    if (plain === '') throw new SyntaxError();
    if (Object.hasOwn(WORDS, plain)) return WORDS[plain] as Plain;
    return NUMBER.test(plain) ? numberOf(plain) : plain;
  }

  #list(): Plain[] {
    const items: Plain[] = [];
    this.place++;
    while (!this.#takes(']')) {
      items.push(this.value(',]'));
      if (!this.#takes(',') && this.#peek() !== ']') throw new SyntaxError();
    }
    return items;
  }

  #group(): Plain {
    const members: [string, Plain][] = [];
    this.place++;
    while (!this.#takes('}')) {
      this.#skip();
      const first = this.text[this.place];
      const key = first === '"' || first === "'" ? this.#quoted(first) : this.#plain(':,}');
      if (key === '' || !this.#takes(':')) throw new SyntaxError();
      members.push([key, this.value(',}')]);
      if (!this.#takes(',') && this.#peek() !== '}') throw new SyntaxError();
    }
    return Object.fromEntries(members);
  }

  #quoted(mark: string): string {
    const from = this.place;
    const pattern = mark === '"' ? /"(?:[^"\\]|\\.)*"/y : /'(?:[^']|'')*'/y;
    pattern.lastIndex = from;
    const [whole] = pattern.exec(this.text) ?? [];
    if (whole === undefined) throw new SyntaxError();
    this.place += whole.length;
    return mark === '"' ? String(JSON.parse(whole)) : whole.slice(1, -1).replaceAll("''", "'");
  }

  #plain(ends: string): string {
    const from = this.place;
    while (this.place < this.text.length && !ends.includes(this.text[this.place] ?? '')) this.place++;
    return this.text.slice(from, this.place).trim();
  }

  #peek(): string | undefined {
    this.#skip();
    return this.text[this.place];
  }

  #takes(mark: string): boolean {
    if (this.#peek() !== mark) return false;
    this.place++;
    return true;
  }

  #skip(): void {
    while (/\s/.test(this.text[this.place] ?? '')) this.place++;
  }
}

/** With the digits that are written. */
function numberOf(text: string): Plain {
  return String(Number(text)) === text ? Number(text) : { $number: text };
}
