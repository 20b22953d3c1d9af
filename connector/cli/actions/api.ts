// api: explores the API: sections, routes, types, search; and derives definitions of a route.
import { REGIONS } from '../../../endpoints/regions.js';
import { type ExploreOptions, exploreApi } from '../../app/explore.js';
import { exampleRequest } from '../../app/explorer/example-call.js';
import { pastedRoute } from '../../app/explorer/pasted-route.js';
import { findOperation, readRoute } from '../../app/explorer/route.js';
import { sampleCode } from '../../app/samples/languages.js';
import { sampleOf } from '../../app/samples/sample.js';
import { ConfigError } from '../../model/errors.js';
import { nearest } from '../../model/names.js';
import { findRegion } from '../../model/region.js';
import { routeOf } from '../../plan/path-template.js';
import type { ApiDocuments } from '../../schemas/api-documents.js';
import { describeChange, isBreaking } from '../../schemas/changes/change.js';
import { diffDocuments } from '../../schemas/changes/diff.js';
import { type SearchCriteria, searchHits } from '../../schemas/explore/search.js';
import { isInSection, sectionsOf } from '../../schemas/sections.js';
import { operationList, operationText, pastedText, sectionList } from '../../text/api-text.js';
import type { DiffOptions, ListOptions, ShowOptions } from '../commands/api.js';
import { note, print, printText, textColumns } from '../output.js';
import { languagesOf, opened, whereToAsk } from './api-values.js';
import { draftsFrom } from './sources.js';

const SHOWN_HITS = 50;

export async function sections(options: ExploreOptions): Promise<void> {
  printText(sectionList(sectionsOf(await opened(whereToAsk(options)))));
}

export async function list(section: string, options: ListOptions): Promise<void> {
  const documents = await opened(whereToAsk(options));
  const found = documents
    .operations()
    .filter(
      (operation) =>
        isInSection(operation, section) &&
        (options.branch === undefined || options.branch === operation.branch),
    );
  if (found.length === 0) throw unknownSection(documents, section);
  printText(operationList(found.sort((a, b) => (a.path < b.path ? -1 : 1))));
}

function unknownSection(documents: ApiDocuments, name: string): ConfigError {
  const sections = sectionsOf(documents).map(({ path }) => path);
  const hint = nearest(name.startsWith('/') ? name : `/${name}`, sections);
  const next = hint ? `did you mean "${hint}"?` : 'see `source-ovhcloud api sections`';
  return new ConfigError([
    { code: 'route-unknown', where: 'api', message: `there is no section "${name}"; ${next}` },
  ]);
}

export async function show(route: string, options: ShowOptions): Promise<void> {
  const languages = languagesOf(options.code ?? 'none');
  const asked = whereToAsk(options);
  const documents = await opened(asked);
  const operation = findOperation(documents, readRoute(route));
  if (options.code === undefined) return printText(operationText(documents, operation, textColumns()));
  const request = exampleRequest(documents, operation);
  const region = findRegion(REGIONS, asked.region);
  if (!region) throw new Error(`no region ${asked.region}`);
  const origin = asked.baseUrl === undefined ? region.origin : new URL(asked.baseUrl).origin;
  const sample = sampleOf(request, { origin, region });
  for (const language of languages) {
    if (languages.length > 1) printText(`\n--- ${language} ---`);
    printText(sampleCode(language, sample));
  }
}

export async function search(words: string[], options: ExploreOptions & SearchCriteria): Promise<void> {
  const documents = await opened(whereToAsk(options));
  const { section } = options;
  if (section && !documents.operations().some((operation) => isInSection(operation, section)))
    throw unknownSection(documents, section);
  const pasted = pastedRoute(documents, words.length === 1 ? (words[0] ?? '') : words.join(' '));
  const { hits, instead } = searchHits(documents, { ...options, words });
  if (pasted && (hits.length === 0 || !words[0]?.startsWith('/'))) return printText(pastedText(pasted));
  for (const [word, other] of Object.entries(instead)) note(`nothing has "${word}"; searched is "${other}"`);
  printText(operationList(hits.slice(0, SHOWN_HITS).map((hit) => hit.operation)));
  note(`${hits.length} routes${hits.length > SHOWN_HITS ? `, the best ${SHOWN_HITS} are shown` : ''}`);
  if (hits.length === 0) process.exitCode = 1;
}

export async function diff(options: DiffOptions): Promise<void> {
  const asked = whereToAsk(options, options.config);
  const older: ExploreOptions = options.against ? { schemas: options.against } : { ...asked, keptOnly: true };
  const before = await exploreApi(older);
  if (before.size === 0) {
    throw new ConfigError([
      {
        code: 'documents-unavailable',
        where: 'api diff',
        message:
          "no documents are cached yet: `api sections` caches today's; or name older ones with --against FOLDER",
      },
    ]);
  }
  const after = await opened({ ...asked, refresh: true });
  const routes = options.config
    ? draftsFrom({ config: options.config }).flatMap(({ plan }) =>
        plan.nodes.map((node) => routeOf(node.path)),
      )
    : undefined;
  const changes = diffDocuments([...before.documents], [...after.documents], routes);
  for (const change of changes)
    print(`${isBreaking(change) ? 'BREAKING  ' : '          '}${describeChange(change)}`);
  note(`${changes.length} changes, ${changes.filter(isBreaking).length} of them breaking`);
}
