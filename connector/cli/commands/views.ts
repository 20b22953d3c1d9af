// The command line of `views`.
import type { Command } from 'commander';
import { addConfigOptions, type ConfigOptions } from './options.js';

const EXAMPLES = `
Examples:
  source-ovhcloud views install                make them in the destination of the configuration
  source-ovhcloud views install --to ovh.db
  source-ovhcloud views show charges           one view as SQL
  source-ovhcloud views show --to parquet:data > mart.sql     all of them, for DuckDB over Parquet files
  source-ovhcloud views drop

Nothing is called. \`views: true\` in the configuration makes them at the end of every load. docs/mart.md has their columns.`;

export function addViews(program: Command): void {
  const command = program
    .command('views')
    .description('views of spend and proof beside the tables: make, print, remove')
    .addHelpText('after', EXAMPLES);
  addConfigOptions(command.command('install').description('make all views anew')).action(
    async (_: ConfigOptions, self: Command) =>
      (await import('../actions/views.js')).install(self.optsWithGlobals()),
  );
  addConfigOptions(command.command('drop').description('remove the views; the tables stay')).action(
    async (_: ConfigOptions, self: Command) =>
      (await import('../actions/views.js')).drop(self.optsWithGlobals()),
  );
  addConfigOptions(command.command('show').description('print views as SQL'))
    .argument('[names...]', 'views; default: all')
    .action(async (names: string[], _: ConfigOptions, self: Command) =>
      (await import('../actions/views.js')).show(names, self.optsWithGlobals()),
    );
}
