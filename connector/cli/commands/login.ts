// The command line of `login`.
import type { Command } from 'commander';
import { addConfigOptions, addConnectionOption, addOnlyOption, type ConfigOptions } from './options.js';

export interface LoginOptions extends ConfigOptions {
  save: string;
  minutes: string;
  linkOnly?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud login                       asks, waits, stores the key in ./ovh.conf
  source-ovhcloud login --save .env           stores OVH_CONSUMER_KEY=... there instead
  source-ovhcloud login --connection parent   for one of several connections: [parent], PARENT_OVH_CONSUMER_KEY
  source-ovhcloud login --link-only           only the rules and the page that makes all three keys

The key itself is never printed; the file is readable by its owner only.`;

export function addLogin(program: Command): void {
  const command = program
    .command('login')
    .description('request a consumer key with only the rights that the configuration needs');
  addOnlyOption(addConnectionOption(addConfigOptions(command)))
    .option(
      '--save <file>',
      'where to store the key: *.conf as ovh.conf, else as environment lines',
      'ovh.conf',
    )
    .option('--minutes <number>', 'how long to wait for the validation', '15')
    .option('--link-only', 'only print the rules and the createToken link')
    .addHelpText('after', EXAMPLES)
    .action(async (options: LoginOptions) => (await import('../actions/login.js')).login(options));
}
