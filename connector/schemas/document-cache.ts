// The cache of schema documents on disk. Each document is stored with the time of its request.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../disk/access.js';
import { replaceFile } from '../disk/whole-file.js';
import type { Branch } from '../model/api-schema.js';
import { InterruptedError } from '../model/errors.js';

export interface CacheOptions {
  /** Requests a document without credentials; undefined when the API does not answer with JSON. Absent: only the cache. */
  fetchJson?: (path: string) => Promise<unknown>;
  /** Folder of the cache for this API; absent: no cache. */
  cache?: string;
  /** Milliseconds after which a cached document is requested again; below 0: always. */
  maxAgeMs: number;
  now: number;
  /** Who is asked, and what a missing document leads to, as notes say it. Default: the API, of a load. */
  words?: { asked: string; without: string };
}

const OF_A_LOAD = {
  asked: 'the API',
  without: 'types come from the data, and definitions are not checked against it',
};

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

/** How current documents are, by their addresses: `/1.0/`, `/1.0/me.json`. */
export class Freshness {
  /** Which documents are old, missing or unreadable. */
  readonly notes: string[] = [];
  /** When the documents that come from the cache were requested. */
  readonly cached = new Map<string, number>();
  /** Documents that are older than wanted, missing or unreadable. */
  readonly doubtful = new Set<string>();

  doubt(path: string, note?: string): void {
    this.doubtful.add(path);
    if (note !== undefined) this.notes.push(note);
  }

  /** These, and what is known of documents that were requested since. */
  renewedBy(newer: Freshness): Freshness {
    const both = new Freshness();
    both.notes.push(...new Set([...this.notes, ...newer.notes]));
    for (const each of [this, newer]) {
      for (const [path, at] of each.cached) both.cached.set(path, at);
      for (const path of each.doubtful) both.doubtful.add(path);
    }
    return both;
  }
}

/** A document from the cache while it is fresh, otherwise from the API, otherwise an old one from the cache. */
export async function throughCache(
  path: string,
  file: string | undefined,
  { fetchJson, now, maxAgeMs, words = OF_A_LOAD }: CacheOptions,
  freshness: Freshness,
): Promise<unknown> {
  const cached = file === undefined ? undefined : readCached(file);
  const age = cached ? now - cached.savedAt : Number.POSITIVE_INFINITY;
  // A clock that was set back makes the age negative: the document is requested again.
  const isFresh = cached !== undefined && age >= 0 && age <= maxAgeMs;
  const requested = isFresh ? undefined : await fetchJson?.(path);
  if (requested !== undefined) {
    if (file !== undefined) writeCached(file, requested, now, freshness.notes);
    return requested;
  }
  if (cached) freshness.cached.set(path, cached.savedAt);
  if (isFresh) return cached.value;
  const since = cached ? `the one of ${dayOf(cached.savedAt)} is used` : words.without;
  freshness.doubt(path, fetchJson && `${words.asked} did not answer with its document ${path}: ${since}`);
  return cached?.value;
}

/** `2026-11-20`. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
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
  try {
    makeFolder(dirname(file));
    replaceFile(file, JSON.stringify({ savedAt, value } satisfies CachedDocument, bigintAsText));
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
  if (!fetchJson) return undefined;
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
