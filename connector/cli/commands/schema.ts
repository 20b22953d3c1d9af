// schema: prints the JSON Schema of the configuration, for editors.
import type { Command } from 'commander';
import { configJsonSchema } from '../../config/config-reference.js';
import { printText } from '../output.js';

export function addSchema(program: Command): void {
  program
    .command('schema')
    .description('print the JSON Schema of the configuration, for editors')
    .addHelpText('after', '\nExample:\n  source-ovhcloud schema > source.schema.json')
    .action(() => printText(JSON.stringify(configJsonSchema(), null, 2)));
}
