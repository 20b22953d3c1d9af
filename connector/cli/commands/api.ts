// api: explores the API: sections, routes, types, search; and derives definitions of a route.
import type { Command } from 'commander';
import { REGIONS } from '../../../endpoints/regions.js';
import { type ExploreOptions, exploreApi } from '../../app/explore.js';
import { exampleRequest } from '../../app/explorer/example-call.js';
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
import { type SearchCriteria, searchOperations } from '../../schemas/explore/search.js';
import { isInSection, sectionsOf } from '../../schemas/sections.js';
import { operationList, operationText, sectionList } from '../../text/api-text.js';
import { note, print, printText } from '../output.js';
import { addAdd } from './api-add.js';
import { addCall } from './api-call.js';
import { languagesOf, opened, withSource } from './api-options.js';
import { draftsFrom } from './options.js';

const EXAMPLES = `
Examples:
  source-ovhcloud api sections
  source-ovhcloud api list /me --branch v1
  source-ovhcloud api show "GET /me/bill/{billId}"
  source-ovhcloud api show "POST /me/document" --code python
  source-ovhcloud api search invoice --method GET --section /me
  source-ovhcloud api search --response billing.Bill --status PRODUCTION
  source-ovhcloud api diff --config source.yaml
  source-ovhcloud api call "GET /me/bill/{billId}" --parameter billId=FR123
  source-ovhcloud api add "GET /me/bill/{billId}/payment" --append source.yaml

The documents are requested without keys, and cached for seven days in the user's cache folder.`;

const SHOWN_HITS = 50;

export function addApi(program: Command): void {
  const api = program.command('api').description("explore the API's schema documents, without keys");
  api.addHelpText('after', EXAMPLES);
  withSource(api.command('sections').description('list the sections of the API')).action(async (options) => {
    printText(sectionList(sectionsOf(await opened(options))));
  });
  withSource(api.command('list <section>').description('list the routes of a section: method, path, status'))
    .option('--branch <name>', 'v1 or v2')
    .action(list);
  withSource(api.command('show <route>').description('show one route: parameters, body, response, examples'))
    .option('--code <languages>', 'show a script with example values instead: curl, node, python, php or all')
    .action(show);
  addSearch(api);
  addCall(api);
  withSource(api.command('diff'))
    .description("compare cached documents with today's: fields, types, enum values, deprecations")
    .option('--against <folder>', 'older documents in a folder, instead of the cached ones')
    .option('-c, --config <file>', 'compare only the routes of this configuration')
    .action(diff);
  addAdd(api);
}

async function list(section: string, options: ExploreOptions & { branch?: string }): Promise<void> {
  const documents = await opened(options);
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

async function show(route: string, options: ExploreOptions & { code?: string }): Promise<void> {
  const languages = languagesOf(options.code ?? 'none');
  const documents = await opened(options);
  const operation = findOperation(documents, readRoute(route));
  if (options.code === undefined) return printText(operationText(documents, operation));
  const request = exampleRequest(documents, operation);
  const region = findRegion(REGIONS, options.region ?? 'eu');
  if (!region) throw new Error(`no region ${options.region}`);
  const origin = options.baseUrl === undefined ? region.origin : new URL(options.baseUrl).origin;
  const sample = sampleOf(request, { origin, region });
  for (const language of languages) {
    if (languages.length > 1) printText(`\n--- ${language} ---`);
    printText(sampleCode(language, sample));
  }
}

function addSearch(api: Command): void {
  withSource(api.command('search [words...]').description('search routes; all criteria must match'))
    .option('--path <text>', 'part of the path')
    .option('--description <text>', 'part of the description')
    .option('--parameter <name>', 'a path, query or header parameter')
    .option('--body-field <name>', 'a field of the body, at any depth')
    .option('--response <name>', 'the response type, or a field of it at any depth')
    .option('--status <value>', 'PRODUCTION, BETA, ALPHA or DEPRECATED')
    .option('--method <verb>', 'GET, POST, PUT or DELETE')
    .option('--branch <name>', 'v1 or v2')
    .option('--section <path>', 'only this section: /me, /dedicated/server, /v2/iam')
    .action(async (words: string[], options: ExploreOptions & SearchCriteria) => {
      const documents = await opened(options);
      const { section } = options;
      if (section && !documents.operations().some((operation) => isInSection(operation, section)))
        throw unknownSection(documents, section);
      const hits = searchOperations(documents, { ...options, words });
      printText(operationList(hits.slice(0, SHOWN_HITS).map((hit) => hit.operation)));
      note(`${hits.length} routes${hits.length > SHOWN_HITS ? `, the best ${SHOWN_HITS} are shown` : ''}`);
      if (hits.length === 0) process.exitCode = 1;
    });
}

async function diff(options: ExploreOptions & { against?: string; config?: string }): Promise<void> {
  const older: ExploreOptions = options.against
    ? { schemas: options.against }
    : { ...options, keptOnly: true };
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
  const after = await opened({ ...options, refresh: true });
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
