// reset: removes the state of source objects, and on request their rows. Asks for a confirmation.
import { createInterface } from 'node:readline/promises';
import { resetSources } from '../../app/repair/reset.js';
import { ConfigError } from '../../model/errors.js';
import { resetText } from '../../text/reset-text.js';
import type { ResetOptions } from '../commands/reset.js';
import { isTerminal, note, print, printText } from '../output.js';
import { historyFrom } from './sources.js';

export async function reset(names: string[], options: ResetOptions): Promise<void> {
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
