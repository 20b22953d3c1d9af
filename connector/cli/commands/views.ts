// views: makes the views of spend and proof beside the tables, removes them, or prints them as SQL.
import type { Command } from 'commander';
import { dropViews, installViews, openMart } from '../../app/mart/views.js';
import { ConfigError } from '../../model/errors.js';
import { viewStatement } from '../../model/view-text.js';
import { viewsText } from '../../text/views-text.js';
import { print, printText, textColumns } from '../output.js';
import { addConfigOptions, type ConfigOptions, firstDraft } from './options.js';

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
    async (_: ConfigOptions, self: Command) => {
      const made = await installViews(firstDraft(self.optsWithGlobals()));
      printText(viewsText(made, textColumns()));
    },
  );
  addConfigOptions(command.command('drop').description('remove the views; the tables stay')).action(
    async (_: ConfigOptions, self: Command) => {
      const gone = await dropViews(firstDraft(self.optsWithGlobals()));
      print(gone.length > 0 ? `${gone.length} views are removed; the tables stay` : 'There were no views');
    },
  );
  addConfigOptions(command.command('show').description('print views as SQL'))
    .argument('[names...]', 'views; default: all')
    .action(show);
}

async function show(names: string[], _: ConfigOptions, self: Command): Promise<void> {
  const { session, mart } = await openMart(firstDraft(self.optsWithGlobals()).config);
  await session.close();
  const unknown = names.find((name) => !mart.views.some((view) => view.name === name));
  if (unknown !== undefined) {
    const known = mart.views.map(({ name }) => name).filter((name) => !name.startsWith('mart_'));
    const message = `there is no view "${unknown}". The views: ${known.join(', ')}`;
    throw new ConfigError([{ code: 'option-value', where: 'views show', message }]);
  }
  const wanted = mart.views.filter(({ name }) => names.length === 0 || names.includes(name));
  const setup = names.length === 0 ? session.setup : [];
  for (const statement of [...setup, ...wanted.map((view) => viewStatement(view))])
    printText(`${statement};\n`);
}
