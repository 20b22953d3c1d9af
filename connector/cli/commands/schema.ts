// The command line of `schema`.
import type { Command } from 'commander';

export function addSchema(program: Command): void {
  program
    .command('schema')
    .description('print the JSON Schema of the configuration, for editors')
    .addHelpText('after', '\nExample:\n  source-ovhcloud schema > source.schema.json')
    .action(async () => (await import('../actions/schema.js')).schema());
}
