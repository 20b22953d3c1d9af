// The nodes of a configuration's text, with the offsets that splicing needs.
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { formatKey, type KeyPath } from '../file/key-path.js';
import { isShallow, parseYaml } from '../file/yaml-document.js';
import { type Data, dataText, isGroupOfData } from './edited-data.js';
import { UnwritableConfig } from './unwritable.js';

/** Where a value hangs: at a key, in a list, or nowhere. */
export type Holder =
  | { kind: 'pair'; map: YAMLMap; pair: Pair }
  | { kind: 'item'; list: YAMLSeq; index: number }
  | { kind: 'root' };

/** Aliases in the data of a text beyond these are no configuration. */
const MOST_ALIASES = 1_000;

/** The document of a text, and its data. Throws `UnwritableConfig`. */
export function textTree(text: string): { document: Document.Parsed; data: Data } {
  const data = isShallow(text) ? dataIn(text) : undefined;
  if (!isGroupOfData(data)) throw new UnwritableConfig('is no YAML or JSON with a group of keys');
  return { document: documentOf(text), data };
}

const documentOf = (text: string): Document.Parsed => parseYaml(text, { keepSourceTokens: true });

/** Undefined where the text is no YAML, or names itself too often. */
function dataIn(text: string): Data | undefined {
  const document = documentOf(text);
  if (document.errors.length > 0 || document.warnings.length > 0) return undefined;
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES }) as Data;
  } catch {
    return undefined;
  }
}

/** Whether a text says exactly this. */
export function says(text: string, wanted: string): boolean {
  const data = dataIn(text);
  return data !== undefined && dataText(data) === wanted;
}

/** The node at a path, as far as there is one, and what hangs on it. Throws `UnwritableConfig` on an alias. */
export function findNode(
  { contents }: Document.Parsed,
  path: KeyPath,
): { node: Node | null; holder: Holder; depth: number } {
  let node: Node | null = contents;
  let holder: Holder = { kind: 'root' };
  for (const [depth, part] of path.entries()) {
    refuseAlias(node, path.slice(0, depth));
    if (isMap(node)) {
      const pair = pairAt(node, String(part), path.slice(0, depth + 1));
      if (!pair) return { node, holder, depth };
      holder = { kind: 'pair', map: node, pair };
      node = pair.value as Node | null;
    } else if (isSeq(node) && typeof part === 'number' && part < node.items.length) {
      holder = { kind: 'item', list: node, index: part };
      node = (node.items[part] ?? null) as Node | null;
    } else return { node, holder, depth };
  }
  refuseAlias(node, path);
  return { node, holder, depth: path.length };
}

function refuseAlias(node: Node | null, path: KeyPath): void {
  if (!isAlias(node)) return;
  throw new UnwritableConfig(
    `\`${formatKey(path)}\` is an alias (*${node.source.slice(0, 60)}): change it by hand, where &${node.source.slice(0, 60)} is`,
  );
}

function pairAt(map: YAMLMap, key: string, path: KeyPath): Pair | undefined {
  const found = map.items.filter((pair) => keyOf(pair) === key);
  if (found.length > 1) throw new UnwritableConfig(`\`${formatKey(path)}\` is given twice; keep one of them`);
  return found[0];
}

function keyOf({ key }: Pair): string | undefined {
  return isScalar(key) ? String(key.value ?? key.source ?? '') : undefined;
}

/** Offset behind the `:` of a pair, or behind the `-` of an item. */
export function behindMark(holder: Holder): number | undefined {
  if (holder.kind === 'root') return undefined;
  const tokens = holder.kind === 'pair' ? holder.pair.srcToken?.sep : itemTokens(holder.list, holder.index);
  const mark = tokens?.find(({ type }) => type === 'map-value-ind' || type === 'seq-item-ind');
  return mark && mark.offset + 1;
}

function itemTokens({ srcToken }: YAMLSeq, index: number) {
  if (srcToken?.type !== 'block-seq' && srcToken?.type !== 'flow-collection') return undefined;
  return srcToken.items[index]?.start;
}

/** Offset of the `-` of an item. */
export function dashOf(list: YAMLSeq, index: number): number | undefined {
  const behind = behindMark({ kind: 'item', list, index });
  return behind === undefined ? undefined : behind - 1;
}

/** Where the text of a pair, an item or a value begins. */
export function startOf(node: unknown): number | undefined {
  if (isPair(node)) return startOf(node.key);
  return (node as { range?: [number, number, number] | null } | null | undefined)?.range?.[0];
}

/** Behind the last character of a value; a block does not include the comments behind it. */
export function endOf(text: string, node: unknown): number | undefined {
  if (isPair(node)) {
    const value = isLong(node.value) ? endOf(text, node.value) : undefined;
    const mark = node.srcToken?.sep?.find(({ type }) => type === 'map-value-ind');
    return value ?? (mark ? mark.offset + 1 : endOf(text, node.key));
  }
  if (isCollection(node) && !node.flow && node.items.length > 0) {
    const last = node.items.at(-1);
    const dash = isSeq(node)
      ? behindMark({ kind: 'item', list: node, index: node.items.length - 1 })
      : undefined;
    return isPair(last) || isLong(last) ? endOf(text, last) : dash;
  }
  const [from, to] = (node as { range?: [number, number, number] | null } | null | undefined)?.range ?? [];
  if (from === undefined || to === undefined) return undefined;
  const isBlockText = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
  return isBlockText ? to : from + text.slice(from, to).trimEnd().length;
}

/** Whether something is written: the value of `key:` has no text. */
export function isLong(node: unknown): node is Node {
  const range = (node as { range?: [number, number, number] | null } | null | undefined)?.range;
  return range !== undefined && range !== null && range[1] > range[0];
}
