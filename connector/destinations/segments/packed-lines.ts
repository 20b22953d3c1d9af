// The lines of rows that wait for the end of their slice, as bytes outside of the heap: as texts, the collector of garbage
// would copy them again and again.
import { bytesOf } from '../kit/text-bytes.js';

/** Characters that are made bytes at a time, unless one line has more: all of a batch may be more than a text can hold. */
const PIECE = 1024 * 1024;

/** Lines by number, in the order in which they were added. */
export class PackedLines {
  readonly #blocks: Buffer[] = [];
  /** Of each line its block, and where it is in it. */
  readonly #block: number[] = [];
  readonly #start: number[] = [];
  readonly #end: number[] = [];

  /** The number of the next line. */
  get next(): number {
    return this.#block.length;
  }

  /** @returns the bytes of the lines */
  add(lines: readonly string[]): number {
    let bytes = 0;
    for (let from = 0, to = 0; from < lines.length; from = to) {
      let characters = 0;
      for (; to < lines.length && characters < PIECE; to++) characters += (lines[to] as string).length;
      bytes += this.#addPiece(from === 0 && to === lines.length ? lines : lines.slice(from, to));
    }
    return bytes;
  }

  #addPiece(lines: readonly string[]): number {
    const { bytes, lengths } = bytesOf(lines);
    let at = 0;
    for (const length of lengths) {
      this.#block.push(this.#blocks.length);
      this.#start.push(at);
      at += length;
      this.#end.push(at);
    }
    this.#blocks.push(bytes);
    return bytes.length;
  }

  /** Bytes of a line. */
  size(line: number): number {
    return (this.#end[line] as number) - (this.#start[line] as number);
  }

  /** The bytes of a line, which are not copied. */
  bytes(line: number): Uint8Array {
    const { buffer, byteOffset } = this.#blocks[this.#block[line] as number] as Buffer;
    return new Uint8Array(buffer, byteOffset + (this.#start[line] as number), this.size(line));
  }
}

/** Lines and the keys of their rows in the same order; `keys` is empty for tables without a key. */
export interface PackedRows {
  keys: string[];
  numbers: number[];
  lines: PackedLines;
}
