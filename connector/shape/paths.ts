// Paths of fields inside a payload, and their natural column names.
import { createHash } from 'node:crypto';
import { snakeCase } from '../model/names.js';

/** Columns that a row may have beside its parameters and its payload. */
export const META_COLUMNS = [
  '_account',
  '_run_id',
  '_loaded_at',
  '_deleted_at',
  '_snapshot_at',
  '_row_hash',
  '_more',
] as const;

const META = new Set<string>(META_COLUMNS);

/** PostgreSQL truncates longer names silently. */
export const NAME_LIMIT = 63;

/**
 * One text for a list of member names, joined with `.` (a dot inside a name is written `\.`). Two different lists never
 * have the same text, and none has the text of a parameter or of a column of our own.
 */
export function joinPath(parts: readonly string[]): string {
  const path = parts.map(escaped).join('.');
  return META.has(path) || path.startsWith('{') ? `\\${path}` : path;
}

/** The inverse of `joinPath`. */
export function splitPath(path: string): string[] {
  const isMarked = path.startsWith('\\') && (META.has(path.slice(1)) || path.startsWith('\\{'));
  const text = isMarked ? path.slice(1) : path;
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === '.') {
      parts.push(part);
      part = '';
    } else part += sign === '\\' ? text.charAt(++at) : sign;
  }
  return [...parts, part];
}

/** Whether a column is made beside a field (`=day`, `=number`, the number of elements `#`), and is no field itself. */
export function isMade(parts: readonly string[]): boolean {
  const last = parts.at(-1) ?? '';
  return last === '#' || last.startsWith('=');
}

/** Of two fields that would have one name, the one with the lower rank has it: that with fewer members above it. */
export function nameRank(path: string): number {
  const parts = splitPath(path);
  return isMade(parts) ? Number.MAX_SAFE_INTEGER : parts.length;
}

/** Tests before replacing: most names need no escape. */
function escaped(part: string): string {
  return part.includes('.') || part.includes('\\') ? part.replace(/[\\.]/g, '\\$&') : part;
}

/** The path of a path parameter's column. */
export function parameterPath(parameter: string): string {
  return `{${parameter}}`;
}

/** snake_case of each member name, joined with `_`; a name without letters or digits gets a stable substitute. */
export function naturalName(parts: readonly string[]): string {
  const words = parts.map(
    (part, index) => snakeCase(part) || `field_x${shortHash(joinPath(parts.slice(0, index + 1)))}`,
  );
  return words.join('_');
}

/** `name_x` and the first digits of the path's hash, within `NAME_LIMIT`. */
export function suffixed(name: string, path: string, digits = 6): string {
  return `${name.slice(0, NAME_LIMIT - 3 - digits)}_x${shortHash(path, digits)}`;
}

function shortHash(text: string, digits = 6): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}
