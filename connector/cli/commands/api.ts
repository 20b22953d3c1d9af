// api: looks around in the API: sections, routes, types, search; and makes definitions of a route.
import type { Command } from 'commander';
import { stringify } from 'yaml';
import { describeChange, isBreaking } from '../../catalogue/changes/change.js';
import { diffDocuments } from '../../catalogue/changes/diff.js';
import { deriveDefinitions } from '../../catalogue/derive.js';
import { type SearchCriteria, searchCatalogue } from '../../catalogue/search.js';
import type { ApiOperation } from '../../model/api-schema.js';
import { ConfigError } from '../../model/errors.js';
import { nearest } from '../../model/names.js';
import { routeOf } from '../../plan/path-template.js';
import { type ExploreOptions, exploreApi } from '../../source/explore.js';
import { findOperation, readRoute } from '../../source/explorer/route.js';
import { operationList, operationText } from '../api-text.js';
import { note, print } from '../output.js';
import { addCall } from './api-call.js';
import { opened, withSource } from './api-options.js';
import { draftFrom } from './options.js';

const EXAMPLES = `
Examples:
  source-ovhcloud api sections
  source-ovhcloud api list /me --branch v1
  source-ovhcloud api show "GET /me/bill/{billId}"
  source-ovhcloud api search invoice --method GET
  source-ovhcloud api search --response billing.Bill --status PRODUCTION
  source-ovhcloud api diff --config source.yaml
  source-ovhcloud api add "GET /me/bill/{billId}/details/{billDetailId}"       copy what it prints under endpoints

The documents are asked from the API without keys, and kept for seven days in the cache folder of the user.`;

const SHOWN_HITS = 50;

export function addApi(program: Command): void {
  const api = program.command('api').description("look around in the API's own documents: no keys needed");
  api.addHelpText('after', EXAMPLES);
  withSource(api.command('sections').description('list the sections of the API')).action(async (options) => {
    for (const section of sectionsOf((await opened(options)).operations())) print(section);
  });
  withSource(api.command('list <section>').description('list the routes of a section: verb, path, status'))
    .option('--branch <name>', 'v1 or v2')
    .action(list);
  withSource(
    api.command('show <route>').description('show one route: parameters, body, response, examples'),
  ).action(async (route: string, options: ExploreOptions) => {
    const catalogue = await opened(options);
    print(operationText(catalogue, findOperation(catalogue, readRoute(route))));
  });
  addSearch(api);
  addCall(api);
  withSource(api.command('diff'))
    .description('compare kept documents with those of today: fields, types, enum values, deprecations')
    .option('--against <folder>', 'older documents in a folder instead of the kept ones')
    .option('-c, --config <file>', 'only what the routes of this configuration use')
    .action(diff);
  withSource(
    api.command('add <route>').description('print definitions that load a route, its parents included'),
  ).action(add);
}

function sectionsOf(operations: readonly ApiOperation[]): string[] {
  const first = operations.map(({ path }) =>
    path
      .split('/')
      .slice(0, path.startsWith('/v2/') ? 3 : 2)
      .join('/'),
  );
  return [...new Set(first)].sort();
}

async function list(section: string, options: ExploreOptions & { branch?: string }): Promise<void> {
  const operations = (await opened(options)).operations();
  const prefix = section.startsWith('/') ? section : `/${section}`;
  const found = operations.filter(
    ({ path, branch }) =>
      (path === prefix || path.startsWith(`${prefix}/`) || path.startsWith(`/v2${prefix}/`)) &&
      (options.branch === undefined || options.branch === branch),
  );
  if (found.length === 0) throw unknown(`there is no section "${section}"`, prefix, sectionsOf(operations));
  print(operationList(found.sort((a, b) => (a.path < b.path ? -1 : 1))));
}

function unknown(message: string, name: string, known: readonly string[]): ConfigError {
  const hint = nearest(name, known);
  const next = 'see `source-ovhcloud api sections` and `api search`';
  return new ConfigError([
    { where: 'api', message: `${message}; ${hint ? `did you mean "${hint}"?` : next}` },
  ]);
}

function addSearch(api: Command): void {
  withSource(api.command('search [words...]').description('search routes; what is given is combined'))
    .option('--path <text>', 'part of the path')
    .option('--description <text>', 'part of the description')
    .option('--parameter <name>', 'a path, query or header parameter')
    .option('--body-field <name>', 'a field of the body, at any depth')
    .option('--response <name>', 'the response type, or a field of it at any depth')
    .option('--status <value>', 'PRODUCTION, BETA, ALPHA or DEPRECATED')
    .option('--method <verb>', 'GET, POST, PUT or DELETE')
    .option('--branch <name>', 'v1 or v2')
    .action(async (words: string[], options: ExploreOptions & SearchCriteria) => {
      const hits = searchCatalogue(await opened(options), { ...options, words });
      print(operationList(hits.slice(0, SHOWN_HITS).map((hit) => hit.operation)));
      note(`${hits.length} routes${hits.length > SHOWN_HITS ? `, the best ${SHOWN_HITS} are shown` : ''}`);
      if (hits.length === 0) process.exitCode = 1;
    });
}

async function add(route: string, options: ExploreOptions): Promise<void> {
  const catalogue = await opened(options);
  const operation = findOperation(catalogue, readRoute(route));
  if (operation.method !== 'GET') {
    throw new ConfigError([
      {
        where: route,
        message: 'only a GET route can be derived; write the others by hand (docs/definitions.md)',
      },
    ]);
  }
  const derived = deriveDefinitions(catalogue, operation.path);
  if ('reason' in derived) throw new ConfigError([{ where: route, message: derived.reason }]);
  for (const text of derived.notes) note(`note: ${text}`);
  print(stringify({ endpoints: derived.definitions }, { lineWidth: 0 }).trimEnd());
}

async function diff(options: ExploreOptions & { against?: string; config?: string }): Promise<void> {
  const older: ExploreOptions = options.against
    ? { schemas: options.against }
    : { ...options, keptOnly: true };
  const before = await exploreApi(older);
  if (before.size === 0) {
    throw new ConfigError([
      {
        where: 'api diff',
        message:
          "no documents are kept yet: `api sections` keeps today's; or name older ones with --against FOLDER",
      },
    ]);
  }
  const after = await opened({ ...options, refresh: true });
  const routes = options.config
    ? draftFrom({ config: options.config }).plan.nodes.map((node) => routeOf(node.path))
    : undefined;
  const changes = diffDocuments([...before.documents], [...after.documents], routes);
  for (const change of changes)
    print(`${isBreaking(change) ? 'BREAKING  ' : '          '}${describeChange(change)}`);
  note(`${changes.length} changes, ${changes.filter(isBreaking).length} of them breaking`);
}
