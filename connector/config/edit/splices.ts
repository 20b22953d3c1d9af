// How the text of a configuration changes for one edit: pieces that are put in place of others.
import {
  type Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { PlainJson } from '../../model/plain-json.js';
import { formatKey, type KeyPath } from '../file/key-path.js';
import { columnOf, lineEnd, lineStart, nextLine, type Splice, spaces, type TextForm } from './text-form.js';
import { behindMark, dashOf, endOf, findNode, type Holder, isLong, startOf } from './text-tree.js';
import { UnwritableConfig } from './unwritable.js';
import {
  blockText,
  inlineText,
  itemText,
  jsonText,
  keyText,
  type Style,
  stringText,
} from './written-value.js';

/** A value at a path; keys and lists on the way are made. */
export function setSplice(
  form: TextForm,
  document: Document.Parsed,
  path: KeyPath,
  value: PlainJson,
): Splice | undefined {
  const { node, holder, depth } = findNode(document, path);
  const [part, ...below] = path.slice(depth);
  if (part === undefined) return replaced(form, holder, node, value);
  if (isMap(node) && typeof part === 'string') return newPair(form, node, part, nested(value, below));
  if (isSeq(node)) return itemInto(form, holder, node, nested(value, below));
  return replaced(form, holder, node, nested(value, path.slice(depth)));
}

/** A value at the end of a list. */
export function addSplice(
  form: TextForm,
  document: Document.Parsed,
  path: KeyPath,
  value: PlainJson,
): Splice | undefined {
  const { node, holder, depth } = findNode(document, path);
  if (depth === path.length && isSeq(node)) return itemInto(form, holder, node, value);
  return setSplice(form, document, path, [value]);
}

/** `[]` becomes lines where the first entry needs them. */
function itemInto(form: TextForm, holder: Holder, list: YAMLSeq, value: PlainJson): Splice | undefined {
  const isBlank = list.flow && list.items.length === 0 && !form.text.slice(...rangeOf(list)).includes('#');
  return isBlank && styleIn(form, holder) === 'block'
    ? replaced(form, holder, list, [value])
    : newItem(form, list, value);
}

function rangeOf({ range }: YAMLSeq): [number, number] {
  return [range?.[0] ?? 0, range?.[1] ?? 0];
}

/** The value with the keys and lists around it that are missing. */
function nested(value: PlainJson, path: KeyPath): PlainJson {
  return path.reduceRight<PlainJson>(
    (inner, part) => (typeof part === 'number' ? [inner] : { [part]: inner }),
    value,
  );
}

function styleIn({ isJson }: TextForm, holder: Holder): Style {
  if (isJson) return 'json';
  const around = holder.kind === 'pair' ? holder.map : holder.kind === 'item' ? holder.list : undefined;
  return around?.flow ? 'flow' : 'block';
}

function replaced(form: TextForm, holder: Holder, node: Node | null, value: PlainJson): Splice | undefined {
  const { text } = form;
  const mark = behindMark(holder);
  const style = styleIn(form, holder);
  const written = isLong(node) ? withoutLineEnd(form, startOf(node) ?? 0, endOf(text, node) ?? 0) : undefined;
  const isBlock = isCollection(node) && !node.flow;
  if (style !== 'block' || (written && isScalar(node) && typeof value === 'string')) {
    const put = scalarLike(form, node, value, style);
    if (written && !isBlock) return { ...written, put };
    return mark === undefined ? undefined : { from: mark, to: mark, put: ` ${put}` };
  }
  if (mark === undefined) return undefined;
  const indent = holder.kind === 'item' ? dashIndent(form, holder) : pairIndent(form, holder);
  const put =
    holder.kind === 'item'
      ? itemText(value, indent, form.unit).slice(1)
      : blockText(value, indent + form.unit, form.unit);
  const isInline = !put.startsWith('\n');
  if (!written) return { from: mark, to: mark, put: isInline ? put : '', after: isInline ? '' : put };
  const isOnLine = lineStart(text, written.from) === lineStart(text, mark - 1);
  if (isOnLine && isInline && !isBlock) return { from: written.from, to: written.to, put: put.slice(1) };
  // What stands on the line of the key beside the value is a comment.
  const rest = isOnLine
    ? text.slice(written.to, lineEnd(text, written.to))
    : text.slice(mark, lineEnd(text, mark));
  const to = isOnLine ? lineEnd(text, written.to) : written.to;
  return {
    from: mark,
    to,
    put: isInline ? `${put}${rest.trim() === '' ? '' : rest}` : `${rest.trimEnd()}${put}`,
  };
}

function scalarLike({ isJson }: TextForm, node: Node | null, value: PlainJson, style: Style): string {
  if (typeof value !== 'string' || !isScalar(node)) return inlineText(value, style);
  const quote = node.type === 'QUOTE_SINGLE' ? "'" : node.type === 'QUOTE_DOUBLE' || isJson ? '"' : '';
  return stringText(value, style, quote);
}

/** The line break behind a block of lines is not part of the value. */
function withoutLineEnd({ text }: TextForm, from: number, to: number) {
  return { from, to: from + text.slice(from, to).trimEnd().length };
}

function pairIndent({ text }: TextForm, holder: Holder): string {
  if (holder.kind !== 'pair') return '';
  return spaces(columnOf(text, startOf(holder.pair) ?? 0));
}

function dashIndent({ text }: TextForm, holder: Holder & { kind: 'item' }): string {
  return spaces(columnOf(text, dashOf(holder.list, holder.index) ?? 0));
}

function newPair(form: TextForm, map: YAMLMap, key: string, value: PlainJson): Splice | undefined {
  const { text, unit, isJson } = form;
  const style: Style = isJson ? 'json' : map.flow ? 'flow' : 'block';
  if (map.flow)
    return inFlow(
      form,
      map,
      (indent) =>
        `${keyText(key, style)}: ${isJson ? jsonText(value, indent, unit) : inlineText(value, style)}`,
    );
  const first = map.items[0];
  const at = first && startOf(first);
  const end = endOf(text, map);
  if (at === undefined || end === undefined) return undefined;
  const indent = spaces(columnOf(text, at));
  const line = `${indent}${keyText(key, style)}:${blockText(value, indent + unit, unit)}`;
  return linesAt(form, behindComments(text, end, indent.length + 1), line);
}

function newItem(form: TextForm, list: YAMLSeq, value: PlainJson): Splice | undefined {
  const { text, unit, isJson } = form;
  if (list.flow)
    return inFlow(form, list, (indent) =>
      isJson ? jsonText(value, indent, unit) : inlineText(value, 'flow'),
    );
  const dash = dashOf(list, 0);
  const end = endOf(text, list);
  if (dash === undefined || end === undefined) return undefined;
  const indent = spaces(columnOf(text, dash));
  return linesAt(
    form,
    behindComments(text, end, Math.max(1, indent.length)),
    `${indent}${itemText(value, indent, unit)}`,
  );
}

/** Behind the line of a value, and behind comments that are indented as far as what they belong to. */
function behindComments(text: string, end: number, indent: number): number {
  let at = text[end - 1] === '\n' ? end : nextLine(text, end);
  const comment = new RegExp(`^ {${indent},}#`);
  while (at < text.length && comment.test(text.slice(at, nextLine(text, at)))) at = nextLine(text, at);
  return at;
}

function linesAt({ text }: TextForm, at: number, lines: string): Splice {
  const isBroken = at === 0 || text[at - 1] === '\n';
  // A text without a line break at its end stays so.
  return { from: at, to: at, put: isBroken ? `${lines}\n` : `\n${lines}` };
}

function inFlow(
  form: TextForm,
  around: YAMLMap | YAMLSeq,
  entry: (indent: string) => string,
): Splice | undefined {
  const { text, isJson } = form;
  const [from = 0, to = 0] = around.range ?? [];
  const last: unknown = around.items.at(-1);
  if (last === undefined) {
    const isBlank = text.slice(from + 1, to - 1).trim() === '';
    const padded = isMap(around) && !isJson ? ` ${entry('')} ` : entry(spaces(columnOf(text, from)));
    return isBlank
      ? { from: from + 1, to: to - 1, put: padded }
      : { from: from + 1, to: from + 1, put: padded };
  }
  const [start, end] = [startOf(last), endOf(text, last)];
  if (start === undefined || end === undefined) return undefined;
  const before = text.slice(lineStart(text, start), start);
  const isOwnLine = /^\s*$/.test(before);
  const gap = isOwnLine ? `\n${before}` : ' ';
  const comma = /^\s*,/.exec(text.slice(end, to - 1))?.[0].length;
  const written = entry(isOwnLine ? before : '');
  return comma === undefined
    ? { from: end, to: end, put: `,${gap}${written}` }
    : { from: end + comma, to: end + comma, put: `${gap}${written}${isOwnLine ? ',' : ''}` };
}

/** Without a key or an item, and the comment on its line. */
export function removeSplice(form: TextForm, document: Document.Parsed, path: KeyPath): Splice | undefined {
  const { holder, depth } = findNode(document, path);
  if (depth < path.length || holder.kind === 'root')
    throw new UnwritableConfig(`there is no \`${formatKey(path)}\``);
  const around = holder.kind === 'pair' ? holder.map : holder.list;
  if (around.flow)
    return outOfFlow(
      form,
      around,
      holder.kind === 'pair' ? around.items.indexOf(holder.pair as never) : holder.index,
    );
  if (around.items.length === 1) {
    const above = findNode(document, path.slice(0, -1));
    return replaced(form, above.holder, above.node, holder.kind === 'pair' ? {} : []);
  }
  const start = holder.kind === 'pair' ? startOf(holder.pair) : dashOf(holder.list, holder.index);
  const end = endOfHeld(form, holder);
  if (start === undefined || end === undefined) return undefined;
  return outOfLines(form, holder, start, end);
}

function endOfHeld({ text }: TextForm, holder: Exclude<Holder, { kind: 'root' }>): number | undefined {
  if (holder.kind === 'pair') return endOf(text, holder.pair);
  const item: unknown = holder.list.items[holder.index];
  return isLong(item) ? endOf(text, item) : behindMark(holder);
}

function outOfLines({ text }: TextForm, holder: Holder, start: number, end: number): Splice | undefined {
  const from = lineStart(text, start);
  const to = text[end - 1] === '\n' ? end : nextLine(text, end);
  if (/^ *$/.test(text.slice(from, start))) {
    // A text without a line break at its end stays so.
    const isLast = to === text.length && text[to - 1] !== '\n' && from > 0;
    const broken = isLast ? (text[from - 2] === '\r' ? 2 : 1) : 0;
    return { from: from - broken, to, put: '' };
  }
  // The first of its group stands behind the `-` of an item: the next one takes its place.
  const next =
    holder.kind === 'pair'
      ? startOf(holder.map.items[1])
      : holder.kind === 'item'
        ? dashOf(holder.list, 1)
        : undefined;
  if (next === undefined) return undefined;
  if (!text.slice(to, next).includes('#')) return { from: start, to: next, put: '' };
  const mark = text.slice(from, start).trimEnd().length;
  return { from: from + mark, to: text[to - 2] === '\r' ? to - 2 : to - 1, put: '' };
}

function outOfFlow({ text }: TextForm, around: YAMLMap | YAMLSeq, index: number): Splice | undefined {
  const items: (Pair | unknown)[] = around.items;
  const [start, end] = [startOf(items[index]), endOf(text, items[index])];
  const next = startOf(items[index + 1]);
  const before = index > 0 ? endOf(text, items[index - 1]) : undefined;
  if (start === undefined || end === undefined) return undefined;
  if (next !== undefined) return { from: start, to: next, put: '' };
  if (before !== undefined) return { from: before, to: end, put: '' };
  const [from = 0, to = 0] = around.range ?? [];
  return { from: from + 1, to: to - 1, put: '' };
}
