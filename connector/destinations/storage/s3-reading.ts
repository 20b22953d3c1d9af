// Reads an object completely before its first row is used, so that nobody can remove it meanwhile.
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Range, S3Bucket } from './bucket.js';
import type { StoredFile } from './storage.js';

/** Up to this many bytes are read into memory; larger objects into a temporary file. */
const SMALL = 1024 * 1024;

/** Undefined when there is no such object. Without a range: the whole object. */
export async function openObject(
  bucket: S3Bucket,
  name: string,
  range?: Range,
): Promise<StoredFile | undefined> {
  if (range && range.length <= SMALL) {
    const bytes = Buffer.alloc(range.length);
    const found = await bucket.read(name, range, async (chunk, position) => bytes.set(chunk, position));
    return found && inMemory(bytes.subarray(0, found.size), range.offset);
  }
  return onDisk(bucket, name, range);
}

/** A file whose bytes are in memory. @param from the position of the first of them */
export function inMemory(bytes: Buffer, from = 0): StoredFile {
  return {
    read: async (position, length) => bytes.subarray(position - from, position - from + length),
    close: async () => undefined,
  };
}

async function onDisk(
  bucket: S3Bucket,
  name: string,
  range: Range | undefined,
): Promise<StoredFile | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'source-ovhcloud-'));
  const remove = () => rm(folder, { recursive: true, force: true }).catch(() => undefined);
  try {
    const file = await open(join(folder, 'object'), 'wx+', 0o600);
    try {
      const found = await bucket.read(name, range, async (chunk, position) => {
        await file.write(chunk, 0, chunk.length, position);
      });
      if (!found) {
        await file.close();
        await remove();
        return undefined;
      }
      // Removed while it is open, where that is possible, so that a crash leaves nothing behind.
      if (process.platform !== 'win32') await remove();
      const from = range?.offset ?? 0;
      return {
        read: async (position, length) => {
          const { buffer, bytesRead } = await file.read(
            Buffer.allocUnsafe(length),
            0,
            length,
            position - from,
          );
          return buffer.subarray(0, bytesRead);
        },
        close: async () => {
          await file.close();
          await remove();
        },
      };
    } catch (error) {
      await file.close();
      throw error;
    }
  } catch (error) {
    await remove();
    throw error;
  }
}
