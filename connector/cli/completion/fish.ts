// The script for fish: one line for each command, and one for each option with all commands that have it.
import { quoted } from './cases.js';
import type { CompletedCommand, CompletedOption, Values } from './tree.js';

export function fishScript(commands: readonly CompletedCommand[]): string {
  const withValue = commands.flatMap(({ options }) =>
    options.filter(({ values }) => values).flatMap(({ flags }) => flags),
  );
  const groups = commands.filter(({ commands: below }) => below.length > 0);
  return `# Completes source-ovhcloud in fish. Made by: source-ovhcloud completion fish
function __source_ovhcloud_at
  set -l at
  set -l before
  for word in (commandline -opc)[2..]
    if contains -- "$before" ${[...new Set(withValue)].join(' ')}
      set before $word
      continue
    end
    set before $word
    switch "$at $word"
      case ${groups.flatMap(({ path, commands: below }) => below.map(({ name }) => quoted(`${path} ${name}`))).join(' ')}
        set at (string trim -- "$at $word")
    end
  end
  contains -- "$at" $argv
end

function __source_ovhcloud_sources
  set -l words (commandline -opc)
  set -l at (contains -i -- --config $words; or contains -i -- -c $words)
  if test -n "$at"
    source-ovhcloud completion sources --config $words[(math $at + 1)] 2>/dev/null
  else
    source-ovhcloud completion sources 2>/dev/null
  end
end

complete -c source-ovhcloud -f
${groups.flatMap(({ path, commands: below }) => below.map(({ name, about }) => `${at([path])} -a ${name} -d ${quoted(about)}`)).join('\n')}
${commands
  .filter(({ values }) => values.kind !== 'free')
  .map(({ path, values }) => `${at([path])} ${offers(values)}`)
  .join('\n')}
${optionLines(commands).join('\n')}
`;
}

function optionLines(commands: readonly CompletedCommand[]): string[] {
  const paths = new Map<string, string[]>();
  for (const { path, options } of commands)
    for (const option of options) {
      const line = optionWords(option);
      paths.set(line, [...(paths.get(line) ?? []), path]);
    }
  return [...paths].map(([line, all]) => `${at(all)} ${line}`);
}

function optionWords({ flags, about, values }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  return [...names, ...(values ? ['-r', offers(values)] : []), '-d', quoted(about)].join(' ');
}

function offers(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `-f -a ${quoted(values.words.join(' '))}`;
    case 'files':
      return '-F';
    case 'folders':
      return "-f -a '(__fish_complete_directories)'";
    case 'sources':
      return "-f -a '(__source_ovhcloud_sources)'";
    case 'free':
      return '-f';
  }
}

function at(paths: readonly string[]): string {
  return `complete -c source-ovhcloud -n ${quoted(`__source_ovhcloud_at ${paths.map((path) => `"${path}"`).join(' ')}`)}`;
}
