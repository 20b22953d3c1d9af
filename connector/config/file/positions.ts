// Where each key of one document is written.
import type { KeyPath } from './key-path.js';

/** Line and column, both from 1. */
export interface Position {
  line: number;
  column: number;
  /** What messages call the document, where it is another than the configuration. */
  source?: string;
}

/** The positions below one key. */
interface Node {
  value?: Position;
  /** Of the key itself. */
  key?: Position;
  /** The key path in the document, where that is another. */
  from?: KeyPath;
  members?: Map<string | number, Node>;
}

export class Positions {
  readonly #root: Node = {};

  /** @param source what messages call the document */
  constructor(readonly source: string) {}

  set(path: KeyPath, position: Position): void {
    this.#make(path).value = position;
  }

  /** The position of the key itself, for what is wrong with the key and not with its value. */
  setKey(path: KeyPath, position: Position): void {
    this.#make(path).key = position;
  }

  /** What the document has at one key path is read at another. */
  move(from: KeyPath, to: KeyPath): void {
    this.#make(to).from = from;
  }

  ofKey(path: KeyPath): Position | undefined {
    const written = this.#written(path);
    return this.#chain(written)[written.length]?.key ?? this.of(path);
  }

  /** Position of a value, or of the nearest one around it; undefined in a document without lines. */
  of(path: KeyPath): Position | undefined {
    return this.#chain(this.#written(path)).findLast((node) => node.value)?.value;
  }

  /** `source.yaml:12:5`, or the name of the source alone. */
  print(path: KeyPath): string {
    return this.printed(this.of(path));
  }

  printed(position: Position | undefined): string {
    return position ? `${position.source ?? this.source}:${position.line}:${position.column}` : this.source;
  }

  #make(path: KeyPath): Node {
    let node = this.#root;
    for (const part of path) {
      node.members ??= new Map();
      const next = node.members.get(part) ?? {};
      node.members.set(part, next);
      node = next;
    }
    return node;
  }

  /** The nodes from the root down to a key path, as far as there are any. */
  #chain(path: KeyPath): Node[] {
    const nodes = [this.#root];
    for (const part of path) {
      const next = nodes.at(-1)?.members?.get(part);
      if (!next) break;
      nodes.push(next);
    }
    return nodes;
  }

  #written(path: KeyPath): KeyPath {
    const chain = this.#chain(path);
    const at = chain.findIndex((node) => node.from);
    const from = chain[at]?.from;
    return from ? [...from, ...path.slice(at)] : path;
  }
}

/** The position in a text by `Positions.printed`; undefined where it names none, or another source. */
export function printedPosition(where: string, source: string): Position | undefined {
  const [, line, column] =
    (where.startsWith(source) && /^:(\d+):(\d+)$/.exec(where.slice(source.length))) || [];
  return line === undefined ? undefined : { line: Number(line), column: Number(column) };
}
