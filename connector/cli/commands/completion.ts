// The command line of `completion`.
import { Argument, type Command } from 'commander';
import { addConfigOptions, type ConfigOptions } from './options.js';

/** `sources` prints the names of source objects, for which the scripts ask. */
export const COMPLETIONS = ['bash', 'zsh', 'fish', 'sources'] as const;
export type Completion = (typeof COMPLETIONS)[number];

const EXAMPLES = `
Examples:
  source <(source-ovhcloud completion bash)                                     in ~/.bashrc
  source <(source-ovhcloud completion zsh)                                      in ~/.zshrc, after compinit
  source-ovhcloud completion fish > ~/.config/fish/completions/source-ovhcloud.fish

Completes commands, options, their choices, files, presets and regions; and the names of source objects, for which the script
runs \`source-ovhcloud completion sources\`, which reads the configuration.`;

export function addCompletion(program: Command): void {
  addConfigOptions(
    program.command('completion').description('print a script that completes this command in a shell'),
  )
    .addArgument(new Argument('<shell>', 'bash, zsh or fish').choices(COMPLETIONS))
    .addHelpText('after', EXAMPLES)
    .action(async (shell: Completion, options: ConfigOptions) =>
      (await import('../actions/completion.js')).completion(shell, options, program),
    );
}
