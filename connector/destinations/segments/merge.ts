// The rows of a table: its segments merged by key. Rows and tombstones of a later segment win.
import type { TableSchema } from '../../model/table.js';
import type { Storage } from '../storage/storage.js';
import type { Block } from './rows.js';
import { type Segment, SegmentReader } from './segment.js';
import { TombstoneIndex, Tombstones } from './tombstones.js';

const BLOCK_ROWS = 1000;

/** A segment that is being read. */
interface Cursor {
  /** Its position among the segments, the earliest 0. */
  segment: number;
  reader: SegmentReader;
  block: Block;
  at: number;
  /** The key of the next row. */
  key: string;
}

export class Merge {
  /** The tombstones of all its segments. */
  readonly tombstones = new Tombstones();

  private constructor(
    private readonly readers: SegmentReader[],
    private readonly removed: TombstoneIndex,
    private readonly isKeyed: boolean,
  ) {}

  /** Opens all files at once, so that nobody can remove them later. Undefined when one is already gone. */
  static async open(
    storage: Storage,
    schema: TableSchema,
    segments: readonly Segment[],
  ): Promise<Merge | undefined> {
    const readers: SegmentReader[] = [];
    const merge = new Merge(readers, new TombstoneIndex(schema), schema.primaryKey.length > 0);
    try {
      const opened = await Promise.allSettled(
        segments.map((segment) => SegmentReader.open(storage, segment)),
      );
      for (const one of opened) if (one.status === 'fulfilled' && one.value) readers.push(one.value);
      for (const one of opened) if (one.status === 'rejected') throw one.reason;
      if (readers.length < segments.length) {
        await merge.close();
        return undefined;
      }
      for (const [index, reader] of readers.entries()) {
        if (segments[index]?.tombstones === 0) continue;
        const tombstones = await reader.tombstones();
        merge.tombstones.addAll(tombstones);
        merge.removed.add(index, tombstones);
      }
    } catch (error) {
      await merge.close();
      throw error;
    }
    return merge;
  }

  /** Closes the files at the end, also when the caller stops early. @param keysOnly of a table with a key, without its lines */
  async *blocks(keysOnly = false): AsyncGenerator<Block> {
    try {
      yield* this.isKeyed ? this.#merged(keysOnly) : this.#inTurn();
    } finally {
      await this.close();
    }
  }

  /** The number of rows. Closes the files. */
  async count(): Promise<number> {
    let count = 0;
    // A tombstone may remove a row by any of its values.
    for await (const { keys, lines } of this.blocks(this.removed.isEmpty))
      count += this.isKeyed ? keys.length : lines.length;
    return count;
  }

  async close(): Promise<void> {
    for (const reader of this.readers.splice(0)) await reader.close();
  }

  /** Rows without keys come in the order in which they were written. */
  async *#inTurn(): AsyncGenerator<Block> {
    for (const [segment, reader] of this.readers.entries()) {
      for (let block = await reader.block(); block; block = await reader.block()) {
        const lines = block.lines.filter((line) => !this.removed.has(segment, line));
        if (lines.length > 0) yield { keys: [], lines };
      }
    }
  }

  async *#merged(keysOnly: boolean): AsyncGenerator<Block> {
    const heap: Cursor[] = [];
    for (const [segment, reader] of this.readers.entries()) {
      const block = await reader.block(keysOnly);
      if (block) push(heap, { segment, reader, block, at: 0, key: block.keys[0] ?? '' });
    }
    let next: Block = { keys: [], lines: [] };
    let last: string | undefined;
    for (let cursor = heap[0]; cursor; cursor = heap[0]) {
      const { key, segment, block, at } = cursor;
      const line = block.lines[at];
      // Of several rows with one key, that of the latest segment comes first.
      if (key !== last && (line === undefined || !this.removed.has(segment, line))) {
        next.keys.push(key);
        if (line !== undefined) next.lines.push(line);
      }
      last = key;
      if (++cursor.at < block.keys.length) {
        cursor.key = block.keys[cursor.at] as string;
        sink(heap);
      } else await refill(heap, cursor, keysOnly);
      if (next.keys.length < BLOCK_ROWS) continue;
      yield next;
      next = { keys: [], lines: [] };
    }
    if (next.keys.length > 0) yield next;
  }
}

async function refill(heap: Cursor[], cursor: Cursor, keysOnly: boolean): Promise<void> {
  const block = await cursor.reader.block(keysOnly);
  if (block) {
    Object.assign(cursor, { block, at: 0, key: block.keys[0] ?? '' });
  } else {
    const other = heap.pop();
    if (!other || other === cursor) return;
    heap[0] = other;
  }
  sink(heap);
}

function isBefore(a: Cursor, b: Cursor): boolean {
  return a.key === b.key ? a.segment > b.segment : a.key < b.key;
}

function push(heap: Cursor[], cursor: Cursor): void {
  let at = heap.push(cursor) - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const other = heap[above] as Cursor;
    if (!isBefore(cursor, other)) return;
    heap[above] = cursor;
    heap[at] = other;
    at = above;
  }
}

/** Moves the first cursor down to its place in the heap. */
function sink(heap: Cursor[]): void {
  const cursor = heap[0] as Cursor;
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= heap.length) return;
    if (below + 1 < heap.length && isBefore(heap[below + 1] as Cursor, heap[below] as Cursor)) below++;
    const other = heap[below] as Cursor;
    if (!isBefore(other, cursor)) return;
    heap[at] = other;
    heap[below] = cursor;
    at = below;
  }
}
