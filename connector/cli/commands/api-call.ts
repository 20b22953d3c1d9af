// The command line of `api call`.
import type { Command } from 'commander';
import { collect } from './api-options.js';
import type { ConfigOptions } from './options.js';

const EXAMPLES = `
Examples:
  source-ovhcloud api call "GET /me/bill/{billId}" --parameter billId=FR123
  source-ovhcloud api call /me/bill --query date.from=2024-01-01 --raw | jq length
  source-ovhcloud api call "POST /me/document" --body '{"name":"notes.txt"}' --code node
  source-ovhcloud api call "PUT /me/document/{id}" --parameter id=ID --body @new.json --yes

Keys come from the configuration, OVH_... variables or an ovh.conf, as for load. The call is checked against the API's
documents first. A call that changes something (POST, PUT, DELETE, PATCH) needs a confirmation, and is sent once.
Exit codes: 0 answered, 1 refused by the API, 2 not sent.`;

export interface CallOptions extends ConfigOptions {
  region?: string;
  schemas?: string;
  refresh?: boolean;
  parameter?: string[];
  query?: string[];
  header?: string[];
  body?: string;
  code?: string;
  yes?: boolean;
  raw?: boolean;
  showSecrets?: boolean;
  unchecked?: boolean;
}

export function addCall(api: Command): void {
  api
    .command('call <route>')
    .description('call one route, and show the same request as curl, Node, Python and PHP code')
    .option('-c, --config <file>', 'configuration with keys and region (default: source.yaml in this folder)')
    .option('--connection <name...>', 'which connection, where the configuration has several')
    .option('--profile <name>', 'profile of an ovh.conf whose keys are used')
    .option('--region <name>', 'without a configuration: the region; keys from OVH_... or an ovh.conf')
    .option('--base-url <origin>', 'call this origin instead: a proxy, the sandbox')
    .option('--schemas <folder>', "read the API's documents from a folder (v1/*.json, v2/*.json)")
    .option('--refresh', 'request every document again')
    .option('--parameter <name=value>', 'a path parameter; may be repeated', collect)
    .option('--query <name=value>', 'a query-string parameter; may be repeated', collect)
    .option('--header <header>', '"Name: value"; may be repeated', collect)
    .option('--body <json>', 'body as JSON, or @FILE')
    .option('--code <languages>', 'curl, node, python, php (several with commas), all or none; default all')
    .option('--raw', 'print the body alone, for jq')
    .option('--yes', 'send a call that changes something without asking')
    .option('--show-secrets', 'show passwords and tokens of the reply')
    .option('--unchecked', "do not check the call against the API's documents")
    .addHelpText('after', EXAMPLES)
    .action(async (route: string, options: CallOptions) =>
      (await import('../actions/api-call.js')).call(route, options),
    );
}
