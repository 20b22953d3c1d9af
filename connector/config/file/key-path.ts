// Key paths of a configuration, and their text in messages.
import { holdsAKey } from '../../model/like-secrets.js';
import { quoted } from './quoted.js';

export type KeyPath = readonly (string | number)[];

/** `endpoints[2].read.timeout`, `query["date.from"]`, without what is like a secret. Empty for the whole. */
export function formatKey(path: KeyPath): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (holdsAKey(part)) text += '["***"]';
    else if (!/^[\w$-]{1,60}$/.test(part)) text += `[${quoted(part)}]`;
    else text += text === '' ? part : `.${part}`;
  }
  return text;
}

/** The key path of a text by `formatKey`; plain dots work for indexes too. */
export function parseKey(key: string): (string | number)[] {
  const parts = key.match(/\["(?:[^"\\]|\\.)*"\]|[^.[\]]+/g) ?? [];
  return parts.map((part) => {
    if (part.startsWith('["')) return String(JSON.parse(part.slice(1, -1)));
    return /^\d+$/.test(part) ? Number(part) : part;
  });
}

/** True for credentials and everything below them: `auth`, `connections[1].auth.token`, `connectionDefaults.auth`. */
export function isInAuth(path: KeyPath): boolean {
  return (
    path[0] === 'auth' ||
    (path[0] === 'connectionDefaults' && path[1] === 'auth') ||
    (path[0] === 'connections' && path[2] === 'auth')
  );
}
