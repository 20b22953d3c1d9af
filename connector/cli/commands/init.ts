// The command line of `init`.
import type { Command } from 'commander';

export interface InitOptions {
  preset: string[];
  region: string;
  output: string;
  force?: boolean;
}

export function addInit(program: Command): void {
  program
    .command('init')
    .description('write a commented configuration from one or several presets')
    .option('--preset <name...>', 'presets: see `source-ovhcloud examples`', ['bills'])
    .option('--region <name>', 'region of the account', 'eu')
    .option('-o, --output <file>', 'file to write', 'source.yaml')
    .option('--force', 'overwrite a file that exists')
    .addHelpText(
      'after',
      '\nExamples:\n  source-ovhcloud init\n  source-ovhcloud init --preset bills refunds orders --region ca',
    )
    .action(async (options: InitOptions) => (await import('../actions/init.js')).init(options));
}
