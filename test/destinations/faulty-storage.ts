// A storage that fails at a given operation, or stops there for good, as when the process is killed.
import type { Storage } from '../../connector/destinations/storage/storage.js';

export class Crash extends Error {}

export interface Fault {
  /** The operation that fails: the first is 1. */
  at: number;
  /** `before`: nothing of it is done. `after`: all of it is done, but nobody is told. `torn`: half of a file. */
  when: 'before' | 'after' | 'torn';
  /** Operations so far. */
  seen: number;
}

/** Everything that changes something counts; once the fault has come nothing is changed any more. */
export function faultyStorage(inner: Storage, fault: Fault): Storage {
  const step = async <T>(work: () => Promise<T>, torn?: () => Promise<void>): Promise<T> => {
    fault.seen++;
    if (fault.seen > fault.at) throw new Crash('gone');
    if (fault.seen < fault.at) return work();
    if (fault.when === 'after') await work();
    if (fault.when === 'torn') await torn?.();
    throw new Crash('now');
  };
  const half = (name: string) => () =>
    inner.put(
      `${name}.tmp`,
      (async function* () {
        yield Buffer.from('half');
      })(),
    );
  return {
    location: inner.location,
    put: (name, chunks) => step(() => inner.put(name, chunks), half(name)),
    replace: (name, bytes, tag) => step(() => inner.replace(name, bytes, tag), half(name)),
    remove: (name) => step(() => inner.remove(name)),
    get: (name) => inner.get(name),
    open: (name) => inner.open(name),
    list: (folder) => inner.list(folder),
  };
}

/** Files in memory: what a bucket is, too. */
export function memoryStorage(location: string): Storage & { files: Map<string, Buffer> } {
  const files = new Map<string, Buffer>();
  const tags = new Map<string, string>();
  let version = 0;
  const set = (name: string, bytes: Buffer): string => {
    const tag = String(++version);
    files.set(name, bytes);
    tags.set(name, tag);
    return tag;
  };
  return {
    location,
    files,
    put: async (name, chunks) => {
      const bytes: Uint8Array[] = [];
      for await (const chunk of chunks) bytes.push(chunk);
      set(name, Buffer.concat(bytes));
    },
    get: async (name) => {
      const bytes = files.get(name);
      return bytes && { bytes, tag: tags.get(name) ?? '' };
    },
    replace: async (name, bytes, tag) => {
      if (tags.get(name) !== tag) throw new Error('somebody else was here');
      return set(name, bytes);
    },
    open: async (name) => {
      const bytes = files.get(name);
      return (
        bytes && { read: async (at, length) => bytes.subarray(at, at + length), close: async () => undefined }
      );
    },
    list: async (folder) =>
      [...files.keys()].filter((name) => name.slice(0, Math.max(0, name.lastIndexOf('/'))) === folder),
    remove: async (name) => {
      files.delete(name);
      tags.delete(name);
    },
  };
}
