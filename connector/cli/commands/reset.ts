// reset: removes the state of source objects, and on request their rows. Asks for a confirmation.
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { resetSources } from '../../app/repair/reset.js';
import { ConfigError } from '../../model/errors.js';
import { resetText } from '../../text/reset-text.js';
import { isTerminal, note, print, printText } from '../output.js';
import { addConfigOptions, addConnectionOption, type ConfigOptions, historyFrom } from './options.js';

interface ResetOptions extends ConfigOptions {
  all?: boolean;
  data?: boolean;
  alone?: boolean;
  yes?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud reset bills                 the next load reads all bills anew; their rows stay and are updated
  source-ovhcloud reset bills --data          the rows of this account go too, with those of the same tree: lines, lists
  source-ovhcloud reset --all --yes           without a question, for scripts
  source-ovhcloud reset bills --connection child     of one of several connections; without it, of all

Tells what will go, and asks. The rows of other accounts, and what is written down of earlier runs, stay.`;

export function addReset(program: Command): void {
  const command = program
    .command('reset')
    .description('remove the state of source objects, so that the next load reads them again')
    .argument('[names...]', 'source objects');
  addConnectionOption(addConfigOptions(command))
    .option('--all', 'all source objects')
    .option('--data', "also remove this account's rows from their tables")
    .option('--alone', 'with --data: without the rows of the rest of their trees')
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', EXAMPLES)
    .action(reset);
}

async function reset(names: string[], options: ResetOptions): Promise<void> {
  if (names.length > 0 === (options.all === true)) {
    throw new ConfigError([
      { code: 'option-value', where: 'reset', message: 'name source objects, or use --all' },
    ]);
  }
  if (!options.yes && !(isTerminal() && process.stdin.isTTY)) {
    throw new ConfigError([
      { code: 'confirmation-missing', where: '--yes', message: 'there is no terminal to ask on: add --yes' },
    ]);
  }
  if (options.alone && !options.data) {
    const message = 'has no meaning without --data: only what is named is forgotten';
    throw new ConfigError([{ code: 'option-conflict', where: '--alone', message }]);
  }
  const { alone, ...others } = options;
  const isDone = await resetSources(historyFrom(others).drafts, {
    names: options.all ? undefined : names,
    data: options.data === true,
    alone,
    confirm: async (parts, neverStarted) => {
      printText(resetText(parts, neverStarted, options.data === true));
      if (parts.length === 0) return false;
      return options.yes === true || (await ask());
    },
  });
  print(isDone ? 'Done. `source-ovhcloud load` reads it again' : 'Nothing was changed');
  if (!isDone) process.exitCode = 3;
}

async function ask(): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question('Continue? [y/N] ').finally(() => terminal.close());
  if (/^y(es)?$/i.test(answer.trim())) return true;
  note('not confirmed');
  return false;
}
