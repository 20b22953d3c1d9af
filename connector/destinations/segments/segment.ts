// Segments in a file. A segment is a series of frames, each with its length before it, compressed or not.
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { DestinationError } from '../../model/errors.js';
import type { Storage, StoredFile } from '../storage/storage.js';
import type { ColumnStats } from './column-stats.js';
import type { PackedRows } from './packed-lines.js';
import type { Block } from './rows.js';
import { Tombstones } from './tombstones.js';

/** How the name of a file of segments ends. */
export const SEGMENTS_END = '.segments';
/** A frame ends at this many characters, or rows. */
const FRAME_TEXT = 64 * 1024;
const FRAME_ROWS = 1000;
/** Bytes of the length before a frame. */
const HEAD = 4;
const NEW_LINE = 10;
/** Set in the length of a compressed frame. */
const COMPRESSED = 0x8000_0000;
const READ_BYTES = 128 * 1024;

/** An immutable run of rows in the order of their keys, with tombstones before them. */
export interface Segment {
  file: string;
  offset: number;
  length: number;
  rows: number;
  /** Keys of the rows in earlier segments that it removes. */
  tombstones: number;
  stats: ColumnStats;
}

export interface PlannedSegment {
  tombstones: Tombstones;
  stats: ColumnStats;
  /** Blocks are compressed: their segment stays for long. Packed rows are merged into others soon, and are not. */
  rows: PackedRows | AsyncIterable<Block> | Iterable<Block>;
}

/** Writes segments into one new file. One that holds neither rows nor tombstones is undefined. */
export async function writeSegments(
  storage: Storage,
  file: string,
  planned: readonly PlannedSegment[],
): Promise<(Segment | undefined)[]> {
  const segments: (Segment | undefined)[] = [];
  async function* frames() {
    let offset = 0;
    for (const { rows, tombstones, stats } of planned) {
      const segment = { file, offset, length: 0, rows: 0, tombstones: tombstones.count, stats };
      if (segment.tombstones > 0) {
        const bytes = (isPacked(rows) ? plain : compressed)(tombstones.toText());
        segment.length += bytes.length;
        yield bytes;
      }
      for await (const { bytes, count } of isPacked(rows) ? plainFrames(rows) : compressedFrames(rows)) {
        segment.rows += count;
        segment.length += bytes.length;
        yield bytes;
      }
      offset += segment.length;
      segments.push(segment.rows + segment.tombstones > 0 ? segment : undefined);
    }
  }
  await storage.put(file, frames());
  return segments;
}

function isPacked(rows: PlannedSegment['rows']): rows is PackedRows {
  return 'numbers' in rows;
}

interface FramedRows {
  bytes: Buffer;
  /** Rows in it. */
  count: number;
}

/** Each frame with its rows as they are: the JSON of their keys, then each row on a line of its own. */
function* plainFrames({ keys, numbers, lines }: PackedRows): Generator<FramedRows> {
  for (let from = 0, to = 0; from < numbers.length; from = to) {
    let size = 0;
    for (; to < numbers.length && to - from < FRAME_ROWS && size < FRAME_TEXT; to++)
      size += 1 + lines.size(numbers[to] as number);
    const bytes = plain(JSON.stringify(keys.slice(from, to)), size);
    let at = bytes.length - size;
    for (let index = from; index < to; index++) {
      bytes[at] = NEW_LINE;
      const line = lines.bytes(numbers[index] as number);
      bytes.set(line, at + 1);
      at += 1 + line.length;
    }
    yield { bytes, count: to - from };
  }
}

async function* compressedFrames(blocks: AsyncIterable<Block> | Iterable<Block>): AsyncGenerator<FramedRows> {
  for await (const { keys, lines } of framed(blocks))
    yield { bytes: compressed(`${JSON.stringify(keys)}\n${lines.join('\n')}`), count: lines.length };
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

function compressed(text: string): Buffer {
  const body = deflateRawSync(text, { level: 1 });
  const head = Buffer.alloc(HEAD);
  head.writeUInt32LE(body.length + COMPRESSED);
  return Buffer.concat([head, body]);
}

/** A text, with room behind it. */
function plain(text: string, room = 0): Buffer {
  const length = Buffer.byteLength(text);
  const bytes = Buffer.allocUnsafe(HEAD + length + room);
  bytes.writeUInt32LE(length + room);
  bytes.write(text, HEAD);
  return bytes;
}

/** Reads a segment from beginning to end. */
export class SegmentReader {
  #buffer = Buffer.alloc(0);
  #position: number;
  readonly #end: number;
  #tombstonesRead = false;

  private constructor(
    private readonly file: StoredFile,
    private readonly segment: Segment,
  ) {
    this.#position = segment.offset;
    this.#end = segment.offset + segment.length;
  }

  /** Undefined when its file is gone: then the manifest has changed. */
  static async open(storage: Storage, segment: Segment): Promise<SegmentReader | undefined> {
    const file = await storage.open(segment.file, segment);
    return file && new SegmentReader(file, segment);
  }

  /** Call it before `block`, or not at all. */
  async tombstones(): Promise<Tombstones> {
    this.#tombstonesRead = true;
    return this.segment.tombstones > 0
      ? Tombstones.fromText((await this.#frame())?.toString('utf8') ?? '[]')
      : new Tombstones();
  }

  /** The next rows; undefined after the last. @param keysOnly without their lines */
  async block(keysOnly = false): Promise<Block | undefined> {
    if (!this.#tombstonesRead) await this.tombstones();
    const bytes = await this.#frame();
    if (bytes === undefined) return undefined;
    const cut = bytes.indexOf('\n');
    const lines = keysOnly ? [] : bytes.toString('utf8', cut + 1).split('\n');
    return { keys: JSON.parse(bytes.toString('utf8', 0, cut)), lines };
  }

  close(): Promise<void> {
    return this.file.close();
  }

  async #frame(): Promise<Buffer | undefined> {
    if (this.#position >= this.#end) return undefined;
    const head = (await this.#take(HEAD)).readUInt32LE();
    const isDeflated = head >= COMPRESSED;
    const body = await this.#take(isDeflated ? head - COMPRESSED : head);
    return isDeflated ? inflateRawSync(body) : body;
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
        `${this.segment.file} is cut short. Restore it from a backup, or load into a new folder`,
      );
    }
    const bytes = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length);
    this.#position += length;
    return bytes;
  }
}
