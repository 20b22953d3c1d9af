// The sections of the API: description and number of routes.
import type { ApiOperation, Branch } from '../model/api-schema.js';
import { sectionPrefixes } from '../search/operation-search.js';
import type { ApiDocuments } from './api-documents.js';

export interface ApiSection {
  branch: Branch;
  /** `/me`, `/dedicated/server`; with `/v2` on v2. */
  path: string;
  routes: number;
  /** Empty where the documents have none. */
  description: string;
}

/** Sorted by path. */
export function sectionsOf(documents: ApiDocuments): ApiSection[] {
  const sections = new Map<string, ApiSection>();
  for (const operation of documents.operations()) {
    const path = sectionPath(operation);
    const section = sections.get(path) ?? { branch: operation.branch, path, routes: 0, description: '' };
    section.routes++;
    sections.set(path, section);
  }
  for (const { branch, section, description } of documents.documents) {
    const found = sections.get(branch === 'v2' ? `/v2${section}` : section);
    if (found && description !== '') found.description = description;
  }
  return [...sections.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The section of a route; the first part of its path where the document does not say it. */
export function sectionPath({ branch, section, path }: ApiOperation): string {
  const prefix = branch === 'v2' ? '/v2' : '';
  if (section !== '') return `${prefix}${section}`;
  return path
    .split('/')
    .slice(0, branch === 'v2' ? 3 : 2)
    .join('/');
}

/** Whether a route is in a section as a person writes it: `me`, `/me`, `/v2/iam`, or any beginning of a path. */
export function isInSection(operation: ApiOperation, wanted: string): boolean {
  const isBelow = (path: string, prefix: string) => path === prefix || path.startsWith(`${prefix}/`);
  return sectionPrefixes(wanted).some(
    (each) => sectionPath(operation) === each || isBelow(operation.path, each),
  );
}
