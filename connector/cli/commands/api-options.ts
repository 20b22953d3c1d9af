// The options that the commands below `api` share.
import type { Command } from 'commander';
import { REGIONS } from '../../../endpoints/regions.js';
import { regionNames } from '../../model/region.js';

export function withSource(command: Command): Command {
  return command
    .option(
      '--region <name>',
      `region of the API (default: as source.yaml says, else ${regionNames(REGIONS)[0]})`,
    )
    .option('--base-url <origin>', 'call this origin instead of the region: a proxy, the sandbox')
    .option('--schemas <folder>', "read the API's documents from a folder (v1/*.json, v2/*.json)")
    .option('--refresh', 'request every document again');
}

/** For an option that may be repeated. */
export function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}
