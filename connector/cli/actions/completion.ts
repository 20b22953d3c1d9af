// completion: prints the script that completes the command in a shell, or the names that such a script asks for.
import type { Command } from 'commander';
import { PRESETS } from '../../../endpoints/presets.js';
import { REGIONS } from '../../../endpoints/regions.js';
import { DOCUMENT_KIND_NAMES } from '../../app/documents/kinds.js';
import { CommandFailed } from '../../config/connections/command-output.js';
import { regionNames } from '../../model/region.js';
import { NOT_LOADED_STATES } from '../../model/report.js';
import type { Completion } from '../commands/completion.js';
import type { ConfigOptions } from '../commands/options.js';
import { bashScript } from '../completion/bash.js';
import { fishScript } from '../completion/fish.js';
import { completedCommands, type KnownWords } from '../completion/tree.js';
import { zshScript } from '../completion/zsh.js';
import { print, printText } from '../output.js';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

export async function completion(shell: Completion, options: ConfigOptions, program: Command): Promise<void> {
  if (shell === 'sources') await printSources(options);
  else printText(SCRIPTS[shell](completedCommands(program, knownWords())).trimEnd());
}

/** Values that their commands check themselves, because they say more of a wrong one than its choices. */
function knownWords(): KnownWords {
  const presets = PRESETS.map(({ name }) => name);
  return {
    '--preset': presets,
    examples: presets,
    '--region': regionNames(REGIONS),
    '--kind': DOCUMENT_KIND_NAMES,
    '--reason': NOT_LOADED_STATES,
    '--branch': ['v1', 'v2'],
    '--code': ['all', 'none', 'curl', 'node', 'python', 'php'],
  };
}

async function printSources(options: ConfigOptions): Promise<void> {
  const { draftsFrom } = await import('./sources.js');
  const neverRun = () => {
    throw new CommandFailed('is not run to complete a word');
  };
  const names = draftsFrom(options, neverRun).flatMap(({ config }) =>
    config.endpoints.map(({ name }) => name),
  );
  for (const name of new Set(names)) print(name);
}
