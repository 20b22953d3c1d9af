// The command line of `connections`.
import type { Command } from 'commander';
import { addConnectionOption, type ConfigOptions } from './options.js';
import { addShardOptions } from './shard-options.js';

export interface ConnectionsOptions extends ConfigOptions {
  json?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud connections
  source-ovhcloud connections --json             for a scheduler that starts a load of each
  source-ovhcloud connections --shard 2/3        what \`load --shard 2/3\` loads

Calls nothing. Of each key it says where it comes from, and never the key.`;

export function addConnections(program: Command): void {
  const command = program
    .command('connections')
    .description('list the connections of the configuration')
    .option('-c, --config <file>', 'configuration, YAML or JSON (default: source.yaml in this folder)');
  addShardOptions(addConnectionOption(command))
    .option('--json', 'as a JSON array, an entry for each connection')
    .addHelpText('after', EXAMPLES)
    .action(async (options: ConnectionsOptions) =>
      (await import('../actions/connections.js')).connections(options),
    );
}
