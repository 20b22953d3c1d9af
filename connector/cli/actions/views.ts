// views: makes the views of spend and proof beside the tables, removes them, or prints them as SQL.
import { dropViews, installViews, openMart } from '../../app/mart/views.js';
import { ConfigError } from '../../model/errors.js';
import { viewStatement } from '../../model/view-text.js';
import { viewsText } from '../../text/views-text.js';
import type { ConfigOptions } from '../commands/options.js';
import { print, printText, textColumns } from '../output.js';
import { tablesFrom } from './sources.js';

export async function install(options: ConfigOptions): Promise<void> {
  const made = await installViews(tablesFrom(options));
  printText(viewsText(made, textColumns()));
}

export async function drop(options: ConfigOptions): Promise<void> {
  const gone = await dropViews(tablesFrom(options));
  print(gone.length > 0 ? `${gone.length} views are removed; the tables stay` : 'There were no views');
}

export async function show(names: string[], options: ConfigOptions): Promise<void> {
  const { session, mart } = await openMart(tablesFrom(options).config);
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
