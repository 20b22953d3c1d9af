// The command line of `examples`.
import type { Command } from 'commander';

export function addExamples(program: Command): void {
  program
    .command('examples [name]')
    .description('list the presets and examples, or show one as definitions to copy')
    .addHelpText(
      'after',
      '\nExamples:\n  source-ovhcloud examples\n  source-ovhcloud examples bills           its definitions: copy what you change\n  source-ovhcloud init --preset bills      a whole configuration that uses it',
    )
    .action(async (name?: string) => (await import('../actions/examples.js')).examples(name));
}
