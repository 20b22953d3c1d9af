// Where the text of a configuration has secrets: by the names of keys, by addresses with a password, and by their values.
import { isMap, isScalar, isSeq, type Scalar } from 'yaml';
import { isSecretName } from '../../model/secret-names.js';
import { isSecretArgument } from '../connections/error-output.js';
import { isInAuth, type KeyPath } from './key-path.js';
import { isShallow, parseYaml } from './yaml-document.js';

/** A piece of the text, from the first character to behind the last one. */
export interface Piece {
  from: number;
  to: number;
}

export interface SecretPlace extends Piece {
  /** Key path; absent in a comment, and in a text that is no YAML. */
  path?: KeyPath;
  /** The value as YAML reads it, where it is the whole value of its key. */
  value?: string;
  /** The quote around it, empty where there is none. */
  quote?: string;
  /** The key before it, where there is no path. */
  name?: string;
}

/** A scalar of the text: a value, or a key. */
export interface TextScalar extends Piece {
  /** Of a key: that of the group around it. */
  path: KeyPath;
  isKey: boolean;
  node: Scalar;
}

/** Values shorter than this occur by chance. */
const SHORTEST_KNOWN = 8;

/** Every secret that is written in the text, in its order. `known`: values that are secrets wherever they stand. */
export function secretPlaces(text: string, known: readonly string[] = []): SecretPlace[] {
  const { scalars, isYaml } = textScalars(text);
  const places = [
    ...scalars.flatMap((scalar) => placesIn(scalar, text)),
    ...argumentsIn(scalars, text),
    ...(isYaml ? inComments(text, scalars) : inLines(text)),
    ...matches(text, ADDRESS),
    ...matches(text, IN_STRING),
  ];
  const values = [...known, ...places.flatMap(({ value }) => value ?? [])];
  const found = withoutOverlaps([...places, ...occurrences(text, values)], scalars);
  return isYaml ? found : found.map(withoutPath);
}

/** Where the groups of a broken text begin and end is not certain. */
function withoutPath({ path, ...place }: SecretPlace): SecretPlace {
  const name = path?.findLast((part) => typeof part === 'string') ?? place.name;
  return { ...place, ...(typeof name === 'string' && { name }) };
}

/** The scalars of a text in its order, as far as it can be read as YAML. */
export function textScalars(text: string): { scalars: TextScalar[]; isYaml: boolean } {
  if (!isShallow(text)) return { scalars: [], isYaml: false };
  const document = parseYaml(text);
  const scalars: TextScalar[] = [];
  const visit = (node: unknown, path: KeyPath, isKey = false): void => {
    if (isScalar(node)) {
      const [from, to] = node.range ?? [0, 0];
      if (to > from) scalars.push({ from, to: endOf(text, from, to), path, isKey, node });
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) visit(item, [...path, index]);
    } else if (isMap(node)) {
      for (const pair of node.items) {
        visit(pair.key, path, true);
        const key = isScalar(pair.key) ? String(pair.key.value ?? pair.key.source ?? '') : '';
        visit(pair.value, [...path, key]);
      }
    }
  };
  visit(document.contents, []);
  return { scalars, isYaml: document.errors.length === 0 };
}

/** Without the line breaks behind a block of lines. */
function endOf(text: string, from: number, to: number): number {
  return from + text.slice(from, to).trimEnd().length;
}

/** Arguments of the program that lists connections that a load refuses, because they hold a key. */
function argumentsIn(scalars: readonly TextScalar[], text: string): SecretPlace[] {
  const parts = scalars.filter(
    ({ path: [key, member, index], isKey }) =>
      key === 'connectionsFrom' && member === 'command' && index !== undefined && !isKey,
  );
  const values = parts.map(({ node }) => String(node.value));
  return parts.flatMap((scalar, at) => {
    if (at === 0 || !isSecretArgument(values, at)) return [];
    return [{ ...inner(scalar, text), path: scalar.path, value: values[at], quote: '' }];
  });
}

const WHOLE = new Set(['url', 'secret']);

function placesIn(scalar: TextScalar, text: string): SecretPlace[] {
  const { path, node, isKey } = scalar;
  const name = path.at(-1);
  if (isKey || typeof name !== 'string' || typeof node.value === 'boolean' || node.value === null) return [];
  const isWhole =
    (isInAuth(path) && name !== 'clientId') ||
    isSecretName(name) ||
    isApplicationKey(name) ||
    (path[0] === 'notify' && path[1] === 'webhook' && WHOLE.has(name));
  if (!isWhole || isVariable(String(node.value))) return [];
  const piece = inner(scalar, text);
  if (piece.to <= piece.from) return [];
  const quote = piece.from > scalar.from ? (text[scalar.from] ?? '') : '';
  const value = typeof node.value === 'string' ? node.value : (node.source ?? '');
  return [{ ...piece, path, value, quote }];
}

/** Nothing but variables and names of files: what they stand for is not in the text. */
export function isVariable(value: string): boolean {
  return value.replaceAll(/\$\{(\w+|file:[^}]+)\}/g, '').trim() === '';
}

/** What stands inside of the quotes. */
function inner({ from, to, node }: TextScalar, text: string): Piece {
  const isQuoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
  return isQuoted && /["']/.test(text[to - 1] ?? '') ? { from: from + 1, to: to - 1 } : { from, to };
}

/** `name: value`, or what follows the name in its line. */
const NAMED = /([A-Za-z][\w-]*)["']?[ \t]*[:=][ \t]*["']?(?<value>[^\s"',}\]#]+)/dg;
const NAMED_LINE = /([A-Za-z][\w-]*)["']?[ \t]*[:=][ \t]*["']?(?<value>[^\r\n]*[^\s"',}\]])/dg;
/** The password of an address, also where its colon is missing. */
const ADDRESS = /[a-z][a-z0-9+.-]*:?\/\/[^\s/@:"']*:(?<value>[^\s"']+)@/dgi;

/** The password of a connection string: `host=db password=...`. */
const IN_STRING = /\b(password|passwd|pwd)=(?<value>[^\s"'&;]+)/dgi;

function inComments(text: string, scalars: readonly TextScalar[]): SecretPlace[] {
  return named(text, NAMED).filter(
    (place) => isInComment(text, place.from) && !scalars.some((each) => overlaps(each, place)),
  );
}

/** Of a text that is no YAML: more is hidden than needs be. */
function inLines(text: string): SecretPlace[] {
  return [...named(text, NAMED), ...named(text, NAMED_LINE)].map((place) => {
    return { ...place, value: text.slice(place.from, place.to) };
  });
}

function named(text: string, pattern: RegExp): SecretPlace[] {
  return matches(text, pattern, (name) => isSecretName(name) || isApplicationKey(name));
}

function isApplicationKey(name: string): boolean {
  return /^application[_-]?key$/i.test(name);
}

function isInComment(text: string, at: number): boolean {
  return /(^|\s)#/.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at));
}

function matches(text: string, pattern: RegExp, fits: (name: string) => boolean = () => true): SecretPlace[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [from, to] = match.indices?.groups?.value ?? [0, 0];
    const isSecret = fits(match[1] ?? '') && !isVariable(text.slice(from, to));
    const name = match[1] === undefined ? {} : { name: match[1] };
    return isSecret ? [{ from, to, ...name }] : [];
  });
}

function occurrences(text: string, values: readonly string[]): SecretPlace[] {
  const wanted = [...new Set(values)].filter((value) => value.length >= SHORTEST_KNOWN);
  return wanted.flatMap((value) => {
    const found: SecretPlace[] = [];
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length))
      found.push({ from: at, to: at + value.length });
    return found;
  });
}

/** The widest of those that overlap; each with the path of the scalar that it stands in. */
function withoutOverlaps(places: SecretPlace[], scalars: readonly TextScalar[]): SecretPlace[] {
  const kept: SecretPlace[] = [];
  for (const place of [...places].sort((a, b) => b.to - b.from - (a.to - a.from)))
    if (!kept.some((other) => overlaps(other, place))) kept.push(place);
  return kept
    .sort((a, b) => a.from - b.from)
    .map((place) => {
      const scalar = place.path ? undefined : scalars.find((each) => overlaps(each, place));
      return scalar ? { ...place, path: scalar.path } : place;
    });
}

function overlaps(one: Piece, other: Piece): boolean {
  return one.from < other.to && other.from < one.to;
}
