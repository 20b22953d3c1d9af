// Options that several commands share.
import type { Command } from 'commander';
import type { ShardOptions } from './shard-options.js';

export interface ConfigOptions extends ShardOptions {
  config?: string;
  baseUrl?: string;
  to?: string;
  only?: string[];
  preview?: boolean;
  alone?: boolean;
  scheduled?: boolean;
  connection?: string[];
  profile?: string;
}

export function addConfigOptions(command: Command): Command {
  return command
    .option('-c, --config <file>', 'configuration, YAML or JSON (default: source.yaml in this folder)')
    .option('--profile <name>', 'profile of an ovh.conf whose keys are used')
    .option('--base-url <origin>', 'call this origin instead of the region: a proxy, the sandbox')
    .option('--to <place>', 'another destination: KIND:PLACE, a file, or an address');
}

export function addOnlyOption(command: Command): Command {
  return addAloneOption(
    command.option('--only <name...>', 'only these source objects, and what belongs to the same trees'),
  );
}

/** For commands that take a part of a tree with the rest of it. */
export function addAloneOption(command: Command): Command {
  return command.option('--alone', 'without the rest of their trees: parents are read for their ids');
}

export function addConnectionOption(command: Command): Command {
  return command.option('--connection <name...>', 'only these connections of the configuration');
}
