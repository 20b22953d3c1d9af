// api add: derives definitions of a route and prints them, or writes them into a configuration file.
import type { Command } from 'commander';
import { stringify } from 'yaml';
import { REGIONS } from '../../../endpoints/regions.js';
import type { ExploreOptions } from '../../app/explore.js';
import { addToConfig, deriveRoute, readConfigText } from '../../app/explorer/add-route.js';
import { readRoute } from '../../app/explorer/route.js';
import { openAllWithoutKeys } from '../../app/open-accounts.js';
import { regionNames } from '../../model/region.js';
import { plainPath } from '../../schemas/explore/route-match.js';
import { note, print, printText } from '../output.js';
import { collect, opened, pairs } from './api-options.js';

const EXAMPLES = `
Examples:
  source-ovhcloud api add "GET /me/bill/{billId}/details/{billDetailId}"       copy what it prints under endpoints
  source-ovhcloud api add "GET /me/bill/{billId}/payment" --append source.yaml
  source-ovhcloud api add "GET /domain/zone/{zoneName}/record" --parameter zoneName=example.com --append source.yaml`;

interface AddOptions extends ExploreOptions {
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
    .option('--region <name>', `region of the API: ${regionNames(REGIONS)[0]} unless the file names one`)
    .option('--base-url <origin>', 'call this origin instead of the region: a proxy, the sandbox')
    .option('--schemas <folder>', "read the API's documents from a folder (v1/*.json, v2/*.json)")
    .option('--refresh', 'request every document again')
    .addHelpText('after', EXAMPLES)
    .action(add);
}

async function add(written: string, options: AddOptions): Promise<void> {
  const route = readRoute(written);
  const input = {
    parameters: pairs('--parameter', options.parameter),
    query: pairs('--query', options.query),
  };
  if (options.append !== undefined) readConfigText(options.append);
  const documents = await opened({ ...sourceOf(options), ...options, routes: pathsAbove(route.path) });
  const { definitions, notes } = deriveRoute(documents, route, input);
  for (const text of notes) note(`note: ${text}`);
  if (options.append === undefined) {
    printText(stringify({ endpoints: definitions }, { lineWidth: 0 }).trimEnd());
    return;
  }
  const merged = addToConfig(options.append, definitions);
  for (const text of merged.notes) note(`note: ${text}`);
  for (const name of merged.reused) print(`exists: ${name}`);
  for (const { name, path } of merged.added) print(`added: ${name}: GET ${path}`);
  const last = merged.added.at(-1);
  if (last)
    print(
      `${options.append} is written. Next: source-ovhcloud preview ${last.name} --config ${options.append}`,
    );
  else print(`${options.append} is unchanged.`);
}

/** A path and those above it, from whose lists its parameters are mapped: their documents are enough. */
function pathsAbove(path: string): string[] {
  const parts = plainPath(path).split('/');
  const first = parts[1] === 'v2' ? 3 : 2;
  return parts.slice(first - 1).map((_, index) => parts.slice(0, index + first).join('/'));
}

/** Requests documents from the configured region or `baseUrl`. Faults of the file are reported when it is written. */
function sourceOf({ append }: AddOptions): ExploreOptions {
  if (append === undefined) return {};
  try {
    const [draft] = openAllWithoutKeys(append);
    if (!draft) return {};
    const { region, origin, schemas } = draft.config;
    const baseUrl = origin === region.origin ? undefined : origin;
    return { region: region.name, baseUrl, schemas: schemas.folder };
  } catch {
    return {};
  }
}
