// Adds definitions to the text of a configuration; everything else stays byte for byte.
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isSeq,
  parseDocument,
  stringify,
  type YAMLSeq,
} from 'yaml';
import type { EndpointInput } from '../../model/preset.js';
import { UnwritableConfig } from './unwritable.js';

/** How many entries `endpoints` has: definitions and presets; 0 where there is no such list. */
export function endpointCount(text: string): number {
  const list = parsed(text).get('endpoints', true);
  return isSeq(list) ? list.items.length : 0;
}

/** The text of a YAML or JSON configuration with these definitions at the end of its `endpoints`. */
export function appendEndpoints(text: string, definitions: readonly EndpointInput[]): string {
  const document = parsed(text);
  const list = document.get('endpoints', true);
  if (isAlias(list)) {
    throw new UnwritableConfig('`endpoints` is an alias (*name): write the list itself there');
  }
  const wanted = JSON.stringify(extended(document.toJS(), definitions));
  const candidates = [
    () => (isSeq(list) ? inText(text, list, definitions) : undefined),
    () => rewritten(text, definitions),
  ];
  for (const candidate of candidates) {
    const result = candidate();
    if (result !== undefined && sameData(result, wanted)) return result;
  }
  throw new UnwritableConfig(
    'its `endpoints` is written in a way that cannot be added to: copy what `api add` prints without --append',
  );
}

function parsed(text: string): Document {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' });
  if (document.errors.length > 0 || !isMap(document.contents))
    throw new UnwritableConfig('is no YAML or JSON with a group of keys');
  return document;
}

function extended(data: Record<string, unknown>, definitions: readonly EndpointInput[]) {
  const before = Array.isArray(data.endpoints) ? data.endpoints : [];
  return { ...data, endpoints: [...before, ...definitions] };
}

function sameData(text: string, wanted: string): boolean {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' });
  return document.errors.length === 0 && JSON.stringify(document.toJS()) === wanted;
}

function inText(text: string, list: YAMLSeq, definitions: readonly EndpointInput[]): string | undefined {
  const start = list.range?.[0];
  if (start === undefined) return undefined;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const [at, added] = list.flow
    ? inBrackets(text, start, list, definitions)
    : inLines(text, start, list, definitions);
  if (at === undefined) return undefined;
  return text.slice(0, at) + added.replace(/\r?\n/g, newline) + text.slice(at);
}

type Insertion = [at: number | undefined, added: string];

/** Behind the line of the last value, and behind comments that belong to the list. */
function inLines(
  text: string,
  start: number,
  list: YAMLSeq,
  definitions: readonly EndpointInput[],
): Insertion {
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const last = endOf(list);
  if (!/^ *$/.test(indent) || last === undefined) return [undefined, ''];
  let at = text[last - 1] === '\n' ? last : nextLine(text, last);
  const comment = new RegExp(`^ {${Math.max(1, indent.length)},}#`);
  while (at < text.length && comment.test(text.slice(at, nextLine(text, at)))) at = nextLine(text, at);
  const lines = definitions
    .flatMap((definition) => stringify([definition], { lineWidth: 0 }).trimEnd().split('\n'))
    .map((line) => `${indent}${line}\n`);
  return [at, `${text[at - 1] === '\n' ? '' : '\n'}${lines.join('')}`];
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

/** In JSON, and in a YAML list in brackets: as JSON, in lines where the last entry has its own. */
function inBrackets(
  text: string,
  start: number,
  list: YAMLSeq,
  definitions: readonly EndpointInput[],
): Insertion {
  const last = list.items.at(-1);
  const [from, to] = rangeOf(last) ?? [];
  if (from === undefined || to === undefined)
    return [start + 1, definitions.map((each) => JSON.stringify(each)).join(', ')];
  const before = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  if (!/^\s*$/.test(before)) return [to, definitions.map((each) => `, ${JSON.stringify(each)}`).join('')];
  const [unit = '  '] = /^[ \t]+(?=")/m.exec(text) ?? [];
  const added = definitions.map((each) => JSON.stringify(each, null, unit).replaceAll('\n', `\n${before}`));
  return [to, added.map((each) => `,\n${before}${each}`).join('')];
}

function rangeOf(node: unknown): [from: number, to: number] | undefined {
  const range = (node as { range?: [number, number, number] | null } | undefined)?.range;
  return range ? [range[0], range[1]] : undefined;
}

/** The end of the last value of a block: the block itself includes the comments behind it. */
function endOf(node: unknown): number | undefined {
  if (isPair(node)) return endOf(node.value ?? node.key);
  if (isCollection(node) && !node.flow && node.items.length > 0) return endOf(node.items.at(-1));
  return rangeOf(node)?.[1];
}

/** A text without a list, or with one in an unusual form. */
function rewritten(text: string, definitions: readonly EndpointInput[]): string {
  const document = parsed(text);
  if (!isSeq(document.get('endpoints', true))) document.set('endpoints', document.createNode(definitions));
  else for (const definition of definitions) document.addIn(['endpoints'], definition);
  return document.toString({ lineWidth: 0 });
}
