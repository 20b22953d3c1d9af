// What looks like a secret, by its form alone: keys, tokens, and passwords in addresses.

const MASK = '***';

/** 32, as secrets and consumer keys of OVHcloud have; more where a key has text around it, or another key. */
const AS_LONG_AS_KEYS = /[a-z0-9]{32,}/gi;
const isMixed = (text: string) => /\d/.test(text) && /[a-z]/i.test(text);

/** True where 32 or more letters and digits follow each other: `ovh_<key>`, `Acme Ltd <key>`. */
export function holdsAKey(text: string): boolean {
  return withoutLikelyKeys(text) !== text;
}

/** An id of a commit, by which systems of continuous integration name what they run: no key of OVHcloud has its length. */
const COMMIT = /(?<![a-z0-9])[0-9a-f]{40}(?![a-z0-9])/gi;

/** The same for names of runs and batches, which may be ids of commits. */
export function holdsAKeyAsName(text: string): boolean {
  return holdsAKey(text.replace(COMMIT, ''));
}

/** Masks only what `holdsAKey` finds: for texts where a long name is no secret. */
export function withoutLikelyKeys(text: string): string {
  return text.replace(AS_LONG_AS_KEYS, (found) => (isMixed(found) ? MASK : found));
}

/** Words of the lengths that OVHcloud issues: 16 of an application key, 32 of the others. */
const KEY_WORD = /\b(?:[a-z0-9]{16}|[a-z0-9]{32})\b/gi;
/** As keys, tokens and ids are. */
const LONG = /[\w.+/=~-]{20,}/g;

/** Masks what looks like a key or a token. A path stays, but for a part of it that is like a key. */
export function withoutKeys(text: string): string {
  return text.replace(LONG, withoutLongKey).replace(KEY_WORD, (word) => (isMixed(word) ? MASK : word));
}

function withoutLongKey(text: string): string {
  const masked = (part: string) => (part.length >= 20 && isMixed(part) ? MASK : part);
  return /^[.~]{0,2}\//.test(text) ? text.replace(/[^/]+/g, masked) : masked(text);
}

const IN_URL = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#@"'<>]+@/gi;
const IN_QUERY =
  /([?&;](?:[\w.-]*(?:secret|password|passwd|token|credential|signature|api_?key|access_?key))=)[^&#\s"'\\]+/gi;
const IN_HEADER = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/g;

/** Masks user and password in an address, tokens in queries and headers. */
export function withoutUrlSecrets(text: string): string {
  return text.replace(IN_URL, `$1${MASK}@`).replace(IN_QUERY, `$1${MASK}`).replace(IN_HEADER, `$1 ${MASK}`);
}
