// The rows of a table: its parts merged by key, what a later part has or removes counts.
import type { TableSchema } from '../../model/table.js';
import type { Storage } from '../storage/storage.js';
import type { Block } from './rows.js';
import { type Segment, SegmentReader } from './segment.js';
import { Removal, Tombstones } from './tombstones.js';

const BLOCK_ROWS = 1000;

/** One part on its way. */
interface Cursor {
  part: number;
  reader: SegmentReader;
  block: Block;
  at: number;
  /** Of the row that is next. */
  key: string;
}

export class Merge {
  /** What the parts remove from parts before them. */
  readonly deletes = new Tombstones();

  private constructor(
    private readonly readers: SegmentReader[],
    private readonly removal: Removal,
    private readonly isKeyed: boolean,
  ) {}

  /** Opens all files at once: from then on nobody can take them away. Undefined when one is gone already. */
  static async open(
    storage: Storage,
    schema: TableSchema,
    parts: readonly Segment[],
  ): Promise<Merge | undefined> {
    const readers: SegmentReader[] = [];
    const merge = new Merge(readers, new Removal(schema), schema.primaryKey.length > 0);
    try {
      const opened = await Promise.allSettled(parts.map((part) => SegmentReader.open(storage, part)));
      for (const one of opened) if (one.status === 'fulfilled' && one.value) readers.push(one.value);
      for (const one of opened) if (one.status === 'rejected') throw one.reason;
      if (readers.length < parts.length) {
        await merge.close();
        return undefined;
      }
      for (const [index, reader] of readers.entries()) {
        if (parts[index]?.deletes === 0) continue;
        const deletes = await reader.deletes();
        merge.deletes.addAll(deletes);
        merge.removal.add(index, deletes);
      }
    } catch (error) {
      await merge.close();
      throw error;
    }
    return merge;
  }

  /** Closes the files at its end, also when it is given up. */
  async *blocks(): AsyncGenerator<Block> {
    try {
      yield* this.isKeyed ? this.#merged() : this.#inTurn();
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    for (const reader of this.readers.splice(0)) await reader.close();
  }

  async *#inTurn(): AsyncGenerator<Block> {
    for (const [part, reader] of this.readers.entries()) {
      for (let block = await reader.block(); block; block = await reader.block()) {
        const lines = block.lines.filter((line) => !this.removal.has(part, line));
        if (lines.length > 0) yield { keys: [], lines };
      }
    }
  }

  async *#merged(): AsyncGenerator<Block> {
    const heap: Cursor[] = [];
    for (const [part, reader] of this.readers.entries()) {
      const block = await reader.block();
      if (block) push(heap, { part, reader, block, at: 0, key: block.keys[0] ?? '' });
    }
    let next: Block = { keys: [], lines: [] };
    let last: string | undefined;
    for (let cursor = heap[0]; cursor; cursor = heap[0]) {
      const { key, part, block, at } = cursor;
      const line = block.lines[at] as string;
      // Of rows with one key, that of the latest part comes first.
      if (key !== last && !this.removal.has(part, line)) {
        next.keys.push(key);
        next.lines.push(line);
      }
      last = key;
      if (++cursor.at < block.keys.length) {
        cursor.key = block.keys[cursor.at] as string;
        sink(heap);
      } else await refill(heap, cursor);
      if (next.lines.length < BLOCK_ROWS) continue;
      yield next;
      next = { keys: [], lines: [] };
    }
    if (next.lines.length > 0) yield next;
  }
}

async function refill(heap: Cursor[], cursor: Cursor): Promise<void> {
  const block = await cursor.reader.block();
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
  return a.key === b.key ? a.part > b.part : a.key < b.key;
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

/** Brings the first to its place. */
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
