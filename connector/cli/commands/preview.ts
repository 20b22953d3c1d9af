// The command line of `preview`.
import type { Command } from 'commander';
import { addConfigOptions, type ConfigOptions } from './options.js';

export interface PreviewOptions extends Omit<ConfigOptions, 'connection'> {
  rows: string;
  connection?: string;
}

const EXAMPLES = `
Examples:
  source-ovhcloud preview bills
  source-ovhcloud preview bill_details --rows 3

The request is printed as curl: paste it into a shell that has the keys in OVH_... variables.`;

export function addPreview(program: Command): void {
  const command = program
    .command('preview <name>')
    .description('show the first rows of one source object as a table, and its request as curl');
  addConfigOptions(command)
    .option('--connection <name>', 'which connection of the configuration (default: the first)')
    .option('--rows <number>', 'rows to show', '5')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, options: PreviewOptions) =>
      (await import('../actions/preview.js')).preview(name, options),
    );
}
