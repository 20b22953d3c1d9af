// The command line of `config`: changes keys of the configuration in its text.
import type { Command } from 'commander';

const EXAMPLES = `
Examples:
  source-ovhcloud config set http.attempts 12
  source-ovhcloud config set 'endpoints[0].query["date.from"]' 2024-01-01 --diff
  source-ovhcloud config add endpoints '{ preset: bills, only: [bills] }'
  source-ovhcloud config remove 'endpoints[2]'

PATH is the key as messages name it. VALUE is YAML on one line: a word, a number, [a, list], { a: group }.
A value of a secret stands in the history of the shell: use a variable, '\${NAME}'.`;

export interface ConfigEditOptions {
  config?: string;
  diff?: boolean;
}

export function addConfig(program: Command): void {
  const config = program
    .command('config')
    .description('change keys of the configuration; its comments and form stay')
    .addHelpText('after', EXAMPLES);
  const load = () => import('../actions/config.js');
  withOptions(config.command('set <path> <value>'))
    .description('give a key a value; keys that are missing are made')
    .action(async (path: string, value: string, options: ConfigEditOptions) =>
      (await load()).set(path, value, options),
    );
  withOptions(config.command('add <path> <value>'))
    .description('append to a list, such as endpoints')
    .action(async (path: string, value: string, options: ConfigEditOptions) =>
      (await load()).add(path, value, options),
    );
  withOptions(config.command('remove <path>'))
    .description('take out a key or an entry, with the comment on its line')
    .action(async (path: string, options: ConfigEditOptions) => (await load()).remove(path, options));
}

function withOptions(command: Command): Command {
  return command
    .option('-c, --config <file>', 'configuration, YAML or JSON (default: source.yaml in this folder)')
    .option('--diff', 'only show what would change');
}
