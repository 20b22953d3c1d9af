// Texts for what holds no NUL and no half of a surrogate pair: PostgreSQL, and programs that write to it.
import type { ColumnType } from '../../model/table.js';
import type { Stored } from './cells.js';

/** A pair of surrogates; NUL or half a pair; any other escape. */
const ESCAPES =
  /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u(?:0000|[dD][89a-fA-F][\da-fA-F]{2})|\\./gs;
const IMPOSSIBLE = /^\\u(?:0000|d[89a-f]..)$/i;

/** Puts U+FFFD in the place of NUL and of half a surrogate pair, and counts. */
export class Cleaner {
  /** The number of changed values. */
  changed = 0;

  /** A stored value as text. */
  text(value: Exclude<Stored, null>, type: ColumnType): string {
    if (typeof value !== 'string') return String(value);
    if (type !== 'text' && type !== 'json') return value;
    const clean = value.replaceAll('\0', '\ufffd').toWellFormed();
    const possible = type === 'json' && clean.includes('\\u') ? jsonEscapes(clean) : clean;
    if (possible !== value) this.changed++;
    return possible;
  }
}

function jsonEscapes(text: string): string {
  return text.replace(ESCAPES, (found) => (IMPOSSIBLE.test(found) ? '\\ufffd' : found));
}
