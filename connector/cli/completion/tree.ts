// What a shell can complete, from the commands as they are declared: names, options, and the kind of each value.
import type { Command, Option } from 'commander';

/** `sources`: names of the configuration, for which the shell asks the command. `free`: nothing is offered. */
export type Values =
  | { kind: 'words'; words: readonly string[] }
  | { kind: 'files' | 'folders' | 'sources' | 'free' };

export interface CompletedOption {
  /** `-c`, `--config`. */
  flags: readonly string[];
  about: string;
  /** Absent: it takes no value. */
  values?: Values;
  /** It takes all words up to the next option. */
  isVariadic: boolean;
}

export interface CompletedCommand {
  /** `''` for the program, `api call`. */
  path: string;
  commands: { name: string; about: string }[];
  options: CompletedOption[];
  /** Of its arguments, which are all of one kind. */
  values: Values;
}

/** Words for the values of an option, such as `--preset`, or for the arguments of a command, such as `examples`. */
export type KnownWords = Readonly<Record<string, readonly string[]>>;

const SOURCES = ['--only', '--source', '--full-refresh', 'preview', 'backfill', 'reset'];

/** What the placeholder of a value says of it. */
const PLACEHOLDERS: Record<string, Values> = {
  file: { kind: 'files' },
  files: { kind: 'files' },
  place: { kind: 'files' },
  folder: { kind: 'folders' },
};

/** The program and all commands below it, each after the one above it. */
export function completedCommands(
  command: Command,
  known: KnownWords,
  path = '',
): [CompletedCommand, ...CompletedCommand[]] {
  const { visibleCommands, visibleOptions } = partsOf(command);
  const [argument] = command.registeredArguments;
  const below = (name: string) => `${path} ${name}`.trim();
  const names = command.commands.map((each) => each.name());
  const help: CompletedCommand = {
    path: below('help'),
    commands: [],
    options: [],
    values: { kind: 'words', words: names },
  };
  return [
    {
      path,
      commands: visibleCommands.map((each) => ({ name: each.name(), about: each.description() })),
      options: visibleOptions.map((option) => completedOption(option, known)),
      values: argument ? valuesOf(path, argument.name(), argument.argChoices, known) : { kind: 'free' },
    },
    ...(visibleCommands.length > names.length ? [help] : []),
    ...command.commands.flatMap((each) => completedCommands(each, known, below(each.name()))),
  ];
}

function partsOf(command: Command) {
  const help = command.createHelp();
  return { visibleCommands: help.visibleCommands(command), visibleOptions: help.visibleOptions(command) };
}

function completedOption(option: Option, known: KnownWords): CompletedOption {
  const { short, long, description, variadic, required, optional, argChoices } = option;
  const flags = [short, long].filter((flag) => flag !== undefined);
  const placeholder = /[<[](\w+)/.exec(option.flags)?.[1] ?? '';
  const values = required || optional ? valuesOf(long ?? '', placeholder, argChoices, known) : undefined;
  return { flags, about: description, isVariadic: variadic, ...(values && { values }) };
}

function valuesOf(
  name: string,
  placeholder: string,
  choices: readonly string[] | undefined,
  known: KnownWords,
): Values {
  const words = choices ?? known[name];
  if (words) return { kind: 'words', words };
  if (SOURCES.includes(name)) return { kind: 'sources' };
  return PLACEHOLDERS[placeholder] ?? { kind: 'free' };
}
