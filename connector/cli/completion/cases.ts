// The tables of the scripts for bash and zsh, which both have `case`.
import type { CompletedCommand, CompletedOption, Values } from './tree.js';

/** Patterns and what is done for them, as lines of a `case`. */
export function caseLines(actions: ReadonlyMap<string, readonly string[]>): string {
  return [...actions].map(([action, patterns]) => `      ${patterns.join('|')}) ${action} ;;`).join('\n');
}

/** From a command and a word to the command below it. */
export function descents(commands: readonly CompletedCommand[]): string {
  const known = commands.flatMap(({ path, commands: below }) => below.map(({ name }) => `'${path}|${name}'`));
  return caseLines(new Map([[`at="\${at:+$at }$word"`, known]]));
}

/** For `command|--option`, whatever `act` says of the option; `*'|--option'` where it is the same in all commands. */
export function optionCases(
  commands: readonly CompletedCommand[],
  act: (option: CompletedOption) => string | undefined,
): string {
  const byFlag = new Map<string, { path: string; action: string | undefined }[]>();
  for (const { path, options } of commands)
    for (const option of options)
      for (const flag of option.flags)
        byFlag.set(flag, [...(byFlag.get(flag) ?? []), { path, action: act(option) }]);
  const found = [...byFlag].flatMap(([flag, uses]) => {
    const isSame = new Set(uses.map(({ action }) => action)).size === 1;
    return (isSame ? uses.slice(0, 1) : uses).flatMap(({ path, action }) =>
      action === undefined ? [] : [[isSame ? `*'|${flag}'` : `'${path}|${flag}'`, action] as const],
    );
  });
  return caseLines(grouped(found));
}

/** For each command that `act` says something of. */
export function commandCases(
  commands: readonly CompletedCommand[],
  act: (command: CompletedCommand) => string | undefined,
): string {
  const found = commands.flatMap((command) => {
    const action = act(command);
    return action === undefined ? [] : [[`'${command.path}'`, action] as const];
  });
  return caseLines(grouped(found));
}

/** `takes=one` or `takes=several` words; undefined for an option without a value. */
export function takes({ values, isVariadic }: CompletedOption): string | undefined {
  if (values === undefined) return undefined;
  return isVariadic ? 'takes=several' : 'takes=one';
}

/** The kind of values, and the words among them; undefined where nothing is offered. */
export function offers(
  values: Values | undefined,
  list: (words: readonly string[]) => string,
): string | undefined {
  if (values === undefined || values.kind === 'free') return undefined;
  return values.kind === 'words' ? `kind=words ${list(values.words)}` : `kind=${values.kind}`;
}

function grouped(found: readonly (readonly [pattern: string, action: string])[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [pattern, action] of found) groups.set(action, [...(groups.get(action) ?? []), pattern]);
  return groups;
}

/** A text in single quotes. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
