// The search of operations: their index, made from the documents, and what is found in it.
import { createHash } from 'node:crypto';
import type { ApiOperation } from '../../model/api-schema.js';
import { OperationSearch } from '../../search/operation-search.js';
import type { SearchCriteria, SearchIndex } from '../../search/search-index.js';
import type { ApiDocuments } from '../api-documents.js';
import { sectionPath } from '../sections.js';
import { Distinct } from './distinct.js';
import { NameSets } from './name-sets.js';

export type { SearchCriteria } from '../../search/search-index.js';

export interface SearchHit {
  operation: ApiOperation;
  rank: number;
}

export interface SearchHits {
  /** Best first. */
  hits: SearchHit[];
  /** Words that occur nowhere, and those that were searched instead. */
  instead: Record<string, string>;
}

/** Routes that meet every criterion, best first; deprecated routes come later. */
export function searchOperations(documents: ApiDocuments, criteria: SearchCriteria): SearchHit[] {
  return searchHits(documents, criteria).hits;
}

/** The same, with what was searched instead of words that occur nowhere. */
export function searchHits(documents: ApiDocuments, criteria: SearchCriteria): SearchHits {
  const { bodyField, response } = criteria;
  const needsFields = bodyField !== undefined || response !== undefined;
  const searching = needsFields ? searchable(documents) : (MADE.get(documents) ?? withoutFields(documents));
  // Words that occur nowhere are looked for among the names of fields, too.
  const found = hitsOf(searching, criteria);
  return found.hits.length > 0 || needsFields ? found : hitsOf(searchable(documents), criteria);
}

function hitsOf({ search, operations }: Searchable, criteria: SearchCriteria): SearchHits {
  const { rows, ranks, instead } = search.find(criteria);
  const hits = rows.flatMap((row, place) => {
    const operation = operations[row];
    return operation ? [{ operation, rank: ranks[place] ?? 0 }] : [];
  });
  return { hits, instead };
}

export interface Searchable {
  search: OperationSearch;
  /** Of each row of the index. */
  operations: readonly ApiOperation[];
}

const MADE = new WeakMap<ApiDocuments, Searchable>();
const MADE_WITHOUT_FIELDS = new WeakMap<ApiDocuments, Searchable>();

/** The search of these documents; it is made once. */
export function searchable(documents: ApiDocuments): Searchable {
  return once(MADE, documents, true);
}

/** The same rows, and no names of fields: made in a tenth of the time, since no type is resolved. */
export function withoutFields(documents: ApiDocuments): Searchable {
  return once(MADE_WITHOUT_FIELDS, documents, false);
}

function once(made: WeakMap<ApiDocuments, Searchable>, documents: ApiDocuments, fields: boolean): Searchable {
  const known = made.get(documents);
  if (known) return known;
  const operations = documents.operations().sort(asShown);
  const searching = { search: new OperationSearch(indexOf(documents, operations, fields)), operations };
  made.set(documents, searching);
  return searching;
}

function asShown(a: ApiOperation, b: ApiOperation): number {
  return a.path.length - b.path.length || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
}

function indexOf(documents: ApiDocuments, operations: readonly ApiOperation[], fields: boolean): SearchIndex {
  const [paths, texts, names] = [new Distinct(), new Distinct(), new Distinct()];
  const [methods, states, sections, branches] = [
    new Distinct(),
    new Distinct(),
    new Distinct(),
    new Distinct(),
  ];
  const sets = new NameSets(documents, names);
  const rows = operations.map((operation) => ({
    path: paths.placeOf(operation.path),
    text: texts.placeOf(textOf(operation)),
    parameters: sets.ofParameters(operation),
    body: fields ? sets.ofBody(operation) : 0,
    response: fields ? sets.ofResponse(operation) : 0,
    method: methods.placeOf(operation.method),
    state: states.placeOf(operation.status.value),
    section: sections.placeOf(sectionPath(operation)),
    branch: branches.placeOf(operation.branch),
  }));
  const column = (name: keyof SearchIndex['rows']) => rows.map((row) => row[name]);
  const index = {
    paths: paths.values,
    texts: texts.values,
    names: names.values,
    sets: sets.values,
    methods: methods.values,
    states: states.values,
    sections: sections.values,
    branches: branches.values,
    rows: {
      path: column('path'),
      text: column('text'),
      parameters: column('parameters'),
      body: column('body'),
      response: column('response'),
      method: column('method'),
      state: column('state'),
      section: column('section'),
      branch: column('branch'),
    },
  };
  return { version: versionOf(operations), ...index };
}

/** Of the rows: whoever has a list and an index of one version knows that their rows are the same. */
function versionOf(operations: readonly ApiOperation[]): string {
  const rows = operations.map((each) => [each.method, each.path, each.status.value, textOf(each)]);
  return createHash('sha256').update(JSON.stringify(rows)).digest('base64url').slice(0, 16);
}

function textOf({ description, longDescription }: ApiOperation): string {
  return [description, longDescription].filter(Boolean).join(' ');
}
