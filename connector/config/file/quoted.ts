// A text in quotes for a message: short, without keys, and safe to print on a terminal.
import { withoutLikelyKeys } from '../../model/like-secrets.js';

const INVISIBLE = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** At most 60 characters, control characters and invisible ones as escapes. */
export function quoted(text: string): string {
  const open = withoutLikelyKeys(text);
  const short = open.length > 60 ? `${open.slice(0, 57)}...` : open;
  return JSON.stringify(short).replace(
    INVISIBLE,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
