// Key paths and the places in a file that they were written at.

export type KeyPath = readonly (string | number)[];

/** `endpoints[2].options.timeout`, `query["date.from"]`. Empty for the whole. */
export function formatKey(path: KeyPath): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (!/^[\w$-]{1,60}$/.test(part)) text += `[${printable(part)}]`;
    else text += text === '' ? part : `.${part}`;
  }
  return text;
}

/** The key path that `formatKey` printed; plain dots work for indexes too. */
export function parseKey(key: string): (string | number)[] {
  const parts = key.match(/\["(?:[^"\\]|\\.)*"\]|[^.[\]]+/g) ?? [];
  return parts.map((part) => {
    if (part.startsWith('["')) return String(JSON.parse(part.slice(1, -1)));
    return /^\d+$/.test(part) ? Number(part) : part;
  });
}

/** True for credentials, and what is in them: `auth`, `connections[1].auth.token`. */
export function isInAuth(path: KeyPath): boolean {
  return path[0] === 'auth' || (path[0] === 'connections' && path[2] === 'auth');
}

/** A text in quotes, at most 60 characters of it, safe to print on a terminal. */
export function printable(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  return JSON.stringify(short).replace(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Line and column, both from 1. */
export interface Position {
  line: number;
  column: number;
}

/** Where each key of one document was written. */
export class Places {
  readonly #values = new Map<string, Position>();
  readonly #keys = new Map<string, Position>();
  /** New key path -> the one at which it was written. */
  readonly #moved = new Map<string, KeyPath>();

  /** @param source what the document is called in messages */
  constructor(readonly source: string) {}

  set(path: KeyPath, position: Position): void {
    this.#values.set(JSON.stringify(path), position);
  }

  /** Where the key itself stands, for what is wrong with the key and not with its value. */
  setKey(path: KeyPath, position: Position): void {
    this.#keys.set(JSON.stringify(path), position);
  }

  /** What was written at one key path is read at another. */
  move(from: KeyPath, to: KeyPath): void {
    this.#moved.set(JSON.stringify(to), from);
  }

  keyPosition(path: KeyPath): Position | undefined {
    return this.#keys.get(JSON.stringify(this.#written(path))) ?? this.position(path);
  }

  /** Position of a key, or of the nearest thing around it; undefined in a document without lines. */
  position(path: KeyPath): Position | undefined {
    const written = this.#written(path);
    for (let length = written.length; length >= 0; length--) {
      const position = this.#values.get(JSON.stringify(written.slice(0, length)));
      if (position) return position;
    }
    return undefined;
  }

  #written(path: KeyPath): KeyPath {
    if (this.#moved.size === 0) return path;
    for (let length = path.length; length > 0; length--) {
      const from = this.#moved.get(JSON.stringify(path.slice(0, length)));
      if (from) return [...from, ...path.slice(length)];
    }
    return path;
  }

  /** `source.yaml:12:5`, or only the source's name. */
  of(path: KeyPath): string {
    return this.print(this.position(path));
  }

  print(position: Position | undefined): string {
    return position ? `${this.source}:${position.line}:${position.column}` : this.source;
  }
}
