# Completes a line in an interactive zsh, and prints what is offered: complete.zsh SCRIPT WORD...
zmodload zsh/zpty
script=$1; shift
line="source-ovhcloud ${(j: :)${(@q)@[1,-2]}} $@[-1]"
zpty shell zsh -f -i
zpty -w shell "PROMPT=; unsetopt zle_bracketed_paste 2>/dev/null; autoload -Uz compinit; compinit -u -C -d ~/.zcompdump; source ${(q)script}"
zpty -w shell 'compadd() {
  local -a hits
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
  builtin compadd -A hits "$@"
  (( $#hits )) && print -l "<hit>"${^hits}
  builtin compadd "$@"
}
finished() { print "<end>"; exit }
bindkey "^I" complete-word
zle -C everything complete-word _main_complete
compprefuncs=( null )
comppostfuncs=( finished )
print "<ready>"'
while zpty -r shell text; do [[ $text == *"<ready>"* && $text != *print* ]] && break; done
zpty -w -n shell "$line"$'\t'
typeset -aU found
while zpty -r shell text; do
  [[ $text == *"<hit>"* ]] && found+=("${${text##*<hit>}%%$'\r'*}")
  [[ $text == *"<end>"* ]] && break
done
zpty -d shell
print -l -- ${(@)found}
