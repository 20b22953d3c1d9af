// Secrets are a type that prints as asterisks.
import { percentDecoded } from './percent.js';

const MASK = '***';

/** Takes the known secrets out of a text. */
export type Scrub = (text: string) => string;

/** A secret value. It always prints as `***`; only `reveal` returns it. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return MASK;
  }
}

/**
 * A function that replaces every known secret in a text by `***`, whether plain, percent-encoded (for an address or a
 * form), JSON-escaped or inside of base64 (a `Basic` header). For messages and bodies from outside, which may echo what
 * was sent.
 */
export function scrubber(secrets: Iterable<Secret>): Scrub {
  const known = new Set<string>();
  for (const secret of secrets) {
    const plain = secret.reveal();
    if (plain.length < 4) continue;
    known.add(plain);
    known.add(encodeURIComponent(plain));
    known.add(new URLSearchParams([['', plain]]).toString().slice(1));
    known.add(JSON.stringify(plain).slice(1, -1));
    for (const form of base64Forms(plain)) known.add(form);
  }
  const longestFirst = [...known].sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return (text) => text;
  // Nearly every text has none, and one look at it finds that out.
  const any = new RegExp(longestFirst.map(literally).join('|'));
  return (text) =>
    any.test(text) ? longestFirst.reduce((clean, secret) => clean.split(secret).join(MASK), text) : text;
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** A copy of plain data whose texts, keys among them, are scrubbed. Numbers and objects of classes stay as they are. */
export function scrubbed<T>(value: T, scrub: Scrub): T {
  return scrubbedValue(value, scrub) as T;
}

function scrubbedValue(value: unknown, scrub: Scrub): unknown {
  if (typeof value === 'string') return scrub(value);
  if (Array.isArray(value)) return value.map((item: unknown) => scrubbedValue(item, scrub));
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [scrub(name), scrubbedValue(member, scrub)]),
  );
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Shorter pieces of base64 are found in other texts too. */
const SHORTEST_BASE64 = 8;

/** The characters of base64, in both alphabets, that a secret has wherever it stands in what was encoded. */
function base64Forms(plain: string): string[] {
  const forms = [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(plain, 'utf8')]);
    // Characters that hold bits of the bytes before or behind are left out.
    const own = bytes
      .toString('base64')
      .slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return forms.filter((form) => form.length >= SHORTEST_BASE64);
}

/** The passwords in an address, also in a mistyped one: what stands between a colon and the last `@`. */
export function passwordsIn(address: string): Secret[] {
  const end = address.lastIndexOf('@');
  const userinfo =
    end < 0
      ? ''
      : address
          .slice(0, end)
          .replace(/^[a-z][a-z0-9+.-]*:(?=\/)/i, '')
          .replace(/^\/+/, '');
  const parts = userinfo.split(':');
  const texts = parts.slice(1).flatMap((_, index) => {
    const text = parts.slice(index + 1).join(':');
    return [text, percentDecoded(text)];
  });
  return [...new Set(texts)].map((text) => new Secret(text));
}
