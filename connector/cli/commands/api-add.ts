// The command line of `api add`.
import type { Command } from 'commander';
import { REGIONS } from '../../../endpoints/regions.js';
import type { ExploreOptions } from '../../app/explore.js';
import { regionNames } from '../../model/region.js';
import { collect } from './api-options.js';

const EXAMPLES = `
Examples:
  source-ovhcloud api add "GET /me/bill/{billId}/details/{billDetailId}"       copy what it prints under endpoints
  source-ovhcloud api add "GET /me/bill/{billId}/payment" --append source.yaml
  source-ovhcloud api add "GET /domain/zone/{zoneName}/record" --parameter zoneName=example.com --append source.yaml`;

export interface AddOptions extends ExploreOptions {
  append?: string;
  parameter?: string[];
  query?: string[];
}

export function addAdd(api: Command): void {
  api
    .command('add <route>')
    .description(
      'derive definitions that load a route and its parents: print them, or write them with --append',
    )
    .option('--append <file>', 'append them to this configuration; its comments and form do not change')
    .option('--parameter <name=value>', 'a constant for a path parameter; may be repeated', collect)
    .option('--query <name=value>', 'a query-string parameter; may be repeated', collect)
    .option(
      '--region <name>',
      `region of the API (default: as the file or source.yaml says, else ${regionNames(REGIONS)[0]})`,
    )
    .option('--base-url <origin>', 'call this origin instead of the region: a proxy, the sandbox')
    .option('--schemas <folder>', "read the API's documents from a folder (v1/*.json, v2/*.json)")
    .option('--refresh', 'request every document again')
    .addHelpText('after', EXAMPLES)
    .action(async (route: string, options: AddOptions) =>
      (await import('../actions/api-add.js')).add(route, options),
    );
}
