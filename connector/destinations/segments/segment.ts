// Parts in a file: frames of some rows each, with their length before them, deflated or not.
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { DestinationError } from '../../model/errors.js';
import type { Storage, StoredFile } from '../storage/storage.js';
import type { ColumnStats } from './column-stats.js';
import type { Block } from './rows.js';
import { Tombstones } from './tombstones.js';

/** Characters of rows in a frame, and rows. */
const FRAME_TEXT = 64 * 1024;
const FRAME_ROWS = 1000;
const DEFLATED = 0x8000_0000;
const READ_BYTES = 128 * 1024;

/** A piece of a file: rows in the order of their keys, and before them what they take the place of. */
export interface Segment {
  file: string;
  offset: number;
  length: number;
  rows: number;
  /** Keys of rows in earlier parts that it removes. */
  deletes: number;
  facts: ColumnStats;
}

export interface PlannedSegment {
  blocks: AsyncIterable<Block> | Iterable<Block>;
  deletes: Tombstones;
  facts: ColumnStats;
  /** Worth it for what stays longer than a run. */
  deflated: boolean;
}

/** Writes parts into one new file; a part without anything in it is undefined. */
export async function writeSegments(
  storage: Storage,
  file: string,
  planned: readonly PlannedSegment[],
): Promise<(Segment | undefined)[]> {
  const parts: (Segment | undefined)[] = [];
  async function* frames() {
    let offset = 0;
    for (const { blocks, deletes, facts, deflated } of planned) {
      const part = { file, offset, length: 0, rows: 0, deletes: deletes.count, facts };
      if (part.deletes > 0) {
        const bytes = frame(deletes.toText(), deflated);
        part.length += bytes.length;
        yield bytes;
      }
      for await (const { keys, lines } of framed(blocks)) {
        const bytes = frame(`${JSON.stringify(keys)}\n${lines.join('\n')}`, deflated);
        part.rows += lines.length;
        part.length += bytes.length;
        yield bytes;
      }
      offset += part.length;
      parts.push(part.rows + part.deletes > 0 ? part : undefined);
    }
  }
  await storage.put(file, frames());
  return parts;
}

/** The same rows in blocks of the size of frames. */
async function* framed(blocks: AsyncIterable<Block> | Iterable<Block>): AsyncGenerator<Block> {
  let next: Block = { keys: [], lines: [] };
  let size = 0;
  for await (const { keys, lines } of blocks) {
    for (let index = 0; index < lines.length; index++) {
      const line = lines[index] as string;
      if (keys.length > 0) next.keys.push(keys[index] as string);
      next.lines.push(line);
      size += line.length;
      if (size < FRAME_TEXT && next.lines.length < FRAME_ROWS) continue;
      yield next;
      next = { keys: [], lines: [] };
      size = 0;
    }
  }
  if (next.lines.length > 0) yield next;
}

function frame(text: string, deflated: boolean): Buffer {
  const plain = Buffer.from(text);
  const body = deflated ? deflateRawSync(plain, { level: 1 }) : plain;
  const head = Buffer.alloc(4);
  head.writeUInt32LE(deflated ? body.length + DEFLATED : body.length);
  return Buffer.concat([head, body]);
}

/** Reads a part from its beginning to its end. */
export class SegmentReader {
  #buffer = Buffer.alloc(0);
  #position: number;
  readonly #end: number;
  #begun = false;

  private constructor(
    private readonly file: StoredFile,
    private readonly part: Segment,
  ) {
    this.#position = part.offset;
    this.#end = part.offset + part.length;
  }

  /** Undefined when its file is gone: the manifest is no longer the last one. */
  static async open(storage: Storage, part: Segment): Promise<SegmentReader | undefined> {
    const file = await storage.open(part.file, part);
    return file && new SegmentReader(file, part);
  }

  /** Ask for it first. */
  async deletes(): Promise<Tombstones> {
    this.#begun = true;
    return this.part.deletes > 0 ? Tombstones.fromText((await this.#frame()) ?? '[]') : new Tombstones();
  }

  async block(): Promise<Block | undefined> {
    if (!this.#begun) await this.deletes();
    const text = await this.#frame();
    if (text === undefined) return undefined;
    const cut = text.indexOf('\n');
    return { keys: JSON.parse(text.slice(0, cut)), lines: text.slice(cut + 1).split('\n') };
  }

  close(): Promise<void> {
    return this.file.close();
  }

  async #frame(): Promise<string | undefined> {
    if (this.#position >= this.#end) return undefined;
    const head = (await this.#take(4)).readUInt32LE();
    const isDeflated = head >= DEFLATED;
    const body = await this.#take(isDeflated ? head - DEFLATED : head);
    return (isDeflated ? inflateRawSync(body) : body).toString('utf8');
  }

  async #take(length: number): Promise<Buffer> {
    if (this.#buffer.length < length) {
      const behind = this.#position + this.#buffer.length;
      const most = Math.min(this.#end - behind, Math.max(length - this.#buffer.length, READ_BYTES));
      this.#buffer = Buffer.concat([
        this.#buffer,
        most > 0 ? await this.file.read(behind, most) : Buffer.alloc(0),
      ]);
    }
    if (this.#buffer.length < length) {
      throw new DestinationError(
        'destination-damaged',
        `${this.part.file} is cut short. Restore it from a backup, or load into a new folder`,
      );
    }
    const bytes = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length);
    this.#position += length;
    return bytes;
  }
}
