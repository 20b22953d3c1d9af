// Reads an object completely before its first row is used, so that nobody can remove it meanwhile.
import { temporaryFile } from '../../disk/whole-file.js';
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
  const { file, remove } = await temporaryFile();
  const end = async () => {
    await file.close();
    await remove();
  };
  try {
    const found = await bucket.read(name, range, async (chunk, position) => {
      await file.write(chunk, 0, chunk.length, position);
    });
    if (!found) {
      await end();
      return undefined;
    }
    // Removed while it is open, where that is possible, so that a crash leaves nothing behind.
    if (process.platform !== 'win32') await remove();
    const from = range?.offset ?? 0;
    return {
      read: async (position, length) => {
        const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, position - from);
        return buffer.subarray(0, bytesRead);
      },
      close: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}
