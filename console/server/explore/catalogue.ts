// The list of operations, and the search of the server: the same rows in the same order.

import type { ApiOperation } from '../../../connector/model/api-schema.js';
import type { ApiDocuments } from '../../../connector/schemas/api-documents.js';
import { plainPath } from '../../../connector/schemas/explore/route-match.js';
import { searchable, withoutFields } from '../../../connector/schemas/explore/search.js';
import { sectionPath, sectionsOf } from '../../../connector/schemas/sections.js';
import type {
  Catalogue,
  DocumentsAge,
  Ending,
  SearchAnswer,
  SearchRequest,
} from '../../contract/catalogue.js';

export function catalogueOf(documents: ApiDocuments, folder?: string): Catalogue {
  // The page shows the list before it searches, so the list does not wait for the types of all operations.
  const { search, operations } = withoutFields(documents);
  const { version, paths, methods, states, rows } = search.index;
  const sections = sectionsOf(documents);
  const places = new Map(sections.map(({ path }, place) => [path, place]));
  return {
    version,
    sections,
    rows: {
      path: rows.path.map((place) => paths[place] ?? ''),
      method: rows.method,
      methods,
      section: operations.map((operation) => places.get(sectionPath(operation)) ?? 0),
      state: rows.state,
      states,
      endings: endingsOf(documents, operations),
    },
    documents: ageOf(documents, folder),
  };
}

function endingsOf(documents: ApiDocuments, operations: readonly ApiOperation[]): Ending[] {
  const rows = new Map(operations.map((operation, row) => [operation, row]));
  return operations.flatMap((operation, row) => {
    const { value, deprecatedDate, deletionDate } = operation.status;
    if (value !== 'DEPRECATED') return [];
    const replacing = replacementOf(documents, operation);
    const replacedBy = replacing && rows.get(replacing);
    const ending: Ending = {
      row,
      ...(deprecatedDate !== undefined && { deprecated: deprecatedDate.slice(0, 10) }),
      ...(deletionDate !== undefined && { deletion: deletionDate.slice(0, 10) }),
      ...(replacedBy !== undefined && { replacedBy }),
    };
    return Object.keys(ending).length > 1 ? [ending] : [];
  });
}

/** The operation that a deprecated one names: a path, of the same method, or a method and a path. */
export function replacementOf(
  documents: ApiDocuments,
  { method, status: { replacement } }: ApiOperation,
): ApiOperation | undefined {
  const [, verb = method, path] = /^(?:([A-Z]+)\s+)?(\/\S*)$/.exec(replacement?.trim() ?? '') ?? [];
  return path === undefined ? undefined : documents.route(verb, plainPath(path));
}

export function ageOf({ freshness, notes }: ApiDocuments, folder?: string): DocumentsAge {
  const kept = [...freshness.cached.values()];
  const instant = (ms: number) => new Date(ms).toISOString();
  return {
    ...(kept.length > 0 && { oldest: instant(Math.min(...kept)), newest: instant(Math.max(...kept)) }),
    notes: [...notes],
    ...(folder !== undefined && { folder }),
  };
}

export function searchAnswer(documents: ApiDocuments, request: SearchRequest): SearchAnswer {
  const { q, body, state, ...others } = request;
  const { search } = searchable(documents);
  const { rows, instead } = search.find({
    ...others,
    words: q?.split(/\s+/).filter(Boolean) ?? [],
    bodyField: body,
    status: state,
  });
  return { version: search.index.version, rows, instead };
}
