// Compares the definitions of a plan with the API's documents. A fault is an error where the document is current and the
// definition is the user's own; otherwise a warning, because it may be the document that is wrong.
import { type ConfigIssue, formatIssue } from '../../model/errors.js';
import type { Notice } from '../../model/notice.js';
import { routeOf } from '../../plan/path-template.js';
import type { ApiDocuments } from '../../schemas/api-documents.js';
import { dayOf } from '../../schemas/document-cache.js';
import type { SourceWithoutKeys } from '../open.js';
import { type DefinitionFault, definitionFaults, isDescribed } from './definition-faults.js';
import { type DocumentsWanted, documentsOf } from './documents.js';

/** A document of the cache that is not older than this is not requested again before a definition is refused. */
const CERTAIN_MS = 600_000;

export interface CheckedDefinitions {
  documents: ApiDocuments;
  /** What a load refuses. */
  issues: ConfigIssue[];
  warnings: Notice[];
}

/**
 * The documents, and what they say against the definitions. A route or parameter may be newer than the cache: where a
 * client is given, the documents that speak against a definition are requested again before they are believed.
 */
export async function checkDefinitions(
  source: SourceWithoutKeys,
  wanted: DocumentsWanted,
): Promise<CheckedDefinitions | undefined> {
  const found = await documentsOf(source, wanted);
  if (!found) return undefined;
  const documents = await renewed(found, source, wanted);
  const checked: CheckedDefinitions = { documents, issues: [], warnings: [] };
  for (const fault of definitionFaults(source.plan, documents)) {
    const doubt = doubtOf(fault, documents, source);
    if (doubt === undefined) checked.issues.push(issueOf(fault, source));
    else checked.warnings.push(warningOf(fault, doubt, source));
  }
  checked.warnings.push(...unchecked(source, documents, wanted));
  return checked;
}

/** The documents, those that speak against a definition anew. */
async function renewed(
  documents: ApiDocuments,
  source: SourceWithoutKeys,
  wanted: DocumentsWanted,
): Promise<ApiDocuments> {
  const { cached } = documents.freshness;
  const since = source.clock.now() - CERTAIN_MS;
  const routes = definitionFaults(source.plan, documents)
    .map(({ route }) => route)
    .filter((route) => documents.addressesOf(route).some((path) => (cached.get(path) ?? since) < since));
  if (!wanted.client || routes.length === 0) return documents;
  const newer = await documentsOf(source, { ...wanted, routes, maxAgeMs: CERTAIN_MS });
  return newer ? documents.renewedBy(newer) : documents;
}

/** Why it may be the document that is wrong; undefined where that is not likely. */
function doubtOf(
  { name, key, route }: DefinitionFault,
  documents: ApiDocuments,
  { config, plan }: SourceWithoutKeys,
): string | undefined {
  if (!plan.isBackfill && !config.isWritten(name, key)) return 'a preset has it';
  const { doubtful, cached } = documents.freshness;
  const old = documents.addressesOf(route).filter((path) => doubtful.has(path));
  if (old.length === 0) return undefined;
  const [day] = old
    .flatMap((path) => cached.get(path) ?? [])
    .map(dayOf)
    .sort();
  return `the API's document is of ${day} and may be out of date`;
}

function issueOf({ name, key, code, message }: DefinitionFault, { config }: SourceWithoutKeys): ConfigIssue {
  const next = code === 'route-unknown' ? '. If there is one, write `read: { unchecked: true }`' : '';
  const where = config.locateDefinition(name, key);
  return { code, where, key: `${name}.${key}`, message: `${message}${next}` };
}

function warningOf(
  { name, key, message }: DefinitionFault,
  doubt: string,
  { config }: SourceWithoutKeys,
): Notice {
  const where = config.locateDefinition(name, key);
  const text = formatIssue({ code: 'definition-doubtful', where, key, message });
  return { code: 'definition-doubtful', source: name, message: `${text} (no error, because ${doubt})` };
}

/** Definitions that could not be compared. Where the API did not answer with a document, a note of its own says so. */
function unchecked(
  { plan, config }: SourceWithoutKeys,
  documents: ApiDocuments,
  { client, documents: given }: DocumentsWanted,
): Notice[] {
  const { folder } = config.schemas;
  // What the API does not describe is not called unchecked where everything was asked for.
  if (given || (client !== undefined && folder === undefined)) return [];
  const names = plan.nodes
    .filter(({ definition, path }) => !definition.read.unchecked && !isDescribed(documents, routeOf(path)))
    .map(({ name }) => name);
  if (names.length === 0) return [];
  const why = folder === undefined ? 'none of them is at hand' : `${folder} has none for them`;
  const next = folder === undefined ? '; `source-ovhcloud check` requests them' : '';
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  const which = names.length === plan.nodes.length ? '' : ` (${names.slice(0, 3).join(', ')}${more})`;
  const message = `definitions${which} are not compared with the API's documents, because ${why}${next}`;
  return [{ code: 'definitions-unchecked', count: names.length, message }];
}
