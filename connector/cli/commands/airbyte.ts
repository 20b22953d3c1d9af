// The command lines of `airbyte`: those that Airbyte gives a source.
import type { Command } from 'commander';

export interface AirbyteOptions {
  config: string;
  catalog?: string;
  state?: string;
  strict?: boolean;
  debug?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud airbyte spec
  source-ovhcloud airbyte check --config config.json
  source-ovhcloud airbyte read --config config.json --catalog catalog.json --state state.json

Standard output has messages of the Airbyte protocol and nothing else (docs/airbyte.md).`;

export function addAirbyte(program: Command): void {
  const airbyte = program
    .command('airbyte')
    .description('a source of Airbyte: speaks its protocol on standard output')
    .addHelpText('after', EXAMPLES);
  const actions = () => import('../actions/airbyte.js');
  airbyte
    .command('spec')
    .description('print what the configuration is')
    .action(async () => (await actions()).airbyteSpec());
  withConfig(airbyte.command('check').description('print whether the configuration works')).action(
    async (options: AirbyteOptions) => (await actions()).airbyteCheck(options),
  );
  withConfig(airbyte.command('discover').description('print the streams and their schemas')).action(
    async (options: AirbyteOptions) => (await actions()).airbyteDiscover(options),
  );
  withConfig(airbyte.command('read').description('print records and states'))
    .requiredOption('--catalog <file>', 'the configured catalog')
    .option('--state <file>', 'the states of an earlier read: a list of state messages')
    .option('--strict', 'end with 1, and not with 0, where something that the API listed is not loaded')
    .action(async (options: AirbyteOptions) => (await actions()).airbyteRead(options));
}

function withConfig(command: Command): Command {
  return command
    .requiredOption('--config <file>', 'the configuration, JSON')
    .option('--debug', 'print log messages of the level DEBUG as well');
}
