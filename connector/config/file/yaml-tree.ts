// YAML (and JSON) text into plain data, with the position of every key and the digits of every number.
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Pair, type Scalar, type YAMLMap } from 'yaml';
import type { Issues } from './issues.js';
import type { KeyPath } from './key-path.js';
import { keepsDigits, readNumber } from './numbers.js';
import type { Position } from './positions.js';
import { DEEPEST, isShallow, parseYaml, WIDEST_INDENT } from './yaml-document.js';

const MOST_NODES = 200_000;
/** More than are shown. */
const MOST_ERRORS = 200;
const PLAIN_TAGS = new Set(['tag:yaml.org,2002:str', 'tag:yaml.org,2002:map', 'tag:yaml.org,2002:seq', '!']);

const WORDS: Record<string, string> = {
  TAB_AS_INDENT: 'a tab stands where YAML wants spaces; indent with spaces',
  BAD_INDENT: 'the indentation or the brackets do not fit together here',
  MISSING_CHAR: 'a quote, a bracket or the ":" after a key is missing here',
  UNEXPECTED_TOKEN: 'this is not expected here; check the brackets, quotes and indentation before it',
  MULTIPLE_DOCS: 'a second document starts here ("---"); a configuration is one document',
  BLOCK_AS_IMPLICIT_KEY:
    'a second "key: value" stands on the line of the first; quote a text that holds ": "',
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line; is a ":" missing, or a quote not closed?',
  BAD_SCALAR_START: 'a text that starts with this character must be quoted',
  BAD_DQ_ESCAPE: 'this "\\" escape does not exist; use single quotes, or write "\\\\"',
  MULTIPLE_ANCHORS: 'a value can have one anchor only',
  BAD_DIRECTIVE: 'this "%" line is not understood; leave it out',
};

/** The plain data of a document; undefined, with an issue, where there is none. */
export function readYaml(text: string, issues: Issues): unknown {
  const lines = new LineCounter();
  if (!isShallow(text)) {
    issues.inText(
      'config-text',
      `is nested too deeply: more than ${DEEPEST} levels, or ${WIDEST_INDENT} columns of indentation`,
    );
    return undefined;
  }
  const document = parseYaml(text, { lineCounter: lines });
  const positionOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  for (const error of [...document.errors, ...document.warnings].slice(0, MOST_ERRORS)) {
    if (error.code === 'TAG_RESOLVE_FAILED') continue;
    issues.inText(
      'config-text',
      WORDS[error.code] ?? `is not valid YAML here (${error.code})`,
      positionOf(error.pos[0]),
    );
  }
  if (document.directives?.yaml.explicit && document.directives.yaml.version !== '1.2') {
    issues.inText(
      'config-text',
      'a "%YAML" line asks for another version; YAML 1.2 is read here, leave the line out',
    );
  }
  if (issues.any) return undefined;
  return new TreeReader(issues, positionOf).read(document.contents, [], 0);
}

class TreeReader {
  readonly #anchors = new Map<string, unknown>();
  readonly #open = new Set<unknown>();
  #nodes = 0;
  #aliases = 0;

  constructor(
    readonly issues: Issues,
    readonly positionOf: (offset: number) => Position,
  ) {}

  read(node: unknown, path: KeyPath, depth: number): unknown {
    this.#nodes += 1;
    if (this.#nodes > MOST_NODES || depth > DEEPEST) {
      this.issues.at(
        [],
        'config-text',
        this.#nodes > MOST_NODES ? `holds more than ${MOST_NODES} values` : 'is nested too deeply',
      );
      return undefined;
    }
    if (isAlias(node)) return this.#readAlias(node.source, path, depth);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return null;
    if (node.anchor && this.#aliases === 0) this.#anchors.set(node.anchor, node);
    if (node.tag !== undefined && !PLAIN_TAGS.has(node.tag)) {
      this.issues.at(path, 'config-text', `has the tag ${node.tag.slice(0, 40)}; tags are not used here`);
      return undefined;
    }
    if (isScalar(node)) return this.#readScalar(node, path);
    this.#open.add(node);
    const value = isMap(node)
      ? this.#readMap(node, path, depth)
      : node.items.map((item, index) => this.#readItem(item, [...path, index], depth));
    this.#open.delete(node);
    return value;
  }

  #readAlias(name: string, path: KeyPath, depth: number): unknown {
    const target = this.#anchors.get(name);
    if (target === undefined || this.#open.has(target)) {
      this.issues.at(
        path,
        'config-text',
        target === undefined ? `*${name} names no anchor` : `*${name} contains itself`,
      );
      return undefined;
    }
    this.#aliases += 1;
    const value = this.read(target, path, depth + 1);
    this.#aliases -= 1;
    return value;
  }

  #readItem(item: unknown, path: KeyPath, depth: number): unknown {
    this.#place(path, item);
    return this.read(item, path, depth + 1);
  }

  #readMap(map: YAMLMap, path: KeyPath, depth: number): unknown {
    const result: Record<string, unknown> = {};
    for (const pair of map.items) {
      const key = this.#readKey(pair, path);
      if (key === undefined) continue;
      const inner = [...path, key];
      if (Object.hasOwn(result, key)) {
        const first = this.issues.positions.ofKey(inner);
        this.#placeKey(inner, pair.key);
        this.issues.atKey(
          inner,
          'config-text',
          `is given twice${first ? `, first in line ${first.line}` : ''}; keep one of them`,
        );
        continue;
      }
      this.#placeKey(inner, pair.key);
      this.#place(inner, isScalar(pair.value) && pair.value.source !== '' ? pair.value : pair.key);
      result[key] = this.read(pair.value, inner, depth + 1);
    }
    return result;
  }

  #readKey(pair: Pair, path: KeyPath): string | undefined {
    const key = pair.key;
    const text = isScalar(key) ? (typeof key.value === 'string' ? key.value : key.source) : undefined;
    if (text === undefined || text === '') {
      this.issues.at(path, 'config-text', 'has a key that is not a text; keys are words, as in "region: eu"');
      return undefined;
    }
    if (text === '__proto__') {
      this.#placeKey([...path, text], key);
      this.issues.atKey([...path, text], 'config-text', 'cannot be used as a key');
      return undefined;
    }
    return text;
  }

  #readScalar(node: Scalar, path: KeyPath): unknown {
    if (typeof node.value !== 'number' && typeof node.value !== 'bigint') return node.value;
    const number = readNumber(node.source ?? '', keepsDigits(path));
    if (number === undefined) {
      this.issues.at(
        path,
        'config-text',
        'is read by YAML as another number than is written; put it in quotes if it is a text, else write it as 123 or 1.5',
      );
    }
    return number;
  }

  #place(path: KeyPath, node: unknown): void {
    const position = this.#positionOfNode(node);
    if (position) this.issues.positions.set(path, position);
  }

  #placeKey(path: KeyPath, node: unknown): void {
    const position = this.#positionOfNode(node);
    if (position) this.issues.positions.setKey(path, position);
  }

  #positionOfNode(node: unknown): Position | undefined {
    const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
    return range && this.#aliases === 0 ? this.positionOf(range[0]) : undefined;
  }
}
