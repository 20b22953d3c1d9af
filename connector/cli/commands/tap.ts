// The command line of `tap`: that of every Singer tap.
import { type Command, Option } from 'commander';

export interface TapOptions {
  config?: string;
  catalog?: string;
  properties?: string;
  state?: string;
  discover?: boolean;
  about?: boolean;
  format?: 'text' | 'json' | 'meltano';
  test?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud tap --config config.json --discover > catalog.json
  source-ovhcloud tap --config config.json --catalog catalog.json --state state.json
  source-ovhcloud tap --about --format meltano

Standard output has messages of Singer, standard error has the log (docs/singer.md). Ends with 0 when it read all that it
could and nothing is missing, with 1 else.`;

export function addTap(program: Command): void {
  program
    .command('tap')
    .description('a tap of Singer: for Meltano and every Singer target')
    .option('--config <file>', 'the configuration, JSON')
    .option('--catalog <file>', 'the streams and fields to read; default: all')
    .addOption(new Option('--properties <file>', 'the old name of --catalog').hideHelp())
    .option('--state <file>', 'the state of an earlier read')
    .option('--discover', 'print the catalog')
    .option('--test', 'check keys, rights and definitions, and read nothing')
    .option('--about', 'print what the tap is: settings and capabilities')
    .addOption(
      new Option('--format <format>', 'form of --about; meltano: the definition of a plugin')
        .choices(['text', 'json', 'meltano'])
        .default('text'),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (options: TapOptions) => (await import('../actions/tap.js')).tap(options));
}
