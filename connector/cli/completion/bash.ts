// The script for bash, from version 3.2 on, which is the one of macOS.
import { commandCases, descents, offers, optionCases, takes } from './cases.js';
import type { CompletedCommand } from './tree.js';

const offered = (words: readonly string[]) => `offered='${words.join(' ')}'`;

export function bashScript(commands: readonly CompletedCommand[]): string {
  return `# Completes source-ovhcloud in bash. Made by: source-ovhcloud completion bash
_source_ovhcloud() {
  local cur=\${COMP_WORDS[COMP_CWORD]} at='' option='' takes='' kind='' offered='' config='' before='' word i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    # bash cuts words at = and at :, which belong to a value.
    if [[ $word == = || $word == : ]]; then before=$word; continue; fi
    if [[ $before == : ]]; then before=''; continue; fi
    before=''
    if [[ $word == -* ]]; then
      option=$word takes=''
      case "$at|$option" in
${optionCases(commands, takes)}
      esac
      continue
    fi
    if [[ -n $takes ]]; then
      [[ $option == -c || $option == --config ]] && config=$word
      [[ $takes == one ]] && takes=''
      continue
    fi
    case "$at|$word" in
${descents(commands)}
    esac
  done
  if [[ $cur == = || $cur == : ]]; then before=$cur cur=''; fi
  if [[ $cur == -* ]]; then
    kind=words
    case "$at" in
${commandCases(commands, ({ options }) => offered(options.flatMap(({ flags }) => flags)))}
    esac
  elif [[ -n $takes || $before == : ]]; then
    case "$at|$option" in
${optionCases(commands, ({ values }) => offers(values, offered))}
    esac
  else
    case "$at" in
${commandCases(commands, ({ commands: below, values }) => offers(below.length > 0 ? { kind: 'words', words: below.map(({ name }) => name) } : values, offered))}
    esac
  fi
  case "$kind" in
    sources) offered=$(source-ovhcloud completion sources \${config:+--config "$config"} 2>/dev/null) ;;
    files|folders) compopt -o filenames 2>/dev/null ;;
  esac
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(
    case "$kind" in
      files) compgen -f -- "$cur" ;;
      folders) compgen -d -- "$cur" ;;
      words|sources) compgen -W "$offered" -- "$cur" ;;
    esac
  )
}

complete -F _source_ovhcloud source-ovhcloud
`;
}
