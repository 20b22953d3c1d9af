// Values as a person would write them into a configuration: short ones on one line, the others in lines of their own.
import { stringify } from 'yaml';
import type { PlainJson } from '../../model/plain-json.js';
import { digitsOf } from './edited-data.js';

/** In which form a value is written. `json`: everything in double quotes. */
export type Style = 'block' | 'flow' | 'json';

/** Longer collections get lines of their own. */
const LONGEST_FLOW = 76;

/** On one line. */
export function inlineText(value: PlainJson, style: Style): string {
  if (typeof value === 'string') return stringText(value, style);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map((each) => inlineText(each, inFlow(style))).join(', ')}]`;
  const digits = digitsOf(value);
  if (digits !== undefined) return digits;
  const members = Object.entries(value).map(
    ([key, member]) => `${keyText(key, style)}: ${inlineText(member, inFlow(style))}`,
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function inFlow(style: Style): Style {
  return style === 'json' ? 'json' : 'flow';
}

/** What YAML reads as something else than a text, in one version of it or another. */
const WORDS = /^(true|false|yes|no|on|off|y|n|null|~|\.inf|\.nan|<<|=)$/i;

export function keyText(key: string, style: Style): string {
  const isPlain = /^[A-Za-z_$][\w.$-]*$/.test(key) && !WORDS.test(key);
  return isPlain && style !== 'json' ? key : JSON.stringify(key);
}

/** `quote`: the one of the text that was there before. */
export function stringText(text: string, style: Style, quote = ''): string {
  if (style === 'json' || quote === '"' || !isPrintable(text)) return quotedText(text);
  if (quote === "'") return `'${text.replaceAll("'", "''")}'`;
  if (WORDS.test(text)) return quotedText(text);
  if (style === 'flow') return isPlainInFlow(text) ? text : quotedText(text);
  const written = stringify(text, { lineWidth: 0, blockQuote: false, version: '1.2' }).trimEnd();
  return written.includes('\n') ? quotedText(text) : written;
}

/** Line ends that only YAML knows are escaped, too. */
function quotedText(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** On one line, without what only an escape can write. */
function isPrintable(text: string): boolean {
  return !/[\p{Cc}\p{Zl}\p{Zp}\ufeff]/u.test(text);
}

function isPlainInFlow(text: string): boolean {
  return /^[A-Za-z_/$][\w./@$+=-]*$/.test(text) || /^\d{4}-\d\d-\d\d$/.test(text);
}

function isCollection(value: PlainJson): value is PlainJson[] | { [key: string]: PlainJson } {
  return (
    typeof value === 'object' && value !== null && (Array.isArray(value) || digitsOf(value) === undefined)
  );
}

function isEmpty(value: PlainJson[] | { [key: string]: PlainJson }): boolean {
  return Object.keys(value).length === 0;
}

/** Whether a value goes onto the line of its key. */
function isInline(value: PlainJson, room = LONGEST_FLOW): boolean {
  if (!isCollection(value) || isEmpty(value)) return true;
  if (inlineText(value, 'flow').length > room) return false;
  const members: PlainJson[] = Array.isArray(value) ? value : Object.values(value);
  // A list of groups reads better in lines.
  return Array.isArray(value)
    ? members.every((each) => !isCollection(each))
    : members.every((each) => isInline(each, room));
}

/**
 * What follows `key:` or `-`, in a block: on the line, after a space; or in lines below, which begin with a line break.
 * `indent`: that of the lines below.
 */
export function blockText(value: PlainJson, indent: string, unit: string): string {
  if (isInline(value) || !isCollection(value)) return ` ${inlineText(value, 'block')}`;
  return Array.isArray(value)
    ? value.map((each) => `\n${indent}${itemText(each, indent, unit)}`).join('')
    : membersText(value, indent, unit)
        .map((line) => `\n${line}`)
        .join('');
}

/** `- ...`, without the indent of its first line. */
export function itemText(value: PlainJson, indent: string, unit: string): string {
  if (!isCollection(value) || isEmpty(value) || Array.isArray(value))
    return `- ${inlineText(value, 'block')}`;
  const inner = `${indent}  `;
  return `- ${membersText(value, inner, unit).join('\n').slice(inner.length)}`;
}

function membersText(value: { [key: string]: PlainJson }, indent: string, unit: string): string[] {
  return Object.entries(value).map(
    ([key, member]) => `${indent}${keyText(key, 'block')}:${blockText(member, `${indent}${unit}`, unit)}`,
  );
}

/** JSON: in lines of its own where it is long. */
export function jsonText(value: PlainJson, indent: string, unit: string): string {
  if (isInline(value) || !isCollection(value)) return inlineText(value, 'json');
  const inner = `${indent}${unit}`;
  const isList = Array.isArray(value);
  const members = isList
    ? value.map((each) => jsonText(each, inner, unit))
    : Object.entries(value).map(
        ([key, member]) => `${JSON.stringify(key)}: ${jsonText(member, inner, unit)}`,
      );
  const lines = members.map((each) => `\n${inner}${each}`).join(',');
  return isList ? `[${lines}\n${indent}]` : `{${lines}\n${indent}}`;
}
