// Any value as plain JSON data: masks secrets by type and by the names of keys, keeps digits, cuts circles and depths.
// Secrets inside texts are found by value, in the whole line.
import { Decimal } from '../../model/json.js';
import { withoutUrlSecrets } from '../../model/like-secrets.js';
import { Secret } from '../../model/secret.js';

const MASK = '***';
const DEPTH = 8;
const MOST_ITEMS = 1000;

/** Keys whose values are secrets at any depth. */
const SECRET_KEY =
  /^(.*[-_])?(application|consumer|client|app)?[-_]?(secret|password|passwd|passphrase|consumerkey|consumer[-_]key|token|access[-_]?token|authorization|cookie|set-cookie|apikey|api[-_]key|privatekey|private[-_]key|signature)$/i;

export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

/** @param scrub removes known secrets from a text, also from JSON in a text, which a line escapes twice */
export function plain(
  value: unknown,
  scrub: (text: string) => string = (text) => text,
  above: readonly object[] = [],
): Plain {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case 'string':
      return scrub(withoutUrlSecrets(value));
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'bigint':
      // As a text: most readers would round the number.
      return String(value);
    case 'object':
      return plainObject(value, scrub, above);
    default:
      return `[${typeof value}]`;
  }
}

type Scrub = (text: string) => string;

function plainObject(value: object, scrub: Scrub, above: readonly object[]): Plain {
  if (value instanceof Secret) return MASK;
  if (value instanceof Decimal) return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof URL) return plain(value.href, scrub);
  if (above.includes(value)) return '[circular]';
  if (above.length >= DEPTH) return '[deeper]';
  const inner = [...above, value];
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (value instanceof Map)
    return plainEntries(
      [...value].map(([key, each]) => [String(key), each]),
      scrub,
      inner,
    );
  if (value instanceof Set) return plain([...value], scrub, above);
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map((each) => plain(each, scrub, inner));
  if (value instanceof Error) return plainError(value, scrub, inner);
  return plainEntries(Object.entries(value), scrub, inner);
}

function plainEntries(
  entries: [string, unknown][],
  scrub: Scrub,
  above: readonly object[],
): Record<string, Plain> {
  const present = entries.slice(0, MOST_ITEMS).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    present.map(([key, value]) => [scrub(key), masks(key, value) ? MASK : plain(value, scrub, above)]),
  );
}

function masks(key: string, value: unknown): boolean {
  return typeof value !== 'boolean' && typeof value !== 'number' && value !== null && SECRET_KEY.test(key);
}

/** With its cause, the errors of an AggregateError, and its own properties. */
function plainError(error: Error, scrub: Scrub, above: readonly object[]): Plain {
  const { name, message, stack, cause } = error;
  const errors: unknown = error instanceof AggregateError ? error.errors : undefined;
  const own = { type: name, message, stack, cause, errors };
  const carried = Object.entries(error).filter(([key]) => key !== 'name' && !Object.hasOwn(own, key));
  return plainEntries([...carried, ...Object.entries(own)], scrub, above);
}
