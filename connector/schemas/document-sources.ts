// The sources of schema documents: the API through a cache on disk, or a folder.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Branch } from '../model/api-schema.js';
import { ApiDocuments } from './api-documents.js';
import { type ApiDocument, readDocument } from './document.js';
import {
  type CacheOptions,
  cacheFile,
  Freshness,
  ROOTS,
  stopAfterFailure,
  throughCache,
  unwrap,
} from './document-cache.js';
import { branchOf, readIndex, sectionOf } from './index-page.js';

export interface ApiDocumentOptions extends CacheOptions {
  /** Routes whose documents to load (`/me/bill/{billId}`, `/v2/iam/resource`), or every document. */
  routes: readonly string[] | 'all';
}

/** The documents of these routes. A missing document is a note, not an error: types then come from the data. */
export async function openApiDocuments(asked: ApiDocumentOptions): Promise<ApiDocuments> {
  const freshness = new Freshness();
  const options = { ...asked, fetchJson: stopAfterFailure(asked.fetchJson, freshness.notes) };
  const documents: ApiDocument[] = [];
  const listed: string[] = [];
  for (const branch of ['v1', 'v2'] as const) {
    const paths = options.routes === 'all' ? undefined : pathsOn(branch, options.routes);
    if (paths?.length === 0) continue;
    const index = readIndex(
      await throughCache(`${ROOTS[branch]}/`, cacheFile(options, branch, '_index'), options, freshness),
    );
    listed.push(...(index ?? []).map((section) => (branch === 'v2' ? `/v2${section}` : section)));
    const sections = new Set(paths ? paths.flatMap((path) => sectionOf(path, index ?? []) ?? []) : index);
    // Concurrent, because the client paces them.
    const read = await Promise.all(
      [...sections].map(async (section) => {
        const path = `${ROOTS[branch]}${section}.json`;
        const raw = await throughCache(path, cacheFile(options, branch, section), options, freshness);
        const document = readDocument(raw, branch);
        if (raw !== undefined && !document)
          freshness.doubt(path, `the answer to ${path} is no document of the API`);
        return document ?? [];
      }),
    );
    documents.push(...read.flat());
  }
  return new ApiDocuments(documents, freshness, listed);
}

/** Every document below `v1/` and `v2/` of a folder, without indexes. Throws when there is none. */
export function apiDocumentsFromFolder(folder: string): ApiDocuments {
  const freshness = new Freshness();
  const documents = (['v1', 'v2'] as const).flatMap((branch) =>
    jsonFiles(join(folder, branch)).flatMap((file) => {
      const document = readDocument(jsonOf(file), branch);
      if (!document) freshness.notes.push(`${file} is not a schema document of the API`);
      return document ? [document] : [];
    }),
  );
  if (documents.length === 0)
    throw new Error(`${folder} contains no schema documents: they belong in v1/ and v2/`);
  return new ApiDocuments(documents, freshness);
}

function jsonOf(file: string): unknown {
  try {
    return unwrap(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
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

function pathsOn(branch: Branch, routes: readonly string[]): string[] {
  return routes
    .map(branchOf)
    .filter((route) => route.branch === branch)
    .map((route) => route.path);
}
