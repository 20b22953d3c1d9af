// The command line of `api`.
import type { Command } from 'commander';
import type { ExploreOptions } from '../../app/explore.js';
import type { SearchCriteria } from '../../schemas/explore/search.js';
import { addAdd } from './api-add.js';
import { addCall } from './api-call.js';
import { withSource } from './api-options.js';

const EXAMPLES = `
Examples:
  source-ovhcloud api sections
  source-ovhcloud api list /me --branch v1
  source-ovhcloud api show "GET /me/bill/{billId}"
  source-ovhcloud api show "POST /me/document" --code python
  source-ovhcloud api search invoice --method GET --section /me
  source-ovhcloud api search --response billing.Bill --status PRODUCTION
  source-ovhcloud api search 'https://eu.api.ovh.com/console/?section=%2Fme&branch=v1#get-/me/bill/-billId-'
  source-ovhcloud api diff --config source.yaml
  source-ovhcloud api call "GET /me/bill/{billId}" --parameter billId=FR123
  source-ovhcloud api add "GET /me/bill/{billId}/payment" --append source.yaml

The documents are requested without keys, and cached for seven days in the user's cache folder.`;

export interface ListOptions extends ExploreOptions {
  branch?: string;
}

export interface ShowOptions extends ExploreOptions {
  code?: string;
}

export interface DiffOptions extends ExploreOptions {
  against?: string;
  config?: string;
}

export function addApi(program: Command): void {
  const api = program.command('api').description("explore the API's schema documents, without keys");
  api.addHelpText('after', EXAMPLES);
  withSource(api.command('sections').description('list the sections of the API')).action(
    async (options: ExploreOptions) => (await import('../actions/api.js')).sections(options),
  );
  withSource(api.command('list <section>').description('list the routes of a section: method, path, status'))
    .option('--branch <name>', 'v1 or v2')
    .action(async (section: string, options: ListOptions) =>
      (await import('../actions/api.js')).list(section, options),
    );
  withSource(api.command('show <route>').description('show one route: parameters, body, response, examples'))
    .option('--code <languages>', 'show a script with example values instead: curl, node, python, php or all')
    .action(async (route: string, options: ShowOptions) =>
      (await import('../actions/api.js')).show(route, options),
    );
  addSearch(api);
  addCall(api);
  withSource(api.command('diff'))
    .description("compare cached documents with today's: fields, types, enum values, deprecations")
    .option('--against <folder>', 'older documents in a folder, instead of the cached ones')
    .option('-c, --config <file>', 'compare only the routes of this configuration')
    .action(async (options: DiffOptions) => (await import('../actions/api.js')).diff(options));
  addAdd(api);
}

function addSearch(api: Command): void {
  withSource(
    api
      .command('search [words...]')
      .description(
        "search routes; all criteria must match. Or paste a link of OVHcloud's console or a curl line",
      ),
  )
    .option('--path <text>', 'part of the path')
    .option('--description <text>', 'part of the description')
    .option('--parameter <name>', 'a path, query or header parameter')
    .option('--body-field <name>', 'a field of the body, at any depth')
    .option('--response <name>', 'the response type, or a field of it at any depth')
    .option('--status <value>', 'PRODUCTION, BETA, ALPHA or DEPRECATED')
    .option('--method <verb>', 'GET, POST, PUT or DELETE')
    .option('--branch <name>', 'v1 or v2')
    .option('--section <path>', 'only this section: /me, /dedicated/server, /v2/iam')
    .action(async (words: string[], options: ExploreOptions & SearchCriteria) =>
      (await import('../actions/api.js')).search(words, options),
    );
}
