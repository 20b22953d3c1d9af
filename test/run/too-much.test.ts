// Records that are more than a destination holds, in destinations of every kind that need no server.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from '@jest/globals';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { createDestination } from '../../connector/destinations/registry.js';
import type { DeclaredCapabilities } from '../../connector/model/capabilities.js';
import type { Destination } from '../../connector/model/destination.js';
import type { JsonObject } from '../../connector/model/json.js';
import { DEEP, expectRejected, expectWide, noise, WIDE } from '../destinations/too-much.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'too-much-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

class Limited extends MemoryDestination {
  override readonly capabilities: DeclaredCapabilities = {
    limits: {
      columns: 50,
      width: {
        bytes: 400,
        cells: { boolean: 8, bigint: 8, timestamp: 8, date: 8, decimal: 32, text: 32, json: 32 },
      },
      keyBytes: 100,
      bytes: 10_000,
      levels: 30,
    },
  };
}

const KINDS: [string, () => Destination][] = [
  ['memory', () => new MemoryDestination()],
  ['sqlite', () => createDestination({ type: 'sqlite', path: join(folder, 'ovh.db') })],
  ['parquet', () => createDestination({ type: 'parquet', path: join(folder, 'out') })],
  ['jsonl', () => createDestination({ type: 'jsonl', path: join(folder, 'out') })],
  ['csv', () => createDestination({ type: 'csv', path: join(folder, 'out') })],
];

describe.each(KINDS)('%s', (_, make) => {
  test.each(Object.entries(WIDE))('3,000 %s', async (__, odd) => {
    await expectWide(make(), odd(3000));
  });

  test.each(Object.entries(DEEP))('%s', async (__, odd) => {
    await expectRejected(make(), odd(), /nested more than 1,000 levels deep/);
  });
});

describe('a destination that declares little', () => {
  test.each(Object.entries(WIDE))('%s', async (_, odd) => {
    await expectWide(new Limited(), odd(60));
  });

  test('a long key, many bytes, some levels', async () => {
    await expectRejected(new Limited(), { f0: 1 }, /its key \(_account, i\) has 1,203 bytes/, noise(1200));
    await expectRejected(new Limited(), { v: noise(10_001) }, /more than 10,000 bytes/);
    await expectRejected(new Limited(), { v: [deep(40)] }, /more than 30 levels/);
  });
});

function deep(levels: number): JsonObject {
  return levels === 0 ? {} : { a: deep(levels - 1) };
}
