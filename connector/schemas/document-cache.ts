// The cache of schema documents on disk. Each document is stored with the time of its request.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Branch } from '../model/api-schema.js';
import { InterruptedError } from '../model/errors.js';

export interface CacheOptions {
  /** Requests a document without credentials; undefined when the API does not answer with JSON. */
  fetchJson: (path: string) => Promise<unknown>;
  /** Folder of the cache for this API; absent: no cache. */
  cache?: string;
  /** Milliseconds after which a cached document is requested again; below 0: always. */
  maxAgeMs: number;
  now: number;
}

/** The address of the documents of each API version. */
export const ROOTS: Record<Branch, string> = { v1: '/1.0', v2: '/v2' };

/** The file of a section, or of the index: `_index`. */
export function cacheFile(
  { cache }: Pick<CacheOptions, 'cache'>,
  branch: Branch,
  section: string,
): string | undefined {
  return cache && join(cache, branch, `${section.replace(/^\//, '').replaceAll('/', '_')}.json`);
}

/** A document from the cache while it is fresh, otherwise from the API, otherwise an old one from the cache. */
export async function throughCache(
  path: string,
  file: string | undefined,
  options: CacheOptions,
  notes: string[],
): Promise<unknown> {
  const cached = file === undefined ? undefined : readCached(file);
  const age = cached ? options.now - cached.savedAt : Number.POSITIVE_INFINITY;
  // A clock that was set back makes the age negative: the document is requested again.
  if (cached && age >= 0 && age <= options.maxAgeMs) return cached.value;
  const fresh = await options.fetchJson(path);
  if (fresh !== undefined) {
    if (file !== undefined) writeCached(file, fresh, options.now, notes);
    return fresh;
  }
  const since = cached
    ? `the one of ${new Date(cached.savedAt).toISOString().slice(0, 10)} is used`
    : 'types come from the data';
  notes.push(`the API did not answer with its document ${path}: ${since}`);
  return cached?.value;
}

export interface CachedDocument {
  savedAt: number;
  value: unknown;
}

/** Undefined for a broken or missing file: the document is requested again. */
export function readCached(file: string): CachedDocument | undefined {
  try {
    const cached = JSON.parse(readFileSync(file, 'utf8')) as CachedDocument;
    return typeof cached.savedAt === 'number' ? cached : undefined;
  } catch {
    return undefined;
  }
}

export function writeCached(file: string, value: unknown, savedAt: number, notes: string[]): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, JSON.stringify({ savedAt, value } satisfies CachedDocument, bigintAsText));
    renameSync(temporary, file);
  } catch (error) {
    notes.push(`the document cannot be cached in ${dirname(file)}: ${(error as Error).message}`);
  }
}

function bigintAsText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

/** The document as the API answered it, from a file of the cache or a plain file. */
export function unwrap(raw: unknown): unknown {
  const cached = typeof raw === 'object' && raw !== null ? (raw as Partial<CachedDocument>) : {};
  return cached.savedAt === undefined ? raw : cached.value;
}

/** Requests documents until the API cannot be reached; then it stops, and a note says so. */
export function stopAfterFailure(
  fetchJson: CacheOptions['fetchJson'],
  notes: string[],
): CacheOptions['fetchJson'] {
  let failed = false;
  return async (path) => {
    if (failed) return undefined;
    try {
      return await fetchJson(path);
    } catch (error) {
      if (error instanceof InterruptedError) throw error;
      if (!failed) notes.push(`the API's documents cannot be requested: ${(error as Error).message}`);
      failed = true;
      return undefined;
    }
  };
}
