// Key paths as people write them, and as issues name them.
import type { DraftIssue, KeyPath, Plain } from '../../contract/draft.js';

/** `endpoints[2].query["date.from"]`. */
export function keyText(path: KeyPath): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (!/^[\w$-]{1,60}$/.test(part)) text += `[${JSON.stringify(part)}]`;
    else text += text === '' ? part : `.${part}`;
  }
  return text;
}

/** Whether an issue is about a key, or about something in it. Some name the key of a definition: `bills.query["x"]`. */
export function isAbout({ key = '', entry }: DraftIssue, path: KeyPath): boolean {
  if (isIn(key, keyText(path))) return true;
  const [top, place, ...within] = path;
  const isOfEntry = top === 'endpoints' && place === entry && within.length > 0;
  return isOfEntry && isIn(key.replace(/^[A-Za-z][\w-]*\./, ''), keyText(within));
}

const isIn = (key: string, own: string): boolean =>
  key.startsWith(own) && /^([.[]|$)/.test(key.slice(own.length));

export const isGroup = (value: Plain | undefined): value is { [key: string]: Plain } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('$number' in value);

/** The value at a path of plain data. */
export function valueAt(value: Plain | undefined, path: KeyPath): Plain | undefined {
  let found = value;
  for (const part of path) {
    if (Array.isArray(found)) found = found[Number(part)];
    else found = isGroup(found) && Object.hasOwn(found, part) ? found[part] : undefined;
  }
  return found;
}
