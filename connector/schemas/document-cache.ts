// What is kept on disk of the API's documents: each with the time at which it was asked for.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Branch } from '../model/api-schema.js';
import { InterruptedError } from '../model/errors.js';

export interface CacheOptions {
  /** Asks the API, without credentials; undefined when it does not answer with JSON. */
  fetchJson: (path: string) => Promise<unknown>;
  /** Folder of the cache for this API; absent: nothing is kept. */
  cache?: string;
  /** Milliseconds after which a cached document is asked for again; below 0: always. */
  maxAgeMs: number;
  now: number;
}

/** Where the documents of a branch lie. */
export const ROOTS: Record<Branch, string> = { v1: '/1.0', v2: '/v2' };

/** The file of a section, or of the index: `_index`. */
export function cacheFile(
  { cache }: Pick<CacheOptions, 'cache'>,
  branch: Branch,
  section: string,
): string | undefined {
  return cache && join(cache, branch, `${section.replace(/^\//, '').replaceAll('/', '_')}.json`);
}

/** A document from the cache while it is young, from the API otherwise; an old one is better than none. */
export async function throughCache(
  path: string,
  file: string | undefined,
  options: CacheOptions,
  notes: string[],
): Promise<unknown> {
  const kept = file === undefined ? undefined : readCached(file);
  const age = kept ? options.now - kept.savedAt : Number.POSITIVE_INFINITY;
  // A clock that was set back makes a negative age: such a document is asked for again.
  if (kept && age >= 0 && age <= options.maxAgeMs) return kept.value;
  const fresh = await options.fetchJson(path);
  if (fresh !== undefined) {
    if (file !== undefined) writeCached(file, fresh, options.now, notes);
    return fresh;
  }
  const since = kept
    ? `the one of ${new Date(kept.savedAt).toISOString().slice(0, 10)} is used`
    : 'types come from the data';
  notes.push(`the API did not give its document ${path}: ${since}`);
  return kept?.value;
}

export interface CachedDocument {
  savedAt: number;
  value: unknown;
}

/** A file that is broken or not there is the same: the document is asked for again. */
export function readCached(file: string): CachedDocument | undefined {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as CachedDocument;
    return typeof kept.savedAt === 'number' ? kept : undefined;
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
    notes.push(`the document is not kept in ${dirname(file)}: ${(error as Error).message}`);
  }
}

function bigintAsText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

/** A document as the API gave it, from a file of the cache or a plain one. */
export function unwrap(raw: unknown): unknown {
  const kept = typeof raw === 'object' && raw !== null ? (raw as Partial<CachedDocument>) : {};
  return kept.savedAt === undefined ? raw : kept.value;
}

/** Asks until the API cannot be reached at all; then nothing more is asked, and a note says so. */
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
      if (!failed) notes.push(`the API cannot be asked for its documents: ${(error as Error).message}`);
      failed = true;
      return undefined;
    }
  };
}
