// api add: derives definitions of a route and prints them, or writes them into a configuration file.
import { stringify } from 'yaml';
import { addToConfig, deriveRoute, readConfigText } from '../../app/explorer/add-route.js';
import { readRoute } from '../../app/explorer/route.js';
import { plainPath } from '../../schemas/explore/route-match.js';
import type { AddOptions } from '../commands/api-add.js';
import { note, print, printText } from '../output.js';
import { opened, pairs, whereToAsk } from './api-values.js';

export async function add(written: string, options: AddOptions): Promise<void> {
  const route = readRoute(written);
  const input = {
    parameters: pairs('--parameter', options.parameter),
    query: pairs('--query', options.query),
  };
  if (options.append !== undefined) readConfigText(options.append);
  const documents = await opened({
    ...whereToAsk(options, options.append),
    routes: pathsAbove(route.path),
  });
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
