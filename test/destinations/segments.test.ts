// Segments: rows come out of a file as they went in, in frames of any size.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { noStats } from '../../connector/destinations/segments/column-stats.js';
import { PackedLines } from '../../connector/destinations/segments/packed-lines.js';
import type { Block } from '../../connector/destinations/segments/rows.js';
import {
  type PlannedSegment,
  SegmentReader,
  writeSegments,
} from '../../connector/destinations/segments/segment.js';
import { Tombstones } from '../../connector/destinations/segments/tombstones.js';
import { LocalStorage } from '../../connector/destinations/storage/local.js';
import { extent } from '../extent.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'segments-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The blocks of each segment, as a reader has them. */
async function written(rows: PlannedSegment['rows'][], tombstones = new Tombstones()): Promise<Block[][]> {
  const storage = new LocalStorage(folder);
  const planned = rows.map((one) => ({ rows: one, tombstones, stats: noStats() }));
  const segments = await writeSegments(storage, 'a.segments', planned);
  const read: Block[][] = [];
  for (const segment of segments) {
    if (!segment) continue;
    const blocks: Block[] = [];
    const reader = await SegmentReader.open(storage, segment);
    if (!reader) throw new Error('the file is gone');
    expect((await reader.tombstones()).count).toBe(segment.tombstones);
    for (let block = await reader.block(); block; block = await reader.block()) blocks.push(block);
    await reader.close();
    expect(blocks.reduce((sum, { lines }) => sum + lines.length, 0)).toBe(segment.rows);
    read.push(blocks);
  }
  return read;
}

const all = (blocks: Block[] = []): Block => ({
  keys: blocks.flatMap(({ keys }) => keys),
  lines: blocks.flatMap(({ lines }) => lines),
});

/** Lines that were added a few at a time. */
function packed(lines: readonly string[], atOnce: number): PackedLines {
  const made = new PackedLines();
  let bytes = 0;
  for (let from = 0; from < lines.length; from += atOnce) bytes += made.add(lines.slice(from, from + atOnce));
  expect(bytes).toBe(Buffer.byteLength(lines.join('')));
  return made;
}

test('any rows, packed or not, with a key or without, some of them left out', async () => {
  const unit = fc.constantFrom(...'ab\u0000\n"é€', '😀', '\ud83d', '\ude00');
  const text = fc.string({ unit, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { maxLength: 40 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 90 }),
      fc.boolean(),
      async (texts, times, atOnce, isKeyed) => {
        const rows = Array.from({ length: texts.length * times }, (_, n) => ({
          key: `${texts[n % texts.length]}${n}`,
          line: JSON.stringify([texts[n % texts.length], n]),
        }));
        const numbers = [...rows.keys()].filter((n) => n % 5 !== 3).reverse();
        const keys = isKeyed ? numbers.map((n) => rows[n]?.key ?? '') : [];
        const lines = numbers.map((n) => rows[n]?.line ?? '');
        const own = packed(
          rows.map(({ line }) => line),
          atOnce,
        );
        const read = await written([{ keys, numbers, lines: own }, [{ keys, lines }]]);
        if (numbers.length === 0) expect(read).toEqual([]);
        else
          expect(read.map(all)).toEqual([
            { keys, lines },
            { keys, lines },
          ]);
      },
    ),
    { numRuns: extent(20, 300) },
  );
});

test('a batch of more than a text can hold', () => {
  // The longest text has 2^29 - 24 characters.
  const line = 'x'.repeat(2 ** 24);
  const lines = new PackedLines();
  expect(lines.add(Array(33).fill(line))).toBe(33 * 2 ** 24);
  expect([lines.next, lines.size(32), lines.bytes(32).length]).toEqual([33, 2 ** 24, 2 ** 24]);
  expect(lines.add([])).toBe(0);
  expect(lines.next).toBe(33);
});

test('frames end at 1,000 rows or 64 KiB; a row that is larger has its own', async () => {
  const sizes = [...Array(2500).fill(5), ...Array(10).fill(30_000), 200_000, 5];
  const lines = sizes.map((size) => JSON.stringify('x'.repeat(size)));
  const [blocks = []] = await written([{ keys: [], numbers: [...lines.keys()], lines: packed(lines, 700) }]);
  expect(blocks.map(({ lines: { length } }) => length)).toEqual([1000, 1000, 503, 3, 3, 2, 1]);
  expect(all(blocks).lines).toEqual(lines);
});

test('a segment of nothing but tombstones; one of nothing is none', async () => {
  const tombstones = Tombstones.of(['_account'], ['["a"]']);
  const nothing = { keys: [], numbers: [], lines: new PackedLines() };
  expect(await written([nothing, []], tombstones)).toEqual([[], []]);
  expect(await written([nothing, []])).toEqual([]);
});
