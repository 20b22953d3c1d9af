// Where documents come from: the API through a cache on disk, or a folder.
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Branch } from '../model/api-schema.js';
import { Catalogue } from './catalogue.js';
import { type ApiDocument, readDocument } from './document.js';
import { branchOf, readIndex, sectionOf } from './index-page.js';

export interface CatalogueOptions {
  /** Routes whose documents are wanted: `/me/bill/{billId}`, `/v2/iam/resource`. */
  routes: readonly string[];
  /** Asks the API, without credentials; undefined when it does not answer with JSON. */
  fetchJson: (path: string) => Promise<unknown>;
  /** Folder of the cache for this API; absent: nothing is kept. */
  cache?: string;
  /** Milliseconds after which a cached document is asked for again. */
  maxAgeMs: number;
  now: number;
}

const ROOTS: Record<Branch, string> = { v1: '/1.0', v2: '/v2' };

/** The documents of some routes. What cannot be had is a note, never an error: data tells its types too. */
export async function openCatalogue(options: CatalogueOptions): Promise<Catalogue> {
  const notes: string[] = [];
  const documents: ApiDocument[] = [];
  for (const branch of ['v1', 'v2'] as const) {
    const paths = options.routes
      .map(branchOf)
      .filter((route) => route.branch === branch)
      .map((route) => route.path);
    if (paths.length === 0) continue;
    const index = readIndex(
      await cached(`${ROOTS[branch]}/`, cacheFile(options, branch, '_index'), options, notes),
    );
    const sections = new Set(paths.flatMap((path) => sectionOf(path, index ?? []) ?? []));
    for (const section of sections) {
      const file = cacheFile(options, branch, section.slice(1).replaceAll('/', '_'));
      const raw = await cached(`${ROOTS[branch]}${section}.json`, file, options, notes);
      const document = readDocument(raw, branch);
      if (document) documents.push(document);
    }
  }
  return new Catalogue(documents, notes);
}

function cacheFile({ cache }: CatalogueOptions, branch: Branch, name: string): string | undefined {
  return cache && join(cache, branch, `${name}.json`);
}

async function cached(
  path: string,
  file: string | undefined,
  options: CatalogueOptions,
  notes: string[],
): Promise<unknown> {
  const kept = file === undefined ? undefined : readKept(file);
  const age = kept ? options.now - kept.savedAt : Number.POSITIVE_INFINITY;
  // A clock that was set back makes a negative age: such a document is asked for again.
  if (kept && age >= 0 && age <= options.maxAgeMs) return kept.value;
  const fresh = await options.fetchJson(path);
  if (fresh !== undefined) {
    if (file !== undefined) keep(file, fresh, options.now, notes);
    return fresh;
  }
  const since = kept
    ? `the one of ${new Date(kept.savedAt).toISOString().slice(0, 10)} is used`
    : 'types come from the data';
  notes.push(`the API did not give its document ${path}: ${since}`);
  return kept?.value;
}

interface Kept {
  savedAt: number;
  value: unknown;
}

/** A file that is broken or not there is the same: the document is asked for again. */
function readKept(file: string): Kept | undefined {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept;
    return typeof kept.savedAt === 'number' ? kept : undefined;
  } catch {
    return undefined;
  }
}

function keep(file: string, value: unknown, savedAt: number, notes: string[]): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, JSON.stringify({ savedAt, value } satisfies Kept, bigintAsText));
    renameSync(temporary, file);
  } catch (error) {
    notes.push(`the document is not kept in ${dirname(file)}: ${(error as Error).message}`);
  }
}

function bigintAsText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

/** Every document below `v1/` and `v2/` of a folder; indexes are passed over. Throws when there is none. */
export function catalogueFromFolder(folder: string): Catalogue {
  const documents = (['v1', 'v2'] as const).flatMap((branch) =>
    jsonFiles(join(folder, branch)).flatMap((file) => {
      const raw = JSON.parse(readFileSync(file, 'utf8')) as Partial<Kept>;
      const document = readDocument(raw.savedAt === undefined ? raw : raw.value, branch);
      return document ? [document] : [];
    }),
  );
  if (documents.length === 0)
    throw new Error(`${folder} holds no documents of the API: they stand in v1/ and v2/`);
  return new Catalogue(documents);
}

function jsonFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json') && name !== '_index.json')
      .map((name) => join(folder, name))
      .filter((file) => statSync(file).isFile());
  } catch {
    return [];
  }
}
