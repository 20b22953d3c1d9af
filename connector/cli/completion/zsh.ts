// The script for zsh: it says what each command and option is for.
import { commandCases, descents, offers, optionCases, quoted, takes } from './cases.js';
import type { CompletedCommand } from './tree.js';

const offered = (words: readonly string[]) => `offered=(${words.map(quoted).join(' ')})`;

/** The form of `_describe`: a colon ends the word. */
const described = (words: readonly { name: string; about: string }[]) =>
  offered(words.map(({ name, about }) => `${name}:${about}`));

export function zshScript(commands: readonly CompletedCommand[]): string {
  return `#compdef source-ovhcloud
# Completes source-ovhcloud in zsh. Made by: source-ovhcloud completion zsh
_source_ovhcloud() {
  local at='' option='' takes='' kind='' config='' word
  local -a offered
  local -i i
  for ((i = 2; i < CURRENT; i++)); do
    word=$words[i]
    if [[ $word == -* ]]; then
      option=\${word%%=*} takes=''
      case "$at|$option" in
${optionCases(commands, takes)}
      esac
      if [[ $word == *=* ]]; then
        [[ $option == --config ]] && config=\${(Q)word#*=}
        [[ $takes == one ]] && takes=''
      fi
      continue
    fi
    if [[ -n $takes ]]; then
      [[ $option == -c || $option == --config ]] && config=\${(Q)word}
      [[ $takes == one ]] && takes=''
      continue
    fi
    case "$at|$word" in
${descents(commands)}
    esac
  done
  if [[ $PREFIX == --*=* ]]; then
    option=\${PREFIX%%=*} takes=one
    compset -P '*='
  fi
  if [[ $PREFIX == -* ]]; then
    case "$at" in
${commandCases(commands, ({ options }) => described(options.flatMap(({ flags, about }) => flags.map((name) => ({ name, about })))))}
    esac
    _describe -o option offered
    return
  fi
  if [[ -n $takes ]]; then
    case "$at|$option" in
${optionCases(commands, ({ values }) => offers(values, offered))}
    esac
  else
    case "$at" in
${commandCases(commands, ({ commands: below, values }) => (below.length > 0 ? `kind=words ${described(below)}` : offers(values, offered)))}
    esac
  fi
  case "$kind" in
    sources)
      offered=(\${(f)"$(source-ovhcloud completion sources \${config:+--config} \${config:+$config} 2>/dev/null)"})
      compadd -a offered
      ;;
    files) compset -P '[a-z0-9]#:'; _files ;;
    folders) _path_files -/ ;;
    words) _describe word offered ;;
    *) _message 'a value' ;;
  esac
}

# From a folder of fpath the file is the function; sourced, it defines the function.
if [[ $funcstack[1] == _source_ovhcloud ]]; then
  _source_ovhcloud "$@"
else
  compdef _source_ovhcloud source-ovhcloud
fi
`;
}
