// Secrets are a type that prints as asterisks.

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
 * form) or JSON-escaped. For messages and bodies from outside, which may echo what was sent.
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
  }
  const longestFirst = [...known].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((clean, secret) => clean.split(secret).join(MASK), text);
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
